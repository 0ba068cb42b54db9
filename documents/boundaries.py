"""Boundaries: where in a paragraph one sentence ends and the next begins.

Own rules, because measured on 360 hard boundaries they find more than the libraries do
(``python -m tests.benchmarks.splitters``).
"""

import re

from documents.abbreviations import (
    BEFORE_NAMES,
    BEFORE_NUMBERS,
    FIRST_WORDS,
    MONTHS,
    NEVER_LAST,
    ORDINALS_WITH_FULL_STOP,
    SOMETIMES_LAST,
)
from documents.function_words import FUNCTION_WORDS

_OPENERS = "¿¡\"'„“”‚‘«»‹›([–—-"
_CLOSERS = "\"'”“’‘»«›‹)]"
# A sentence may end after .!?… and closing marks, before blanks; 。！？ need no blanks.
_END = re.compile(
    rf"(?P<mark>[.!?…]+)(?P<closers>(?:[{re.escape(_CLOSERS)}]|[\u00a0\u202f ](?=[»›]))*)"
    rf"(?P<gap>\s+)(?=\S)|(?P<wide>[。！？]+[」』”’）]*)(?=\S)"
)
# A missing blank: "gefördert.Das", not "ScaDS.AI", "Web.de" or "Schepers.diskutierten".
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{2})[.!?](?P<next>[A-ZÀ-Þ][a-zà-ÿ]*)(?=[\s,])")
_QUOTE_AFTER_COLON = re.compile(
    r":\s+(?=[„“«»][\u00a0\u202f ]?\w[^„«»“”]*[.!?…][\u00a0\u202f ]?(?:[“”»«]|$|[^“”»«]*$))"
)
_WORDS = re.compile(r"[^\s\"'’„“”‚‘«»‹›(\[–—]+")
_BRACKETS_REACH = 400
_UNITS = "aghlmst"
# "rd.", "Kl.", "Hbf.": no word, so an abbreviation; "DFKI" and "kg" may end a sentence.
_WITHOUT_VOWEL = re.compile(
    r"(?!(?:kg|km|cm|mm|ml|MHz|GHz)$)[B-DF-HJ-NP-TV-Zb-df-hj-np-tv-zß][b-df-hj-np-tv-zß]+"
)
_FIRST_WORD = re.compile(rf"[{re.escape(_OPENERS)}\s]*(?P<word>[^\W_]+)?")
_INITIALS = re.compile(r"(?:[^\W\d_a-zà-ÿ](?:\.-?|-))*[^\W\d_a-zà-ÿ]|(?:[^\W\d_]\.)+[^\W\d_]")
# “It works!” Smith said.
_ATTRIBUTION = re.compile(
    r"(?:[^\W\da-z_][\w.’'-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|adds|replied|told|explained|noted|wrote|insisted|warned)\b"
)
_ORDINAL = re.compile(r"(?:\d{1,2}\.?[-–/])?\d{1,3}")
# "Nature Mach. Intell. (Bd. 6": two short words with full stops, then no sentence, are a journal.
_JOURNAL = re.compile(r"\b[^\W\d_a-zà-ÿ]\w{2,7}\.\s[^\W\d_a-zà-ÿ]\w{1,7}\.\s(?=[(\d])")
# "at 5 p.m. Late entries", but "5 p.m. Eastern": English goes on in capitals only for these.
_MERIDIEM = frozenset({"a.m", "p.m"})
_AFTER_MERIDIEM = re.compile(
    r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|eastern|central|mountain|pacific|local"
    r"|greenwich)|[A-Z]{2,4}"
)


def find_boundaries(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return each boundary in one paragraph: where a sentence ends and where the next begins."""
    boundaries: set[tuple[int, int]] = set()
    journals = [match.span() for match in _JOURNAL.finditer(text)]
    for match in _END.finditer(text):
        if match["wide"]:
            boundaries.add((match.end(), match.end()))
        elif any(start < match.start() < end for start, end in journals):
            continue
        elif _ends_sentence(text, match, language):
            boundaries.add((match.start("gap"), match.end()))
    for match in _GLUED.finditer(text):
        if _begins_sentences(match["next"], language):
            boundaries.add((match.start("next"), match.start("next")))
    for match in _QUOTE_AFTER_COLON.finditer(text):
        boundaries.add((match.start() + 1, match.end()))
    return tuple(sorted(boundaries))


def _ends_sentence(text: str, match: re.Match[str], language: str) -> bool:
    following = _FIRST_WORD.match(text, match.end())
    word = (following["word"] if following else None) or ""
    if not word or word[0].islower() or _inside_brackets(text, match):
        return False
    if match["mark"] == ".":
        quoted = bool(match["closers"].strip(")]"))
        return quoted or _full_stop_ends(text[: match.start()], word, language)
    return not (match["closers"] and _ATTRIBUTION.match(text, match.end()))


def _full_stop_ends(before: str, word: str, language: str) -> bool:
    """Say whether a full stop between ``before`` and ``word`` ends a sentence."""
    *_, earlier, last = ["", "", *_WORDS.findall(before[-80:])]
    short = last.lower()
    if (
        last.rsplit("-", 1)[-1] in BEFORE_NAMES
        or short in NEVER_LAST
        or (word[0].isdigit() and _expects_number(short))
        or (last == "M" and language == "fr")
    ):
        return False
    begins = len(word) > 1 and _begins_sentences(word, language)
    if len(last) == 1 and last.islower():
        return begins or (last in _UNITS and earlier[-1:].isdigit())  # "2 m.", not "z. B."
    if short in SOMETIMES_LAST or _INITIALS.fullmatch(last) or _WITHOUT_VOWEL.fullmatch(last):
        return begins or (language == "en" and _ends_in_english(short, earlier, word))
    if language in ORDINALS_WITH_FULL_STOP and _ORDINAL.fullmatch(last):
        return begins or _expects_number(earlier.rstrip(".").lower())
    return True


def _ends_in_english(abbreviation: str, earlier: str, word: str) -> bool:
    """Say whether an abbreviation is the last word, as English writes few words with capitals."""
    if abbreviation in _MERIDIEM:
        return word.lower() not in MONTHS and not _AFTER_MERIDIEM.fullmatch(word)
    # "in Washington, D.C. Nurses": within a sentence another comma would follow.
    return abbreviation in SOMETIMES_LAST and earlier.endswith(",")


def _expects_number(abbreviation: str) -> bool:
    return abbreviation in BEFORE_NUMBERS or abbreviation.endswith("str")  # "Hauptstr. 12"


def _begins_sentences(word: str, language: str) -> bool:
    word = word.lower()
    if word in MONTHS:
        return False
    return word in FUNCTION_WORDS.get(language, ()) or word in FIRST_WORDS.get(language, ())


def _inside_brackets(text: str, match: re.Match[str]) -> bool:
    """Say whether a bracket is open before the match that closes after it."""
    end = match.end("closers")
    before, after = text[max(0, end - _BRACKETS_REACH) : end], text[end : end + _BRACKETS_REACH]
    return before.count("(") > before.count(")") and after.find(")") != -1
