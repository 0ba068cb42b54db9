"""The fingerprint of reading: changes whenever the code that reads and splits releases does."""

import hashlib
from functools import cache
from pathlib import Path

import documents
from index import entries


@cache
def reading_fingerprint() -> str:
    """Return a hash of the code that decides what is embedded, in hex.

    Releases read by other code are read again; texts that come out the same keep their vectors.
    """
    digest = hashlib.sha256()
    for path in [*sorted(Path(documents.__file__).parent.glob("*.py")), Path(entries.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
