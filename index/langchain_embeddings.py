"""LangChain's interface to an embedder, so that other LangChain code can use it."""

from abc import abstractmethod
from collections.abc import Sequence

from langchain_core.embeddings import Embeddings

from index.entries import PassageText
from index.vectors import FloatArray, PassageVectors


class LangChainEmbeddings(Embeddings):
    """Gives an embedder of questions and passages LangChain's two methods."""

    @abstractmethod
    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Return the questions' vectors, shape ``(len(texts), dimensions)``."""

    @abstractmethod
    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Return the vectors of passages and of the sentences in them."""

    def embed_query(self, text: str) -> list[float]:
        """Return one question's vector."""
        vector: list[float] = self.embed_questions([text])[0].tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the texts' vectors, for such questions to find."""
        found = self.embed_passages([PassageText("", text, ()) for text in texts])
        return [each.passage.tolist() for each in found]
