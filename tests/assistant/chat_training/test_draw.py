import json
from hashlib import sha256
from types import SimpleNamespace

import pytest

from assistant.chat_training import draw
from assistant.chat_training.packed import read_packed
from tests.assistant.chat_training.making import BRIDGE, WordTokenizer

QUESTIONS = [
    ("a", "What did the bridge cost?", "240 million kroner"),
    ("b", "Who designed the bridge?", "Anna Holm"),
]
ARTICLES = [
    {
        "title": title,
        "paragraphs": [
            {
                "context": BRIDGE,
                "qas": [
                    {
                        "id": f"{title}-{identity}",
                        "question": text,
                        "answers": [{"text": answer, "answer_start": BRIDGE.index(answer)}],
                    }
                    for identity, text, answer in QUESTIONS
                ],
            }
        ],
    }
    for title in map(str, range(40))
]


@pytest.fixture
def given(tmp_path, monkeypatch):
    file = tmp_path / "bridges.json"
    file.write_text(json.dumps({"data": ARTICLES}), encoding="utf-8")
    monkeypatch.setattr(draw, "ModelStore", lambda _: SimpleNamespace(fetch=lambda name: name))
    monkeypatch.setattr(draw, "load_tokenizer", lambda _: WordTokenizer())
    return SimpleNamespace(data=[f"{file}:en"], models=tmp_path, output=tmp_path / "drawn.npz")


def test_what_is_drawn_is_as_long_as_wished_and_says_what_it_was_drawn_from(given):
    draw.main(given.data, given.models, given.output, tokens=3000, seed=4)
    packed = read_packed(given.output)
    lengths = [len(tree) for tree in packed.trees]
    assert sum(lengths[:-1]) < 3000 <= sum(lengths)
    text = (given.models / "bridges.json").read_bytes()
    assert json.loads(packed.origin) == {"seed": 4, "bridges.json": sha256(text).hexdigest()}


def test_what_is_learned_and_what_is_held_out_are_of_different_articles(given, monkeypatch):
    drawn = {}
    for held_out in (True, False):
        tasks = []
        kept = draw.Tasks
        monkeypatch.setattr(
            draw, "Tasks", lambda *of, kept=kept, tasks=tasks: tasks.append(kept(*of)) or tasks[0]
        )
        draw.main(given.data, given.models, given.output, tokens=1, held_out=held_out)
        monkeypatch.setattr(draw, "Tasks", kept)
        drawn[held_out] = set(tasks[0].asked)
    assert drawn[True]
    assert drawn[False]
    assert not drawn[True] & drawn[False]
