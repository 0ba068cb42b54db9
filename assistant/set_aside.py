"""Step 2, search: what cannot be the answer is set aside, however near it is.

A question is near to whoever asks the same, and who moderated a panel is asked in nearly the words
that tell who gave its opening talk; vectors and a reader tell both apart badly, least of all in two
languages. Words do: what asks is no answer, one deed is no other, who leads one body does not lead
another, what one house is paid another is not, a telephone number is no e-mail address.
"""

import re
from collections.abc import Sequence

from assistant.asked_boilerplate import Address, asked_address, has_address
from assistant.asked_leader import is_asked, leads_another, led_body, tells_leader
from assistant.asked_office import asked_offices, of_the_office
from assistant.checks.amounts import tells_money
from assistant.checks.lexicon import lexicon
from assistant.checks.titles import CAPITALISES_NOUNS
from assistant.names import acronyms, names, names_any
from assistant.shape_words import shape_words
from documents.records import Kind, Role
from index.records import Evidence

# Who did it on one of two occasions: the passage about the right one is nearer to the question, of
# 13 questions in nine languages about two panels of one press release by .022 to .065 of cosine.
_ANOTHER_OCCASION = 0.02
_ASKS = re.compile(r"[?？؟][\s\"'”“«»’)]*$")
_ASKS_IN_GREEK = re.compile(r"[;?\u037e][\s\"'”“«»’)]*$")
_GREEK = "el"
_LONG_ACRONYM = re.compile(r"[^\W\d_a-zß-ÿ]{4}")  # of fewer letters EU and UE are one


def set_aside(question: str, language: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return ranked evidence without what only asks, or tells another deed, event, body or sum.

    So does another form of address, or a name's bare initials. ``language`` is the question's own.
    But for what asks and leads another body, all is set aside only where other evidence has what is
    asked for; scores stay as they are. Where nothing would be left, everything is.
    """
    left = [item for item in evidence if not _only_asks(item)]
    left = _of_the_house(question, language, left)
    left = of_the_office(asked_offices(question, language), left)
    left = _of_the_deed(_deeds(question, language), left)
    left = _of_the_event(_events(question, language), left)
    left = _with_full_names(question, language, left)
    left = _of_the_form(asked_address(question), left)
    left = _of_the_sum(names(question, language), left)
    if asked := led_body(question, language):
        left = [item for item in left if not leads_another(item, asked)]
    if is_asked(question, language):
        left = [item for item in left if tells_leader(item)] or left
    return tuple(left or evidence)


def _only_asks(item: Evidence) -> bool:
    """Tell whether a sentence of the text asks; a headline that does may still tell of what."""
    pattern = _ASKS_IN_GREEK if item.release.language == _GREEK else _ASKS
    return item.sentence.kind is not Kind.HEADING and bool(pattern.search(item.sentence.text))


def _of_the_house(question: str, language: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without releases that lack all names that are asked for, if others have one.

    Long acronyms count in all languages; other names, which may be translated, within their own,
    and not in German, where a name does not differ from a noun. Of 300 English questions about
    XQuAD-R's paragraphs none loses its answer by that, of 400 German ones 20 by names.
    """
    known = [name for name in acronyms(question) if _LONG_ACRONYM.search(name)]
    own = names(question, language) if language not in CAPITALISES_NOUNS else ()
    if not known and not own:
        return list(evidence)
    texts = {item.release.id: f"{item.release.title}\n{item.release.text}" for item in evidence}
    native = {item.release.id for item in evidence if item.release.language == language}
    having = {release for release, text in texts.items() if names_any(known, text)}
    of_own = {release for release, text in texts.items() if names_any(own, text)}

    def may_answer(release: str) -> bool:
        if release in having or release in of_own:
            return True
        return not having and not (release in native and of_own & native)

    return [item for item in evidence if may_answer(item.release.id)]


def _of_the_deed(asked: frozenset[str], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without other deeds, where a release tells the one that is asked for.

    Where it tells that deed of several occasions, without those that the question is not about.
    """
    nearest: dict[str, float] = {}
    for item in evidence:
        if asked & _told(item):
            so_far = nearest.get(item.release.id, item.passage_similarity)
            nearest[item.release.id] = max(so_far, item.passage_similarity)

    def may_answer(item: Evidence) -> bool:
        best, told = nearest.get(item.release.id), _told(item)
        if best is None or not told:
            return True
        return bool(asked & told) and item.passage_similarity >= best - _ANOTHER_OCCASION

    return [item for item in evidence if may_answer(item)]


def _of_the_event(asked: frozenset[str], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without other events, where a release has the one that is asked for."""
    told = [_events(item.sentence.text, item.release.language) for item in evidence]
    having = {
        item.release.id for item, events in zip(evidence, told, strict=True) if asked & events
    }
    return [
        item
        for item, events in zip(evidence, told, strict=True)
        if item.release.id not in having or not events or asked & events
    ]


def _with_full_names(question: str, language: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without bare initials, where it is asked what they stand for.

    A release tells them once, in brackets: "the Talheim Bridge Institute (TBI)".
    """
    if not shape_words("stands_for").find(question, language):
        return list(evidence)
    told = [
        re.compile(rf"[(–-]\s?{re.escape(short)}\)|{re.escape(short)}\s\(")
        for short in acronyms(question)
    ]
    full = [item for item in evidence if any(each.search(item.sentence.text) for each in told)]
    return full or list(evidence)


def _of_the_form(asked: Address | None, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without contacts of other forms, where a release has the one asked for."""
    if asked is None:
        return list(evidence)
    giving = {item.release.id for item in evidence if has_address(item.sentence.text, asked)}
    return [
        item
        for item in evidence
        if item.passage.role is not Role.CONTACT
        or item.release.id not in giving
        or has_address(item.sentence.text, asked)
    ]


def _of_the_sum(asked: Sequence[str], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence without sums of money that are another's.

    That is in a passage of which another sentence has a sum, and a name that is asked for.
    """
    if not asked:
        return list(evidence)
    named = {
        _passage(item)
        for item in evidence
        if _has_a_sum(item) and names_any(asked, item.sentence.text)
    }
    return [
        item
        for item in evidence
        if _passage(item) not in named
        or not _has_a_sum(item)
        or names_any(asked, item.sentence.text)
    ]


def _has_a_sum(item: Evidence) -> bool:
    return tells_money(item.sentence.text, item.release.language)


def _passage(item: Evidence) -> tuple[str, int]:
    return item.release.id, item.passage.start


def _told(item: Evidence) -> frozenset[str]:
    return _deeds(item.sentence.text, item.release.language)


def _deeds(text: str, language: str) -> frozenset[str]:
    """Return what a text tells that people do; who gives a speech of welcome gives no other."""
    deeds = lexicon("deeds").told_in(text, language)
    welcomes = lexicon("deeds", "welcome").find(text, language)
    return deeds - {"talk"} | {"welcome"} if welcomes else deeds


def _events(text: str, language: str) -> frozenset[str]:
    return lexicon("events").told_in(text, language)
