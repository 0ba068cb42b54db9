"""Fixtures of the index's tests; the real model comes from the same store as in use."""

import os
from pathlib import Path

import platformdirs
import pytest

from index import ModelStore, SentenceTransformerEmbedder
from tests.index.fakes import WordEmbedder

WORDS = ["fox", "dog", "owl", "red", "grey", "meets", "barn", "forest", "budget", "million"]


@pytest.fixture
def embedder():
    return WordEmbedder(WORDS)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def model_store():
    return ModelStore(Path(os.environ.get("BELEG_DATA") or platformdirs.user_data_path("beleg")))


@pytest.fixture(scope="session")
def real_embedder(model_store):
    return SentenceTransformerEmbedder(model_store, threads=2)
