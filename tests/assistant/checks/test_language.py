"""A statement in another language than asked for fails; names and numbers are in any."""

import pytest

from assistant.checks.language import check_language
from assistant.checks.records import Claim
from tests.assistant.pairs import PARTS, read_pairs

GERMAN = "Der Bund gibt dafür jährlich bis zu 50 Millionen Euro."


def test_a_german_statement_fails_where_french_was_asked_for_and_the_reason_says_so():
    finding = check_language(Claim(GERMAN, "fr"))
    assert finding.reasons == ("it is not written in French",)
    assert not check_language(Claim(GERMAN, "de")).missed


@pytest.mark.parametrize(
    "text",
    [
        "Antonio Krüger, Philipp Slusallek und Reinhard Karger.",
        "50 Millionen Euro",
        "DFKI, ZKI und DLR",
        "5. November 2025, 18.30 Uhr",
        "",
    ],
)
def test_short_answers_of_names_and_numbers_pass_in_any_language(text):
    assert not check_language(Claim(text, "fr")).missed


@pytest.mark.parametrize(("language", "kin"), [("da", "no"), ("cs", "sk")])
def test_languages_too_much_alike_are_not_told_apart(language, kin):
    text = {
        "da": "Banken vil ikke lukke nogen filialer i det næste år.",
        "cs": "Město letos obnoví všechny staré vodovodní trubky v centru.",
    }[language]
    assert not check_language(Claim(text, kin)).missed


def test_an_unknown_language_is_not_judged():
    assert not check_language(Claim(GERMAN, "xx")).missed


def test_of_the_pairs_none_fails_in_its_own_language_and_nearly_all_fail_in_another():
    pairs = [pair for part in PARTS for pair in read_pairs(part)]
    assert not [p for p in pairs if check_language(Claim(p.statement, p.language)).missed]
    asked = [Claim(p.statement, "de") for p in pairs if p.language != "de"]
    assert sum(bool(check_language(claim).missed) for claim in asked) >= 0.94 * len(asked)
