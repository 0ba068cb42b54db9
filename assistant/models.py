"""The models an assistant works with, as the settings name them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from assistant.chat_model import ChatModel, open_chat_model
from assistant.embedding_model import open_embedder
from assistant.settings import EMBEDDED, Settings
from documents.errors import BelegError, ChatModelUnavailable
from index import Embedder, KnowsWords, ModelStore
from index.model_files import CHAT_MODEL
from index.reader import SHIPPED, PassageReader, Reader

NO_CHAT_MODEL = NO_READER = "none"
# Corrections to the pinned chat model: what they are worth, and what not, see docs/chat-adapter.md.
CHAT_ADAPTER = Path(__file__).parent / "chat_adapter.gguf"


@dataclass(frozen=True, slots=True)
class Models:
    """An embedder, and if there are any a reader and a chat model.

    ``note`` says which one is missing, and what to do.
    """

    embedder: Embedder
    reader: PassageReader | None = None
    chat_model: ChatModel | None = None
    note: str | None = None

    @classmethod
    def named_by(
        cls,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        reader: PassageReader | None = None,
        chat_model: ChatModel | None = None,
    ) -> Self:
        """Return the models that the settings name, each replaced by the one given, if any.

        They are loaded at their first use. A chat model that cannot be had is no error. The
        embedded reader goes with the embedded embedding model: its weights were found beside that.
        """
        store = ModelStore(settings.data, local_folder=settings.models)
        if reader is None and (file := _reader_file(settings, alone=embedder is None)):
            reader = Reader(store, file, threads=settings.threads)
        if embedder is None:
            embedder = open_embedder(settings, store)
        models = cls(embedder, reader, chat_model)
        if chat_model is not None or settings.chat_model == NO_CHAT_MODEL:
            return models
        try:
            return replace(models, chat_model=_chat_model(settings, store))
        except ChatModelUnavailable as exc:
            return replace(models, note=str(exc))

    def is_common_word(self, word: str, language: str) -> bool:
        """Tell whether the embedder's vocabulary has a word of ``language``; names it has not."""
        embedder = self.embedder
        return isinstance(embedder, KnowsWords) and embedder.is_common_word(word, language)


def _reader_file(settings: Settings, *, alone: bool) -> Path | None:
    if settings.reader == EMBEDDED:
        return SHIPPED if alone and settings.embedding_model == EMBEDDED else None
    return None if settings.reader == NO_READER else Path(settings.reader)


def _chat_model(settings: Settings, store: ModelStore) -> ChatModel:
    if settings.chat_model != EMBEDDED:
        return open_chat_model(settings, None, settings.data)
    try:
        model_file = store.path(CHAT_MODEL.name)
    except BelegError as exc:
        raise ChatModelUnavailable(exc.problem, exc.remedy) from exc
    adapter = CHAT_ADAPTER if settings.chat_adapter else None
    return open_chat_model(settings, model_file, settings.data / "prompt-cache", adapter)
