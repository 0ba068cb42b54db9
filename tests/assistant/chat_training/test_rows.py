from dataclasses import replace
from types import SimpleNamespace

import torch
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat_model import Message
from assistant.chat_training.rows import Reply, Row, Trees, row_of, rows_of
from tests.assistant.chat_training.making import WordTokenizer

PREFIX = (Message("system", "Answer."), Message("user", "Hm?"), Message("assistant", "No."))


def made(trees):
    tokenizer = WordTokenizer()
    made = Trees(tokenizer, PREFIX)
    row = row_of([made.tree(replies) for replies in trees], len(made.prefix))
    return SimpleNamespace(tokenizer=tokenizer, trees=made, row=row)


def read_by(row: Row, token: int) -> list[int]:
    """The ids that a token sees, in the order of their positions."""
    seen = torch.nonzero(row.sees()[token]).flatten()
    return row.ids[seen[row.positions[seen].argsort()]].tolist()


def test_two_questions_share_their_sources_and_see_nothing_of_each_other():
    one = Reply("Source 1: A. Question: who?", (("Yes", 1.0), (". [", 0.0), ("1", 1.0)), "found")
    two = Reply("Source 1: A. Question: when?", (("No", 1.0),), "found")
    it = made([[one, two]])
    shown = [it.tokenizer.text(read_by(it.row, token)) for token in it.row.predicting.tolist()]
    start = "<|im_start|>user\nSource 1: A. Question: "
    asked = "?<|im_end|>\n<|im_start|>assistant\n"
    assert shown == [f"{start}who{asked}", f"{start}who{asked}Yes. [", f"{start}when{asked}"]
    assert it.tokenizer.text(it.row.wanted.tolist()) == "Yes1No"
    assert it.tokenizer.text(it.row.ids.tolist()).count("Source") == 1


def test_a_row_goes_on_where_the_prompt_s_unchanging_start_ends():
    it = made([[Reply("Who?", (("No", 1.0),), "found")]])
    start = "<|im_start|>system\nAnswer.<|im_end|>\n<|im_start|>user\nHm?<|im_end|>\n"
    assert it.tokenizer.text(it.trees.prefix) == f"{start}<|im_start|>assistant\nNo.<|im_end|>\n"
    assert it.row.positions[0] == len(it.trees.prefix)


REPLIES = st.builds(
    Reply,
    st.text("ab ?", min_size=1, max_size=8),
    st.lists(
        st.tuples(st.text("xy ", min_size=1, max_size=4), st.sampled_from([0.0, 0.1, 1.0])),
        min_size=1,
        max_size=3,
    ).map(tuple),
    st.just("found"),
)


@given(st.lists(st.lists(REPLIES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_stands_beside_it_each_token_is_learned_from_its_own_prompt_alone(trees):
    trees = [  # something must be learned of each
        [replace(reply, said=(*reply.said, ("z", 1.0))) for reply in replies] for replies in trees
    ]
    it = made(trees)
    lead = it.tokenizer.text(it.trees.prefix)
    learned = {
        lead + it.tokenizer.text([*read_by(it.row, token), wanted])
        for token, wanted in zip(it.row.predicting.tolist(), it.row.wanted.tolist(), strict=True)
    }
    told = [{"role": m.role, "content": m.text} for m in PREFIX]
    wholes = [
        it.tokenizer.apply_chat_template(
            [*told, {"role": "user", "content": reply.asked}],
            add_generation_prompt=True,
            tokenize=False,
        )
        + "".join(text for text, _ in reply.said)
        for replies in trees
        for reply in replies
    ]
    assert all(any(whole.startswith(text) for whole in wholes) for text in learned)
    assert all(whole in learned for whole in wholes)


def test_rows_are_as_long_as_they_may_be_and_every_tree_stands_in_one():
    made = Trees(WordTokenizer(), PREFIX)
    trees = [made.tree([Reply(f"Who came {n}?", (("No", 1.0),), "found")]) for n in range(7)]
    rows = list(rows_of(iter(trees), len(made.prefix), 2 * len(trees[0])))
    assert [len(row.wanted) for row in rows] == [2, 2, 2, 1]
    assert sum(len(row.ids) for row in rows) == sum(map(len, trees))
    assert list(rows_of(iter(()), 0, 10)) == []


def test_a_tree_longer_than_a_row_has_one_of_its_own():
    made = Trees(WordTokenizer(), PREFIX)
    tree = made.tree([Reply("Who came?", (("No", 1.0),), "found")])
    assert [len(row.ids) for row in rows_of(iter([tree, tree]), 0, 3)] == [len(tree)] * 2
