"""Asked office: who asks who is mayor wants a sentence that has the mayor in it.

In two languages "burmistrz" and "la maire" are farther from each other than from other people of
the same town.
"""

from collections.abc import Sequence

from assistant.checks.lexicon import lexicon
from index.records import Evidence

_MOST_BETWEEN = 3  # words between the verb and the office: "Wer ist der neue französische …"
_MOST_BEFORE = 2  # words that ask: "Qui donc est …"
# Whose name is told under "press contact", without the office.
_TOLD_BY_ADDRESS = frozenset({"spokesperson"})
# One is called as the other, and a language may have one word for both: "prezes".
_HEADS = frozenset({"chief executive", "president"})
_WITHOUT_VERB = frozenset({"ru", "uk", "bg", "tr"})  # "Кто мэр …?"


def asked_offices(question: str, language: str) -> frozenset[str]:
    """Return the offices, by concept, of which it is asked who holds them: "Who is mayor of …?"."""
    verbs = lexicon("roles", "verb").find(question, language)
    asked = set()
    for term in lexicon("roles", "role").find(question, language):
        before = question[: term.start]
        verb = next((each for each in verbs if each.end <= term.start), None)
        if verb is not None:
            asks = len(question[: verb.start].split()) <= _MOST_BEFORE
            between = before[verb.end :].split()
        else:
            asks = language in _WITHOUT_VERB
            between = before.split()
        if asks and len(between) <= _MOST_BETWEEN and not any("," in word for word in between):
            asked.add(term.concept)
    return frozenset(asked) - _TOLD_BY_ADDRESS


def of_the_office(asked: frozenset[str], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return evidence that has an asked office; all of it where none has."""
    wanted = asked | _HEADS if asked & _HEADS else asked
    having = [item for item in evidence if wanted & _offices(item)]
    return having or list(evidence)


def _offices(item: Evidence) -> frozenset[str]:
    return lexicon("roles", "role").told_in(item.sentence.text, item.release.language)
