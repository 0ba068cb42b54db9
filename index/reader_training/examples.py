"""Examples: what one pass over the questions shows the reader, different in every pass.

Each answerable question comes twice: with whole sentences around its answer, and with a passage
that does not answer it: one that search ranks high, its own paragraph without the sentences that
hold the answer, or any other of the same article. Unanswerable ones come with their paragraph.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.questions import Paragraph, Question, QuestionSet, Span

LONGEST, SHORTEST = 900, 150  # characters of a passage shown in training
_SWITCHED = 0.45  # share of questions whose language is mixed
_MINED, _WITHOUT_ANSWER = 0.55, 0.3  # kinds of negatives; the rest is of the same article


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage with its sentences, and where the answer is (``None``: nowhere)."""

    question: str
    passage: str
    sentences: tuple[Span, ...]
    answer: Span | None

    @property
    def answering_sentence(self) -> int | None:
        """The number of the sentence in which the answer begins."""
        if self.answer is None:
            return None
        for number, (start, end) in enumerate(self.sentences):
            if start <= self.answer[0] < end:
                return number
        return None


class Examples:
    """Makes the examples of each pass from questions, mined negatives and dictionaries."""

    def __init__(
        self,
        questions: QuestionSet,
        negatives: Sequence[Sequence[int]],
        switcher: CodeSwitcher | None,
        seed: int,
    ) -> None:
        self._paragraphs = questions.paragraphs
        self._questions = questions.questions
        self.negatives = negatives
        self._switcher = switcher
        self._seed = seed
        self._of_article: dict[str, list[int]] = defaultdict(list)
        for place, paragraph in enumerate(self._paragraphs):
            self._of_article[paragraph.article].append(place)

    def of_pass(self, number: int, among: Sequence[int]) -> list[Example]:
        """Return the shuffled examples of pass ``number`` for the questions ``among``."""
        random = Random(f"{self._seed} {number}")  # noqa: S311 - repeatable, not secret
        found: list[Example] = []
        for place in among:
            question = self._questions[place]
            found += filter(None, self._of_question(question, self.negatives[place], random))
        random.shuffle(found)
        return found

    def whole(self, place: int, paragraph: int | None = None) -> Example:
        """Return a question with a whole paragraph, its own by default: for measuring."""
        question = self._questions[place]
        number = question.paragraph if paragraph is None else paragraph
        own = number == question.paragraph and question.answers
        read = self._paragraphs[number]
        answer = question.answers[0] if own else None
        return Example(question.text, read.text, read.sentences, answer)

    def _of_question(
        self, question: Question, mined: Sequence[int], random: Random
    ) -> list[Example | None]:
        own = self._paragraphs[question.paragraph]
        if not question.answers:
            return [self._cut(question, own, None, random)]
        answer = random.choice(question.answers)
        kind = random.random()
        negative: Example | None = None
        if kind < _MINED and mined:
            negative = self._cut(question, self._paragraphs[random.choice(mined)], None, random)
        elif kind < _MINED + _WITHOUT_ANSWER:
            negative = self._without_answer(question, own, random)
        elif others := [p for p in self._of_article[own.article] if p != question.paragraph]:
            negative = self._cut(question, self._paragraphs[random.choice(others)], None, random)
        return [self._cut(question, own, answer, random), negative]

    def _cut(
        self, question: Question, paragraph: Paragraph, answer: Span | None, random: Random
    ) -> Example:
        """Return a run of whole sentences of random length, around the answer if there is one."""
        length = random.randint(SHORTEST, LONGEST)
        sentences = paragraph.sentences
        holding = [
            number
            for number, (start, end) in enumerate(sentences)
            if answer and start < answer[1] and end > answer[0]
        ] or [random.randrange(len(sentences))]
        first, last = holding[0], holding[-1]
        while sentences[last][1] - sentences[first][0] < length:
            wider = [n for n in (first - 1, last + 1) if 0 <= n < len(sentences)]
            if not wider:
                break
            chosen = random.choice(wider)
            first, last = min(first, chosen), max(last, chosen)
        return self._example(question, paragraph, sentences[first : last + 1], answer, random)

    def _without_answer(
        self, question: Question, paragraph: Paragraph, random: Random
    ) -> Example | None:
        """Return the longest run of its own sentences that nowhere has the answer's words."""
        text = paragraph.text.lower()
        wording = {text[start:end] for start, end in question.answers}
        runs: list[list[Span]] = [[]]
        for start, end in paragraph.sentences:
            touches = any(start < a[1] and end > a[0] for a in question.answers)
            if touches or any(words in text[start:end] for words in wording):
                runs.append([])
            else:
                runs[-1].append((start, end))
        longest = max(runs, key=len)
        return self._example(question, paragraph, longest, None, random) if longest else None

    def _example(
        self,
        question: Question,
        paragraph: Paragraph,
        sentences: Sequence[Span],
        answer: Span | None,
        random: Random,
    ) -> Example:
        offset = sentences[0][0]
        text = question.text
        if self._switcher and random.random() < _SWITCHED:
            text = self._switcher.switch(text, question.language, random)
        return Example(
            text,
            paragraph.text[offset : sentences[-1][1]],
            tuple((start - offset, end - offset) for start, end in sentences),
            (answer[0] - offset, answer[1] - offset) if answer else None,
        )
