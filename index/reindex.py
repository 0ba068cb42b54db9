"""Re-indexing: brings the index to what the documents folder holds, and embeds only what is new."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from documents.errors import ReleaseUnreadable
from documents.read import read_release
from index.embedder import Embedder
from index.embedding import embed_entries
from index.entries import Entry
from index.folder_state import FolderState, FoundFile
from index.manifest import Manifest, ManifestDamaged, ManifestKeeper
from index.model_match import check_model
from index.publish import Publisher, without_lost
from index.records import FailedRelease, ReindexProgress, ReindexReport
from index.store import VectorStore
from index.vectors import EmbeddedEntry

OnProgress = Callable[[ReindexProgress], None]

_TEXTS_AT_ONCE = 256  # embedded in one go, so that lengths can be matched
# What is done is published whenever as much again has been done: a first index of thousands of
# releases answers early, and one that is killed loses at most half of its work.
_FEWEST_TEXTS_PUBLISHED = 1_000
_MOST_TEXTS_PUBLISHED = 20_000


@dataclass(slots=True)
class Plan:
    """What the folder's files mean for the index; of what needs no work only the ids."""

    added: list[FoundFile] = field(default_factory=list)
    changed: list[FoundFile] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[FailedRelease] = field(default_factory=list)

    def report(self) -> ReindexReport:
        """Return the plan as what will have been done."""
        return ReindexReport(
            added=tuple(file.document for file in self.added),
            changed=tuple(file.document for file in self.changed),
            unchanged=tuple(self.unchanged),
            removed=tuple(self.removed),
            failed=tuple(self.failed),
        )


class Reindex:
    """One run over one folder. The caller holds the index's lock.

    A file that can no longer be read is reported, and its last readable version stays. With
    ``rebuild`` everything is embedded anew beside the old state, which answers until the switch.
    """

    def __init__(
        self,
        store: VectorStore,
        keeper: ManifestKeeper,
        embedder: Embedder,
        *,
        on_progress: OnProgress | None = None,
        rebuild: bool = False,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._embedder = embedder
        self._on_progress = on_progress or (lambda _: None)
        self._rebuild = rebuild
        self._passages = self._sentences = 0

    def run(self, folder: Path, state: FolderState, reading: str) -> ReindexReport:
        """Bring the index up to date with ``folder`` and say what was done."""
        began = time.perf_counter()
        fresh = Manifest(self._embedder.fingerprint, reading)
        published = self._published()
        names = self._store.names()
        current = without_lost(published or fresh, names)
        if not self._rebuild:
            check_model(current, self._embedder)
        for name in self._store.leftovers(current.segments, names):  # of a run that died
            self._store.drop(name)
        plan = plan_for(state.scan(folder), current, reading)
        todo = [*plan.added, *plan.changed]
        if self._rebuild:
            start = replace(fresh, generation=current.generation)
            todo += [
                FoundFile(document, current.releases[document].content_hash)
                for document in plan.unchanged
            ]
        else:
            start = replace(current, reading=reading)
        if self._rebuild or todo or plan.removed:
            self._bring_in(
                todo, plan, folder, Publisher(self._store, self._keeper, start, published)
            )
        return replace(
            plan.report(),
            passages_embedded=self._passages,
            sentences_embedded=self._sentences,
            seconds=time.perf_counter() - began,
        )

    def _published(self) -> Manifest | None:
        """Return the published manifest; one that is damaged counts as none for a rebuild."""
        try:
            return self._keeper.read()
        except ManifestDamaged:
            if self._rebuild:
                return None
            raise

    def _bring_in(
        self, todo: Sequence[FoundFile], plan: Plan, folder: Path, publisher: Publisher
    ) -> None:
        """Read, embed and publish files, and take out what was removed."""
        arriving = {file.content_hash for file in todo}
        leaving = {
            each: publisher.manifest.releases[each].content_hash
            for each in plan.removed
            if each in publisher.manifest.releases
        }
        # A moved file leaves its old place in the same step in which it appears in the new one.
        gone = [each for each, content in leaving.items() if content not in arriving]
        if gone:
            publisher.remove(gone)
            publisher.switch()
        pending: list[EmbeddedEntry] = []
        waiting = published = 0
        progress = ReindexProgress(0, len(todo), todo[0].document if todo else "")
        self._on_progress(progress)
        for group in self._embedded(_read(todo, folder, plan), publisher):
            pending += group
            for entry, _ in group:
                progress = ReindexProgress(
                    progress.done + 1,
                    progress.total,
                    entry.release.id,
                    progress.passages + len(entry.passages),
                )
                self._on_progress(progress)
            waiting += sum(vectors.count for _, vectors in group)
            enough = min(max(published, _FEWEST_TEXTS_PUBLISHED), _MOST_TEXTS_PUBLISHED)
            if waiting >= enough:
                self._flush(pending, leaving, publisher)
                published += waiting
                pending, waiting = [], 0
        self._flush(pending, leaving, publisher)
        publisher.remove(plan.removed)
        publisher.switch()
        publisher.merge()

    def _flush(
        self, pending: Sequence[EmbeddedEntry], leaving: dict[str, str], publisher: Publisher
    ) -> None:
        arrived = {entry.release.content_hash for entry, _ in pending}
        publisher.insert(pending)
        publisher.remove([old for old, content in leaving.items() if content in arrived])
        if not self._rebuild:
            publisher.switch()

    def _embedded(
        self, entries: Iterator[Entry], publisher: Publisher
    ) -> Iterator[list[EmbeddedEntry]]:
        """Yield entries with their vectors, embedded in groups so that lengths can be matched."""
        group: list[Entry] = []
        for entry in entries:
            group.append(entry)
            if sum(each.text_count for each in group) >= _TEXTS_AT_ONCE:
                yield self._embed(group, publisher)
                group = []
        if group:
            yield self._embed(group, publisher)

    def _embed(self, entries: Sequence[Entry], publisher: Publisher) -> list[EmbeddedEntry]:
        known = [{} if self._rebuild else publisher.known_vectors(each.release) for each in entries]
        vectors, passages, sentences = embed_entries(entries, known, self._embedder)
        self._passages += passages
        self._sentences += sentences
        return list(zip(entries, vectors, strict=True))


def _read(todo: Sequence[FoundFile], folder: Path, plan: Plan) -> Iterator[Entry]:
    for file in todo:
        try:
            yield Entry.of(read_release(folder / file.document, folder))
        except ReleaseUnreadable as exc:  # changed since it was found
            plan.failed.append(FailedRelease(file.document, str(exc)))


def plan_for(found: Iterable[FoundFile], current: Manifest, reading: str) -> Plan:
    """Return what the files found mean for an index that holds what ``current`` lists."""
    plan = Plan()
    present = set()
    for file in found:
        present.add(file.document)
        listed = current.releases.get(file.document)
        if file.content_hash is None:
            plan.failed.append(FailedRelease(file.document, file.problem))
        elif listed is None:
            plan.added.append(file)
        elif listed.content_hash != file.content_hash or current.reading != reading:
            plan.changed.append(file)
        else:
            plan.unchanged.append(file.document)
    plan.removed += [document for document in current.releases if document not in present]
    return plan
