"""Step 6, compose: the copied words alone as the answer, where the sentence around them fails.

A small model finds "11. bis 14. Mai 2027" and then writes the question over again, or of something
else, or leaves the words in the source's language. Figures, dates and names can be said in the
asker's language without it, by CLDR's rules (through Babel). What comes out is a draft like any
other: verified, and confirmed before it stands.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name
from babel.units import format_unit

from assistant.checks.amounts import Amount, find_amounts
from assistant.checks.content import is_label
from assistant.checks.dates import SaidDate, find_dates
from assistant.checks.named import WORD, find_names
from assistant.checks.places import find_places
from assistant.checks.records import Check
from assistant.checks.same_name import is_named
from assistant.checks.titles import CAPITALISES_NOUNS, is_title
from assistant.checks.translated import WordTest
from assistant.checks.units import CLDR_UNITS, CURRENCY_CODES
from assistant.figure_format import MOST_DIGITS
from assistant.mend import verify_mended
from assistant.names import acronyms
from assistant.parse_reply import Draft
from assistant.understand import Inquiry
from assistant.verify import Verification
from documents.function_words import FUNCTION_WORDS
from documents.locales import known_locale
from documents.records import Kind
from index.records import Evidence

_BROUGHT = frozenset({Check.NAMES, Check.NUMBERS, Check.SPANS})  # what a question may bring along
_YEAR = re.compile(r"(?:1\d|20|21)\d\d")
_NOUN_BEHIND = r"(?<=[a-zäöüß]e[mnrs]) [A-ZÄÖÜ]"  # behind the ending of an adjective
_LONGEST = 70  # characters; more is no bare answer but half a sentence
_MOST_BESIDE = 1  # words beside a figure and its unit that may be left out: a preposition
_LONGEST_SIGN = 3  # signs: "mm", "km²", "kWh"
_LIMIT = 2  # words that limit a figure; they are put back where they belong (see ``mend``)
# Between the first and the last day; "5 and 9 May" are two days.
_UNTIL = re.compile(
    r"[-–—]|\b(?:bis|to|until|through|au|al|hasta|do|até|ao|tot|t/m|till?|fino|aż)\b", re.IGNORECASE
)
_BESIDE_A_DATE = 2  # words: a month, a preposition
_ANY_YEAR = 2000  # a leap year, for days without one
_LARGE = 1_000_000  # from there on a language has words: "5.5 million"
# What stands between "millions" and a currency; in French "d’" before a vowel.
_OF = {"es": "de ", "fr": "de ", "it": "di ", "pt": "de ", "ro": "de "}


def bare_instead(  # noqa: PLR0913, PLR0917 - what it takes to verify
    draft: Draft,
    checked: Verification,
    inquiry: Inquiry,
    evidence: Sequence[Evidence],
    is_common: WordTest,
    verdict: Callable[[Draft], Verification],
) -> Verification | None:
    """Return the verdict on what can be said instead of a draft that failed.

    The draft with its copied words in its own language; else these alone, where only its wording
    failed, or what it took over from the question.

    ``checked`` is what ``verdict`` (see ``mend.verify_mended``) says of the draft. ``None`` where
    what the draft says is right, or wrong, and where its copied words do not hold either.
    """
    if checked.supported:
        return None
    own = set(draft.places(len(evidence)))
    for instead in _instead(draft, checked, inquiry, evidence, is_common):
        again = verify_mended(instead, inquiry, evidence, verdict)
        if again.supported and set(again.sources) <= own:
            return again
    return None


def _instead(
    draft: Draft,
    checked: Verification,
    inquiry: Inquiry,
    evidence: Sequence[Evidence],
    is_common: WordTest,
) -> Iterator[Draft]:
    """Yield the draft with its copied words in its own language, then these alone."""
    said = copied_in(draft, evidence, inquiry.language, is_common)
    if said is None:
        return
    wording = checked.fails_in_wording_alone
    if not wording and said != draft.words and draft.words in draft.text:
        yield replace(draft, text=draft.text.replace(draft.words, said))  # "worth 486 mln zł"
    bare = bare_answer(draft, said)
    may_stand = wording or _fails_as_asked(checked, inquiry)
    if may_stand and not _names_only_the_asked(bare.text, inquiry):
        yield bare


def _fails_as_asked(checked: Verification, inquiry: Inquiry) -> bool:
    """Tell whether nothing failed but names and figures that the question brought, save years.

    "Anderson scored in the fourth quarter" says of which quarter where its source does not; but of
    which year, it must not leave open.
    """
    return all(
        each.check in _BROUGHT
        and each.missed
        and all(
            word.casefold() in inquiry.question.casefold() and not _YEAR.fullmatch(word)
            for word in each.missed
        )
        for each in checked.failures
    )


def _names_only_the_asked(text: str, inquiry: Inquiry) -> bool:
    """Tell whether an answer names nobody but whom the question named: "Whom does Holm follow?"."""
    named = [name.word for name in find_names(text, inquiry.language)]
    asked = [is_named(name, inquiry.question, inquiry.language) for name in named]
    return bool(named) and all(asked) and not any(map(str.isdigit, text))


def bare_answer(draft: Draft, said: str) -> Draft:
    """Return the draft with nothing but its copied words, as they are ``said`` in its language."""
    return replace(draft, text=f"{said[0].upper()}{said[1:].rstrip('.')}.")


def copied_in(
    draft: Draft, evidence: Sequence[Evidence], language: str, is_common: WordTest
) -> str | None:
    """Return the draft's copied words in ``language``; ``None`` where they are no answer there.

    ``evidence`` is what the draft was written from. Words are only put into another language by
    rule: a date, a figure with what it counts, names that are the same everywhere.
    """
    places = draft.places(len(evidence))
    if not draft.words or len(draft.words) > _LONGEST or not places:
        return None
    source = evidence[places[0]]
    if source.sentence.kind is Kind.HEADING or is_label(source.sentence.text):
        return None
    spoken = source.release.language
    if spoken == language:
        return None if _is_attribute(draft.words, source.sentence.text, spoken) else draft.words
    if known_locale(language) is None:
        return None
    return (
        _dates(find_dates(draft.words, spoken), draft.words, language)
        or _amount(find_amounts(draft.words, spoken), draft.words, language)
        or _names(draft, source, language, is_common)
    )


def _is_attribute(words: str, sentence: str, language: str) -> bool:
    """Tell whether words are a lone German adjective: of "geophysikalischen Messungen" the first.

    "Sieben" of "sieben Länder" is a number. In other languages nothing tells it.
    """
    if language != "de" or not words.islower() or find_amounts(words, language):
        return False
    return re.search(rf"\b{re.escape(words)}{_NOUN_BEHIND}", sentence) is not None


def _dates(found: Sequence[SaidDate], words: str, language: str) -> str | None:
    """Return the one date, or the first and the last day, that the words are."""
    if not found or len(WORD.findall(words)) > len(found) + _BESIDE_A_DATE:
        return None
    first, last = found[0], found[-1]
    year = last.year or first.year
    try:
        days = [
            date(said.year or year or _ANY_YEAR, said.month, said.day or 0)
            for said in (first, last)
        ]
    except ValueError:  # only a month, or no day of it
        return _month(first, language) if first == last and first.year else None
    if first != last:
        if not _UNTIL.search(words):
            return None
        skeleton = "MMMMd" if year is None else "yMMMMd"
        return str(format_interval(days[0], days[1], skeleton, locale=language))
    return str(format_date(days[0], "d MMMM" if year is None else "long", locale=language))


def _month(said: SaidDate, language: str) -> str:
    """Return a month with its year."""
    month = date(said.year or _ANY_YEAR, said.month, 1)
    return str(format_skeleton("yMMMM", month, locale=language))


def _amount(found: Sequence[Amount], words: str, language: str) -> str | None:
    """Return the one figure that the words are, with its unit, or but for what it counts."""
    if len(found) != 1 or len(found[0].values) != 1 or not any(map(str.isdigit, words)):
        return None
    amount, (value,) = found[0], found[0].values
    beside = WORD.findall(f"{words[: amount.start]} {words[amount.end :]}")
    most = _MOST_BESIDE + bool(amount.unit) + _LIMIT * bool(amount.qualifier)
    if len(beside) > most or value >= 10**MOST_DIGITS:
        return None
    as_sign = len(words[amount.end : amount.last].strip()) <= _LONGEST_SIGN
    return amount.written if amount.is_year else _counted(amount, value, language, as_sign=as_sign)


def _counted(amount: Amount, value: Decimal, language: str, *, as_sign: bool) -> str | None:
    """Return a figure with its unit; ``None`` where CLDR has no name for that, or there is none.

    ``as_sign`` tells that the source writes a sign for the unit: "1.435 mm" stays so.
    A bare number does not tell what it counts: "390" may be firms where visitors are asked for.
    """
    number = _number(value, amount.written, language)
    if amount.unit == "percent":
        return str(format_percent(value / 100, locale=language, decimal_quantization=False))
    if amount.unit in CLDR_UNITS:
        unit = CLDR_UNITS[amount.unit]
        if as_sign and not unit.startswith("duration"):
            return str(format_unit(value, unit, "short", locale=language))
        return str(format_unit(value, unit, locale=language))
    if amount.unit in CURRENCY_CODES:
        of = _OF.get(language, "") if not number[-1].isdigit() else ""
        name = get_currency_name(CURRENCY_CODES[amount.unit], count=value, locale=language)
        if language == "fr" and of and name[0] in "aeiou":
            of = "d’"
        return f"{number} {of}{name}"
    return None


def _number(value: Decimal, written: str, language: str) -> str:
    """Return a figure as the language writes it, with a word for millions where it had one."""
    if value < _LARGE or not any(map(str.isalpha, written)):
        return str(format_decimal(value, locale=language, decimal_quantization=False))
    words = format_compact_decimal(value, format_type="long", locale=language, fraction_digits=3)
    return str(words)


def _names(draft: Draft, source: Evidence, language: str, is_common: WordTest) -> str | None:
    """Return copied words that are names in every language, without titles and what joins them."""
    words, spoken = draft.words, source.release.language
    small = FUNCTION_WORDS.get(spoken, frozenset())
    if find_places(words, spoken) or any(map(str.isdigit, words)):
        return None  # called otherwise elsewhere
    known = {name.word for name in find_names(source.sentence.text, spoken)}
    parts = [""]
    for match in WORD.finditer(words):
        word = match[0]
        if word.lower() in small or words[: match.start()].rstrip().endswith(","):
            parts.append("")
        if word.lower() in small or is_title(word, spoken):
            continue
        if not word[0].isupper() or is_common(word, spoken):
            return None
        parts[-1] = f"{parts[-1]} {word}".strip()
    named = [part for part in parts if part]
    # Where every noun has a capital, a name must be known for one; the draft kept it, too.
    kept = draft.text if language not in CAPITALISES_NOUNS else ""
    surely = spoken not in CAPITALISES_NOUNS or all(
        acronyms(part) or known & set(part.split()) or f"{part} " in kept for part in named
    )
    return ", ".join(named) if named and surely else None
