"""The network: the embedder's body, and on top of each token four numbers.

Start and end of the answer, the relevance of the token's sentence (averaged over its tokens), and,
on the first token, whether the passage answers at all. Word embeddings stay as they are, so that
the reader shares them with the embedder; so do the lowest layers, which keep languages together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from index.e5_weights import PAD, E5Weights
from index.reader import ANSWERS, END, LONGEST_ANSWER, RELEVANCE, START
from index.reader_pairs import Pair, Pairing

if TYPE_CHECKING:
    from transformers import BertModel

    from index.reader_training.examples import Example

_NOWHERE = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of equal length with their labels, as tensors.

    ``sentence_of`` (rows × tokens) numbers each token's sentence from 1, 0 for none;
    ``passage`` marks tokens where an answer may begin or end. ``start`` and ``end`` are its first
    and last token, 0 where nothing answers. ``sentence`` is the answering sentence's number.
    ``groups`` (groups × rows of one, filled with -1) are the rows about one question, the first
    of which answers.
    """

    ids: torch.Tensor
    sentence_of: torch.Tensor
    passage: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    sentence: torch.Tensor
    groups: torch.Tensor

    @property
    def mask(self) -> torch.Tensor:
        """Which tokens are a row's own."""
        return self.ids != PAD

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on a device, its numbers as indices."""
        moved = {
            each.name: getattr(self, each.name).to(device, non_blocking=True)
            for each in fields(self)
        }
        return Batch(**{n: t if t.dtype == torch.bool else t.long() for n, t in moved.items()})


def make_batch(groups: Sequence[Sequence["Example"]], rows: Sequence[Pair]) -> Batch:
    """Return labelled tensors for the groups' examples; an answer cut off counts as nowhere."""
    examples = [example for group in groups for example in group]
    length = -(-max(len(row.ids) for row in rows) // 16) * 16
    shape = (len(rows), length)
    ids = np.full(shape, PAD, np.int32)
    sentence_of = np.zeros(shape, np.int16)
    passage = np.zeros(shape, bool)
    labels = np.zeros((3, len(rows)), np.int16)
    for number, (example, row) in enumerate(zip(examples, rows, strict=True)):
        ids[number, : len(row.ids)] = row.ids
        passage[number, row.first : len(row.ids) - 1] = True
        for place, span in enumerate(example.sentences, start=1):
            if tokens := row.tokens_of(span):
                sentence_of[number, tokens[0] : tokens[1]] = place
        answer = row.tokens_of(example.answer) if example.answer else None
        if answer:
            wanted = example.answering_sentence
            labels[:, number] = answer[0], answer[1] - 1, 0 if wanted is None else wanted + 1
    numbers = np.full((len(groups), max(map(len, groups))), -1, np.int16)
    seen = 0
    for place, group in enumerate(groups):
        numbers[place, : len(group)] = range(seen, seen + len(group))
        seen += len(group)
    tensors = (torch.from_numpy(each) for each in (ids, sentence_of, passage, *labels, numbers))
    return Batch(*tensors)


def body_of(weights: E5Weights, dropout: float) -> "BertModel":
    """Return the embedder as transformers' BERT, with its published weights."""
    from transformers import BertConfig, BertModel

    from index.e5_files import bert_name

    body = BertModel(
        BertConfig(
            vocab_size=len(weights.tensors["emb.word"]),
            hidden_size=weights.width,
            num_hidden_layers=weights.layers,
            num_attention_heads=weights.heads,
            intermediate_size=weights.feed_forward,
            max_position_embeddings=weights.positions,
            type_vocab_size=weights.token_types,
            layer_norm_eps=weights.epsilon,
            pad_token_id=PAD,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
        ),
        add_pooling_layer=False,
    )
    body.load_state_dict(
        {bert_name(name): torch.from_numpy(tensor) for name, tensor in weights.tensors.items()}
    )
    return body


class ReaderNetwork(torch.nn.Module):
    """BERT with four numbers a token; made from the embedder's weights."""

    def __init__(self, weights: E5Weights, dropout: float, frozen_layers: int) -> None:
        super().__init__()
        self.body = body_of(weights, dropout)
        self.heads = torch.nn.Linear(weights.width, 4)
        self.body.embeddings.requires_grad_(requires_grad=False)
        for layer in self.body.encoder.layer[:frozen_layers]:
            layer.requires_grad_(requires_grad=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the four numbers, float32, rows × tokens × 4."""
        hidden = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        numbers: torch.Tensor = self.heads(hidden).float()
        return numbers


def sentence_scores(numbers: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return each sentence's mean relevance, rows × (1 + sentences); first stands 0 for none."""
    most = int(batch.sentence_of.max()) + 1
    members = functional.one_hot(batch.sentence_of, most).to(numbers.dtype)
    sums = torch.einsum("rt,rts->rs", numbers[..., RELEVANCE], members)
    counts = members.sum(1)
    scores = torch.where(counts > 0, sums / counts.clamp(min=1), _NOWHERE)
    return torch.cat([torch.zeros_like(scores[:, :1]), scores[:, 1:]], dim=1)


def loss_of(numbers: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return the mean loss: where the answer starts and ends, which sentence, whether at all.

    The last two twice: of each passage by itself, and of all passages of a question, as search
    will compare them.
    """
    answered = batch.start > 0
    sentences, answers = sentence_scores(numbers, batch), numbers[:, 0, ANSWERS]
    loss = functional.cross_entropy(sentences, batch.sentence)
    loss += functional.binary_cross_entropy_with_logits(answers, answered.to(numbers.dtype))
    if answered.any():
        loss += _span_loss(
            numbers[answered], batch.passage[answered], batch.start[answered], batch.end[answered]
        )
    right = batch.groups[:, 0]
    compared = answered[right] & (batch.groups[:, 1:] >= 0).any(1)
    if compared.any():
        right, groups = right[compared], batch.groups[compared]
        best = sentences[right].gather(1, batch.sentence[right][:, None])[:, 0]
        loss += (_over_group(sentences[:, 1:].logsumexp(1), groups) - best).mean()
        loss += (_over_group(answers, groups) - answers[right]).mean() / 2
    return loss


def _span_loss(
    numbers: torch.Tensor, passage: torch.Tensor, start: torch.Tensor, end: torch.Tensor
) -> torch.Tensor:
    """Return the cross-entropy of the answer among all spans that the reader chooses from.

    That is how the scores are used: start and end together, the end not before the start.
    A longer answer counts as one that ends where the longest may.
    """
    allowed = numbers.masked_fill(~passage[..., None], _NOWHERE)
    starts, ends = allowed[..., START], allowed[..., END]
    ends = functional.pad(ends, (0, LONGEST_ANSWER - 1), value=_NOWHERE)
    spans = starts[..., None] + ends.unfold(1, LONGEST_ANSWER, 1)
    length = (end - start).clamp(max=LONGEST_ANSWER - 1)
    return functional.cross_entropy(spans.flatten(1), start * LONGEST_ANSWER + length)


def _over_group(of_rows: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Return the log of the summed exponentials of each group's rows."""
    gathered = of_rows[groups.clamp(min=0)].masked_fill(groups < 0, _NOWHERE)
    return gathered.logsumexp(1)


def rows_of(pairing: Pairing, examples: Sequence["Example"]) -> list[Pair]:
    """Return the examples' rows."""
    return pairing.rows(
        [each.question for each in examples],
        [each.passage for each in examples],
        [each.title for each in examples],
    )


def pairing_of(weights: E5Weights, tokenizer_file: str, max_tokens: int) -> Pairing:
    """Return the maker of rows for these weights."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Pairing(tokenizer, bos=weights.bos, eos=weights.eos, max_tokens=max_tokens)
