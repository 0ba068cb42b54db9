"""Whether the embedding model in use is the one that the index was built with."""

from documents.errors import IndexModelMismatch
from index.embedder import Embedder
from index.fingerprint import same_model
from index.manifest import Manifest


def check_model(manifest: Manifest, embedder: Embedder) -> None:
    """Raise ``IndexModelMismatch`` unless the index was built with this embedding model."""
    if not same_model(manifest.model, embedder.fingerprint):
        raise IndexModelMismatch(
            f"The index was built with the embedding model {manifest.model}, and now it is "
            f"{embedder.fingerprint}.",
            "Build it anew with `beleg reindex --rebuild`, or set BELEG_EMBEDDING_MODEL back.",
        )


class ModelMatch:
    """Checks an open index: models that agreed before differ for another reason than a setting."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._agreed = False

    def check(self, manifest: Manifest) -> None:
        """Raise ``IndexModelMismatch``; a rebuild meanwhile is no wrong setting, and told apart."""
        try:
            check_model(manifest, self._embedder)
        except IndexModelMismatch as exc:
            if not self._agreed:
                raise
            raise IndexModelMismatch(
                f"The index was built anew with the embedding model {manifest.model}, while this "
                f"program goes on with {self._embedder.fingerprint}.",
                "End it and start it again with the BELEG_EMBEDDING_MODEL of the re-index.",
            ) from exc
        self._agreed = True
