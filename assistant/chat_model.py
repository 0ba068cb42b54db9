"""The chat model: embedded llama.cpp or any provider, behind one small streaming interface.

Only this module knows LangChain's chat models and xllamacpp. Everything else sees ``ChatModel``:
messages in, pieces of text out, and how sure the model was of its first word.
"""

import hashlib
import math
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from documents.errors import BelegError, ChatModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from xllamacpp import Server

    from assistant.settings import Settings

CONTEXT_TOKENS = 4096
LONGEST_REPLY_TOKENS = 320
ALTERNATIVES = 12  # how many candidates for the first word the embedded model reports


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply as it streams in.

    ``first_words`` maps candidates for the reply's first token to their log probability before
    any grammar; it comes with the first piece of models that tell, else it is empty.
    """

    text: str
    first_words: tuple[tuple[str, float], ...] = ()


class ChatModel(Protocol):
    """What composing needs of a chat model."""

    name: str
    follows_grammar: bool

    def stream(self, messages: Sequence[Message], grammar: str | None = None) -> Generator[Piece]:
        """Yield the reply piece by piece; raise ``ChatModelUnavailable`` when it breaks off."""
        ...

    def warm_up(self, prefix: Sequence[Message]) -> None:
        """Load the model and the unchanging start of every prompt, so that answers start fast."""
        ...

    def close(self) -> None:
        """Free what the model holds."""
        ...


def open_chat_model(settings: "Settings", model_file: Path | None, cache: Path) -> ChatModel:
    """Return the chat model that ``settings.chat_model`` names.

    ``model_file`` is the embedded model's file; ``cache`` a folder for its prompt caches. Raises
    ``ChatModelUnavailable`` where the provider's package or the model file is missing.
    """
    if settings.chat_model == "embedded":
        if model_file is None:
            raise ChatModelUnavailable(
                "The embedded chat model's file is not there.",
                "Fetch it with `beleg models fetch`, or set BELEG_CHAT_MODEL=none.",
            )
        return EmbeddedChatModel(model_file, cache, settings.threads, settings.chat_timeout)
    return RemoteChatModel(settings)


class EmbeddedChatModel:
    """A GGUF model in this process, through llama.cpp's own server on a loopback address.

    One question at a time: llama.cpp has a single slot here, so that the worked examples stay in
    its cache. That cache is also kept on disk (27 ms to write, 3 ms to read, for 409 tokens),
    which spares every new process the 20 seconds of reading them.
    """

    follows_grammar = True

    def __init__(self, model_file: Path, cache: Path, threads: int, timeout: float) -> None:
        self.name = model_file.stem
        self._file = model_file
        self._cache = cache
        self._threads = threads
        self._timeout = timeout
        self._turn = threading.Lock()  # a stream may begin in one thread and end in another
        self._server: Server | None = None
        self._chat: BaseChatModel | None = None
        self._kept: dict[tuple[Message, ...], str] = {}

    def stream(self, messages: Sequence[Message], grammar: str | None = None) -> Generator[Piece]:
        """Yield the reply; other callers wait their turn. Closing the iterator stops the model.

        The iterator may be read by one thread after another, as event loops do.
        """
        with self._my_turn():
            chat = self._start()
            self._restore(messages)
            body = _body(LONGEST_REPLY_TOKENS)
            if grammar:
                body["grammar"] = grammar
            yield from _stream(
                chat, messages, extra_body=body, logprobs=True, top_logprobs=ALTERNATIVES
            )

    def warm_up(self, prefix: Sequence[Message]) -> None:
        """Load the model, and read ``prefix`` or take it from the disk cache."""
        with self._my_turn():
            chat = self._start()
            text = "\x1f".join(f"{m.role}\x1e{m.text}" for m in prefix)
            key = hashlib.sha256(f"{self.name}\x1d{CONTEXT_TOKENS}\x1d{text}".encode()).hexdigest()
            self._kept[tuple(prefix)] = f"prefix-{key[:16]}.bin"
            if self._restore(prefix):
                return
            for _ in _stream(chat, prefix, extra_body=_body(1)):
                pass
            with suppress(BelegError):  # the disk cache is a comfort: a full disk costs only time
                self._slot("save", self._kept[tuple(prefix)])

    def close(self) -> None:
        """Stop the server and free the model; a reply still being read then breaks off."""
        waited = self._turn.acquire(timeout=self._timeout)
        self._chat = None
        self._server = None
        if waited:
            self._turn.release()

    @contextmanager
    def _my_turn(self) -> Generator[None]:
        """Wait for the model. A plain lock: a reply may be finished by another thread."""
        if not self._turn.acquire(timeout=self._timeout):
            raise ChatModelUnavailable(
                f"The chat model was busy with other questions for {self._timeout:g} seconds.",
                "Ask again in a moment.",
            )
        try:
            yield
        finally:
            self._turn.release()

    def _start(self) -> "BaseChatModel":
        if self._chat is not None:
            return self._chat
        try:
            import httpx
            import xllamacpp
            from langchain_openai import ChatOpenAI

            self._cache.mkdir(parents=True, exist_ok=True)
            parameters = xllamacpp.CommonParams()
            parameters.model.path = str(self._file)
            parameters.n_ctx = CONTEXT_TOKENS
            parameters.n_parallel = 1
            parameters.cpuparams.n_threads = self._threads
            parameters.cpuparams_batch.n_threads = self._threads
            parameters.port = 0  # any free one; it listens on 127.0.0.1 only
            parameters.ui = False
            parameters.verbosity = 0
            parameters.endpoint_slots = True
            parameters.slot_save_path = f"{self._cache}/"
            parameters.warmup = False
            self._server = xllamacpp.Server(parameters)
            self._chat = ChatOpenAI(
                model=self.name,
                base_url=f"{self._server.listening_address}/v1",
                api_key=lambda: "unused",
                temperature=0,
                seed=7,
                timeout=self._timeout,
                max_retries=0,
                streaming=True,
                stream_usage=False,
                http_client=httpx.Client(trust_env=False),  # no proxy lies on the way to ourselves
            )
        except Exception as exc:
            raise ChatModelUnavailable(
                f"The embedded chat model {self._file.name} could not be started ({exc}).",
                "Check it with `beleg models verify`, or set BELEG_CHAT_MODEL=none for quotes.",
            ) from exc
        return self._chat

    def _restore(self, messages: Sequence[Message]) -> bool:
        """Put the kept prefix that ``messages`` begin with back into the slot, if there is one."""
        for prefix, file in self._kept.items():
            if tuple(messages[: len(prefix)]) == prefix and (self._cache / file).is_file():
                try:
                    self._slot("restore", file)
                except BelegError:
                    return False
                return True
        return False

    def _slot(self, action: Literal["save", "restore"], file: str) -> None:
        import httpx

        assert self._server is not None  # noqa: S101 - both callers have started it
        try:
            httpx.post(
                f"{self._server.listening_address}/slots/0",
                params={"action": action},
                json={"filename": file},
                timeout=self._timeout,
                trust_env=False,
            ).raise_for_status()
        except httpx.HTTPError as exc:
            raise ChatModelUnavailable(
                f"The chat model's prompt cache could not {action}.",
                "Nothing is lost: the next answer only starts more slowly.",
            ) from exc


class RemoteChatModel:
    """Any chat model by LangChain's ``provider:model`` name, local server or hosted."""

    follows_grammar = False

    def __init__(self, settings: "Settings") -> None:
        from langchain.chat_models import init_chat_model

        self.name = settings.chat_model
        options: dict[str, Any] = {"temperature": 0, "timeout": settings.chat_timeout}
        if settings.chat_base_url:
            options["base_url"] = settings.chat_base_url
        if settings.chat_api_key:
            options["api_key"] = settings.chat_api_key
        try:
            self._chat: BaseChatModel = init_chat_model(self.name, max_retries=2, **options)
        except Exception as exc:
            raise ChatModelUnavailable(
                f"The chat model {self.name} could not be set up ({type(exc).__name__}).",
                "Check BELEG_CHAT_MODEL (provider:model), that LangChain's package for the "
                "provider is installed, and that its key is set.",
            ) from exc

    def stream(self, messages: Sequence[Message], grammar: str | None = None) -> Generator[Piece]:
        """Yield the reply; ``grammar`` is not sent, the parser holds the reply to its form."""
        del grammar
        yield from _stream(self._chat, messages)

    def warm_up(self, prefix: Sequence[Message]) -> None:
        """Do nothing: a remote model is warm."""

    def close(self) -> None:
        """Do nothing: LangChain's clients close themselves."""


def _body(tokens: int) -> dict[str, Any]:
    """Return what llama.cpp's server takes beyond the OpenAI protocol."""
    return {"cache_prompt": True, "id_slot": 0, "n_predict": tokens}


def _stream(
    chat: "BaseChatModel",
    messages: Sequence[Message],
    **options: Any,  # noqa: ANN401
) -> Generator[Piece]:
    """Yield a LangChain model's reply as pieces; translate whatever breaks."""
    try:
        for chunk in chat.stream([(m.role, m.text) for m in messages], **options):
            yield Piece(chunk.text, _first_words(chunk.response_metadata))
    except Exception as exc:
        raise ChatModelUnavailable(
            f"The chat model broke off ({type(exc).__name__}).",
            "The quotes above still stand; try again, or check the model and BELEG_CHAT_BASE_URL.",
        ) from exc


def _first_words(metadata: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    content = (metadata.get("logprobs") or {}).get("content") or []
    if not content:
        return ()
    return tuple(
        (str(candidate["token"]), float(candidate["logprob"]))
        for candidate in content[0].get("top_logprobs", ())
        if math.isfinite(candidate["logprob"])
    )
