"""Count which true statements the verifier passes and which changed ones it catches.

    python -m tests.benchmarks.statement_pairs [--part NAME] [--misses] [--asked]

By kind of change and by language of the statement. ``--without-meaning`` leaves the embedding
model out: everything then counts as close, and no name as translated.
``--misses`` lists the wrong verdicts of a part. ``--asked`` also asks the chat model whether the
evidence states each statement, as it is asked before one is shown.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from assistant import Settings
from assistant.as_told import told
from assistant.chat_model import ChatModel
from assistant.checks.translated import WordTest, nothing_is_common
from assistant.confirm import confirm
from assistant.models import Models
from assistant.verify import Similarity, Verification
from tests.assistant.pairs import PARTS, TRUE, Pair, read_pairs

QUESTION = "What does the release say?"
Judged = list[tuple[Pair, Verification]]
Passed = list[tuple[Pair, bool]]


def right(pair: Pair, passed: bool) -> bool:
    """Tell whether a true statement was passed or a changed one caught."""
    return passed is (pair.kind == TRUE)


def passed_by_checks(judged: Judged) -> Passed:
    """Return which statements the verifier passed."""
    return [(pair, verification.supported) for pair, verification in judged]


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


def table(judged: Passed, heading: str, key: Callable[[Pair], str]) -> None:
    """Print caught and passed by ``key``, one line each."""
    counts: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for pair, passed in judged:
        counts[key(pair), pair.kind == TRUE].append(right(pair, passed))
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
    passed = passed_by_checks(judged)
    table(passed, "kind", lambda pair: pair.kind)
    table(passed, "language", lambda pair: pair.language)
    totals(passed)
    for pair, verification in judged:
        if misses and not right(pair, verification.supported):
            why = "; ".join(f"{f.check} {', '.join(f.missed)}" for f in verification.failures)
            print(f"- {pair.entry} {pair.kind} {pair.language}: {pair.statement} ({why})")
    return judged


def ask(judged: Judged, model: ChatModel) -> None:
    """Print what the chat model makes of the same pairs, alone and with the verifier."""
    verdicts: dict[str, Passed] = defaultdict(list)
    for pair, verification in judged:
        sources = [told(each, speaker=True) for each in pair.evidence]
        states = confirm(model, QUESTION, pair.statement, sources) >= 0
        verdicts["the chat model"].append((pair, states))
        verdicts["both"].append((pair, verification.supported and states))
    for who, said in verdicts.items():
        print(f"\n{who}")
        table(said, "kind", lambda pair: pair.kind)
        totals(said)


def totals(judged: Passed) -> None:
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
    parser.add_argument("--asked", action="store_true")
    chosen = parser.parse_args()
    without = (everything_is_close, nothing_is_common)
    similarity, is_common = without if chosen.without_meaning else real_model()
    parts = [chosen.part] if chosen.part else PARTS
    judged = [one for p in parts for one in report(p, similarity, is_common, misses=chosen.misses)]
    print(f"\n== together: {len(judged)} pairs")
    totals(passed_by_checks(judged))
    if chosen.asked:
        model = Models.named_by(Settings.load()).chat_model
        assert model is not None, "The chat model's file is not there."
        ask(judged, model)
        model.close()


if __name__ == "__main__":
    main()
