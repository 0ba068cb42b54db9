"""How good the reader is on questions that it was not trained on."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from index.reader import ANSWERS, best_span
from index.reader_pairs import Pairing
from index.reader_training.examples import Example, Examples
from index.reader_training.network import (
    ReaderNetwork,
    make_batch,
    rows_of,
    sentence_scores,
)

_MOST = 600
_ROWS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares from 0 to 1: exact match and F1 (as SQuAD defines them), right sentence first.

    ``near_miss_auroc`` and ``mined_auroc``: how well the answers' score parts answerable
    questions from unanswerable ones, and from paragraphs that only seem to answer.
    """

    exact: float
    f1: float
    sentence: float
    near_miss_auroc: float | None
    mined_auroc: float | None


def measure(
    network: ReaderNetwork, examples: Examples, pairing: Pairing, places: Sequence[int]
) -> Measured:
    """Measure on whole paragraphs, at most a few hundred."""
    network.eval()
    places = places[:: max(1, len(places) // _MOST)]
    shown = [examples.whole(place) for place in places]
    answerable = [each for each in shown if each.answer]
    impossible = [each for each in shown if not each.answer]
    mined = [
        examples.whole(place, examples.negatives[place][0])
        for place in places
        if examples.negatives[place]
    ]
    exact, f1, sentence, sure = [], [], [], []
    for example, answer, number, certainty in _read(network, answerable, pairing):
        start, end = example.answer or (0, 0)
        wanted = example.passage[start:end]
        exact.append(plain_words(answer) == plain_words(wanted))
        f1.append(word_overlap(answer, wanted))
        sentence.append(number == example.answering_sentence)
        sure.append(certainty)
    none = [certainty for *_, certainty in _read(network, impossible, pairing)]
    others = [certainty for *_, certainty in _read(network, mined, pairing)]
    return Measured(
        float(np.mean(exact)), float(np.mean(f1)), float(np.mean(sentence)),
        auroc(sure, none), auroc(sure, others),
    )  # fmt: skip


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive's score beats a negative's; ties count half."""
    if not positive or not negative:
        return None
    above = np.asarray(positive)[:, None] - np.asarray(negative)[None, :]
    return float(((above > 0) + (above == 0) / 2).mean())


def _read(
    network: ReaderNetwork, examples: Sequence[Example], pairing: Pairing
) -> list[tuple[Example, str, int, float]]:
    """Return for each example the answer, its sentence's number, and the answers' score."""
    rows = rows_of(pairing, examples)
    device = network.heads.weight.device
    order = sorted(range(len(rows)), key=lambda place: len(rows[place].ids))
    found = []
    for first in range(0, len(order), _ROWS_AT_ONCE):
        group = order[first : first + _ROWS_AT_ONCE]
        here, their_rows = [examples[p] for p in group], [rows[p] for p in group]
        batch = make_batch([[each] for each in here], their_rows).to(device)
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
            numbers = network(batch.ids, batch.mask)
        best = sentence_scores(numbers, batch)[:, 1:].argmax(1).tolist()
        read = numbers.cpu().numpy()
        for place, (example, row) in enumerate(zip(here, their_rows, strict=True)):
            scores = read[place]
            begins, ends = best_span(scores[row.first : row.first + len(row.places)])
            text = example.passage[row.places[begins][0] : row.places[ends][1]].strip()
            found.append((example, text, best[place], float(scores[0, ANSWERS])))
    return found


def plain_words(text: str) -> list[str]:
    """Return the words that two answers are compared by: no accents, case, marks or articles."""
    folded = unicodedata.normalize("NFKD", text.lower())
    words = re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)))
    return [word for word in words if word not in {"the", "a", "an", "le", "la", "les", "l"}]


def word_overlap(found: str, wanted: str) -> float:
    """Return SQuAD's F1 of two answers' words, 0 to 1."""
    one, other = plain_words(found), plain_words(wanted)
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if shared else 0.0
