import dataclasses
import re

import pytest

from ui.wording import ENGLISH, FRENCH, WORDINGS, wording


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_every_language_says_everything_with_the_same_blanks(code):
    for field in dataclasses.fields(ENGLISH):
        said, in_english = getattr(WORDINGS[code], field.name), getattr(ENGLISH, field.name)
        assert said.strip(), field.name
        assert re.findall(r"{\w+}", said) == re.findall(r"{\w+}", in_english), field.name


@pytest.mark.parametrize(
    ("preferred", "code"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("FR-ca", "fr"),
        ("ja,pl,fr;q=0.2", "fr"),
        ("ja", "en"),
        ("", "en"),
        (None, "en"),
        (";;,,-", "en"),
    ],
)
def test_the_first_language_of_the_browser_that_we_speak_is_used(preferred, code):
    assert wording(preferred).code == code


def test_no_line_of_french_begins_with_its_punctuation():
    """It keeps its blank before ; : ? ! and inside « », so that blank must not break a line."""
    for name, said in dataclasses.asdict(FRENCH).items():
        assert not re.search(r"\s(?<![\u00a0\u202f])[;:?!»]|«\s(?<![\u00a0\u202f])", said), name
