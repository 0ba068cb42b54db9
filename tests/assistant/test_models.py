from pathlib import Path

import pytest

from assistant.models import Models
from assistant.settings import Settings
from index.reader import SHIPPED, Reader
from tests.index.fakes import WordEmbedder


def reader_of(tmp_path, embedder=None, **chosen):
    settings = Settings.load(data=tmp_path, chat_model="none", **chosen)
    return Models.named_by(settings, embedder=embedder).reader


def test_the_reader_is_shipped_and_used_unless_told_otherwise(tmp_path):
    reader = reader_of(tmp_path)
    assert isinstance(reader, Reader)
    assert reader.file == SHIPPED
    assert SHIPPED.is_file()
    assert reader_of(tmp_path, reader="none") is None


@pytest.mark.parametrize("embedding_model", ["openai:text-embedding-3-small", "a/folder"])
def test_beside_another_embedding_model_only_a_named_reader_is_used(tmp_path, embedding_model):
    assert reader_of(tmp_path, embedding_model=embedding_model) is None
    named = reader_of(tmp_path, embedding_model=embedding_model, reader="mine.safetensors")
    assert named.file == Path("mine.safetensors")


def test_beside_an_embedder_that_is_given_only_a_named_reader_is_used(tmp_path):
    assert reader_of(tmp_path, WordEmbedder(["a"])) is None
    assert reader_of(tmp_path, WordEmbedder(["a"]), reader="mine.safetensors") is not None
