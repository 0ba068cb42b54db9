"""The assistant: open it on a folder of press releases, ask it, get cited answers."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Generator, Sequence
from contextlib import aclosing, closing, suppress
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from assistant import compose, confirm
from assistant.answer_cache import AnswerCache, CacheKey
from assistant.answering import Answering
from assistant.asynchronous import made_in_threads
from assistant.chain import Asked, Found, retrieval_chain
from assistant.chat_model import ChatModel
from assistant.library import Library, OnProgress
from assistant.models import Models
from assistant.read_ahead import read_ahead
from assistant.records import (
    Answer,
    AnswerFinished,
    Citation,
    StreamEvent,
    TranslatedQuote,
    Turn,
)
from assistant.settings import Settings
from assistant.similarity import TextSimilarity
from assistant.translate import translate
from assistant.waiting import Waiting
from documents.errors import ChatModelUnavailable, ServiceError
from index import Embedder, Index, index_location
from index.reader import PassageReader


class Assistant(Library):
    """Answers questions about the press releases of one folder; safe to share between threads.

    Open it with ``Assistant.open`` and close it, or use it as a context manager. The chat model
    is loaded at the first question that needs it, or by ``warm_up``.
    """

    def __init__(self, settings: Settings, index: Index, models: Models) -> None:
        super().__init__(settings, index)
        self._is_common_word = models.is_common_word
        self._chat_model = models.chat_model
        self._note = models.note
        self._retrieve = retrieval_chain(index, settings, models.reader)
        self._similarity = TextSimilarity(models.embedder)
        self._answers = AnswerCache(settings.answers_kept)
        self._waiting = Waiting()

    @classmethod
    def open(  # noqa: PLR0913 - each has its default; most callers name none
        cls,
        settings: Settings | None = None,
        *,
        documents: Path | str | None = None,
        on_progress: OnProgress | None = None,
        refresh: bool = True,
        embedder: Embedder | None = None,
        chat_model: ChatModel | None = None,
        reader: PassageReader | None = None,
    ) -> Self:
        """Open the index of ``documents``, bring it up to date, and return the assistant.

        ``documents`` overrides the settings' folder; without ``refresh`` the index stays as it
        is (for a command that reports or re-indexes by itself), also where the settings say so for
        a machine that only reads. ``embedder``, ``chat_model`` and ``reader`` replace the models
        that the settings name. A chat model that cannot be had is no error: answers are then
        quotes and say so. Raises a ``BelegError`` for anything else that is missing.
        """
        settings = settings or Settings.load()
        if documents is not None:
            settings = settings.model_copy(update={"documents": Path(documents)})
        models = Models.named_by(settings, embedder=embedder, reader=reader, chat_model=chat_model)
        index = Index.open(
            index_location(settings.data, settings.documents),
            models.embedder,
            server=settings.chroma_url,
            token=settings.chroma_token.get_secret_value() if settings.chroma_token else None,
        )
        try:
            if refresh and settings.refresh:
                index.reindex(settings.documents, on_progress=on_progress)
        except BaseException:
            index.close()
            raise
        return cls(settings, index, models)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        language: str | None = None,
        *,
        quotes_only: bool = False,
        documents: Collection[str] | None = None,
    ) -> Answer:
        """Return the answer to ``question``.

        ``history`` is the conversation so far, oldest first; ``language`` (ISO 639-1) the
        language to answer in, by default the question's; ``documents`` narrows it to releases
        with these ids. Raises ``QuestionUnusable`` for an empty or far too long question,
        ``ServiceError`` where the index cannot be read.
        """
        events = self.stream(
            question, history, language, quotes_only=quotes_only, documents=documents
        )
        for event in events:
            if isinstance(event, AnswerFinished):
                return event.answer
        raise AssertionError("a stream ends with AnswerFinished")

    def stream(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        language: str | None = None,
        *,
        quotes_only: bool = False,
        documents: Collection[str] | None = None,
    ) -> Generator[StreamEvent]:
        """Yield the quotes, each verified statement, and the finished answer, as they come.

        Closing the iterator stops the chat model.
        """
        with self._waiting:
            yield from self._events(
                Asked(question, tuple(history or ()), language, documents=_ids(documents)),
                None if quotes_only else self._chat_model,
                None if quotes_only else self._note,
            )

    def _events(
        self, asked: Asked, chat_model: ChatModel | None, note: str | None
    ) -> Generator[StreamEvent]:
        started = time.perf_counter()
        generation = self._index.generation  # before the search: what is kept is never newer
        found = self._retrieve.invoke(asked)
        key = CacheKey.of(
            found, asked.documents, generation, chat_model.name if chat_model else None
        )
        if (kept := self._answers.get(key)) is not None:
            yield from kept.again(found, started)
            return
        answering = Answering(
            found,
            self._similarity,
            chat_model,
            self.settings.answer_threshold,
            started,
            self._is_common_word,
            found.note or note,
        )
        with closing(self._answers.keeping(key, answering.run())) as events:
            yield from events

    async def aask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        language: str | None = None,
        *,
        quotes_only: bool = False,
        documents: Collection[str] | None = None,
    ) -> Answer:
        """Return the answer without blocking the event loop; see ``ask``."""
        return await asyncio.to_thread(
            self.ask,
            question,
            history,
            language,
            quotes_only=quotes_only,
            documents=documents,
        )

    async def astream(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        language: str | None = None,
        *,
        quotes_only: bool = False,
        documents: Collection[str] | None = None,
    ) -> AsyncIterator[StreamEvent]:
        """Yield what ``stream`` yields without blocking the event loop.

        A cancelled task waits for the event being made: a thread cannot be interrupted.
        """
        events = self.stream(
            question, history, language, quotes_only=quotes_only, documents=documents
        )
        async with aclosing(made_in_threads(events)) as made:
            async for event in made:
                yield event

    def search(
        self,
        question: str,
        *,
        limit: int | None = None,
        documents: Collection[str] | None = None,
    ) -> Found:
        """Return the evidence for a question, best first, without deciding or answering.

        ``limit`` is how many sentences to return, by default as many as an answer rests on;
        ``documents`` narrows the search to releases with these ids. Raises as ``ask`` does.
        """
        return self._retrieve.invoke(Asked(question, limit=limit, documents=_ids(documents)))

    @property
    def writes(self) -> bool:
        """Whether there is a chat model to write and to translate; else answers are quotes."""
        return self._chat_model is not None

    def translate(self, quote: Citation, language: str) -> TranslatedQuote:
        """Return a citation's quote in ``language`` (ISO 639-1), written by the chat model.

        Raises ``ChatModelUnavailable`` where there is none or it breaks off.
        """
        if self._chat_model is None:
            raise ChatModelUnavailable(
                "No chat model is in use that could translate the quote.",
                "Read it in its own language, or set BELEG_CHAT_MODEL.",
            )
        with self._waiting:
            return translate(
                self._chat_model, quote, language, self._similarity, self._is_common_word
            )

    def warm_up(self) -> None:
        """Load the models now, so that the first question is as fast as the others.

        A chat model that fails to load raises no error here: each answer tries it again, and is
        made of quotes with a note where it fails again.
        """
        self.search("warm-up", limit=1)
        if self._chat_model is not None:
            with suppress(ServiceError):
                self._chat_model.warm_up(confirm.prefix())
                copying = self._chat_model.copies_answer
                self._chat_model.warm_up(compose.prefix(copying=copying), adapted=True)

    def read_ahead(self, stop: Event) -> None:
        """Read passages while nobody asks, so that no first question about them is slower.

        Goes on with what a re-index brings until ``stop`` is set; meant for a thread of its own.
        """
        read_ahead(self._index, self._waiting, stop)

    def close(self) -> None:
        """Free the models and the index."""
        if self._chat_model is not None:
            self._chat_model.close()
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _ids(documents: Collection[str] | None) -> frozenset[str] | None:
    return None if documents is None else frozenset(documents)
