"""A process of its own that re-indexes: python -m tests.index.reindexing LOCATION FOLDER [WAIT].

With WAIT (seconds) it pauses that long at each release, so that it can be met in the act. With
LARGEST_FILE in its environment (bytes) it can write no file beyond that size, as on a full disk.
An error of ours is printed, and its exit code is the process's.
"""

import os
import resource
import sys
import time
from pathlib import Path

from documents.errors import BelegError
from index import Index
from tests.index.conftest import WORDS
from tests.index.fakes import WordEmbedder


def main():
    location, folder, *wait = sys.argv[1:]
    pause = float(wait[0]) if wait else 0.0
    if "LARGEST_FILE" in os.environ:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["LARGEST_FILE"]), most))
    try:
        with Index.open(Path(location), WordEmbedder(WORDS)) as index:
            index.reindex(Path(folder), on_progress=lambda _: time.sleep(pause))
    except BelegError as error:
        print(error)  # noqa: T201
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
