import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from documents.normalise import normalise

AWKWARD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\r\n\t\f\v\x00\x1c\x85\u00a0\u00ad\u200b\u200d\u2028\ufeff\u0301 aäé"),
    )
)


@given(AWKWARD)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(AWKWARD)
def test_what_comes_out_is_composed_trimmed_and_free_of_control_characters(text: str) -> None:
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert result == result.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in result if char != "\n")
    assert "\n\n\n" not in result
    assert all(line == line.rstrip() for line in result.split("\n"))


def test_line_ends_of_every_system_become_one() -> None:
    assert normalise("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


def test_soft_hyphens_and_zero_width_spaces_vanish_inside_words() -> None:
    assert normalise("Kom\u00adpetenz\u200bzentrum") == "Kompetenzzentrum"


def test_a_decomposed_umlaut_is_composed() -> None:
    assert normalise("Kru\u0308ger") == "Krüger"


def test_paragraphs_keep_one_blank_line() -> None:
    assert normalise("\ufeffeins \n \n\n\nzwei\n\n") == "eins\n\nzwei"


def test_non_breaking_spaces_stay() -> None:
    assert normalise("50\u00a0Millionen") == "50\u00a0Millionen"
