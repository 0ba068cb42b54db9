"""A process of its own that re-indexes: python -m tests.index.reindexing LOCATION FOLDER [WAIT].

With WAIT (seconds) it pauses that long at each release, so that it can be met in the act.
"""

import sys
import time
from pathlib import Path

from index import Index
from tests.index.conftest import WORDS
from tests.index.fakes import WordEmbedder


def main():
    location, folder, *wait = sys.argv[1:]
    pause = float(wait[0]) if wait else 0.0
    with Index.open(Path(location), WordEmbedder(WORDS)) as index:
        index.reindex(Path(folder), on_progress=lambda _: time.sleep(pause))


if __name__ == "__main__":
    main()
