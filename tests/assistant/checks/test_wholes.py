import pytest

from assistant.checks.wholes import check_wholes
from tests.assistant.checks.making import claim, source

SOME = source("Drei der Objekte bleiben als Leihgaben bis 2031 in Oldenburg.")


@pytest.mark.parametrize(
    ("said", "language", "word"),
    [
        ("All objects stay in Oldenburg.", "en", "All"),
        ("Todos los objetos se quedan en Oldemburgo.", "es", "Todos"),
        ("La totalité des objets reste à Oldenbourg.", "fr", "totalité"),
        ("Sämtliche Objekte bleiben in Oldenburg.", "de", "Sämtliche"),
    ],
)
def test_some_are_not_all(said, language, word):
    assert check_wholes(claim(said, language), [SOME]).missed == (word,)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Three objects stay in Oldenburg.", "en"),
        ("L'exposition est ouverte tous les jours.", "fr"),
        ("Le bus passe toutes les 30 minutes.", "fr"),
    ],
)
def test_what_is_said_of_days_or_of_none_is_left_alone(said, language):
    assert check_wholes(claim(said, language), [SOME]).missed == ()


def test_each_of_the_source_holds_all():
    held = source("Jedes Objekt bleibt in Oldenburg.")
    assert check_wholes(claim("All objects stay."), [held]).missed == ()


def test_all_in_a_name_is_no_whole():
    club = source("Er trat dem Londoner Zweig der All India Cricket Union bei.")
    assert check_wholes(claim("He joined the All India Cricket Union."), [club]).missed == ()
    assert check_wholes(claim("He joined All Indian unions."), [club]).missed == ("All",)


@pytest.mark.parametrize(
    ("said", "question", "word"),
    [
        ("Insgesamt haben 4.620 Häuser Glasfaser.", "Wie viele sind es?", "Insgesamt"),
        ("Es sind insgesamt 4.620.", "Wie viele Häuser haben insgesamt Glasfaser?", "insgesamt"),
        ("Es kamen insgesamt 4.620 hinzu.", "Wie viele kamen im vergangenen Jahr hinzu?", None),
        ("4.620.", "Wie viele sind es insgesamt?", "insgesamt"),
        ("4.620 im vergangenen Jahr.", "Wie viele sind es insgesamt?", None),
    ],
)
def test_what_one_year_brought_is_no_total(said, question, word):
    held = source("Im vergangenen Jahr wurden 4.620 Häuser angeschlossen.")
    found = check_wholes(claim(said, "de", question), [held])
    assert found.missed == ((word,) if word else ())


def test_a_total_of_the_source_is_one():
    held = source("Insgesamt kamen im vergangenen Jahr 4.620 Leute.")
    assert not check_wholes(claim("Insgesamt kamen 4.620 Leute.", "de"), [held]).missed
