"""Step 7, verify: mend by rule what a small model forgets or repeats, before it writes anew.

It drops "up to" before a number, says with the question that something was "in 2023" where only the
release's title tells the year, writes figures and countries as its source does, and French verbs as
the question had them, takes one speaker of a panel for the next, and a neighbour for who holds an
office or did something. What is mended is verified like any other draft.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.as_told import as_source
from assistant.checks.affiliations import mistaken
from assistant.checks.agents import misattributed
from assistant.checks.amounts import find_amounts
from assistant.checks.content import INVERTED_SUBJECT
from assistant.checks.lexicon import UNSPACED, read_words
from assistant.checks.numbers import lost_limits
from assistant.checks.records import Claim, Source
from assistant.checks.roles import misplaced
from assistant.country_names import with_own_countries
from assistant.figure_format import in_own_format
from assistant.parse_reply import Draft
from assistant.understand import Inquiry
from assistant.verify import Verification
from index.records import Evidence

_SIGN = re.compile(r"(?:[€$£¥]|\b[A-Z]{3})[\s\u00a0\u202f]?$")  # of a currency, before its number
_DE = re.compile(r"\b([Dd])e $")  # French, before a vowel
# "Le musée ouvrira-t-il le 3 mai": with its subject before it, without "-t-il", it is a statement.
_INVERTED = re.compile(
    rf"^(?!(?:qu|combien|comment|où|pourquoi|à\s|de\s|en\s))([^,;:«»\"]+?\w){INVERTED_SUBJECT}",
    re.IGNORECASE,
)
_YEAR_ENDING = r"(?:['’-]\w{1,4})?"  # "2023-ban", "2023’te"
# Languages whose verb follows what opens a sentence: without "Im Jahr 2023" it would come first.
_VERB_SECOND = frozenset({"da", "de", "nl", "no", "sv"})


def verify_mended(
    draft: Draft,
    inquiry: Inquiry,
    evidence: Sequence[Evidence],
    verdict: Callable[[Draft], Verification],
) -> Verification:
    """Return the verdict on a draft, mended where its own sources then hold it.

    ``verdict`` is ``verify`` for this inquiry and evidence.
    """
    own = draft.places(len(evidence))
    sources = [as_source(evidence[place]) for place in own]
    mended = mend(draft, inquiry.language, inquiry.asked, sources)
    if mended is not None:
        checked = verdict(mended)
        # Who was exchanged may be told of better where the right one is.
        if checked.supported and (set(checked.sources) <= set(own) or mended.words != draft.words):
            return checked
    return verdict(draft)


def mend(draft: Draft, language: str, question: str, sources: Sequence[Source]) -> Draft | None:
    """Return ``draft`` with the limits and without the years that its sources ask for, if any.

    Figures and countries are written as the language writes them, what a French verb asks is said,
    and of people with their houses in brackets, beside their office, or said by the passage to have
    done it, the right one is named.
    ``sources`` are those it cites. ``None`` where there is nothing to mend, or no rule for it.
    """
    text = _INVERTED.sub(r"\1", draft.text) if language == "fr" else draft.text
    words = draft.words
    for exchanged in (mistaken, misplaced, misattributed):
        names = exchanged(Claim(text, language, question), sources)
        if names is not None:
            text, words = text.replace(*names), words.replace(*names)
    text = with_own_countries(Claim(text, language, question), sources)
    text = in_own_format(Claim(text, language, question), sources)
    text = _with_limits(Claim(text, language, question), sources)
    for year in _years_of_the_title(Claim(text, language, question), sources):
        text = _without_year(text, year, language)
    return replace(draft, text=text, words=words) if text != draft.text else None


def _with_limits(claim: Claim, sources: Sequence[Source]) -> str:
    text = claim.text
    for start, limit in reversed(lost_limits(claim, sources)):
        phrase = _phrase(limit, claim.language)
        if phrase is None:
            continue
        sign = _SIGN.search(text, 0, start)
        place = sign.start() if sign else start
        before = text[:place]
        if claim.language == "fr" and phrase[0] in "aeiou":
            before = _DE.sub(r"\1’", before)
        opens = not before.strip()
        text = f"{before}{phrase[0].upper() if opens else phrase[0]}{phrase[1:]} {text[place:]}"
    return text


def _phrase(limit: str, language: str) -> str | None:
    """Return the first of the words that set this limit in a language, as they stand before."""
    if language in UNSPACED:
        return None
    words = read_words("qualifiers", "before").get(limit, {}).get(language, "").split()
    return words[0].replace("_", " ") if words else None


def _years_of_the_title(claim: Claim, sources: Sequence[Source]) -> list[str]:
    """Return the one year that repeats the question and stands in no source but over it."""
    told = [each for each in find_amounts(claim.text, claim.language) if each.is_year]
    if len(told) != 1:
        return []
    year = told[0].written
    over = " ".join(f"{source.heading} {source.year}" for source in sources)
    within = " ".join(source.text for source in sources)
    return [year] if year in claim.question and year in over and year not in within else []


def _without_year(text: str, year: str, language: str) -> str:
    """Return ``text`` without ``year`` and the words that go with it, as it is where none fits."""
    before, after = (
        "|".join(
            re.escape(word).replace("_", r"\s+")
            for word in sorted(forms.split(), key=len, reverse=True)
        )
        for forms in (read_words("in_year")[side].get(language, "") for side in ("before", "after"))
    )
    said = re.compile(
        rf"(?P<open>^)?(?P<gap>\s*)(?:\b(?:{before or '(?!)'})\s+)?"
        rf"\b{year}{_YEAR_ENDING}(?:\s+(?:{after or '(?!)'}))?(?!\w)(?P<comma>,)?",
        re.IGNORECASE,
    )
    match = said.search(text)
    if match is None:
        return text
    if match["open"] is None:
        return f"{text[: match.start()]}{match['comma'] or ''}{text[match.end() :]}"
    rest = text[match.end() :].lstrip()
    if language in _VERB_SECOND or not rest:
        return text
    return rest[0].upper() + rest[1:]
