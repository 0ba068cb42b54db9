"""What the reader reads: a question and a passage as one row of tokens.

``<s> query: QUESTION </s></s> passage: TITLE PASSAGE </s>``, with the embedder's tokenizer and
prompts, since the reader's body began as the embedder's. The title tells what a passage leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from index.e5_weights import PROMPTS
from index.passage_windows import headline

Span = tuple[int, int]
MAX_QUESTION_TOKENS = 64
LONGEST_TITLE = 200  # characters


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: token ids, and for the passage's tokens where they stand in its text.

    ``places[i]`` are the characters of token ``first + i``; a passage that is too long is cut.
    """

    ids: tuple[int, ...]
    first: int
    places: tuple[Span, ...]

    def tokens_of(self, span: Span) -> Span | None:
        """Return the row's tokens ``[start, end)`` that touch a span of the passage's text."""
        touched = [
            number
            for number, (start, end) in enumerate(self.places)
            if start < span[1] and end > span[0] and end > start
        ]
        return (self.first + touched[0], self.first + touched[-1] + 1) if touched else None


class Pairing:
    """Makes rows; ``tokenizer`` must neither truncate nor pad. One for many threads."""

    def __init__(self, tokenizer: Tokenizer, *, bos: int, eos: int, max_tokens: int) -> None:
        self._tokenizer = tokenizer
        self._bos, self._eos, self._max_tokens = bos, eos, max_tokens

    def rows(
        self, questions: Sequence[str], passages: Sequence[str], titles: Sequence[str]
    ) -> list[Pair]:
        """Return one row for each question with its passage, under its title (empty for none)."""
        asked = self._tokenizer.encode_batch(
            [PROMPTS["query"] + text for text in questions], add_special_tokens=False
        )
        heads = [PROMPTS["document"] + headline(title, LONGEST_TITLE) for title in titles]
        read = self._tokenizer.encode_batch(
            [head + text for head, text in zip(heads, passages, strict=True)],
            add_special_tokens=False,
        )
        return [
            self._row(question.ids[:MAX_QUESTION_TOKENS], passage.ids, passage.offsets, len(head))
            for question, passage, head in zip(asked, read, heads, strict=True)
        ]

    def _row(self, question: list[int], passage: list[int], offsets: list[Span], head: int) -> Pair:
        kept = self._max_tokens - len(question) - 4
        before = sum(end <= head for _, end in offsets)
        ids = (self._bos, *question, self._eos, self._eos, *passage[:kept], self._eos)
        places = [(max(0, start - head), end - head) for start, end in offsets[before:kept]]
        return Pair(ids, len(question) + 3 + before, tuple(places))
