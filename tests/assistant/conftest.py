"""The real models, from the store that is in use; loaded once."""

import pytest

from assistant import Settings
from documents.errors import ServiceError
from index import ModelStore
from index.model_files import CHAT_MODEL


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
