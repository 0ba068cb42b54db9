"""Content: a statement says more than the question did, and a number where one is asked for."""

import re
from decimal import Decimal

from assistant.asked_kind import Kind, question_kind
from assistant.checks.amounts import Amount, find_amounts
from assistant.checks.dates import find_dates
from assistant.checks.german_words import lacks_its_verb
from assistant.checks.lexicon import lexicon
from assistant.names import fold, same_word
from assistant.shape import goes_on, has_parts
from assistant.shape_words import shape_words
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

LONGEST_LABEL = 4  # words
_CIRCLE = 4  # words; of 1,977 statements none says as many twice
SHORTEST_CONTENT = 4  # letters; shorter words are articles, prepositions, forms of "be"
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"(?<!\w)\[[^\]]*\](?!\w)")  # "[Source]", but not PR[AI]RIE
# "Ada Roth governs Ada Roth on the board": within a clause nobody is named in full twice.
_SAME_NAME = re.compile(r"\b([A-ZÄÖÜ]\w+\s[A-ZÄÖÜ]\w+)\b(?=[^.,;:!?]*\b\1\b)")
_ASKS = re.compile(r"[?？؟](?:\s|$)")
# A French verb that asks has its subject after it: "vient-il", "prend-on", "ouvrira-t-elle".
# ("Hands-on" and "add-on" end in no verb.)
INVERTED_SUBJECT = r"(?:(?<=t)|(?<=[nr]d)|-t)-(?:ils?|elles?|on)\b"
# A small model may put the question once more: "Le public pourra-t-il visiter le centre le 7 mars."
# (But "…, a-t-il déclaré." tells who said it.)
_ASKS_IN_FRENCH = re.compile(rf"^\W*est-ce qu|^[^,;:«»“”„\"]*\w{INVERTED_SUBJECT}", re.IGNORECASE)


def says_something(statement: str, question: str, language: str) -> bool:
    """Tell whether a statement has a number, a "not" or a word of content that the question lacks.

    "The centres took part" is true, supported, and no answer to "Which centres took part?". Nor is
    "They took part", or what asks itself. Both are in ``language``.
    """
    if _ASKS.search(statement) or (language == "fr" and _ASKS_IN_FRENCH.search(statement)):
        return False
    if _only_names_the_speaker(statement, question, language):
        return False
    asked = {fold(word) for word in _WORD.findall(question)}
    said = _without_pronouns(_MARK.sub(" ", statement), language)
    if _figures(said, language) - _figures(question, language):
        return True  # in a short word too: "six"
    if _negates(said, language) and not _negates(question, language):
        return True
    return any(
        folded.isdigit()
        or len(folded) >= SHORTEST_CONTENT
        or not folded.isascii()
        or _is_short_name(said, word, language)
        for word, folded in ((word, fold(word[0])) for word in _WORD.finditer(said))
        if not any(same_word(folded, known) for known in asked)
    )


def _only_names_the_speaker(statement: str, question: str, language: str) -> bool:
    """Tell whether who is asked what somebody said answers that they said "it"."""
    says = shape_words("said_it").find(statement, language)
    return bool(says) and not shape_words("who").find(question, language)


def _is_short_name(text: str, word: re.Match[str], language: str) -> bool:
    """Tell whether a short word has a capital and is no article: "Ada", "EU", but not "Yes.".

    At the beginning it must go on with another word.
    """
    if not word[0][0].isupper() or word[0].lower() in FUNCTION_WORDS.get(language, frozenset()):
        return False
    begins = not _WORD.search(text[: word.start()])
    return not begins or re.match(r"[\s’'-]+\w", text[word.end() :]) is not None


def _negates(text: str, language: str) -> bool:
    return any(term.concept == "not" for term in lexicon("negations").find(text, language))


def _figures(text: str, language: str) -> frozenset[Decimal]:
    return frozenset().union(*(amount.values for amount in find_amounts(text, language)))


def is_whole(statement: str, language: str) -> bool:
    """Tell whether a statement is a sentence, not half of one ("and Pskov.") or one in circles.

    Of German ones it is also told whether their verb is missing.
    """
    if language == "de" and lacks_its_verb(statement):
        return False
    return not goes_on(statement, language) and not _repeats_itself(statement)


def _repeats_itself(statement: str) -> bool:
    """Tell whether a statement says the same words again: "because they thought because they …"."""
    if _SAME_NAME.search(statement):
        return True
    words = [word.casefold() for word in _WORD.findall(statement)]
    runs = [tuple(words[at : at + _CIRCLE]) for at in range(len(words) - _CIRCLE + 1)]
    return len(set(runs)) < len(runs)


def _without_pronouns(text: str, language: str) -> str:
    for term in reversed(lexicon("stand_ins").find(text, language)):
        if term.concept == "pronoun":
            text = f"{text[: term.start]} {text[term.end :]}"
    return text


def is_label(text: str) -> bool:
    """Tell whether a sentence only names what follows: "Press contact:"."""
    return text.rstrip().endswith((":", "：")) and len(_WORD.findall(text)) <= LONGEST_LABEL


def leaves_number_out(statement: str, question: str, language: str, source: Evidence) -> bool:
    """Tell whether a statement is to say how many or how much, as its source does, and does not.

    A source may say "several years"; and of a question in two parts a statement may answer the
    other. A year is no number of anything, but may tell how long; since when somebody has had an
    office tells no age.
    """
    kind = question_kind(question, language)
    if kind in (None, Kind.TIME) or has_parts(question, language):
        return False
    given = find_amounts(statement, language)
    told = source.sentence.text, source.release.language
    if not given:
        return bool(find_amounts(*told))
    dated = _dated(statement, language)
    since = {value for each in _dated(*told) for value in each.values}
    return kind is not Kind.DURATION and all(
        each.is_year
        and each.unit is None
        and (kind is Kind.AGE or not each.counts or each in dated or bool(each.values & since))
        for each in given
    )


def leaves_place_out(statement: str, question: str, language: str) -> bool:
    """Tell whether a statement is to say where, and says nothing but when.

    "The meeting took place on 5 November" is true, and no answer to "Where did it take place?". Of
    a question in two parts it may answer the other.
    """
    if not shape_words("where").find(question, language) or has_parts(question, language):
        return False
    dates = find_dates(statement, language)
    if not dates or question_kind(question, language) is Kind.TIME:
        return False
    for said in reversed(dates):
        statement = f"{statement[: said.start]} {statement[said.end :]}"
    asked = {fold(word) for word in _WORD.findall(question)}
    return not any(
        (len(word) > SHORTEST_CONTENT or word[0].isupper())
        and not any(same_word(fold(word), known) for known in asked)
        for word in _WORD.findall(statement[:1].lower() + statement[1:])
    )


def _dated(text: str, language: str) -> list[Amount]:
    """Return the figures of a text right behind "since" and its like."""
    ends = [term.end for term in lexicon("bounds").find(text, language)]
    return [
        each
        for each in find_amounts(text, language)
        if any(0 < each.start - end <= 1 for end in ends)
    ]
