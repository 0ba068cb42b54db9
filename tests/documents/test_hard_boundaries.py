import pytest

from documents.boundaries import find_boundaries
from tests.documents.hard_boundaries import FOR_PRESS, FOR_PROOF, FOR_TUNING


def marked(paragraph: str) -> tuple[str, set[int], set[int]]:
    """Return the plain text, the boundaries it must have, and those it may have.

    A boundary is where the next sentence's first character stands.
    """
    must, may, text = set(), set(), ""
    for char in paragraph:
        if char in "¦‖":
            (must if char == "¦" else may).add(len(text))
        else:
            text += char
    may = {place + len(text[place:]) - len(text[place:].lstrip()) for place in may}
    return text, must, may


def score(gold: dict[str, tuple[str, ...]], language: str) -> tuple[float, int]:
    right = found_only = missed = 0
    for paragraph in gold[language]:
        text, must, may = marked(paragraph)
        found = {following for _, following in find_boundaries(text, language)} - may
        right += len(found & must)
        found_only += len(found - must)
        missed += len(must - found)
    return 2 * right / (2 * right + found_only + missed), right + missed


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_hard_boundaries_are_found(language: str) -> None:
    f1, boundaries = score(FOR_TUNING, language)
    assert boundaries >= 40
    assert f1 >= 0.98


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_hard_boundaries_written_after_the_rules_are_found(language: str) -> None:
    f1, boundaries = score(FOR_PROOF, language)
    assert boundaries >= 20
    assert f1 >= 0.98


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_hard_boundaries_of_press_style_are_found(language: str) -> None:
    f1, boundaries = score(FOR_PRESS, language)
    assert boundaries >= 30
    assert f1 >= 0.98


def test_the_gold_set_is_large_enough() -> None:
    count = sum(
        score(gold, code)[1] for gold in (FOR_TUNING, FOR_PROOF, FOR_PRESS) for code in gold
    )
    assert count >= 250
