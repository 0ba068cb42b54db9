"""Finding: the vector store, re-indexing, and search from a question to ranked evidence."""

from index.adapted_embedder import AdaptedEmbedder
from index.embedder import Embedder, KnowsWords, SentenceTransformerEmbedder
from index.index import Index
from index.joined_embedder import JoinedEmbedder
from index.location import index_location
from index.model_store import FetchProgress, ModelStore, StoredModelFile
from index.records import (
    Evidence,
    FailedRelease,
    IndexHealth,
    IndexStatus,
    Problem,
    ReindexProgress,
    ReindexReport,
)
from index.remote_embedder import RemoteEmbedder, RemoteModel
from index.watch import watch_folder

__all__ = [
    "AdaptedEmbedder",
    "Embedder",
    "Evidence",
    "FailedRelease",
    "FetchProgress",
    "Index",
    "IndexHealth",
    "IndexStatus",
    "JoinedEmbedder",
    "KnowsWords",
    "ModelStore",
    "Problem",
    "ReindexProgress",
    "ReindexReport",
    "RemoteEmbedder",
    "RemoteModel",
    "SentenceTransformerEmbedder",
    "StoredModelFile",
    "index_location",
    "watch_folder",
]
