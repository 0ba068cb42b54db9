import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.language import LANGUAGES, guess_language


@given(st.text(), st.sampled_from([None, *sorted(LANGUAGES)]))
def test_any_text_gets_one_of_the_languages(text: str, prior: str | None) -> None:
    guess = guess_language(text, prior=prior)
    assert guess.language in LANGUAGES
    assert 0 <= guess.confidence <= 1


def test_candidates_can_be_narrowed() -> None:
    assert guess_language("Was ist das?", among=["en", "nl"]).language in {"en", "nl"}


@pytest.mark.parametrize("prior", ["de", "fr"])
def test_a_prior_decides_where_the_text_says_nothing(prior: str) -> None:
    assert guess_language("2025?", prior=prior).language == prior
    assert guess_language("2025?").language == "en"
