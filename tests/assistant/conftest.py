"""Assistants over a small library, and the real models from the store in use, loaded once."""

import pytest

from assistant import Settings
from documents.errors import ServiceError
from index import ModelStore
from index.model_files import CHAT_MODEL
from tests.assistant.fakes import FakeChatModel
from tests.assistant.making import open_assistant


@pytest.fixture(scope="session")
def model_store():
    """Return the store of the data folder in use."""
    return ModelStore(Settings.load().data)


@pytest.fixture(scope="session")
def chat_model_file(model_store):
    """Return the embedded chat model's file."""
    try:
        return model_store.path(CHAT_MODEL.name)
    except ServiceError as exc:
        pytest.skip(str(exc))


@pytest.fixture
def opened(tmp_path):
    """Return a function that opens an assistant over the small library with a chat model."""
    assistants = []

    def make(*replies, **options):
        if replies:  # the last one is said again where an attempt is repeated
            options.setdefault("model", FakeChatModel(*replies[:-1], always=replies[-1]))
        model = options.pop("model", None)
        assistants.append(open_assistant(tmp_path, model, **options))
        return assistants[-1]

    yield make
    for assistant in assistants:
        assistant.close()
