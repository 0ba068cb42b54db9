import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bare_answer import bare_answer, bare_instead, copied_in
from assistant.checks.records import Check, Failure
from assistant.parse_reply import Draft
from assistant.understand import understand
from assistant.verify import Verification
from tests.assistant.pairs import evidence_of

COMMON = {"erosion", "jahre", "gasheizwerk"}


def said(words, language, text, into, sources=(1,)):
    entry = {"id": "release", "language": language, "evidence": text}
    draft = Draft("Something else.", sources, words)
    found = copied_in(draft, evidence_of(entry), into, lambda word, _: word.lower() in COMMON)
    bare = found and bare_answer(draft, found)
    assert bare is None or (bare.sources, bare.words) == (sources, words)
    return bare and bare.text


@pytest.mark.parametrize(
    ("words", "language", "into", "text"),
    [
        ("durch Erosion", "de", "de", "Durch Erosion."),
        ("am 3. Juni 2025", "de", "fr", "3 juin 2025."),
        ("3. Juni", "de", "pl", "3 czerwca."),
        ("im Mai 2027", "de", "en", "May 2027."),
        ("février 2015", "fr", "es", "Febrero de 2015."),
        ("11. bis 14. Mai 2027", "de", "en", "May 11\u2009–\u200914, 2027."),
        ("5,5 Millionen Euro", "de", "en", "5.5 million euros."),
        ("5,5 Millionen Euro", "de", "fr", "5,5 millions d’euros."),
        ("bis zu 5,5 Millionen Euro", "de", "it", "5,5 milioni di euro."),
        ("400.000 Euro", "de", "en", "400,000 euros."),
        ("486 mln zł", "pl", "fr", "486 millions de zlotys polonais."),
        ("22,5 Prozent", "de", "it", "22,5%."),
        ("13 metres", "en", "fr", "13\u00a0mètres."),
        ("1.435 mm", "de", "es", "1.435 mm."),
        ("4.500 m2", "de", "fr", "4\u202f500\u202fm²."),
        ("7.000 Quadratkilometer", "de", "en", "7,000 square kilometers."),
        ("12 ans", "fr", "en", "12 years."),
        ("1993", "de", "en", "1993."),
        ("Molène, Viveiro et Oban", "fr", "de", "Molène, Viveiro, Oban."),
        ("Prof. Dr. Samira Telgenkamp", "de", "en", "Samira Telgenkamp."),
        ("DFKI", "de", "pl", "DFKI."),
        ("Pierre Alliez", "de", "fr", "Pierre Alliez."),
    ],
)
def test_figures_dates_and_names_are_said_in_any_language(words, language, into, text):
    assert said(words, language, f"Davon spricht {words} hier.", into) == text


@pytest.mark.parametrize(
    ("words", "language", "into"),
    [
        ("Erosion", "de", "en"),  # a German noun
        ("mehrere Jahre", "de", "en"),
        ("Gasheizwerk Nordhafen", "de", "en"),  # a noun and a name
        ("Indien, Marokko", "de", "fr"),  # places are called otherwise
        ("12 Professuren und 5 Labore", "de", "en"),  # two figures
        ("12 neue Professuren mehr", "de", "en"),  # more than what is counted
        ("14 Uhr", "de", "en"),
        ("5. März und 9. April", "de", "en"),  # no span
        ("im Mai", "de", "en"),
        ("31.500", "de", "en"),  # of what?
        ("DFKI", "de", "xx"),  # in no language of CLDR
        ("x" * 71, "de", "de"),
        ("", "de", "de"),
    ],
)
def test_what_no_rule_can_say_is_left_to_the_model(words, language, into):
    assert said(words, language, f"Davon spricht {words or 'nichts'} hier.", into) is None


def test_a_lone_name_among_german_nouns_is_known_by_the_draft_that_kept_it():
    (source,) = evidence_of({"id": "a", "language": "de", "evidence": "Dann traf Anderson."})
    kept = Draft("Anderson scored.", (1,), "Anderson")
    found = copied_in(kept, [source], "en", lambda *_: False)
    assert bare_answer(kept, found).text == "Anderson."
    lost = Draft("Somebody scored.", (1,), "Anderson")
    assert copied_in(lost, [source], "en", lambda *_: False) is None


def test_what_only_names_what_follows_is_no_answer():
    assert said("Pressekontakt", "de", "Pressekontakt:", "de") is None
    assert said("Heike Leonhard", "de", "Pressekontakt: Heike Leonhard", "de") == "Heike Leonhard."


def test_a_lone_german_adjective_before_its_noun_is_no_answer():
    measured = "Aus geophysikalischen Messungen, blau unterlegt."
    assert said("geophysikalischen", "de", measured, "de") is None
    assert said("geophysikalischen Messungen", "de", measured, "de") is not None
    assert said("blau", "de", measured, "de") == "Blau."
    assert said("sieben", "de", "Es kamen sieben Gäste.", "de") == "Sieben."
    assert said("seven", "en", "The seven Ministers came.", "en") == "Seven."


def test_a_source_that_is_not_there_has_no_words():
    assert said("DFKI", "de", "Das DFKI tagt.", "de", sources=(2,)) is None


@given(
    words=st.text(min_size=1, max_size=80),
    language=st.sampled_from(["de", "en", "fr", "pl", "ja", "xx"]),
    into=st.sampled_from(["de", "en", "fr", "pl", "ja", "xx"]),
)
def test_whatever_was_copied_it_is_one_line_or_nothing(words, language, into):
    text = said(" ".join(words.split()), language, "Davon spricht er hier.", into)
    assert text is None or (text.strip() and "\n" not in text)


@pytest.mark.parametrize(
    ("failed", "instead"),
    [
        ((Check.CONTENT,), "5.5 million euros."),
        ((Check.LANGUAGE, Check.NUMBERS), "5.5 million euros."),
        ((Check.NUMBERS,), "The Umbau hat 5.5 million euros gekostet."),  # to be verified so
        ((), None),
    ],
)
def test_copied_words_stand_alone_where_the_wording_of_a_draft_failed_else_in_it(failed, instead):
    entry = {"id": "a", "language": "de", "evidence": "Der Umbau hat 5,5 Millionen Euro gekostet."}
    draft = Draft("The Umbau hat 5,5 Millionen Euro gekostet.", (1,), "5,5 Millionen Euro")
    checked = Verification(draft.text, (0,), tuple(map(Failure, failed)), 0.9, ())
    holds = bare_instead(
        draft,
        checked,
        understand("What did the rebuilding cost?", limit=100),
        evidence_of(entry),
        lambda *_: False,
        lambda bare: Verification(bare.text, (0,), (), 0.9, ()),
    )
    assert (holds and holds.text) == instead


@pytest.mark.parametrize(
    ("missed", "instead"),
    [
        (Failure(Check.NUMBERS, ("fourth",)), "Anna Anderson."),
        (Failure(Check.NAMES, ("Panthers",)), "Anna Anderson."),
        (Failure(Check.NUMBERS, ("2023",)), None),  # of that year or another?
        (Failure(Check.NUMBERS, ("fifth",)), None),  # not of the question
        (Failure(Check.ACTORS, ("Panthers",)), None),
    ],
)
def test_copied_words_stand_alone_where_a_draft_fails_by_what_the_question_brought(missed, instead):
    entry = {"id": "a", "language": "de", "evidence": "Danach traf Anna Anderson."}
    draft = Draft("Anna Anderson of the Panthers scored.", (1,), "Anna Anderson")
    holds = bare_instead(
        draft,
        Verification(draft.text, (0,), (missed,), 0.9, ()),
        understand("Who of the Panthers scored in the fourth quarter of 2023?", limit=100),
        evidence_of(entry),
        lambda *_: False,
        lambda bare: Verification(bare.text, (0,), (), 0.9, ()),
    )
    assert (holds and holds.text) == instead


def test_copied_words_are_put_into_the_language_of_the_draft_that_left_them_in_the_sources():
    entry = {"id": "a", "language": "pl", "evidence": "Wartość zamówienia to 486 mln zł."}
    draft = Draft("Der Auftragswert beträgt 486 mln zł.", (1,), "486 mln zł")
    failed = (Failure(Check.NUMBERS, ("486",)),)
    holds = bare_instead(
        draft,
        Verification(draft.text, (0,), failed, 0.9, ()),
        understand("Wie hoch ist der Auftragswert?", limit=100),
        evidence_of(entry),
        lambda *_: False,
        lambda said: Verification(said.text, (0,), (), 0.9, ()),
    )
    assert holds.text == "Der Auftragswert beträgt 486 Millionen Polnische Złoty."
