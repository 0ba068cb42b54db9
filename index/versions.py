"""Versions, as a reader of the index sees them: who stands beside whom, and who replaces whom."""

from collections import defaultdict
from collections.abc import Sequence

from index.manifest import Link


class Versions:
    """The groups that the links of one state make."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._beside: dict[str, set[str]] = defaultdict(set)
        self._replacing: dict[str, list[str]] = defaultdict(list)
        for link in links:
            self._beside[link.one].add(link.other)
            self._beside[link.other].add(link.one)
            if link.replaced:
                newer = link.other if link.replaced == link.one else link.one
                self._replacing[link.replaced].append(newer)

    def of(self, document: str) -> tuple[str, ...]:
        """Return the other versions of a release, those of its versions among them, by id."""
        group, waiting = {document}, [document]
        while waiting:
            new = self._beside.get(waiting.pop(), set()) - group
            group |= new
            waiting += new
        return tuple(sorted(group - {document}))

    def replacing(self, document: str) -> tuple[str, ...]:
        """Return the versions that take the place of a release."""
        return tuple(sorted(self._replacing.get(document, ())))
