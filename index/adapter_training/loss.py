"""The loss: a question must be nearer to what answers it than to anything else in the batch.

Cross-entropy over cosines with a temperature (InfoNCE, van den Oord et al. 2018), four times: over
all passages, over all sentences, over both together as search adds them up, and over the sentences
of the right passage alone.
"""

from dataclasses import dataclass, fields

import torch
from torch.nn import functional

from index.adapter_training.batches import Batch, Rows

TEMPERATURE = 0.02
_SENTENCE_WEIGHT = 1.5  # as in index.search
_SHARES = 0.5, 0.5, 1.0, 0.5
_NOWHERE = -9.0


@dataclass(frozen=True, slots=True)
class Losses:
    """The four parts, each a mean over the questions."""

    passages: torch.Tensor
    sentences: torch.Tensor
    together: torch.Tensor
    within: torch.Tensor

    def __str__(self) -> str:
        parts = {each.name: getattr(self, each.name).item() for each in fields(self)}
        return ", ".join(f"{name} {loss:.3f}" for name, loss in parts.items())

    @property
    def total(self) -> torch.Tensor:
        """Return what is minimised."""
        parts = self.passages, self.sentences, self.together, self.within
        return torch.stack([share * part for share, part in zip(_SHARES, parts, strict=True)]).sum()


def losses_of(batch: Batch, of_passages: torch.Tensor, of_questions: torch.Tensor) -> Losses:
    """Return the losses for the token vectors of passages and questions, rows × tokens × width."""
    questions = pooled(of_questions, batch.questions)
    most = int(batch.sentence_of.max())
    sentences, there = sentence_vectors(of_passages, batch.sentence_of, most)
    near_passages = questions @ pooled(of_passages, batch.passages).T
    near = (questions @ sentences.flatten(0, 1).T).masked_fill(~there.flatten(), _NOWHERE)
    together = near_passages.repeat_interleave(most, dim=1) + _SENTENCE_WEIGHT * near
    right = batch.passage * most + batch.sentence
    rows = torch.arange(len(questions))
    within = near.reshape(len(rows), -1, most)[rows, batch.passage]

    def loss(cosines: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return functional.cross_entropy(cosines / TEMPERATURE, right)

    return Losses(
        loss(near_passages, batch.passage),
        loss(near, right),
        loss(together / (1 + _SENTENCE_WEIGHT), right),
        loss(within, batch.sentence),
    )


def pooled(tokens: torch.Tensor, rows: Rows) -> torch.Tensor:
    """Return each row's unit vector, the direction of the mean of its tokens."""
    return functional.normalize((tokens * rows.mask[..., None]).sum(1), dim=-1)


def sentence_vectors(
    tokens: torch.Tensor, sentence_of: torch.Tensor, most: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return unit vectors, rows × ``most`` × width, and which of these sentences there are."""
    members = functional.one_hot(sentence_of, most + 1)[..., 1:].to(tokens.dtype)
    sums = torch.einsum("rtw,rts->rsw", tokens, members)
    return functional.normalize(sums, dim=-1), members.sum(1) > 0
