"""The embedding model that the settings name: in this process, or behind a server."""

from assistant.settings import Settings
from index import (
    AdaptedEmbedder,
    Embedder,
    JoinedEmbedder,
    ModelStore,
    RemoteEmbedder,
    RemoteModel,
    SentenceTransformerEmbedder,
)
from index.embedder import EMBEDDED
from index.remote_embedder import is_remote


def open_embedder(settings: Settings, store: ModelStore) -> Embedder:
    """Return the model; it is loaded, or asked, when it is first needed."""
    if settings.embedding_model == EMBEDDED:
        published = SentenceTransformerEmbedder(store, threads=settings.threads)
        return JoinedEmbedder(published, AdaptedEmbedder(store, threads=settings.threads))
    if not is_remote(settings.embedding_model):
        return SentenceTransformerEmbedder(
            store, settings.embedding_model, threads=settings.threads
        )
    key = settings.embedding_api_key
    return RemoteEmbedder(
        RemoteModel(
            settings.embedding_model,
            base_url=settings.embedding_base_url,
            api_key=key.get_secret_value() if key else None,
            timeout=settings.embedding_timeout,
            question_prompt=settings.embedding_question_prompt,
            text_prompt=settings.embedding_text_prompt,
        )
    )
