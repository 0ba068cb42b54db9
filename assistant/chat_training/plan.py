"""The plan: how the chat model's adapter is trained."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: everything that the result depends on besides the data.

    ``years_share`` and ``written_share`` are of the trees, ``tokens`` of a row, ``rows`` of a step.
    """

    steps: int = 260
    tokens: int = 4096
    rows: int = 2
    learning_rate: float = 4e-4
    warm_up: int = 30
    average: float = 0.98
    rank: int = 8
    years_share: float = 0.05
    written_share: float = 0.4
    seed: int = 20261127

    def rate(self, step: int) -> float:
        """Return the learning rate at a step: it rises, and falls to nothing."""
        return self.learning_rate * min((step + 1) / self.warm_up, (self.steps - step) / self.steps)
