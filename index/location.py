"""Where the index of a documents folder lies."""

import hashlib
import re
from pathlib import Path


def index_location(data_folder: Path, documents_folder: Path) -> Path:
    """Return the folder under the data folder that holds the index of a documents folder."""
    resolved = documents_folder.resolve()
    name = re.sub(r"[^\w.-]+", "-", resolved.name).strip("-") or "documents"
    return data_folder / "index" / f"{name}-{hashlib.sha256(bytes(resolved)).hexdigest()[:12]}"
