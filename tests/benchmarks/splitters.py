"""How well sentence splitters find the hard boundaries: F1 for each of them in each language.

Run from the project's root: ``python -m tests.benchmarks.splitters``. The other splitters are
measured where they are installed: ``pip install sentencex pysbd syntok nupunkt blingfire``.
A quotation's colon (‖ in the gold set) counts for nobody.
"""

import time
import warnings
from collections.abc import Callable, Iterable, Iterator

from documents.boundaries import find_boundaries
from tests.documents.hard_boundaries import FOR_PRESS, FOR_PROOF, FOR_TUNING
from tests.documents.test_hard_boundaries import marked

Splitter = Callable[[str, str], set[int]]


def starts_of(text: str, sentences: Iterable[str]) -> set[int]:
    """Return where the second and each later sentence starts in ``text``."""
    starts: list[int] = []
    position = 0
    for sentence in sentences:
        found = text.find(sentence.strip(), position)
        if found >= 0 and sentence.strip():
            starts.append(found)
            position = found + len(sentence.strip())
    return set(starts[1:])


def beleg(text: str, language: str) -> set[int]:
    return {following for _, following in find_boundaries(text, language)}


def with_sentencex() -> Splitter:
    import sentencex

    return lambda text, language: starts_of(text, sentencex.segment(language, text))


def with_pysbd() -> Splitter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pysbd
    segmenters = {code: pysbd.Segmenter(language=code, clean=False) for code in ("de", "en", "fr")}
    return lambda text, language: starts_of(text, segmenters[language].segment(text))


def with_syntok() -> Splitter:
    from syntok import segmenter

    def split(text: str, _language: str) -> set[int]:
        sentences = [s for paragraph in segmenter.process(text) for s in paragraph]
        return {sentence[0].offset for sentence in sentences[1:]}

    return split


def with_nupunkt() -> Splitter:
    import nupunkt

    return lambda text, _language: starts_of(text, nupunkt.sent_tokenize(text))


def with_blingfire() -> Splitter:
    import blingfire

    return lambda text, _language: starts_of(text, blingfire.text_to_sentences(text).split("\n"))


def candidates() -> Iterator[tuple[str, Splitter]]:
    yield "Beleg's rules", beleg
    for make in (with_sentencex, with_pysbd, with_syntok, with_nupunkt, with_blingfire):
        try:
            yield make.__name__.removeprefix("with_"), make()
        except ImportError:
            print(f"{make.__name__.removeprefix('with_'):14} is not installed")


def f1(splitter: Splitter, gold: dict[str, tuple[str, ...]], language: str) -> float:
    right = wrong = 0
    for paragraph in gold[language]:
        text, must, may = marked(paragraph)
        found = splitter(text, language) - may
        right += len(found & must)
        wrong += len(found ^ must)
    return 2 * right / (2 * right + wrong)


def main() -> None:
    sets = (("tuning", FOR_TUNING), ("proof", FOR_PROOF), ("press", FOR_PRESS))
    columns = [(name, code) for name, gold in sets for code in gold]
    print(f"{'':14}", *(f"{name} {code}".rjust(10) for name, code in columns), "  kB/s")
    golds = dict(sets)
    prose = " ".join(marked(p)[0] for gold in golds.values() for ps in gold.values() for p in ps)
    for name, splitter in candidates():
        figures = [f1(splitter, golds[part], code) for part, code in columns]
        started = time.perf_counter()
        splitter(prose, "de")
        speed = len(prose) / 1000 / (time.perf_counter() - started)
        print(f"{name:14}", *(f"{figure:10.3f}" for figure in figures), f"{speed:6.0f}")


if __name__ == "__main__":
    main()
