"""Count which true statements the verifier passes and which changed ones it catches.

    python -m tests.benchmarks.statement_pairs [--part NAME] [--without-meaning] [--misses]

By kind of change and by language of the statement. ``--without-meaning`` leaves the embedding
model out: everything then counts as close, and no name as translated.
``--misses`` lists the wrong verdicts of a part.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from assistant import Settings
from assistant.checks.translated import WordTest, nothing_is_common
from assistant.verify import Similarity, Verification
from tests.assistant.pairs import PARTS, TRUE, Pair, read_pairs

Judged = list[tuple[Pair, Verification]]


def right(pair: Pair, verification: Verification) -> bool:
    """Tell whether the verifier passed a true statement or caught a changed one."""
    return verification.supported is (pair.kind == TRUE)


def everything_is_close(_text: str, others: Iterable[str]) -> list[float]:
    """Stand in for the check of meaning where the model is left out."""
    return [1.0 for _ in others]


def real_model() -> tuple[Similarity, WordTest]:
    """Return the cosines of the embedding model in use, and what its vocabulary knows."""
    from index import ModelStore, SentenceTransformerEmbedder

    settings = Settings.load()
    embedder = SentenceTransformerEmbedder(ModelStore(settings.data), settings.embedding_model)

    def similarity(text: str, others: Iterable[str]) -> list[float]:
        vectors = embedder.embed_texts([text, *others])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    return similarity, embedder.is_common_word


def table(judged: Judged, heading: str, key: Callable[[Pair], str]) -> None:
    """Print caught and passed by ``key``, one line each."""
    counts: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for pair, verification in judged:
        counts[key(pair), pair.kind == TRUE].append(right(pair, verification))
    print(f"\n{heading:<14}{'changed: caught':>18}{'true: passed':>18}")
    for name in sorted({name for name, _ in counts}):
        cells = [counts.get((name, true), []) for true in (False, True)]
        shown = [f"{sum(cell)} of {len(cell)}" if cell else "" for cell in cells]
        print(f"{name:<14}{shown[0]:>18}{shown[1]:>18}")


def report(part: str, similarity: Similarity, is_common: WordTest, *, misses: bool) -> Judged:
    """Measure one part, print its tables and return the verdicts."""
    pairs = read_pairs(part)
    started = time.perf_counter()
    judged = [(pair, pair.verified(similarity, is_common)) for pair in pairs]
    each = (time.perf_counter() - started) / len(pairs) * 1000
    print(f"\n== {part}: {len(pairs)} pairs, {each:.1f} ms each")
    table(judged, "kind", lambda pair: pair.kind)
    table(judged, "language", lambda pair: pair.language)
    totals(judged)
    for pair, verification in judged:
        if misses and not right(pair, verification):
            why = "; ".join(f"{f.check} {', '.join(f.missed)}" for f in verification.failures)
            print(f"- {pair.entry} {pair.kind} {pair.language}: {pair.statement} ({why})")
    return judged


def totals(judged: Judged) -> None:
    """Print how many of the changed were caught and of the true passed."""
    for name, true in (("caught", False), ("passed", True)):
        marks = [right(*one) for one in judged if (one[0].kind == TRUE) is true]
        print(f"{name}: {sum(marks)} of {len(marks)} = {sum(marks) / len(marks):.1%}")


def main() -> None:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--without-meaning", action="store_true")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    without = (everything_is_close, nothing_is_common)
    similarity, is_common = without if chosen.without_meaning else real_model()
    parts = [chosen.part] if chosen.part else PARTS
    judged = [one for p in parts for one in report(p, similarity, is_common, misses=chosen.misses)]
    print(f"\n== together: {len(judged)} pairs")
    totals(judged)


if __name__ == "__main__":
    main()
