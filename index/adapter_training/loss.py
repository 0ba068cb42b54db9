"""The loss: a question must be nearer to what answers it than to anything else in the batch.

Cross-entropy over cosines with a temperature (InfoNCE, van den Oord et al. 2018), four times: over
all passages, over all sentences, over both together as search adds them up, and over the sentences
of the right passage alone.

A small batch has few wrong answers to offer. So the vectors of the last batches stay as further
ones, though made with slightly older weights ("cross-batch memory", Wang et al. 2020).
"""

from collections import deque
from dataclasses import dataclass, fields

import torch
from torch.nn import functional

from index.adapter_training.batches import Batch, Rows

TEMPERATURE = 0.02
_SENTENCE_WEIGHT = 1.5  # as in index.search
_SHARES = 0.5, 0.5, 1.0, 0.5
_NOWHERE = -9.0
REMEMBERED = 8  # batches


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


@dataclass(frozen=True, slots=True)
class Seen:
    """Vectors of passages and of their sentences, and which of the sentences there are.

    ``sentences`` is passages × most × width; ``paragraphs`` tells which of all a passage is.
    """

    passages: torch.Tensor
    sentences: torch.Tensor
    there: torch.Tensor
    paragraphs: torch.Tensor

    def cosines(self, questions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the questions' cosines to passages, sentences, and both together."""
        near_passages = questions @ self.passages.T
        near = questions @ self.sentences.flatten(0, 1).T
        most = self.there.shape[1]
        together = near_passages.repeat_interleave(most, dim=1) + _SENTENCE_WEIGHT * near
        absent = ~self.there.flatten()
        return (
            near_passages,
            near.masked_fill(absent, _NOWHERE),
            (together / (1 + _SENTENCE_WEIGHT)).masked_fill(absent, _NOWHERE),
        )


class Contrast:
    """Makes the losses of batch after batch, remembering the last ones' vectors."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._memory: deque[Seen] = deque(maxlen=remembered)

    def losses_of(
        self, batch: Batch, of_passages: torch.Tensor, of_questions: torch.Tensor
    ) -> Losses:
        """Return the losses for token vectors of passages and questions, rows × tokens × width."""
        questions = pooled(of_questions, batch.questions)
        most = int(batch.sentence_of.max())
        sentences, there = sentence_vectors(of_passages, batch.sentence_of, most)
        seen = Seen(pooled(of_passages, batch.passages), sentences, there, batch.paragraphs)
        near = seen.cosines(questions)
        further = [self._further(each, questions, batch) for each in self._memory]
        everywhere = [torch.cat(parts, dim=1) for parts in zip(near, *further, strict=True)]
        rows = torch.arange(len(questions))
        within = near[1].reshape(len(rows), -1, most)[rows, batch.passage]
        self._memory.append(
            Seen(seen.passages.detach(), sentences.detach(), there, batch.paragraphs)
        )
        right = batch.passage * most + batch.sentence
        return Losses(
            _loss(everywhere[0], batch.passage),
            _loss(everywhere[1], right),
            _loss(everywhere[2], right),
            _loss(within, batch.sentence),
        )

    def _further(
        self, seen: Seen, questions: torch.Tensor, batch: Batch
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return cosines to remembered vectors, except those of a question's own paragraph."""
        own = batch.paragraphs[batch.passage][:, None] == seen.paragraphs
        of_sentences = own.repeat_interleave(seen.there.shape[1], dim=1)
        passages, *both = seen.cosines(questions)
        sentences, together = (each.masked_fill(of_sentences, _NOWHERE) for each in both)
        return passages.masked_fill(own, _NOWHERE), sentences, together


def _loss(cosines: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(cosines / TEMPERATURE, right)


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
