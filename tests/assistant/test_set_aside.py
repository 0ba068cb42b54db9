"""What cannot be the answer, however near it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.lexicon import lexicon
from assistant.set_aside import set_aside
from documents.records import Role
from tests.assistant.making import evidence_of

TALK = "Ada Roth gab den Impuls für ein Panel über Häfen."
PANEL = "Moderiert von Tom Karger diskutierten Eva Nord und Jan Beer."
OTHER = "Moderiert von Ole Ruud diskutierten Mia Feld und Uwe Kahn."
NEITHER = "Häfen gibt es überall."


def left(question, language, *sentences, told_in="de"):
    found = set_aside(question, language, evidence_of(*sentences, language=told_in))
    return [item.sentence.text for item in found]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer moderierte das Panel über Häfen?", "de"),
        ("Who moderated the panel on ports?", "en"),
        ("Who hosted the panel on ports?", "en"),
        ("Qui a animé la table ronde sur les ports ?", "fr"),
        ("¿Quién moderó el panel?", "es"),
        ("Chi ha moderato il panel?", "it"),
        ("Kto moderował panel?", "pl"),
        ("Wie modereerde het panel?", "nl"),
        ("Vem modererade panelen?", "sv"),
        ("Хто модерував панель?", "uk"),
        ("パネルの司会は誰でしたか？", "ja"),
        ("谁主持了小组讨论？", "zh"),
    ],
)
def test_who_gave_the_talk_is_not_who_moderated(question, language):
    assert left(question, language, TALK, PANEL, NEITHER) == [PANEL, NEITHER]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer hielt den Impulsvortrag?", "de"),
        ("Who gave the opening talk?", "en"),
        ("Qui a donné la conférence inaugurale ?", "fr"),
    ],
)
def test_nor_is_who_moderated_asked_for_with_the_talk(question, language):
    assert left(question, language, PANEL, TALK) == [TALK]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who gave the welcome speech?", "en"),
        ("Wer hielt die Begrüßungsrede?", "de"),
        ("Qui a prononcé le discours de bienvenue ?", "fr"),
    ],
)
def test_a_speech_of_welcome_is_no_other_speech(question, language):
    welcome = "In seiner Begrüßungsansprache dankte Ole Ruud allen."
    assert left(question, language, TALK, welcome, NEITHER) == [welcome, NEITHER]


def test_where_no_sentence_tells_the_deed_each_may_answer():
    assert left("Wer begrüßte die Gäste?", "de", TALK, PANEL) == [TALK, PANEL]
    assert left("Wer kam?", "de", TALK, PANEL) == [TALK, PANEL]


def test_of_two_panels_the_one_counts_whose_passage_is_about_the_question():
    near, far = evidence_of(PANEL, OTHER)
    near, far = replace(near, passage_similarity=0.78), replace(far, passage_similarity=0.75)
    question = "Wer moderierte das Panel über Häfen?"
    assert set_aside(question, "de", [far, near]) == (near,)
    far = replace(far, passage_similarity=0.77)
    assert set_aside(question, "de", [far, near]) == (far, near)


def test_another_release_is_left_alone():
    evidence = [*evidence_of(TALK, name="b.txt"), *evidence_of(PANEL)]
    assert set_aside("Wer moderierte?", "de", evidence) == tuple(evidence)


@pytest.mark.parametrize(
    ("asks", "language"),
    [("Welche Hürden gibt es?", "de"), ("Τι εμπόδια υπάρχουν;", "el"), ("何が問題ですか？", "ja")],
)
def test_what_asks_is_no_answer(asks, language):
    assert left("Which hurdles are there?", "en", asks, "X.", told_in=language) == ["X."]
    assert left("Which hurdles are there?", "en", asks, told_in=language) == [asks]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer leitete die Podiumsdiskussion über Häfen?", "de"),
        ("Who chaired the panel?", "en"),
        ("Qui a animé le panel ?", "fr"),
    ],
)
def test_who_opened_the_session_did_not_chair_it(question, language):
    opened, chaired = (
        "Ada Roth opened the session on ports.",
        "Tom Karger chaired a panel of three.",
    )
    assert left(question, language, opened, chaired, told_in="en") == [chaired]
    asked = "Who opened the session?"
    assert left(asked, "en", opened, chaired, told_in="en") == [opened]


def test_who_leads_a_team_at_a_house_does_not_lead_the_house():
    team = "Eva Nord, qui dirige 3IA et une équipe de recherche au centre KAI, est venue."
    whole = "Ada Roth dirige KAI."
    assert left("Who is the head of KAI?", "en", team, whole, told_in="fr") == [whole]
    assert left("Who is the head of 3IA?", "en", team, told_in="fr") == [team]


SUMMIT = "Beim European AI Summit in Kopenhagen war man sich einig."
MEETING = "Am 5. November trafen sich alle in Talheim zum Treffen."


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Dans quelle ville le sommet européen a-t-il eu lieu ?", "fr"),
        ("Dove si è svolto il vertice europeo?", "it"),
        ("Wo war der europäische Gipfel?", "de"),
        ("¿Dónde fue la cumbre europea?", "es"),
    ],
)
def test_a_summit_is_no_meeting(question, language):
    assert left(question, language, MEETING, SUMMIT) == [SUMMIT]
    assert left(question, language, MEETING, NEITHER) == [MEETING, NEITHER]


@pytest.mark.parametrize("question", ["What does KAI stand for?", "Wofür steht KAI?"])
def test_who_asks_what_initials_stand_for_is_told_where_a_release_says_it(question):
    language = "en" if question.startswith("What") else "de"
    bare, full = "KAI ist Teil des Netzes.", "Das Klare Amt für Ideen (KAI) lud ein."
    assert left(question, language, bare, full) == [full]
    assert left(question, language, bare, NEITHER) == [bare, NEITHER]


BOARD = "Tom Karger, der 2025 die Leitung des wissenschaftlichen Beirats inne hat, kam."
CLUSTER = "Eva Nord, Forscherin bei KAI und Leiterin des französischen Clusters 3IA, kam."


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer leitet KAI?", "de"),
        ("Wer leitet Talheim?", "de"),
        ("Who heads KAI?", "en"),
        ("Qui dirige KAI ?", "fr"),
        ("¿Quién dirige KAI?", "es"),
    ],
)
def test_who_leads_one_body_does_not_lead_another(question, language):
    assert left(question, language, BOARD, CLUSTER, NEITHER) == [NEITHER]
    director = "Direktorin Ada Roth kam."
    assert left(question, language, BOARD, CLUSTER, NEITHER, director) == [director]


@pytest.mark.parametrize(
    ("question", "language", "sentence"),
    [
        ("Who leads the French cluster 3IA?", "en", CLUSTER),
        ("Wer leitet den wissenschaftlichen Beirat?", "de", BOARD),
        ("Wer leitet KAI?", "de", "Ada Roth leitet das Institut seit 2020."),
        ("Wer leitet KAI?", "de", "Direktorin Ada Roth kam."),
        ("Wer leitet KAI?", "de", "Ada Roth leitet KAI seit 2020."),
    ],
)
def test_who_may_lead_what_is_asked_for_stays(question, language, sentence):
    assert sentence in left(question, language, sentence, NEITHER)


def test_a_sum_of_another_house_is_set_aside():
    ours, theirs = "KAI erhält 11 Millionen Euro.", "Dafür gibt der Bund 50 Millionen Euro."
    assert left("What is the budget of KAI?", "en", theirs, ours) == [ours]
    assert left("What does the Bund pay?", "en", theirs, ours) == [theirs]
    assert left("How much is paid?", "en", theirs, ours) == [theirs, ours]


def test_a_contact_of_another_form_is_set_aside():
    mail, phone = evidence_of("Ada.Roth@talheim.example", "Tel.: +49 681 85775 5390")
    contacts = [
        replace(item, sentence=replace(item.sentence, passage=replace(item.passage, role=role)))
        for item, role in zip((phone, mail), (Role.CONTACT, Role.CONTACT), strict=True)
    ]
    found = set_aside("Wie ist die E-Mail-Adresse?", "de", contacts)
    assert [item.sentence.text for item in found] == ["Ada.Roth@talheim.example"]
    assert set_aside("Wer ist der Pressekontakt?", "de", contacts) == tuple(contacts)


@given(st.text(), st.sampled_from(sorted(lexicon("deeds").languages)))
def test_whatever_is_asked_something_is_left_and_nothing_is_new(question, language):
    evidence = evidence_of(TALK, PANEL, BOARD, "Wer kommt?")
    found = set_aside(question, language, evidence)
    assert found
    assert [item for item in evidence if item in found] == list(found)


def test_who_leads_another_house_is_set_aside_where_the_verb_comes_last():
    other = "Nachfolgerin wird Eva Nord, die bisher das Archiv von Hafental leitet."
    ours = "Ada Roth leitet die Werke Talheim."
    assert left("Wer leitet die Werke Talheim?", "de", other, ours) == [ours]
    assert left("Wer leitet das Archiv Hafental?", "de", other) == [other]


def test_releases_that_lack_the_asked_name_are_set_aside_where_others_have_it():
    ours = evidence_of("Die AQUAFAIR zog 21.950 Gäste an.", name="ours.txt")
    own = evidence_of("Es kamen 300 Gäste.", around="AQUAFAIR", name="own.txt")
    theirs = evidence_of("Erwartet werden 18.000 Gäste.", name="theirs.txt")
    question = "Combien de visiteurs sont venus à l'AQUAFAIR ?"
    assert set_aside(question, "fr", (*theirs, *ours, *own)) == (*ours, *own)
    assert set_aside(question, "fr", theirs) == theirs
    assert set_aside("Combien de visiteurs ?", "fr", (*theirs, *ours)) == (*theirs, *ours)


def test_other_names_tell_releases_apart_within_their_language_alone():
    ours = evidence_of("Kelpworks built a turbine.", language="en", name="ours.txt")
    theirs = evidence_of("The institute built a ship.", language="en", name="theirs.txt")
    foreign = evidence_of("Die Firma baute ein Rad.", name="foreign.txt")
    found = set_aside("What did Kelpworks build?", "en", (*theirs, *foreign, *ours))
    assert found == (*foreign, *ours)


def test_who_holds_an_office_is_looked_for_where_it_is_told():
    mayor = "« C'est juste », souligne la maire, Hélène Daubrac."
    other = "Le projet est signé par l'architecte Bastien Lhermeux."
    assert left("Kto jest burmistrzem Saint-Arlay?", "pl", other, mayor, told_in="fr") == [mayor]
