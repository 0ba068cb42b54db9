"""Step 6, compose: what the chat model copies as the answer, and what it makes of its copy.

Of "5,5 Millionen Euro" a small model may copy "5,5": not what is to be said, nor to be marked. Or
it copies "Nowgorod" and goes on from there: "and Pskov.".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.amounts import find_amounts
from assistant.checks.copied_answer import copies_no_number
from assistant.checks.dates import find_dates
from assistant.checks.german_words import verbs_of
from assistant.names import fold, same_word
from assistant.parse_reply import Draft
from assistant.shape import goes_on
from assistant.understand import Inquiry
from documents.function_words import FUNCTION_WORDS
from index.records import Evidence

_WORD = re.compile(r"\w+")
_ARTICLE = r"(?:^(Der)|\b([Dd](?:ie|as))) "  # what may be a dative is no subject's, but at the top
_OWNED = r" [^\W\d_a-zß-ÿ]"  # a noun behind a name: "Mannings Problemen"


def as_its_source_says(draft: Draft, evidence: Sequence[Evidence], language: str) -> Draft:
    """Return a draft with what it copied as whole and as bare as it should be said.

    ``evidence`` is what it was written from, in the order of its source numbers, ``language`` its
    own.
    """
    whole = with_its_bare_name(with_whole_figures(draft, evidence), evidence)
    return with_its_beginning(with_its_article(whole, evidence, language), language)


def with_whole_figures(draft: Draft, evidence: Sequence[Evidence]) -> Draft:
    """Return the draft with its copied words as ``whole_figures`` has them in its source.

    ``evidence`` is what it was written from, in the order of its source numbers.
    """
    places = draft.places(len(evidence))
    if not draft.words or not places:
        return draft
    source = evidence[places[0]]
    words = whole_figures(draft.words, source.sentence.text, source.release.language)
    return replace(draft, words=words)


def whole_figures(words: str, sentence: str, language: str) -> str:
    """Return ``words`` of a sentence, extended over the amounts and dates that they have a part of.

    As they are where the sentence has them more than once, or not at all.
    """
    if sentence.count(words) != 1:
        return words
    start = sentence.find(words)
    end = start + len(words)
    for amount in find_amounts(sentence, language):
        if amount.first < end and start < amount.last:
            start, end = min(start, amount.first), max(end, amount.last)
    for said in find_dates(sentence, language):
        if said.start < end and start < said.end:  # "14. Mai" is meant of "11. bis 14. Mai 2027"
            end = max(end, said.end)
    return sentence[start:end]


def with_its_bare_name(draft: Draft, evidence: Sequence[Evidence]) -> Draft:
    """Return the draft with a name that it copied in the genitive ("Trotz Mannings Problemen").

    It says "Manning" then, wherever it does not speak of something of his, if the release calls
    him so elsewhere.
    """
    places = draft.places(len(evidence))
    if not draft.words or not places or evidence[places[0]].release.language != "de":
        return draft
    source = evidence[places[0]]
    of_whom = rf"\b{re.escape(draft.words)}{_OWNED}"
    bare = draft.words.removesuffix("s")
    if bare == draft.words or not draft.words[0].isupper():
        return draft
    if not re.search(of_whom, source.sentence.text) or not re.search(
        rf"\b{re.escape(bare)}\b", source.release.text
    ):
        return draft
    text = re.sub(rf"\b{re.escape(draft.words)}\b(?!{_OWNED})", bare, draft.text)
    return replace(draft, text=text, words=bare)


def with_its_article(draft: Draft, evidence: Sequence[Evidence], language: str) -> Draft:
    """Return a draft with the article before words of its source that they have there.

    At its beginning and behind a verb: "Newcastle University hat …" is no German where the release
    says "Die Newcastle University", nor is "sang Nationalhymne".
    """
    places = draft.places(len(evidence))
    if not draft.words or not places:
        return draft
    source = evidence[places[0]]
    said = re.search(rf"(?:^|(\w+) ){re.escape(draft.words)}(?!\w)", draft.text)
    before = re.search(rf"{_ARTICLE}{re.escape(draft.words)}(?!\w)", source.sentence.text)
    if not source.release.language == language == "de" or said is None or before is None:
        return draft
    if said[1] and (before[1] or said[1] not in verbs_of(draft.text)):
        return draft
    article = (before[1] or before[2]).lower() if said[1] else (before[1] or before[2]).capitalize()
    at = said.end() - len(draft.words)
    return replace(draft, text=f"{draft.text[:at]}{article} {draft.text[at:]}")


def with_its_beginning(draft: Draft, language: str) -> Draft:
    """Return a draft that goes on from its copied words with these before it, else as it is."""
    if not draft.words or not goes_on(draft.text, language):
        return draft
    return replace(draft, text=f"{draft.words[0].upper()}{draft.words[1:]} {draft.text}")


def is_numberless(draft: Draft, inquiry: Inquiry, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a draft copied no number from its source, where one is asked for."""
    places = draft.places(len(evidence))
    if not places:
        return False
    spoken = evidence[places[0]].release.language
    return copies_no_number(draft.words, spoken, inquiry.question, inquiry.language)


def has_copied(draft: Draft, evidence: Sequence[Evidence], place: int) -> bool:
    """Tell whether the sentence at ``place`` has the words that a draft copied from another.

    Most of those that are more than grammar, in whatever inflection. Yes where nothing was copied,
    or the sentence is in another language.
    """
    own = draft.places(len(evidence))
    language = evidence[place].release.language
    if not draft.words or not own or evidence[own[0]].release.language != language:
        return True
    small = FUNCTION_WORDS.get(language, frozenset())
    copied = [fold(word) for word in _WORD.findall(draft.words) if word.lower() not in small]
    there = [fold(word) for word in _WORD.findall(evidence[place].sentence.text)]
    shared = [word for word in copied if any(same_word(word, other) for other in there)]
    return 2 * len(shared) >= len(copied)
