"""Batches: paragraphs of a few articles, some of the questions to each, all as token ids.

Paragraphs of one article stand together, so that a question learns to tell its own from those that
tell of the same things; sentences of one paragraph are told apart in any case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer

from index.e5_weights import PAD, PROMPTS
from index.passage_windows import tokens_within
from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.questions import Question, QuestionSet

PARAGRAPHS = 28
OF_ONE_ARTICLE = 4
QUESTIONS_EACH = 3
_PASSAGE_TOKENS, _QUESTION_TOKENS = 320, 64
_TITLED = 0.8  # of the paragraphs come under their article's title
_SWITCHED = 0.6  # of the questions have words of another language


@dataclass(frozen=True, slots=True)
class Rows:
    """Token ids (rows × tokens, int64), padded, and which of them are a text's own."""

    ids: torch.Tensor
    mask: torch.Tensor

    @classmethod
    def of(cls, texts: Sequence[Sequence[int]]) -> "Rows":
        """Put token ids of different lengths together."""
        ids = torch.full((len(texts), max(map(len, texts))), PAD)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = torch.tensor(text)
        lengths = torch.tensor([len(text) for text in texts])
        return cls(ids, (torch.arange(ids.shape[1]) < lengths[:, None]).long())


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages and questions, and where each question's answer stands.

    ``sentence_of`` (like the passages' ids) numbers each token's sentence from 1, 0 for none;
    ``passage`` and ``sentence`` (from 0) are, for each question, what answers it.
    """

    passages: Rows
    sentence_of: torch.Tensor
    questions: Rows
    passage: torch.Tensor
    sentence: torch.Tensor


class Batches:
    """Draws batches without end from the answerable questions among ``chosen``."""

    def __init__(
        self,
        questions: QuestionSet,
        chosen: Sequence[int],
        tokenizer: Tokenizer,
        switcher: CodeSwitcher | None,
        seed: int,
    ) -> None:
        self._paragraphs = questions.paragraphs
        self._tokenizer = tokenizer
        self._switcher = switcher
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self._questions: dict[int, list[Question]] = {}
        for place in chosen:
            question = questions.questions[place]
            if question.answers and len(self._paragraphs[question.paragraph].sentences) > 1:
                self._questions.setdefault(question.paragraph, []).append(question)

    def __iter__(self) -> Iterator[Batch]:
        while True:
            pending: list[int] = []
            for group in self._groups():
                pending += group
                if len(pending) >= PARAGRAPHS:
                    yield self._batch(pending[:PARAGRAPHS])
                    pending = []
            if pending:
                yield self._batch(pending)

    def _groups(self) -> list[list[int]]:
        by_article: dict[str, list[int]] = {}
        for place in self._questions:
            by_article.setdefault(self._paragraphs[place].article, []).append(place)
        groups = []
        for places in by_article.values():
            self._random.shuffle(places)
            starts = range(0, len(places), OF_ONE_ARTICLE)
            groups += [places[start : start + OF_ONE_ARTICLE] for start in starts]
        self._random.shuffle(groups)
        return groups

    def _batch(self, places: Sequence[int]) -> Batch:
        read = [self._read(place) for place in places]
        passages = Rows.of([ids for ids, _ in read])
        sentence_of = torch.zeros_like(passages.ids)
        for row, (_, numbers) in enumerate(read):
            sentence_of[row, : len(numbers)] = torch.tensor(numbers)
        asked, passage, sentence = [], [], []
        for row, place in enumerate(places):
            known = self._questions[place]
            for question in self._random.sample(known, min(QUESTIONS_EACH, len(known))):
                number = self._answering(question)
                if number in read[row][1]:  # else the answer was cut off
                    asked.append(self._asked(question))
                    passage.append(row)
                    sentence.append(number - 1)
        return Batch(
            passages, sentence_of, Rows.of(asked), torch.tensor(passage), torch.tensor(sentence)
        )

    def _read(self, place: int) -> tuple[list[int], list[int]]:
        """Return a paragraph's token ids, and each token's sentence from 1, 0 for none."""
        paragraph = self._paragraphs[place]
        titled = paragraph.title and self._random.random() < _TITLED
        head = PROMPTS["document"] + (f"{paragraph.title}\n" if titled else "")
        encoded = self._tokenizer.encode(head + paragraph.text)
        ids, offsets = encoded.ids[:_PASSAGE_TOKENS], encoded.offsets[:_PASSAGE_TOKENS]
        numbers = [0] * len(ids)
        for number, (start, end) in enumerate(paragraph.sentences, start=1):
            for token in tokens_within(offsets, len(head) + start, len(head) + end):
                numbers[token] = number
        return ids, numbers

    def _answering(self, question: Question) -> int:
        start, _ = question.answers[0]
        sentences = self._paragraphs[question.paragraph].sentences
        return max(1, sum(first <= start for first, _ in sentences))

    def _asked(self, question: Question) -> list[int]:
        text = question.text
        if self._switcher and self._random.random() < _SWITCHED:
            text = self._switcher.switch(text, question.language, self._random)
        ids: list[int] = self._tokenizer.encode(PROMPTS["query"] + text).ids
        return ids[:_QUESTION_TOKENS]
