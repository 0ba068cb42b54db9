"""Which words are common, by a vocabulary of a few pieces, and by the real one."""

import pytest
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from assistant import Settings
from documents.errors import ServiceError
from index import ModelStore, SentenceTransformerEmbedder
from index.common_words import is_common_word

PIECES = ["<unk>", "▁night", "▁Night", "▁Anna", "▁x", "▁y", "▁z", "▁ministère", "▁anna", "▁K"]


@pytest.fixture
def tokenizer():
    ranked = [(piece, -float(rank)) for rank, piece in enumerate(PIECES)]
    tokenizer = Tokenizer(Unigram(ranked, 0, byte_fallback=False))
    tokenizer.pre_tokenizer = Metaspace()
    return tokenizer


@pytest.mark.parametrize(
    ("word", "common"),
    [
        ("Night", True),  # as frequent in small letters
        ("Ministère", True),  # with a capital only in pieces
        ("Anna", False),  # much rarer in small letters
        ("Krüger", False),  # not there
    ],
)
def test_a_word_is_common_if_the_vocabulary_has_it_in_small_letters(tokenizer, word, common):
    assert is_common_word(tokenizer, word, "de") is common


@pytest.mark.real_model
def test_the_real_vocabulary_tells_words_from_names():
    embedder = SentenceTransformerEmbedder(ModelStore(Settings.load().data))
    try:
        embedder.embed_texts(["x"])
    except ServiceError as exc:
        pytest.skip(str(exc))
    words = {"en": "Research Court Night Ecological", "fr": "Santé Nuit", "pl": "Trener Młodzieży"}
    names = {"en": "Manchester Hughes", "fr": "Dubois Toulouse", "pl": "Kowalski Lublin"}
    for language, each in words.items():
        assert all(embedder.is_common_word(word, language) for word in each.split())
    for language, each in names.items():
        assert not any(embedder.is_common_word(name, language) for name in each.split())
