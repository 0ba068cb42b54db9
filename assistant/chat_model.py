"""The chat model: the embedded one or any provider's, behind one small streaming interface.

Everything else sees ``ChatModel``: messages in, pieces of text out, and how sure the model was of
its first word. LangChain's chat models stop here and in ``embedded_chat_model``.
"""

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from documents.errors import ChatModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

CANDIDATES = 12  # for each token that the embedded model reports


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply as it streams in.

    ``candidates`` are those for its first token, with their log probability before any grammar;
    empty from models that don't tell.
    """

    text: str
    candidates: tuple[tuple[str, float], ...] = ()


class ChatModel(Protocol):
    """What composing needs of a chat model.

    ``copies_answer`` tells that it has learned to copy the words that answer before it writes.
    """

    name: str
    follows_grammar: bool
    copies_answer: bool

    def stream(
        self, messages: Sequence[Message], grammar: str | None = None, *, adapted: bool = False
    ) -> Generator[Piece]:
        """Yield the reply piece by piece; raise ``ChatModelUnavailable`` when it breaks off.

        ``adapted`` asks the model as its adapter corrects it, where it has one.
        """
        ...

    def warm_up(self, prefix: Sequence[Message], *, adapted: bool = False) -> None:
        """Load the model and the unchanging start of every prompt, so that answers start fast."""
        ...

    def close(self) -> None:
        """Free what the model holds."""
        ...


def open_chat_model(
    settings: "Settings", model_file: Path | None, cache: Path, adapter: Path | None = None
) -> ChatModel:
    """Return the chat model that ``settings.chat_model`` names.

    ``model_file`` is the embedded model's file, ``adapter`` that of corrections to it; ``cache`` a
    folder for its prompt caches. Raises ``ChatModelUnavailable`` where the provider's package or
    the model file is missing.
    """
    if settings.chat_model == "embedded":
        if model_file is None:
            raise ChatModelUnavailable(
                "The embedded chat model's file is not there.",
                "Fetch it with `beleg models fetch`, or set BELEG_CHAT_MODEL=none.",
            )
        from assistant.embedded_chat_model import EmbeddedChatModel

        return EmbeddedChatModel(
            model_file, cache, settings.threads, settings.chat_timeout, adapter
        )
    return RemoteChatModel(settings)


class RemoteChatModel:
    """Any chat model by LangChain's ``provider:model`` name, local server or hosted."""

    follows_grammar = False
    copies_answer = False

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

    def stream(
        self, messages: Sequence[Message], grammar: str | None = None, *, adapted: bool = False
    ) -> Generator[Piece]:
        """Yield the reply; ``grammar`` is not sent, the parser holds the reply to its form."""
        del grammar, adapted
        yield from stream_pieces(self._chat, messages)

    def warm_up(self, prefix: Sequence[Message], *, adapted: bool = False) -> None:
        """Do nothing: a remote model is warm."""

    def close(self) -> None:
        """Do nothing: LangChain's clients close themselves."""


def stream_pieces(
    chat: "BaseChatModel",
    messages: Sequence[Message],
    **options: Any,  # noqa: ANN401
) -> Generator[Piece]:
    """Yield a LangChain model's reply as pieces; translate whatever breaks."""
    try:
        for chunk in chat.stream([(m.role, m.text) for m in messages], **options):
            yield Piece(chunk.text, _candidates(chunk.response_metadata))
    except Exception as exc:
        raise ChatModelUnavailable(
            f"The chat model broke off ({type(exc).__name__}).",
            "The quotes above still stand; try again, or check the model and BELEG_CHAT_BASE_URL.",
        ) from exc


def _candidates(metadata: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    content = (metadata.get("logprobs") or {}).get("content") or []
    if not content:
        return ()
    return tuple(
        (str(candidate["token"]), float(candidate["logprob"]))
        for candidate in content[0].get("top_logprobs", ())
        if math.isfinite(candidate["logprob"])
    )
