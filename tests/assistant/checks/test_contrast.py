import pytest

from assistant.checks.contrast import check_contrast
from assistant.checks.plans import check_plans
from tests.assistant.checks.making import claim, source

KEPT = source("Das Klinikum hat den Antrag nicht zurückgezogen.")
ROSE = source("Die Ausfuhren stiegen um 4,7 Prozent.")


def nearest(place):
    """Return a similarity to which the text at ``place`` is the closest."""

    def similarity(_text, others):
        return [1.0 if i == place else 0.5 for i in range(len(others))]

    return similarity


def missed(said, language, held, similarity=nearest(0)):  # noqa: B008
    return check_contrast(claim(said, language), [held], similarity).missed


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("The hospital has not withdrawn its application.", "en"),
        ("L'hôpital n'a pas retiré sa demande.", "fr"),
        ("Szpital nie wycofał wniosku.", "pl"),
        ("Nemocnice žádost nestáhla.", "cs"),
        ("Hastane başvurusunu geri çekmedi.", "tr"),
        ("Sjukhuset har inte dragit tillbaka ansökan.", "sv"),
    ],
)
def test_a_kept_negation_passes_and_a_lost_one_is_caught(said, language):
    assert missed(said, language, KEPT) == ()
    assert missed("The hospital has withdrawn its application.", "en", KEPT) == ("nicht",)


def test_a_negation_that_the_source_does_not_have_is_caught():
    assert missed("Exports did not rise.", "en", ROSE) == ("not",)


def test_an_opposite_is_caught_and_named():
    found = check_contrast(claim("Les exportations ont baissé.", "fr"), [ROSE], nearest(0))
    assert found.missed == ("baissé",)
    assert found.reasons == ("“baissé” is the opposite of the source (direction)",)


def test_two_turns_cancel_out():
    held = source("Der Antrag wurde abgelehnt.")
    assert missed("The application was not approved.", "en", held) == ()
    assert missed("The application was approved.", "en", held) == ("approved",)


def test_a_german_verb_in_two_parts_is_read():
    held = source("Der Landtag stimmte der Reform am 12. Februar zu.")
    assert missed("Le parlement a rejeté la réforme.", "fr", held) == ("rejeté",)
    assert missed("Le parlement a approuvé la réforme.", "fr", held) == ()


def test_a_clause_that_is_not_negated_may_stand_alone():
    held = source("Das Gericht wies die Klage ab, eine Strafe wurde nicht verhängt.")
    assert missed("Il tribunale si è espresso.", "it", held, nearest(2)) == ()
    assert missed("È stata inflitta una multa.", "it", held, nearest(1)) == ("nicht",)


def test_not_only_is_no_negation():
    assert missed("Not only exports rose.", "en", ROSE) == ()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Die nicht-amtlichen Zahlen stiegen.", "The unofficial figures rose."),
        ("Das ist nicht der Fall, da die Zahlen stiegen.", "The figures rose."),
    ],
)
def test_a_not_that_turns_nothing_in_its_sentence_need_not_be_told(told, said):
    assert missed(said, "en", source(told)) == ()


def test_a_long_bracket_is_a_clause_of_its_own():
    held = source("Weder Roth noch Beer gewann (obwohl Roth 1915 eine von 38 Stimmen bekam).")
    assert missed("Roth got one of 38 votes in 1915.", "en", held) == ()
    held = source("Weder Roth noch Beer gewann 1915 eine von 38 (amtlichen) Stimmen.")
    assert missed("Roth got one of 38 votes in 1915.", "en", held) == ("Weder",)


def test_who_says_something_is_told_without_what_was_not_said():
    held = source("„Niemand hat gefroren“, erklärte Bürgermeisterin Rosa Lund.")
    assert missed("The mayor is Rosa Lund.", "en", held, nearest(2)) == ()


def test_ready_is_the_opposite_of_begun():
    held = source("El pabellón deberá estar listo en marzo de 2027.", "es")
    assert missed("El pabellón empezará en marzo de 2027.", "es", held) == ("empezará",)


def test_a_language_without_word_list_is_left_alone():
    assert missed("Mauzo ya nje hayakuongezeka.", "sw", ROSE) == ()


def test_a_plan_is_not_told_as_done():
    held = source("Die Pilotlinie soll 2027 in Betrieb gehen.")
    assert check_plans(claim("The line is due to open in 2027."), [held]).missed == ()
    found = check_plans(claim("The line opened in 2027."), [held])
    assert found.missed == ("opened",)
    assert found.reasons == ("“opened”: the source speaks of a plan",)


def test_who_announces_a_plan_has_done_so():
    held = source("Die Pilotlinie soll 2027 in Betrieb gehen.")
    said = claim("Ha annunciato che la linea partirà nel 2027.", "it")
    assert check_plans(said, [held]).missed == ()


def test_a_claim_with_the_numbers_of_the_clauses_that_are_not_negated_is_about_these():
    held = source("The bridge is closed until 15 June; buses will not be affected.", "en")
    negated_is_farther = nearest(2)
    said = "Die Brücke ist bis zum 15. Juni gesperrt."
    assert not missed(said, "de", held, negated_is_farther)
    assert missed("Die Busse sind betroffen.", "de", held)


def test_a_vote_for_is_the_opposite_of_a_vote_against():
    held = source("Councillors voted 31 to 14 against the car park.", "en")
    assert missed("Der Stadtrat stimmte mit 31 zu 14 für das Parkhaus.", "de", held)
    assert not missed("Der Stadtrat stimmte mit 31 zu 14 gegen das Parkhaus.", "de", held)


def test_a_name_is_no_czech_negation():
    held = source("The plant is in Newport.", "en")
    assert not missed("Továrna je v Newportu.", "cs", held)


BOTH = source("Der Umsatz stieg um 8,4 Prozent, der Gewinn sank dagegen um drei Prozent.")


@pytest.mark.parametrize(
    ("said", "language", "wrong"),
    [
        ("Revenue rose by 8.4 per cent.", "en", ()),
        ("Revenue fell by 8.4 per cent.", "en", ("fell",)),
        ("Les bénéfices ont augmenté de 3 %.", "fr", ("augmenté",)),
    ],
)
def test_a_source_with_both_sides_is_held_to_the_one_with_the_claims_figures(said, language, wrong):
    assert missed(said, language, BOTH) == wrong


def test_without_figures_the_nearest_clause_tells_which_side():
    def near(word):
        return lambda _text, others: [1.0 if word in other else 0.5 for other in others]

    assert missed("Profit fell.", "en", BOTH, near("Gewinn")) == ()
    assert missed("Revenue fell.", "en", BOTH, near("Umsatz")) == ("fell",)


def test_more_and_higher_are_one_side():
    held = source("Der Fonds zahlt 3,2 Prozent mehr Rente.")
    assert missed("The fund pays 3.2 per cent higher pensions.", "en", held) == ()
    assert missed("The fund pays 3.2 per cent lower pensions.", "en", held) == ("lower",)
    limited = source("Der Fonds zahlt mehr als 500 Renten.")
    assert missed("Pensions were lowered.", "en", limited) == ()


def test_no_clause_of_a_claim_is_nearest_to_a_negated_one():
    held = source("Die Fähre wurde gerettet, niemand wurde verletzt.")

    def similarity(text, others):
        hurt = "injured" in text and "ferry" not in text
        return [1.0 if ("verletzt" in other) is hurt else 0.5 for other in others]

    assert missed("The ferry was rescued.", "en", held, similarity) == ()
    found = missed("The ferry was rescued; many were injured.", "en", held, similarity)
    assert found == ("niemand",)


def test_what_only_an_aside_denies_may_be_left_out():
    held = source(
        "Moderiert von Tom Karger sprachen sie über Förderung im Land, "
        "nicht für einzelne Betriebe, und über Steuern in der Stadt."
    )
    like = {"nicht für einzelne Betriebe": 0.5}  # all of it is as close as the rest

    def similarity(_text, others):
        return [like.get(each, 0.9) for each in others]

    assert missed("Tom Karger moderated.", "en", held, similarity) == ()
    assert missed("Tom Karger sprach für einzelne Betriebe.", "de", held, similarity)
    like["nicht für einzelne Betriebe"] = 0.95
    assert missed("He spoke for particular firms.", "en", held, similarity)
