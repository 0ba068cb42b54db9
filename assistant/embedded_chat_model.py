"""The embedded chat model: a GGUF file run by llama.cpp inside this process."""

import hashlib
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import httpx

from assistant.chat_model import CANDIDATES, Message, Piece, stream_pieces
from assistant.llama_server import CONTEXT_TOKENS, start_server
from documents.errors import BelegError, ChatModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from xllamacpp import Server

LONGEST_REPLY_TOKENS = 320
_SHORTEST = (Message("user", "Yes?"),)


@dataclass
class _Slot:
    """One of llama.cpp's caches: its number, and how much of the adapter counts in it, if any.

    ``kept`` has the files on disk by what they begin a prompt with; ``last`` is what the slot has
    read.
    """

    number: int
    scale: float | None = None
    kept: dict[tuple[Message, ...], str] = field(default_factory=dict)
    last: tuple[Message, ...] = ()

    def body(self, tokens: int) -> dict[str, Any]:
        """Return what llama.cpp's server takes beyond the OpenAI protocol."""
        body: dict[str, Any] = {"cache_prompt": True, "id_slot": self.number, "n_predict": tokens}
        return body if self.scale is None else body | {"lora": [{"id": 0, "scale": self.scale}]}


class EmbeddedChatModel:
    """A GGUF model in this process, through llama.cpp's own server on a loopback address.

    One question at a time, always in the same slot of llama.cpp, so that the worked examples stay
    in its cache. That cache is also kept on disk (27 ms to write, 3 ms to read, for 409 tokens),
    which spares every new process the 20 seconds of reading them.

    ``adapter`` is a file of corrections to the model (LoRA), trained for composing. With one, what
    is asked ``adapted`` and what is not have a slot each: llama.cpp empties a slot when its adapter
    comes to count for more or less.
    """

    follows_grammar = True

    def __init__(
        self,
        model_file: Path,
        cache: Path,
        threads: int,
        timeout: float,
        adapter: Path | None = None,
    ) -> None:
        self.name = model_file.stem
        self.copies_answer = adapter is not None
        self._file = model_file
        self._adapter = adapter
        self._cache = cache
        self._threads = threads
        self._timeout = timeout
        self._turn = threading.Lock()  # a stream may begin in one thread and end in another
        self._server: Server | None = None
        self._connection: httpx.Client | None = None
        self._chat: BaseChatModel | None = None
        plain = _Slot(0) if adapter is None else _Slot(0, scale=0.0)
        self._slots = [plain] if adapter is None else [plain, _Slot(1, scale=1.0)]

    def stream(
        self, messages: Sequence[Message], grammar: str | None = None, *, adapted: bool = False
    ) -> Generator[Piece]:
        """Yield the reply; other callers wait their turn. Closing the iterator stops the model.

        The iterator may be read by one thread after another, as event loops do.
        """
        slot = self._slots[-1 if adapted else 0]
        with self._my_turn():
            chat = self._start()
            if tuple(messages) != slot.last:  # else it need not be read again
                self._restore(slot, messages)
            slot.last = tuple(messages)
            body = slot.body(LONGEST_REPLY_TOKENS)
            if grammar:
                body["grammar"] = grammar
            yield from stream_pieces(
                chat, messages, extra_body=body, logprobs=True, top_logprobs=CANDIDATES
            )

    def warm_up(self, prefix: Sequence[Message], *, adapted: bool = False) -> None:
        """Load the model, and read ``prefix`` or take it from the disk cache; once is enough."""
        slot = self._slots[-1 if adapted else 0]
        if tuple(prefix) in slot.kept:
            return
        with self._my_turn():
            chat = self._start()
            file = self.file_of(prefix, adapted=adapted)
            slot.last = ()
            if not self._put_back(slot, file):
                _read(chat, prefix, slot)
                with suppress(BelegError):  # a full disk costs only time
                    self._ask_for(slot, "save", file)
            slot.kept[tuple(prefix)] = file

    def file_of(self, prefix: Sequence[Message], *, adapted: bool = False) -> str:
        """Return the name under which ``prefix`` lies in the disk cache, as read by this model."""
        text = "\x1f".join(f"{m.role}\x1e{m.text}" for m in prefix)
        adapter = _fingerprint(self._adapter if adapted else None)
        read_as = (self.name, str(CONTEXT_TOKENS), adapter, text)
        key = hashlib.sha256("\x1d".join(read_as).encode()).hexdigest()
        return f"prefix-{key[:16]}.bin"

    def close(self) -> None:
        """Stop the server and free the model; a reply still being read breaks off first."""
        if self._connection is not None:
            self._connection.close()  # llama.cpp stops writing when nobody listens
        if self._turn.acquire(timeout=self._timeout):
            self._chat = self._connection = self._server = None
            self._turn.release()
        # Else the server is left to the process's end: it must not go under a running reply.

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
            from langchain_openai import ChatOpenAI

            self._cache.mkdir(parents=True, exist_ok=True)
            self._server = start_server(
                self._file,
                self._threads,
                adapter=self._adapter,
                slots=len(self._slots),
                slot_folder=self._cache,
            )
            # No proxy lies on the way to ourselves.
            self._connection = httpx.Client(trust_env=False, timeout=self._timeout)
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
                http_client=self._connection,
            )
        except Exception as exc:
            raise ChatModelUnavailable(
                f"The embedded chat model {self._file.name} could not be started ({exc}).",
                "Check it with `beleg models verify`, or set BELEG_CHAT_MODEL=none for quotes.",
            ) from exc
        if self._adapter is not None:
            for slot in self._slots:  # a slot is emptied by its first prompt, so let it be short
                _read(self._chat, _SHORTEST, slot)
        return self._chat

    def _restore(self, slot: _Slot, messages: Sequence[Message]) -> None:
        """Put the kept prefix that ``messages`` begin with back into the slot, if there is one.

        A damaged one is forgotten, so that the next warm-up makes it anew.
        """
        for prefix, file in slot.kept.items():
            if tuple(messages[: len(prefix)]) == prefix:
                if (self._cache / file).is_file() and not self._put_back(slot, file):
                    del slot.kept[prefix]
                return

    def _put_back(self, slot: _Slot, file: str) -> bool:
        """Fill the slot from the disk cache; false where that has no such file, or a bad one."""
        if not (self._cache / file).is_file():
            return False
        try:
            self._ask_for(slot, "restore", file)
        except BelegError:
            return False
        return True

    def _ask_for(self, slot: _Slot, action: Literal["save", "restore"], file: str) -> None:
        assert self._server is not None  # noqa: S101 - both callers have started it
        assert self._connection is not None  # noqa: S101 - the same
        try:
            self._connection.post(
                f"{self._server.listening_address}/slots/{slot.number}",
                params={"action": action},
                json={"filename": file},
            ).raise_for_status()
        except (httpx.HTTPError, RuntimeError) as exc:  # the latter: closed by another thread
            raise ChatModelUnavailable(
                f"The chat model's prompt cache could not {action}.",
                "Nothing is lost: the next answer only starts more slowly.",
            ) from exc


@cache
def _fingerprint(adapter: Path | None) -> str:
    return "" if adapter is None else hashlib.sha256(adapter.read_bytes()).hexdigest()


def _read(chat: "BaseChatModel", messages: Sequence[Message], slot: _Slot) -> None:
    """Let a slot read a prompt."""
    for _ in stream_pieces(chat, messages, extra_body=slot.body(1)):
        pass
