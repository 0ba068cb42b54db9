"""Step 7, verify: each statement must stand in the sentences that it cites.

The citation exists, something is said, and then all that ``assistant.run_checks`` runs: language,
copied words, orders, numbers, dates, spans of time, measures, names, actors, contrast, wholes,
plans, speakers; and the meaning is close. A draft is held against every piece of the evidence, not
only what it cites: small models often say the right thing and cite the wrong number. What fails
everywhere is not supported and never shown as fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assistant.checks.amounts import YEARS
from assistant.checks.content import (
    is_label,
    is_whole,
    leaves_number_out,
    leaves_place_out,
    says_something,
)
from assistant.checks.contrast import Similarity
from assistant.checks.copied_answer import (
    leaves_copied_out,
    says_other_figure,
    whose_office,
)
from assistant.checks.records import Check, Claim, Failure
from assistant.checks.same_name import is_named, new_names
from assistant.checks.translated import WordTest, nothing_is_common
from assistant.compose import example_names
from assistant.copied_words import has_copied
from assistant.names import names
from assistant.parse_reply import Draft
from assistant.quantities import find_quantities
from assistant.records import CheckHeld
from assistant.run_checks import Case, Checked, run_checks, same_text
from assistant.understand import Inquiry
from index.records import Evidence

__all__ = ["Check", "Failure", "Similarity", "Verification", "verify"]

# A sentence this much farther than the closest one is not what the statement is about.
MUCH_FARTHER = 0.05
OWN_CHOICE = 0.005  # of cosine
LONGEST_STATEMENT = 1_200  # characters; more is no statement but a model that has lost its way


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one draft: its sources (positions in the evidence), and what failed.

    ``closeness`` is the best cosine of the draft with one of its sources. ``checks`` are those
    that ran and held, where all did. ``words`` are those that the draft copied as the answer.
    """

    text: str
    sources: tuple[int, ...]
    failures: tuple[Failure, ...]
    closeness: float
    checks: tuple[CheckHeld, ...] = ()
    words: str = ""

    @property
    def supported(self) -> bool:
        """Whether every check passed."""
        return not self.failures

    @property
    def fails_in_wording_alone(self) -> bool:
        """Whether only how it puts things failed, which says nothing against what it found.

        In the wrong language, figures and names are not found either.
        """
        failed = {failure.check for failure in self.failures}
        return bool(failed) and (failed == {Check.CONTENT} or Check.LANGUAGE in failed)


def verify(
    draft: Draft,
    inquiry: Inquiry,
    evidence: Sequence[Evidence],
    similarity: Similarity,
    is_common: WordTest = nothing_is_common,
) -> Verification:
    """Check ``draft``, an answer to ``inquiry``, against the evidence.

    ``draft.sources`` count from 1. ``is_common`` knows words of the dictionary: without it, names
    that are translated fail. The verification names the source that holds the draft best,
    else the draft's own sources together, with the failures under these.
    """
    if len(draft.text) > LONGEST_STATEMENT:
        why = f"the statement is longer than {LONGEST_STATEMENT} characters"
        failures = (Failure(Check.CONTENT, (), (why,)),)
        return Verification(draft.text, (), failures, 0.0, words=draft.words)
    texts = [item.sentence.text for item in evidence]
    # A short answer ("Since 2018.") is only close to its source together with the question.
    alone = similarity(draft.text, texts)
    asked = similarity(f"{inquiry.asked} {draft.text}", texts)
    closeness = [max(pair) for pair in zip(alone, asked, strict=True)]
    own = draft.places(len(evidence))

    def verdict(sources: tuple[int, ...], held: Checked) -> Verification:
        best = max((closeness[place] for place in sources), default=0.0)
        return Verification(draft.text, sources, held.failures, best, held.checks, draft.words)

    claim = Claim(draft.text, inquiry.language, inquiry.asked)
    left_out = [
        Failure(Check.CONTENT, (draft.words,), (f"it leaves out “{draft.words}”",))
        for place in own[:1]
        if draft.words
        and draft.words in evidence[place].sentence.text
        and leaves_copied_out(draft.words, evidence[place].release.language, claim)
    ]
    # "Press contact:" states nothing; what follows it may, and names somebody.
    labels = [texts[place] for place in own if is_label(texts[place])]
    nothing = Checked(tuple(left_out) or (Failure(Check.CONTENT),), ())
    if not says_something(draft.text, " ".join((inquiry.asked, *labels)), inquiry.language):
        return verdict(own, nothing)
    lacking = _lacking(draft, inquiry, evidence)
    if lacking:
        return verdict(own, Checked((Failure(Check.CONTENT, (), (lacking,)),), ()))
    case = Case(claim, evidence, closeness, _names_elsewhere(evidence), similarity, is_common)
    hold = partial(run_checks, case)
    # One source where one is enough, the closest of those that hold the statement: a citation
    # that adds nothing misleads. A name may stand around a sentence, but better in it. The model's
    # own choice only tips the scales, unless it copied from there: then it read the sentence, and
    # another only stands for it that has the copied words as well, or new figures and names. A
    # name that it copied that other one must have itself, untranslated.
    near = max(closeness, default=0.0) - MUCH_FARTHER
    new = new_names(claim)
    tells = bool(new) or _tells_figures(claim)
    copied = [name for name in new if is_named(name, _copied(draft, evidence), claim.language)]
    by_place = {
        place: hold((place,))
        for place in range(len(evidence))
        if closeness[place] >= near
        and not is_label(texts[place])
        and (
            place in own
            or (
                all(is_named(name, _told_by(evidence[place]), claim.language) for name in copied)
                and (tells or has_copied(draft, evidence, place))
            )
        )
    }
    holding = [place for place, held in by_place.items() if not held.failures]
    if holding:
        best = max(
            holding,
            key=lambda place: (
                sum(is_named(name, _told_by(evidence[place]), claim.language) for name in new),
                bool(draft.words) and place in own,
                closeness[place] + OWN_CHOICE * (place in own),
            ),
        )
        # What rests on another sentence than the one it names is doubted anyway (see ``writing``).
        lost = left_out and (
            best in own or says_other_figure(draft.words, evidence[own[0]].release.language, claim)
        )
        return verdict(own, nothing) if lost else verdict((best,), by_place[best])
    if own:
        return verdict(own, nothing if len(labels) == len(own) else hold(own))
    return verdict(own, Checked((Failure(Check.CITATION),), ()))


def lacks_only_a_year(checked: Verification) -> bool:
    """Tell whether nothing failed but years: a title may tell them, but no quote does."""
    return bool(checked.failures) and all(
        failure.check is Check.NUMBERS
        and all(written.isdigit() and int(written) in YEARS for written in failure.missed)
        for failure in checked.failures
    )


def _tells_figures(claim: Claim) -> bool:
    """Tell whether a claim has a number that its question lacks."""
    asked = find_quantities(claim.question, claim.language).values
    return bool(find_quantities(claim.text, claim.language).values - asked)


def _copied(draft: Draft, evidence: Sequence[Evidence]) -> str:
    """Return the words that a draft copied from the sentence it names, if they stand there."""
    texts = [evidence[place].sentence.text for place in draft.places(len(evidence))]
    return draft.words if any(draft.words in text for text in texts) else ""


def _told_by(item: Evidence) -> str:
    return f"{item.sentence.text} {item.sentence.speaker or ''}"


def _names_elsewhere(evidence: Sequence[Evidence]) -> frozenset[str]:
    """Return names that a draft may not borrow: of any evidence, and of the worked examples."""
    known = {name for item in evidence for name in names(item.passage.text, item.release.language)}
    return frozenset(known) | example_names()


def _lacking(draft: Draft, inquiry: Inquiry, evidence: Sequence[Evidence]) -> str | None:
    """Return what a draft that says something lacks to be an answer, if anything."""
    if not is_whole(draft.text, inquiry.language) and not any(
        same_text(draft.text, item.sentence.text) for item in evidence
    ):
        return "it is no whole sentence"
    own = draft.places(len(evidence))
    if any(
        leaves_number_out(draft.text, inquiry.question, inquiry.language, evidence[place])
        for place in own
    ):
        return "it gives no number"
    claim = Claim(draft.text, inquiry.language, inquiry.asked)
    cited = ((evidence[place].sentence.text, evidence[place].release.language) for place in own)
    for name in filter(None, (whose_office(draft.words, claim, *each) for each in cited)):
        return f"“{draft.words}” is said of {name}"
    if leaves_place_out(draft.text, inquiry.question, inquiry.language):
        return "it gives no place"
    return None
