import pytest

from documents.locales import known_locale


@pytest.mark.parametrize("language", ["de", "pl", "zh"])
def test_a_language_of_cldr_is_known(language):
    locale = known_locale(language)
    assert locale is not None
    assert locale.language == language


@pytest.mark.parametrize("language", ["xx", "", "no language at all"])
def test_what_cldr_does_not_know_is_none(language):
    assert known_locale(language) is None
