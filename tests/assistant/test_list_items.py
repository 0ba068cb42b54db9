import pytest

from assistant.list_items import enumerated, left_out

CENTRES = (
    "Fünf davon sitzen an Universitäten: BIFOLD, das Lamarr Institute, das MCML, ScaDS.AI mit den "
    "Standorten Dresden und Leipzig sowie das Tübingen AI Center."
)
CLUSTERS = "Sept clusters : 3IA Côte d’Azur, ANITI, DATAIA, ENACT et SEQUOIA."


@pytest.mark.parametrize(
    ("text", "language", "items"),
    [
        ("We met Ada, Bea and Cleo.", "en", ("We met Ada", "Bea", "Cleo")),
        (CLUSTERS, "fr", ("3IA Côte d’Azur", "ANITI", "DATAIA", "ENACT", "SEQUOIA")),
        ("Ada and Bea came.", "en", ()),
        ("It rained, and then it snowed.", "en", ()),
        ("Ada, the mayor, then chaired a panel of three.", "en", ()),
        ("She met Bea, who works for the port in the east of Talheim, and Cleo.", "en", ()),
        (
            "We met Ada, Bea and Cleo from the port in the far east of Talheim.",
            "en",
            ("We met Ada", "Bea", "Cleo from the port in the far east of Talheim"),
        ),
        ("Ada, Bea a Cleo.", "cs", ("Ada", "Bea", "Cleo")),
        ("", "en", ()),
    ],
)
def test_an_enumeration_is_at_least_three_items_with_commas_and_a_conjunction(
    text, language, items
):
    assert enumerated(text, language) == items


def test_an_answer_that_names_all_leaves_nothing_out():
    all_five = "They are BIFOLD, the Lamarr Institute, MCML, ScaDS.AI and the Tübingen AI Center."
    assert left_out(all_five, [(CENTRES, "de")]) == ()


def test_the_names_that_an_answer_lacks_are_told():
    assert left_out("They are BIFOLD, MCML and ScaDS.AI.", [(CENTRES, "de")]) == (
        "das Lamarr Institute",
        "das Tübingen AI Center",
    )
    assert left_out("ANITI, DATAIA and ENACT.", [(CLUSTERS, "fr")]) == (
        "3IA Côte d’Azur",
        "SEQUOIA",
    )


def test_an_answer_with_none_of_an_enumeration_is_about_something_else():
    assert left_out("There are five of them.", [(CENTRES, "de")]) == ()


def test_common_nouns_cannot_be_looked_for_in_another_language():
    fruit = "On the table were apples, pears and plums."
    assert left_out("Auf dem Tisch lagen Äpfel.", [(fruit, "en")]) == ()
