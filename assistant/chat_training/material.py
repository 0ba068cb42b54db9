"""Material: how to train, and the rows that are trained on, mixed as the plan says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant.chat_training.network import RANK
from assistant.chat_training.replies import Stated, of_stated, of_task
from assistant.chat_training.rows import Reply, Row, Rows
from assistant.chat_training.tasks import Tasks

_TOO_LONG = 1.25  # times the tokens of a row


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: everything that the result depends on besides the data."""

    steps: int = 170
    tokens: int = 560  # of a row; a step is one row
    learning_rate: float = 4e-4
    warm_up: int = 20
    average: float = 0.97
    rank: int = RANK
    years_share: float = 0.15
    written_share: float = 0.2
    seed: int = 20261125

    def rate(self, step: int) -> float:
        """Return the learning rate at a step: it rises, and falls to nothing."""
        return self.learning_rate * min((step + 1) / self.warm_up, (self.steps - step) / self.steps)


class Material:
    """Draws rows without end: mostly questions with their sources, some with a right statement."""

    def __init__(
        self, tasks: Tasks, stated: Sequence[Stated], rows: Rows, plan: Plan, step: int = 0
    ) -> None:
        self._tasks, self._stated, self._rows, self._plan = tasks, stated, rows, plan
        self._random = Random(plan.seed + 1 + step)  # noqa: S311 - repeatable, not secret
        self._places = list(tasks.asked)

    def __iter__(self) -> Iterator[Row]:
        while True:
            trees: list[list[Reply]] = []
            length = 0
            while length < self._plan.tokens:
                tree = self._tree()
                if tree:
                    trees.append(tree)
                    length = len(self._rows.row(trees).ids)
            if length > self._plan.tokens * _TOO_LONG and len(trees) > 1:
                trees.pop()
            yield self._rows.row(trees)

    def _tree(self) -> list[Reply]:
        chance = self._random.random()
        if self._stated and chance < self._plan.written_share:
            return of_stated(self._random.choice(self._stated))
        place = self._random.choice(self._places)
        if chance < self._plan.written_share + self._plan.years_share:
            task = self._tasks.draw_years(place)
        else:
            task = self._tasks.draw(place, sources=self._random.randint(1, 6), questions=8)
        return of_task(task) if task else []
