"""Material: how to train, and the rows that are trained on, mixed as the plan says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant.chat_training.network import RANK
from assistant.chat_training.replies import Stated, confirming, of_quotes, of_right, of_task
from assistant.chat_training.rows import Reply, Row, Rows
from assistant.chat_training.tasks import Tasks

_TOO_LONG = 1.25  # times the tokens of a row


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: everything that the result depends on besides the data."""

    steps: int = 340
    tokens: int = 560  # of a row; a step is one row
    learning_rate: float = 4e-4
    warm_up: int = 20
    average: float = 0.97
    rank: int = RANK
    confirming_share: float = 0.35
    stated_share: float = 0.3
    pairs_share: float = 0.4
    years_share: float = 0.15
    written_share: float = 0.15
    seed: int = 20261125

    def rate(self, step: int) -> float:
        """Return the learning rate at a step: it rises, and falls to nothing."""
        return self.learning_rate * min((step + 1) / self.warm_up, (self.steps - step) / self.steps)


@dataclass(frozen=True, slots=True)
class Taught:
    """What there is to learn from; ``pairs`` are trees of replies."""

    tasks: Tasks
    stated: Sequence[Stated] = ()
    pairs: Sequence[list[Reply]] = ()


class Material:
    """Draws rows without end: mostly questions with their sources, some statements to confirm."""

    def __init__(self, taught: Taught, rows: dict[str, Rows], plan: Plan, step: int = 0) -> None:
        self._tasks, self._rows, self._plan = taught.tasks, rows, plan
        self._random = Random(plan.seed + 1 + step)  # noqa: S311 - repeatable, not secret
        self._pairs = taught.pairs
        self._right = [each for each in taught.stated if each.right]
        self._confirming = confirming(taught.stated, self._random) if taught.stated else None
        self._places = list(taught.tasks.asked)

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        while True:
            confirms = self._random.random() < self._plan.confirming_share
            prompt = "confirm" if confirms else "compose"
            trees: list[list[Reply]] = []
            length = 0
            while length < self._plan.tokens:
                tree = self._confirmed() if confirms else self._composed()
                if tree:
                    trees.append(tree)
                    length = len(self._rows[prompt].row(trees).ids)
            if length > self._plan.tokens * _TOO_LONG and len(trees) > 1:
                trees.pop()
            yield prompt, self._rows[prompt].row(trees)

    def _confirmed(self) -> list[Reply]:
        chance = self._random.random()
        if self._confirming and chance < self._plan.stated_share:
            return next(self._confirming)
        if self._pairs and chance > 1 - self._plan.pairs_share:
            return self._random.choice(self._pairs)
        place = self._random.choice(self._places)
        task = self._tasks.draw(place, sources=1, questions=5)
        return of_quotes(task) if task else []

    def _composed(self) -> list[Reply]:
        chance = self._random.random()
        if self._right and chance < self._plan.written_share:
            return of_right(self._random.choice(self._right))
        place = self._random.choice(self._places)
        if chance < self._plan.written_share + self._plan.years_share:
            task = self._tasks.draw_years(place)
        else:
            task = self._tasks.draw(place, sources=self._random.randint(1, 6), questions=8)
        return of_task(task) if task else []
