"""Step 7, verify: the verdict on one draft, and whether its source says it better."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assistant.bare_answer import bare_instead
from assistant.checks.copied_answer import is_all_translation
from assistant.checks.records import Claim
from assistant.checks.translated import WordTest
from assistant.hold import is_marked_otherwise
from assistant.mend import verify_mended
from assistant.parse_reply import Draft
from assistant.shape import ONE_SEARCH, Shape
from assistant.understand import Inquiry
from assistant.verify import Similarity, Verification, verify
from index.records import Evidence


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the drafts of one question, which asks for an answer of a ``shape``.

    ``is_common`` knows words of the dictionary (see ``verify``).
    """

    inquiry: Inquiry
    shape: Shape
    similarity: Similarity
    is_common: WordTest

    def verified(self, draft: Draft, evidence: Sequence[Evidence]) -> tuple[Verification, bool]:
        """Return the verdict on a draft, or on what is said instead, and whether it names the same.

        A limit put back leaves it the same, another name or the copied words alone do not.
        """
        inquiry = self.inquiry
        verdict = partial(
            verify,
            inquiry=inquiry,
            evidence=evidence,
            similarity=self.similarity,
            is_common=self.is_common,
        )
        checked = verify_mended(draft, inquiry, evidence, verdict)
        if self.shape in ONE_SEARCH:
            bare = bare_instead(draft, checked, inquiry, evidence, self.is_common, verdict)
            if bare is not None:
                return bare, False
        return checked, checked.words == draft.words

    def is_better_quoted(
        self, checked: Verification, sources: Sequence[Evidence], *, mended: bool
    ) -> bool:
        """Tell whether a statement that holds is all translation, or not what the reader marks."""
        inquiry = self.inquiry
        if self.shape not in ONE_SEARCH or mended:
            return False
        claim = Claim(checked.text, inquiry.language, inquiry.asked)
        return is_marked_otherwise(checked, sources, inquiry) or all(
            is_all_translation(checked.words, source.release.language, claim) for source in sources
        )

    def misnamed(
        self, draft: Draft, checked: Verification, places: Sequence[int]
    ) -> tuple[int, ...]:
        """Return the places that a supported draft named, where it rests on none of them."""
        named = set(draft.places(len(places)))
        if self.shape not in ONE_SEARCH or not checked.supported:
            return ()
        if checked.words != draft.words:  # mended: another is meant
            return ()
        return () if named & set(checked.sources) else tuple(places[each] for each in sorted(named))
