"""Examples: what one pass over the questions shows the reader, different in every pass.

Each answerable question comes in a group: with whole sentences around its answer, and with passages
that do not answer it: such as search ranks high, its own paragraph without the sentences that hold
the answer, or others of the same article. Unanswerable ones come with their paragraph alone; so do
some that asked for something else before a name or a figure in them was exchanged.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from index.reader_training.changed_questions import changed
from index.reader_training.code_switching import CodeSwitcher, Switched
from index.reader_training.questions import Paragraph, Question, QuestionSet, Span

LONGEST, SHORTEST = 900, 150  # characters of a passage shown in training
NEGATIVES = 2  # passages at most beside the one that answers
_SWITCHED = 0.5  # share of questions whose language is mixed
_RENDERED = 0.6  # of the questions that are known in another language, in that one
_CHANGED = 0.12  # of the answerable questions come once more, changed
_NEAR = 40  # questions before and after one: mostly of the same article
_TITLED = 0.8  # of the passages come under their article's title
_MINED, _WITHOUT_ANSWER = 0.55, 0.25  # kinds of negatives; the rest is of the same article

Renderings = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage with its sentences, and where the answer is (``None``: nowhere)."""

    question: str
    title: str
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


Group = tuple[Example, ...]


class Examples:
    """Makes the examples of each pass from questions, mined negatives and dictionaries.

    ``renderings`` are questions in other languages (language and text, by the question's id).
    ``switched_passages`` is the share of passages whose language is mixed, where there is a
    ``switcher``.
    """

    def __init__(  # noqa: PLR0913 - all that a pass depends on
        self,
        questions: QuestionSet,
        negatives: Sequence[Sequence[int]],
        switcher: CodeSwitcher | None,
        renderings: Renderings,
        seed: int,
        *,
        switched_passages: float,
    ) -> None:
        self._paragraphs = questions.paragraphs
        self._questions = questions.questions
        self.negatives = negatives
        self._switcher = switcher
        self._renderings = renderings
        self._seed = seed
        self._switched_passages = switched_passages
        self._of_article: dict[str, list[int]] = defaultdict(list)
        for place, paragraph in enumerate(self._paragraphs):
            self._of_article[paragraph.article].append(place)

    def of_pass(self, number: int, among: Sequence[int]) -> list[Group]:
        """Return pass ``number`` over the questions ``among``, shuffled, by what is asked.

        Of a group the first example answers, if any does.
        """
        random = Random(f"{self._seed} {number}")  # noqa: S311 - repeatable, not secret
        groups: list[Group] = []
        for place in among:
            groups += self._of_question(place, random)
        random.shuffle(groups)
        return groups

    def language(self, place: int) -> str:
        """Return the language that a question was written in."""
        return self._questions[place].language

    def whole(self, place: int, paragraph: int | None = None) -> Example:
        """Return a question with a whole paragraph, its own by default: for measuring."""
        question = self._questions[place]
        number = question.paragraph if paragraph is None else paragraph
        own = number == question.paragraph and question.answers
        read = self._paragraphs[number]
        answer = question.answers[0] if own else None
        return Example(question.text, read.title, read.text, read.sentences, answer)

    def _of_question(self, place: int, random: Random) -> list[Group]:
        question = self._questions[place]
        own = self._paragraphs[question.paragraph]
        asked = self._asked(question, random)
        if not question.answers:
            return [(self._cut(asked, own, None, random),)]
        answer = random.choice(question.answers)
        right = self._cut(asked, own, answer, random)
        wrong = [self._negative(place, asked, random) for _ in range(random.randint(1, NEGATIVES))]
        groups: list[Group] = [(right, *filter(None, wrong))]
        if random.random() < _CHANGED:
            near = range(max(0, place - _NEAR), min(len(self._questions), place + _NEAR))
            other = self._questions[random.choice(near)].text
            if (text := changed(question.text, other, own.text, random)) is not None:
                groups.append((replace(self._cut(text, own, answer, random), answer=None),))
        return groups

    def _asked(self, question: Question, random: Random) -> str:
        """Return the question as asked this time: in another language, or with its words."""
        known = self._renderings.get(question.id, ())
        if known and random.random() < _RENDERED:
            _, text = random.choice(known)
            return text
        if self._switcher and random.random() < _SWITCHED:
            return self._switcher.switch(question.text, question.language, random)
        return question.text

    def _negative(self, place: int, asked: str, random: Random) -> Example | None:
        question = self._questions[place]
        own = self._paragraphs[question.paragraph]
        mined = self.negatives[place]
        kind = random.random()
        if kind < _MINED and mined:
            return self._cut(asked, self._paragraphs[random.choice(mined)], None, random)
        if kind < _MINED + _WITHOUT_ANSWER:
            return self._without_answer(question, asked, own, random)
        others = [p for p in self._of_article[own.article] if p != question.paragraph]
        if not others:
            return None
        return self._cut(asked, self._paragraphs[random.choice(others)], None, random)

    def _cut(
        self, asked: str, paragraph: Paragraph, answer: Span | None, random: Random
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
        return self._example(asked, paragraph, sentences[first : last + 1], answer, random)

    def _without_answer(
        self, question: Question, asked: str, paragraph: Paragraph, random: Random
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
        return self._example(asked, paragraph, longest, None, random) if longest else None

    def _example(
        self,
        asked: str,
        paragraph: Paragraph,
        sentences: Sequence[Span],
        answer: Span | None,
        random: Random,
    ) -> Example:
        offset = sentences[0][0]
        passage = Switched(paragraph.text[offset : sentences[-1][1]], ())
        if self._switcher and random.random() < self._switched_passages:
            passage = self._switcher.switched(passage.original, paragraph.language, random)
        return Example(
            asked,
            paragraph.title if random.random() < _TITLED else "",
            passage.text,
            tuple(passage.span(start - offset, end - offset) for start, end in sentences),
            passage.span(answer[0] - offset, answer[1] - offset) if answer else None,
        )
