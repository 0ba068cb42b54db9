"""Embedding: texts and questions become unit vectors; similar meanings point the same way."""

import hashlib
import warnings
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from documents.errors import ModelFileMissing
from index.common_words import is_common_word
from index.e5_folder import open_encoder, open_tokenizer, unpack_published
from index.e5_weights import MAX_TOKENS, PROMPTS
from index.embed_apart import embed_apart
from index.entries import PassageText
from index.langchain_embeddings import LangChainEmbeddings
from index.model_files import EMBEDDING_WEIGHTS
from index.model_store import ModelStore, OnFetch
from index.vectors import FloatArray, PassageTokens, PassageVectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED = "embedded"
_AT_ONCE, _AT_ONCE_IN_TORCH = 256, 32  # texts; the library puts those of like length together


class Embedder(Protocol):
    """What the index needs of an embedding model.

    Vectors are float32 and of length one; those of texts have shape ``(len(texts), dimensions)``.
    ``fingerprint`` names model, weights and prompts: vectors of two fingerprints do not mix.
    """

    @property
    def fingerprint(self) -> str:
        """The model's name and a hash that changes with its vectors."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of questions."""
        ...

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, to be found."""
        ...

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Return vectors of texts that tell how alike two texts are."""
        ...


@runtime_checkable
class KnowsWords(Protocol):
    """What an embedder may know besides: which words are of the dictionary, and no names."""

    def is_common_word(self, word: str, language: str) -> bool:
        """Tell whether ``word``, in a text in ``language``, is of the dictionary, and no name."""
        ...


class TokenReader(Protocol):
    """A model that tells what each token means where it stands; safe to share by threads."""

    def question_tokens(self, text: str) -> FloatArray:
        """Return the unit vectors of a question's tokens, tokens × width."""
        ...

    def passage_tokens(self, passages: Sequence[PassageText]) -> list[PassageTokens]:
        """Return those of passages and their release's title."""
        ...


@runtime_checkable
class ReadsTokens(Protocol):
    """What an embedder may offer besides: a model that reads token by token."""

    def token_reader(self) -> TokenReader | None:
        """Return that model, or ``None``."""
        ...


class SentenceTransformerEmbedder(LangChainEmbeddings):
    """A sentence-transformers model, loaded when it is first needed; safe to share by threads.

    ``model`` is ``embedded`` (the pinned multilingual-e5-small, fetched through ``store`` where it
    is missing), a folder, or a name on the hub. The model's own prompts for queries and documents
    are used. Raises ``ModelFileMissing`` where the model cannot be had.
    """

    def __init__(
        self,
        store: ModelStore,
        model: str = EMBEDDED,
        *,
        threads: int | None = None,
        on_fetch: OnFetch | None = None,
    ) -> None:
        self._store = store
        self._model = model
        self._threads = threads
        self._on_fetch = on_fetch
        self._loaded: SentenceTransformer | None = None
        self._lock = Lock()
        # The embedded model is safe to share; of others' tokenizers that is not known.
        self._turns = nullcontext() if model == EMBEDDED else Lock()

    @property
    def fingerprint(self) -> str:
        """The model's name and a hash that changes with its weights or prompts."""
        if self._model == EMBEDDED:
            return f"multilingual-e5-small, 8 bits a row ({EMBEDDING_WEIGHTS.sha256[:12]})"
        folder = Path(self._model)
        return f"{self._model} ({_folder_hash(folder)})" if folder.is_dir() else self._model

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), dimensions)``."""
        return self._embed(texts, "query")

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, each embedded by itself."""
        return embed_apart(passages, self.embed_texts)

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors of texts to be found, shape ``(len(texts), dimensions)``."""
        return self._embed(texts, "document")

    def is_common_word(self, word: str, language: str) -> bool:
        """Tell whether ``word``, in a text in ``language``, is of the dictionary, and no name.

        No where the model's vocabulary doesn't tell, as that of any but the embedded one.
        """
        if self._model != EMBEDDED:
            return False
        tokenizer: Any = self._load()[0].tokenizer
        return is_common_word(tokenizer, word, language)

    def _embed(self, texts: Sequence[str], kind: str) -> FloatArray:
        if not texts:
            return np.empty((0, 0), np.float32)
        model = self._load()
        encode = model.encode_query if kind == "query" else model.encode_document
        with self._turns:
            return np.asarray(
                encode(
                    list(texts),
                    batch_size=_AT_ONCE if self._model == EMBEDDED else _AT_ONCE_IN_TORCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            )

    def _load(self) -> "SentenceTransformer":
        with self._lock:
            if self._loaded is None:
                if self._model == EMBEDDED:
                    path = self._store.fetch(EMBEDDING_WEIGHTS.name, self._on_fetch)
                    self._loaded = _load_embedded(path, self._threads)
                else:
                    self._loaded = _load_model(self._model, self._threads)
            return self._loaded


def _load_embedded(path: Path, threads: int | None) -> "SentenceTransformer":
    """Return the pinned model, its encoder run by OpenVINO; unpacked at the first call."""
    folder = unpack_published(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the libraries' own insides; errors still raise
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.models import Normalize

        from index.encoder_module import EncoderModule

        encoder = open_encoder(folder, path, threads)
        module = EncoderModule(open_tokenizer(folder), encoder, MAX_TOKENS)
        return SentenceTransformer(modules=[module, Normalize()], prompts=PROMPTS, device="cpu")


def _load_model(name: str, threads: int | None) -> "SentenceTransformer":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the libraries' own insides; errors still raise
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if threads is not None:
            torch.set_num_threads(threads)
        options: dict[str, Any] = {"local_files_only": True} if Path(name).is_dir() else {}
        try:
            return SentenceTransformer(name, **options)
        except (OSError, ValueError, RuntimeError) as exc:
            raise ModelFileMissing(
                f"The embedding model {name} cannot be loaded: {exc}.",
                "Set BELEG_EMBEDDING_MODEL to 'embedded', to a sentence-transformers folder, or to "
                "a name on the hub that this machine can reach.",
            ) from exc


def _folder_hash(folder: Path) -> str:
    """Hash a model folder: settings by content, weights by size, as they may be gigabytes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
            if path.suffix == ".json":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
