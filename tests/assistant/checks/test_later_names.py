"""What the release only comes to after a sentence, that sentence does not tell of."""

import pytest

from assistant.checks.later_names import check_later_names
from assistant.checks.records import Source
from tests.assistant.checks.making import claim

RELEASE = (
    "Die Reds reisten nach Talheim. Dort schlugen sie die Blues. "
    "Danach trafen sie im AFL-Finale in Seehausen auf die Whites."
)
BEATEN = "Dort schlugen sie die Blues."


def source(text=BEATEN, whole=RELEASE, heading="Reds spielen weiter"):
    return Source(text, "de", whole, heading=heading, whole=whole)


def missed(text, question, held=None, language="en"):
    return check_later_names(claim(text, language, question), [held or source()]).missed


@pytest.mark.parametrize(
    ("text", "question", "later"),
    [
        ("They beat the Blues in Talheim.", "Whom did they beat in Talheim?", ()),
        ("The Reds beat the Blues.", "Whom did the Reds beat?", ()),
        ("They beat the Blues in Seehausen.", "Whom did they beat in Seehausen?", ("Seehausen",)),
        ("They beat the Blues in Seehausen.", "Whom did they beat?", ()),  # for check_names
        ("They beat the Blues in Berlin.", "Whom did they beat in Berlin?", ()),  # likewise
    ],
)
def test_a_name_that_only_repeats_the_question_was_told_by_then(text, question, later):
    assert missed(text, question) == later


def test_a_compound_with_an_acronym_is_a_name_as_well():
    text = "Sie schlugen im AFL-Finale die Blues."
    assert missed(text, "Wen schlugen sie im AFL-Finale?", language="de") == ("AFL-Finale",)


@pytest.mark.parametrize(
    "held",
    [
        source(heading="Reds siegen in Seehausen"),
        source(text=RELEASE),
        source(text="Das steht nirgends."),  # where it stands, nobody knows
    ],
)
def test_what_the_title_or_the_sentence_names_is_told(held):
    assert not missed("They beat the Blues in Seehausen.", "Whom did they beat in Seehausen?", held)
