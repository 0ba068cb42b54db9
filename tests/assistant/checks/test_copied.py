import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.copied import check_copied
from tests.assistant.checks.making import claim, source
from tests.assistant.pairs import PARTS, TRUE, read_pairs

GERMAN = source(
    "Der Bund stellt insgesamt bis zu 50 Millionen Euro bereit, auch für das "
    "Institut für angewandte Optik, dessen französische Übersetzung folgt."
)


@pytest.mark.parametrize(
    ("said", "language", "words"),
    [
        ("The state provides insgesamt up to 50 million euros.", "en", ("insgesamt",)),
        ("L'État donne insgesamt 50 millions d'euros.", "fr", ("insgesamt",)),
        ("Se publica la französische Übersetzung.", "es", ("französische",)),
    ],
)
def test_words_of_the_source_in_another_language_are_found_and_the_reason_says_so(
    said, language, words
):
    finding = check_copied(claim(said, language), [GERMAN])
    assert finding.missed == words
    assert finding.reasons == tuple(f"“{word}” is German" for word in words)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Also the Institut für angewandte Optik is supported.", "en"),  # a name
        ("The release says „insgesamt bis zu“.", "en"),  # a quote
        ("Der Bund stellt insgesamt 50 Millionen Euro bereit.", "de"),
        ("The state provides up to 50 million euros.", "en"),
    ],
)
def test_names_quotes_and_the_own_language_are_left_alone(said, language):
    assert check_copied(claim(said, language), [GERMAN]).missed == ()


def test_a_word_that_the_question_has_may_be_repeated():
    asked = claim("It means insgesamt 50 million.", "en", "What does insgesamt mean?")
    assert check_copied(asked, [GERMAN]).missed == ()


def test_of_true_statements_hardly_one_fails():
    true = [pair for part in PARTS for pair in read_pairs(part) if pair.kind == TRUE]
    failing = [
        pair
        for pair in true
        if check_copied(
            claim(pair.statement, pair.language),
            [source(item.sentence.text, item.release.language) for item in pair.evidence],
        ).missed
    ]
    assert len(failing) <= 0.005 * len(true)


@given(st.text(), st.text())
def test_what_is_missed_stands_in_both_texts(said, written):
    missed = check_copied(claim(said, "en"), [source(written, "de")]).missed
    assert all(word in said and word in written for word in missed)
