"""Counting once: where versions of one release say the same, one of their sentences is evidence."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from documents.records import PressRelease, Sentence, Status
from documents.versions import digits_in
from index.records import Evidence, Scope
from index.snapshot import Snapshot
from index.vectors import FloatArray

# Sentences of 30 events in two or three languages: of the 131 pairs in which each is the other's
# nearest by a hundredth, all say the same (cosines from .76); a cosine alone does not tell, as
# sentences of one release are alike too.
_AHEAD = 0.01
_ALIKE = 0.75

Place = tuple[str, int]
"""A release and where in it a sentence starts."""


def count_once(
    snapshot: Snapshot,
    found: Sequence[Evidence],
    question: FloatArray,
    documents: Collection[str] | None,
    scope: Scope,
) -> tuple[Evidence, ...]:
    """Return evidence without sentences that a version of their release says better.

    Better is a version that no other replaces, then the one in the reader's language, then the
    one that was found. It takes the place of the sentence it stands for, with its own cosines.
    ``documents`` names the releases that may be cited.
    """
    kept: list[Evidence] = []
    said: set[Place] = set()
    for item in found:
        if _place(item) in said:
            continue
        others = [
            other
            for other in snapshot.versions.of(item.release.id)
            if documents is None or other in documents
        ]
        same = [item, *_counterparts(snapshot, item, others, question, scope)]
        said |= {_place(each) for each in same}
        kept.append(max(same, key=lambda each: _rank(snapshot, each, scope)))
    return tuple(kept)


def as_of(snapshot: Snapshot, release: PressRelease, scope: Scope) -> PressRelease:
    """Return the release, said to be superseded where a version that may be quoted replaces it."""
    if release.status in {Status.WITHDRAWN, Status.EMBARGOED}:
        return release
    for document in snapshot.versions.replacing(release.id):
        entry = snapshot.entry(document)
        if entry and entry.release.status is not Status.WITHDRAWN and scope.holds(entry.release):
            return replace(release, status=Status.SUPERSEDED)
    return release


def _rank(snapshot: Snapshot, item: Evidence, scope: Scope) -> tuple[bool, bool]:
    current = as_of(snapshot, item.release, scope).status is not Status.SUPERSEDED
    return current, item.release.language == scope.language


def _counterparts(
    snapshot: Snapshot,
    item: Evidence,
    others: Sequence[str],
    question: FloatArray,
    scope: Scope,
) -> Iterator[Evidence]:
    """Yield, as evidence, the sentences of other versions that say what ``item`` says."""
    if not others:
        return
    entry, vectors = snapshot.embedded_entry(item.release.id)
    own = [each.start for of_passage in entry.sentences for each in of_passage]
    row = own.index(item.sentence.start)
    for document in others:
        other, of_other = snapshot.embedded_entry(document)
        if not scope.holds(other.release):
            continue
        sentences = [each for of_passage in other.sentences for each in of_passage]
        nearest = _nearest(vectors.sentences, row, of_other.sentences)
        if nearest is None or not _may_stand_for(snapshot, item, sentences[nearest]):
            continue
        sentence = sentences[nearest]
        passage = other.passages.index(sentence.passage)
        if scope.roles is None or sentence.passage.role in scope.roles:
            yield replace(
                item,
                sentence=sentence,
                sentence_similarity=float(of_other.sentences[nearest] @ question),
                passage_similarity=float(of_other.passages[passage] @ question),
            )


def _nearest(own: FloatArray, row: int, others: FloatArray) -> int | None:
    """Return which of ``others`` says what sentence ``row`` of ``own`` says, if one does."""
    cosines = others @ own[row]
    best = int(cosines.argmax())
    if cosines[best] < _ALIKE or int((own @ others[best]).argmax()) != row:
        return None
    second = max((float(each) for i, each in enumerate(cosines) if i != best), default=-1.0)
    return best if cosines[best] - second >= _AHEAD else None


def _may_stand_for(snapshot: Snapshot, item: Evidence, other: Sentence) -> bool:
    """Say whether the figures are the same too, or else one release corrects the other."""
    document = other.passage.release.id
    replaced = {*snapshot.versions.replacing(item.release.id)} & {document} or (
        {*snapshot.versions.replacing(document)} & {item.release.id}
    )
    return bool(replaced) or digits_in(item.sentence.text) == digits_in(other.text)


def _place(item: Evidence) -> Place:
    return item.release.id, item.sentence.start
