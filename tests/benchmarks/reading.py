"""How fast releases are read, format by format, and cut into passages and sentences.

Run from the project's root: ``python -m tests.benchmarks.reading``. One page is 2,000 characters
of text; ratios compare with plain text read in the same run.
"""

import time
from collections.abc import Callable

from documents.passages import split_into_passages
from documents.read import make_release
from documents.sentences import split_into_sentences
from tests.documents.exports import EXPORTS, Article

PAGE = 2_000
COPIES = 5
SECONDS = 2.0


def rate(job: Callable[[], int]) -> float:
    """Return how many characters a second ``job`` gets through, after one run to warm up."""
    job()
    characters, started = 0, time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        characters += job()
    return characters / (time.perf_counter() - started)


def main() -> None:
    short = Article.load("de")
    title, body = short.parts[:1], short.parts[1:10]
    article = Article("de", title + body * COPIES + short.parts[10:])
    rates: dict[str, float] = {}
    for kind, export in EXPORTS.items():
        content = export(article)
        rates[kind] = rate(
            lambda kind=kind, content=content: len(make_release("x", "/x", kind, content).text)
        )
    text = EXPORTS[".md"](article)

    def split() -> int:
        release = make_release("x", "/x", ".md", text)
        for passage in split_into_passages(release):
            split_into_sentences(passage)
        return len(release.text)

    rates[".md + sentences"] = rate(split)
    print(f"{'':16}{'kB/s':>8}{'pages/s':>9}{'of .txt':>9}")
    for kind, characters in rates.items():
        of_text = characters / rates[".txt"]
        print(f"{kind:16}{characters / 1000:8.0f}{characters / PAGE:9.0f}{of_text:9.2f}")


if __name__ == "__main__":
    main()
