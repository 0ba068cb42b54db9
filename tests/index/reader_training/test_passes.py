from collections import Counter
from itertools import islice

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.reader_pairs import Pairing
from index.reader_training.examples import NEGATIVES, Examples
from index.reader_training.passes import Passes
from index.reader_training.questions import Paragraph, Question, QuestionSet

TEXT = "Er hat 12 Kräne."
COUNT = 30


@pytest.fixture(scope="module")
def passes():
    tokenizer = Tokenizer(WordLevel({"?": 3}, unk_token="?"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    paragraphs = (
        Paragraph(TEXT, "de", "x/1", ((0, len(TEXT)),)),
        Paragraph("Da.", "de", "x/1", ((0, 3),)),
    )
    questions = tuple(Question(str(n), f"Wer {n}?", "de", 0, ((7, 9),)) for n in range(COUNT))
    examples = Examples(
        QuestionSet(paragraphs, questions), [(1,)] * COUNT, None, {}, seed=1, switched_passages=0.0
    )
    pairing = Pairing(tokenizer, bos=0, eos=2, max_tokens=100)
    return Passes(examples, pairing, range(COUNT), tokens=200, parts=3, seed=1)


def test_a_batch_keeps_what_belongs_to_one_question_together(passes):
    for batch in passes.batches(0):
        assert batch.ids.numel() <= 200
        members = batch.groups[batch.groups >= 0].tolist()
        assert members == list(range(len(batch.ids)))
        for group in batch.groups:
            right, *wrong = [number for number in group.tolist() if number >= 0]
            assert batch.start[right] > 0
            assert not batch.start[wrong].any()


def test_the_parts_of_a_pass_show_every_question_once(passes):
    groups = [len(batch.groups) for part in range(3) for batch in passes.batches(part)]
    rows = [len(batch.ids) for part in range(3) for batch in passes.batches(part)]
    assert sum(groups) == COUNT
    assert COUNT < sum(rows) <= COUNT * (1 + NEGATIVES)


@given(st.floats(0.05, 1), st.integers(1, 5))
def test_a_language_shown_in_part_takes_turns_until_every_question_was_seen(share, parts):
    paragraph = Paragraph("Da.", "ja", "x/1", ((0, 3),))
    questions = tuple(Question(str(n), "Wer?", "ja", 0, ()) for n in range(COUNT))
    examples = Examples(
        QuestionSet((paragraph,), questions), [()] * COUNT, None, {}, seed=1, switched_passages=0.0
    )
    few = Passes(examples, None, range(COUNT), 200, parts, seed=1, shares={"ja": share})
    whole = int(1 / share) + 1
    shown = Counter(place for number in range(parts * whole) for place in few.shown(number))
    assert set(shown) == set(range(COUNT))
    assert max(shown.values()) - min(shown.values()) <= 1


def test_other_processes_prepare_the_same_batches_in_the_same_order(passes):
    alone = list(islice(passes.endless(0), 4))
    beside = list(islice(passes.endless(2), 4))
    for one, other in zip(alone, beside, strict=True):
        assert all(
            torch.equal(a.ids, b.ids) and torch.equal(a.groups, b.groups)
            for a, b in zip(one, other, strict=True)
        )
