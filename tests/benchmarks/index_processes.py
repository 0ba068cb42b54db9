"""Twenty rounds of add, edit and remove in one process while another asks.

    python -m tests.benchmarks.index_processes [ROUNDS]

Prints how long after each command's end the open reader was right: the bar is two seconds.
"""

import sys
import tempfile
import time
from pathlib import Path

from index import Index
from tests.index.conftest import WORDS
from tests.index.fakes import WordEmbedder
from tests.index.test_processes import start_reindex
from tests.index.writing import write


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    late, asked = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder, location = Path(name, "documents"), Path(name, "index")
        folder.mkdir()
        with Index.open(location, WordEmbedder(WORDS)) as reader:
            for i in range(rounds):
                write(folder, f"new{i}.md", f"The owl of round {i} is grey.")
                write(folder, "edited.md", f"The fox of round {i} is red.")
                (folder / f"new{i - 1}.md").unlink(missing_ok=True)
                right = {"News", f"The owl of round {i} is grey.", f"The fox of round {i} is red."}
                process = start_reindex(location, folder)
                while process.poll() is None:
                    reader.search("owl fox round")
                    asked += 1
                assert process.returncode == 0
                ended = time.perf_counter()
                while {each.sentence.text for each in reader.search("owl", limit=50)} != right:
                    assert time.perf_counter() - ended < 2, f"round {i}"
                late.append(time.perf_counter() - ended)
    print(f"{rounds} rounds, {asked} questions meanwhile; right after {max(late):.3f} s at most")


if __name__ == "__main__":
    main()
