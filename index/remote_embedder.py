"""An embedding model behind a server: any that LangChain knows as ``provider:model``.

Servers of one's own (TEI, vLLM, Ollama, llama.cpp) speak OpenAI's protocol: ``openai:NAME`` and
their address.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from documents.errors import EmbeddingModelUnavailable
from index.embed_apart import embed_apart
from index.entries import PassageText
from index.fingerprint import sketch
from index.vectors import FloatArray, PassageVectors

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

# TEI takes no more texts in one request unless told to; others gain little from more.
_TEXTS_AT_ONCE = 32
_RETRIES = 3
_PROBE = "Beleg ist Deutsch und heißt: Beweis. Proof, preuve, prueba, доказательство, 証拠."
_PROVIDER = re.compile(r"[a-z][a-z0-9_-]+:\S")
_E5 = re.compile(r"\be5\b(?!.*instruct)", re.IGNORECASE)


def is_remote(model: str) -> bool:
    """Tell ``provider:model`` from a folder and from a name on the hub."""
    return bool(_PROVIDER.match(model)) and not Path(model).exists()


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """Which model, and how to reach it.

    ``base_url`` is the address of an OpenAI-compatible server, up to and with its ``/v1``.
    ``timeout`` is seconds for one request. The prompts are put before questions and before texts;
    ``None`` means what E5 was trained with for a model of that name, and nothing for others.
    """

    name: str
    base_url: str | None = None
    api_key: str | None = None
    timeout: float = 60.0
    question_prompt: str | None = None
    text_prompt: str | None = None

    @property
    def prompts(self) -> tuple[str, str]:
        """What goes before a question, and before a text."""
        by_name = ("query: ", "passage: ") if _E5.search(self.name) else ("", "")
        question = by_name[0] if self.question_prompt is None else self.question_prompt
        return question, by_name[1] if self.text_prompt is None else self.text_prompt

    def __repr__(self) -> str:
        return f"RemoteModel({self.name!r}, {self.base_url!r})"  # never the key


class RemoteEmbedder:
    """A model behind a server as the index's embedding model; safe to share between threads.

    Requests that fail for a passing reason are repeated. Raises ``EmbeddingModelUnavailable``.
    """

    def __init__(self, model: RemoteModel) -> None:
        self._model = model

    @cached_property
    def fingerprint(self) -> str:
        """The model's name and address, and a sketch of a vector: one request, the first time."""
        prompts = hashlib.sha256("\n".join(self._model.prompts).encode()).hexdigest()[:6]
        (vector,) = self.embed_texts([_PROBE])
        place = f" at {self._model.base_url}" if self._model.base_url else ""
        return (
            f"{self._model.name}{place} ({len(vector)} dimensions, prompts {prompts}, "
            f"sketch {sketch(vector)})"
        )

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), dimensions)``."""
        return self._embed(texts, self._model.prompts[0])

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, each embedded by itself."""
        return embed_apart(passages, self.embed_texts)

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of texts to be found, shape ``(len(texts), dimensions)``."""
        return self._embed(texts, self._model.prompts[1])

    def _embed(self, texts: Sequence[str], prompt: str) -> FloatArray:
        if not texts:
            return np.empty((0, 0), np.float32)
        found: list[list[float]] = []
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            asked = [prompt + text for text in texts[start : start + _TEXTS_AT_ONCE]]
            with self._translated():
                found += self._client.embed_documents(asked)
        return self._unit_rows(found, len(texts))

    def _unit_rows(self, found: list[list[float]], count: int) -> FloatArray:
        try:
            vectors = np.array(found, np.float32)
        except ValueError as exc:
            raise self._odd("vectors of different lengths") from exc
        if vectors.ndim != 2 or len(vectors) != count:  # noqa: PLR2004 - rows and columns
            raise self._odd(f"{len(vectors)} vectors for {count} texts")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (lengths == 0).any():
            raise self._odd("vectors without a direction")
        rows: FloatArray = vectors / lengths
        return rows

    @cached_property
    def _client(self) -> "Embeddings":
        from langchain.embeddings import init_embeddings

        options: dict[str, Any] = {}
        if self._model.base_url:
            options["base_url"] = self._model.base_url
        if self._model.name.startswith("openai:"):
            options |= {
                "check_embedding_ctx_length": False,  # else texts go out as OpenAI's token numbers
                "chunk_size": _TEXTS_AT_ONCE,
                "max_retries": _RETRIES,
                "timeout": self._model.timeout,
                "model_kwargs": {"encoding_format": "float"},  # not every server knows base64
            }
            if self._model.base_url:  # a key for OpenAI in the environment is not for this server
                options["api_key"] = self._model.api_key or "none"
        if self._model.api_key:
            options["api_key"] = self._model.api_key
        return init_embeddings(self._model.name, **options)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except ImportError as exc:
            raise EmbeddingModelUnavailable(
                f"LangChain's package for {self._model.name} is not installed.",
                "Install it, or use openai:NAME with BELEG_EMBEDDING_BASE_URL.",
            ) from exc
        except Exception as exc:
            status = int(getattr(exc, "status_code", 0))
            why = f"status {status}" if status else type(exc).__name__
            place = self._model.base_url or "its provider"
            raise EmbeddingModelUnavailable(
                f"The embedding model {self._model.name} at {place} does not answer ({why}).",
                _REMEDIES.get(status, _REMEDY),
            ) from exc

    def _odd(self, what: str) -> EmbeddingModelUnavailable:
        return EmbeddingModelUnavailable(
            f"The embedding model {self._model.name} gave {what}.",
            "Check that BELEG_EMBEDDING_MODEL names an embedding model of that server.",
        )


_REMEDY = "Check that the server runs, and BELEG_EMBEDDING_MODEL and BELEG_EMBEDDING_BASE_URL."
_TOO_LONG = (
    "A text may be too long for it: let the server cut texts (TEI: --auto-truncate), or choose a "
    "model that reads 512 tokens and more."
)
_REMEDIES = {
    400: _TOO_LONG,
    401: "Check BELEG_EMBEDDING_API_KEY.",
    403: "Check BELEG_EMBEDDING_API_KEY.",
    404: "Check the model's name, and that BELEG_EMBEDDING_BASE_URL ends as the server wants it, "
    "mostly with /v1.",
    413: _TOO_LONG,
    422: _TOO_LONG,
}
