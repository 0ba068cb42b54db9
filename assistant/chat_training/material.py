"""Material: the token trees that are trained on, mixed as the plan says."""

from collections.abc import Iterator, Sequence
from random import Random

from assistant.chat_training.plan import Plan
from assistant.chat_training.replies import Stated, of_stated, of_task
from assistant.chat_training.rows import Reply, Tree, Trees
from assistant.chat_training.tasks import MOST_SOURCES, Tasks


class Material:
    """Draws trees without end: mostly questions with their sources, some with a right statement."""

    def __init__(self, tasks: Tasks, stated: Sequence[Stated], trees: Trees, plan: Plan) -> None:
        self._tasks, self._stated, self._trees, self._plan = tasks, stated, trees, plan
        self._random = Random(plan.seed + 1)  # noqa: S311 - repeatable, not secret
        self._places = list(tasks.asked)

    def __iter__(self) -> Iterator[Tree]:
        while True:
            replies = self._replies()
            if replies:
                yield self._trees.tree(replies)

    def _replies(self) -> list[Reply]:
        chance = self._random.random()
        if self._stated and chance < self._plan.written_share:
            return of_stated(self._random.choice(self._stated))
        place = self._random.choice(self._places)
        if chance < self._plan.written_share + self._plan.years_share:
            task = self._tasks.draw_years(place)
        else:
            # Mostly as many as the product gives.
            sources = min(MOST_SOURCES, self._random.randint(1, MOST_SOURCES + 2))
            task = self._tasks.draw(place, sources=sources, questions=8)
        return of_task(task) if task else []
