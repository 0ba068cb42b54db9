"""Tasks: a question and a few sentences, told as the chat model will be told them.

Drawn from questions with known answers. The other sentences are those of the same paragraph and
article, which speak of the same things; often the one that answers is left out, and some questions
have no answer anywhere. So the model must learn to tell what answers from what is only near.

Press releases have look-alikes that an encyclopaedia lacks: the same house says the same every
year with other figures. ``draw_years`` makes some: one sentence under titles of several years, the
figure of its answer changed, and the question put for one of the years.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from babel.dates import format_date

from assistant.as_told import Told
from assistant.chat_training.likeness import Likeness, Spot
from index.reader_training.questions import Paragraph, Question, QuestionSet

MOST_SOURCES = 6
_KEPT = 0.75  # of the sentences that answer are among the sources
_TITLED, _DATED = 0.9, 0.5  # of the paragraphs stand under a title; of the titles have a day
_FROM_ELSEWHERE = 0.35  # of the other sentences come of another paragraph of the article
_FROM_ANOTHER = 0.3  # of the tasks also have a sentence of another article
_HARD = 0.5  # of the tasks have the sentences that are likest to one of their questions
_OFF_TOPIC = 0.12  # of the tasks have a question about something else altogether
_AS_ASKED = 0.3  # of the questions that have renderings stay in their own language
_LEAST_ANSWER = 2  # characters; shorter answers stand everywhere
_YEARS = range(2009, 2027)
_IN_YEAR = {
    "fr": "en",
    "en": "in",
    "de": "im Jahr",
    "es": "en",
    "it": "nel",
    "pl": "w roku",
    "no": "i",
    "sv": "år",
}
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a language (ISO 639-1) about a paragraph, with its answers' own words.

    ``sentence`` is the number (from 0) of the sentence that holds an answer, ``None`` where none
    does.
    """

    id: str
    text: str
    language: str
    paragraph: int
    sentence: int | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Sources, and questions, each with the number (from 1) of the source that answers, if any."""

    sources: tuple[Told, ...]
    questions: tuple[tuple[Asked, int | None], ...]


def read_asked(question: Question, paragraph: Paragraph) -> Asked | None:
    """Return a question with the sentence that answers it; ``None`` if its answer spans several."""
    plain = Asked(question.id, question.text, question.language, question.paragraph)
    if not question.answers:
        return plain
    start, end = question.answers[0]
    for number, (first, last) in enumerate(paragraph.sentences):
        if first <= start and end <= last and end - start >= _LEAST_ANSWER:
            words = dict.fromkeys(paragraph.text[one:two] for one, two in question.answers)
            return replace(plain, sentence=number, answers=tuple(words))
    return None


class Tasks:
    """Draws tasks from the questions of ``chosen`` numbers.

    ``renderings`` are questions by id in other languages (language and text), one of which is
    mostly drawn instead of the original.
    """

    def __init__(
        self,
        questions: QuestionSet,
        chosen: Sequence[int],
        renderings: dict[str, list[tuple[str, str]]],
        seed: int,
    ) -> None:
        self._paragraphs = questions.paragraphs
        self._likeness = Likeness(questions.paragraphs)
        self._renderings = renderings
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret
        self.asked: dict[int, list[Asked]] = {}
        for place in chosen:
            question = questions.questions[place]
            known = read_asked(question, self._paragraphs[question.paragraph])
            if known is not None:
                self.asked.setdefault(question.paragraph, []).append(known)
        self._places = list(self.asked)
        self._of_article: dict[str, list[int]] = {}
        for place in self._places:
            self._of_article.setdefault(self._paragraphs[place].article, []).append(place)

    def rendered(self) -> list[Asked]:
        """Return the questions that have an answer in each other language they are rendered in."""
        return [
            replace(each, language=language, text=text)
            for known in self.asked.values()
            for each in known
            if each.sentence is not None
            for language, text in self._renderings.get(each.id, ())
        ]

    def draw(self, place: int, *, sources: int, questions: int) -> Task | None:
        """Return a task about a paragraph, of about so many sources and at most so many questions.

        ``None`` where nothing can be told of its questions.
        """
        known = self.asked[place]
        picked = self._random.sample(known, min(questions, len(known)))
        golden = dict.fromkeys((place, q.sentence) for q in picked if q.sentence is not None)
        spots: list[Spot] = [spot for spot in golden if self._random.random() < _KEPT]
        spots = spots[:MOST_SOURCES]
        if self._random.random() < _HARD:
            spots += self._likest(self._random.choice(picked), sources - len(spots), golden)
        spots += self._others(place, max(1, sources - len(spots)), [*spots, *golden])
        self._random.shuffle(spots)
        if not spots:
            return None
        titles: dict[str, str] = {}
        told = tuple(self._told(spot, titles) for spot in spots)
        pairs = []
        for each in picked:
            number = self._answering(each, spots)
            if number != 0:
                pairs.append((self._rendered(each), number))
        if self._random.random() < _OFF_TOPIC:
            stray = self._random.choice(self.asked[self._random.choice(self._places)])
            if stray.paragraph not in {spot[0] for spot in spots}:
                pairs.append((self._rendered(stray), None))
        return Task(told, tuple(pairs)) if pairs else None

    def draw_answered(self, each: Asked, *, sources: int) -> Task | None:
        """Return a task of one question as it is, about so many sources, one of which answers.

        ``None`` where several do.
        """
        if each.sentence is None:
            return None
        spots = [(each.paragraph, each.sentence)]
        spots += self._others(each.paragraph, sources - 1, spots)
        self._random.shuffle(spots)
        titles: dict[str, str] = {}
        told = tuple(self._told(spot, titles) for spot in spots)
        number = self._answering(each, spots)
        return Task(told, ((each, number),)) if number else None

    def draw_years(self, place: int) -> Task | None:
        """Return a task of one sentence in several years, its figure another in each.

        ``None`` where the paragraph has no such sentence.
        """
        paragraph = self._paragraphs[place]
        for each in self._random.sample(self.asked[place], len(self.asked[place])):
            if each.sentence is None or _YEAR.search(each.text):
                continue
            answer, text = each.answers[0], self._text((place, each.sentence))
            figures = _DIGIT.search(answer) and not _YEAR.search(text)
            if not figures or text.count(answer) != 1:
                continue
            years = self._random.sample(_YEARS, self._random.randint(2, 3))
            title = self._name(paragraph)
            answers = {y: answer if y == years[0] else self._altered(answer) for y in years}
            told = [
                Told(text.replace(answer, words), self._in_year(title, year))
                for year, words in answers.items()
            ]
            self._random.shuffle(told)
            asked_for = self._random.choice([*years, *years, self._random.choice(_YEARS)])
            number = next((n for n, t in enumerate(told, 1) if str(asked_for) in t.release), None)
            rendered = replace(
                self._rendered(each), answers=(answers[asked_for],) if number else ()
            )
            words = f" {_IN_YEAR[rendered.language]} {asked_for}"
            stem = rendered.text.rstrip(" ?")
            put = replace(rendered, text=f"{stem}{words}{rendered.text[len(stem) :]}")
            return Task(tuple(told), ((put, number),))
        return None

    def _answering(self, each: Asked, spots: Sequence[Spot]) -> int | None:
        """Return the source's number, ``None`` where none answers, 0 where that is open."""
        holding = [
            number
            for number, spot in enumerate(spots, start=1)
            if any(words.casefold() in self._text(spot).casefold() for words in each.answers)
        ]
        own = (each.paragraph, each.sentence)
        number = next((n for n, spot in enumerate(spots, start=1) if spot == own), None)
        if number is not None:
            return number if holding == [number] else 0
        return 0 if holding else None

    def _others(self, place: int, count: int, taken: Sequence[Spot]) -> list[Spot]:
        own = [(place, number) for number in range(len(self._paragraphs[place].sentences))]
        own = [spot for spot in own if spot not in taken]
        article = [p for p in self._of_article[self._paragraphs[place].article] if p != place]
        spots: list[Spot] = []
        for _ in range(count):
            if article and (not own or self._random.random() < _FROM_ELSEWHERE):
                spots.append(self._any_of(self._random.choice(article)))
            elif own:
                spots.append(own.pop(self._random.randrange(len(own))))
        if self._random.random() < _FROM_ANOTHER:
            spots.append(self._any_of(self._random.choice(self._places)))
        return [spot for spot in dict.fromkeys(spots) if spot not in taken]

    def _likest(self, asked: Asked, most: int, taken: Iterable[Spot]) -> list[Spot]:
        """Return the sentences of the article that speak of what is asked, at most so many."""
        article = self._of_article[self._paragraphs[asked.paragraph].article]
        ranked = self._likeness.ranked(asked.text, article)
        return [spot for spot in ranked if spot not in taken][: max(0, most)]

    def _any_of(self, place: int) -> Spot:
        return place, self._random.randrange(len(self._paragraphs[place].sentences))

    def _text(self, spot: Spot) -> str:
        paragraph = self._paragraphs[spot[0]]
        start, end = paragraph.sentences[spot[1]]
        return paragraph.text[start:end]

    def _told(self, spot: Spot, titles: dict[str, str]) -> Told:
        place, number = spot
        article = self._paragraphs[place].article
        if article not in titles:
            titles[article] = self._title(self._paragraphs[place])
        before = self._text((place, number - 1)) if number else ""
        return Told(self._text(spot), titles[article], before)

    def _title(self, paragraph: Paragraph) -> str:
        title = self._name(paragraph) if self._random.random() < _TITLED else "…"
        if self._random.random() >= _DATED:
            return title
        return f"{title} ({self._day(self._random.choice(_YEARS))})"

    def _in_year(self, title: str, year: int) -> str:
        """Return a title that tells a year as releases do: in its words, or by its day."""
        if self._random.random() < 0.5:  # noqa: PLR2004
            return f"{title} ({self._day(year)})"
        return f"{title} {year}"

    def _day(self, year: int) -> str:
        day = date(year, self._random.randint(1, 12), self._random.randint(1, 28))
        return format_date(day, "d MMMM y", locale="en")

    @staticmethod
    def _name(paragraph: Paragraph) -> str:
        title = paragraph.article.partition("/")[2].replace("_", " ")
        return title.replace("<i>", "").replace("</i>", "")

    def _altered(self, answer: str) -> str:
        """Return the words of an answer with another figure, as long as it is."""
        altered = answer
        while altered == answer:
            altered = _DIGIT.sub(lambda _: str(self._random.randint(1, 9)), answer)
        return altered

    def _rendered(self, each: Asked) -> Asked:
        others = self._renderings.get(each.id)
        if not others or self._random.random() < _AS_ASKED:
            return each
        language, text = self._random.choice(others)
        return replace(each, language=language, text=text)
