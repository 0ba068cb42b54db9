import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import erf
from pathlib import Path

import numpy as np
import pytest

from documents.errors import ModelFileCorrupt
from index.e5_weights import WIDTH, read_e5_weights
from index.e5_words import E5Words
from index.encoder_weights import Head, read_encoder, write_encoder
from index.model_files import EMBEDDING_WEIGHTS

ROOT = Path(__file__).resolve().parent.parent.parent
REMEDY = "Make it anew."

OVERHEARD = """
import sys
import numpy
heard = []
def hear(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "os.fork", "subprocess.Popen"}:
        heard.append(event)
sys.addaudithook(hear)
from index.quiet_openvino import openvino, operators
words = operators.parameter([2], openvino.Type.f32)
compiled = openvino.compile_model(openvino.Model([operators.add(words, words)], [words]), "CPU")
assert list(compiled([numpy.array([1, 2], "f4")])[0]) == [2, 4]
print("heard", *heard)
"""


@pytest.fixture(scope="module")
def words(model_store):
    return E5Words(model_store.fetch(EMBEDDING_WEIGHTS.name))


@pytest.fixture(scope="module")
def shallow(model_store):
    """Return E5's weights as if it had two layers: as real as the whole, and faster."""
    return replace(read_e5_weights(model_store.fetch(EMBEDDING_WEIGHTS.name)), layers=2)


def encoder_of(weights, words, path, head=None):
    from index.encoder import Encoder

    write_encoder(weights, path, head)
    return Encoder(read_encoder(path, REMEDY), words, threads=2)


@pytest.fixture(scope="module")
def encoder(shallow, words, tmp_path_factory):
    return encoder_of(shallow, words, tmp_path_factory.mktemp("encoder") / "encoder.safetensors")


def texts_of(*lengths):
    """Return that many made-up tokens a text."""
    drawn = np.random.default_rng(3)
    return [drawn.integers(5, 200_000, length).tolist() for length in lengths]


def read(encoder, rows):
    found = dict(encoder.read(rows))
    return [found[place] for place in range(len(rows))]


def bert(weights, rows, words):
    """Compute the encoder in 64-bit floats, one text at a time, as the paper writes it."""
    t, heads, out = weights.tensors, weights.heads, []
    for row in rows:
        x = words.vectors(np.array(row)) + t["emb.pos"][: len(row)] + t["emb.type"][0]
        x = normalised(x.astype(np.float64), t["emb.ln.w"], t["emb.ln.b"])
        for name in (f"l{number}" for number in range(weights.layers)):
            query, key, value = (
                np.stack(np.split(x @ t[f"{name}.{p}.w"].T + t[f"{name}.{p}.b"], heads, axis=1))
                for p in "qkv"
            )
            scores = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(WIDTH / heads))
            mixed = (scores / scores.sum(axis=2, keepdims=True)) @ value
            mixed = np.concatenate(mixed, axis=1) @ t[f"{name}.ao.w"].T + t[f"{name}.ao.b"]
            x = normalised(mixed + x, t[f"{name}.aln.w"], t[f"{name}.aln.b"])
            wide = x @ t[f"{name}.fi.w"].T + t[f"{name}.fi.b"]
            wide = wide * (1 + np.vectorize(erf)(wide / np.sqrt(2))) / 2
            wide = wide @ t[f"{name}.fo.w"].T + t[f"{name}.fo.b"]
            x = normalised(wide + x, t[f"{name}.oln.w"], t[f"{name}.oln.b"])
        out.append(x)
    return out


def normalised(x, gain, shift):
    even = x - x.mean(axis=1, keepdims=True)
    return even / np.sqrt((even**2).mean(axis=1, keepdims=True) + 1e-12) * gain + shift


def cosines(one, other):
    lengths = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    return (one * other).sum(axis=-1) / lengths


@pytest.mark.real_model
def test_the_graph_computes_bert(encoder, shallow, words):
    rows = texts_of(40, 7, 19)
    for found, expected in zip(read(encoder, rows), bert(shallow, rows, words), strict=True):
        assert cosines(found, expected).min() > 0.999


@pytest.mark.real_model
def test_a_text_is_the_same_alone_and_among_others_of_any_length(encoder):
    rows = texts_of(300, 5, 60, 1, 65, 58)
    together = read(encoder, rows)
    assert [len(found) for found in together] == [300, 5, 60, 1, 65, 58]
    for row, found in zip(rows, together, strict=True):
        (alone,) = read(encoder, [row])
        assert cosines(found, alone).min() > 0.9999


@pytest.mark.real_model
def test_rows_that_are_read_apart_or_while_python_ends_are_the_same(encoder, monkeypatch):
    rows = [[0, 7, 8, 2], [0, 9, 2]]
    before = dict(encoder.read(rows, apart=True))
    ended = ThreadPoolExecutor(1)
    ended.shutdown()
    monkeypatch.setattr(encoder, "_pool", ended)
    after = dict(encoder.read(rows, apart=True))
    assert before.keys() == after.keys() == {0, 1}
    assert all(np.array_equal(before[place], after[place]) for place in before)


@pytest.mark.real_model
def test_the_longest_text_that_the_model_reads(encoder):
    (found,) = read(encoder, texts_of(512))
    assert found.shape == (512, WIDTH)


@pytest.mark.real_model
def test_threads_get_their_own_texts(encoder):
    texts = [texts_of(length, length + 40, 400) for length in range(2, 34)]
    alone = [read(encoder, rows) for rows in texts]
    with ThreadPoolExecutor(8) as threads:
        together = threads.map(lambda rows: read(encoder, rows), texts)
        for found, expected in zip(together, alone, strict=True):
            for one, other in zip(found, expected, strict=True):
                assert cosines(one, other).min() > 0.9999


@pytest.mark.real_model
def test_of_no_texts_nothing_is_read(encoder):
    assert read(encoder, []) == []


@pytest.mark.real_model
def test_a_head_makes_numbers_of_tokens(shallow, words, encoder, tmp_path):
    weight = np.eye(4, WIDTH, dtype=np.float32)  # the first four numbers of each token
    head = Head(weight, np.array([0, 0, 0, 10], np.float32))
    with_head = encoder_of(shallow, words, tmp_path / "reader.safetensors", head)
    rows = texts_of(12, 9)
    for found, tokens in zip(read(with_head, rows), read(encoder, rows), strict=True):
        assert found == pytest.approx(tokens[:, :4] + head.bias, abs=0.02)


@pytest.mark.real_model
def test_the_file_takes_a_byte_for_each_weight_beside_the_words(shallow, tmp_path):
    write_encoder(replace(shallow, layers=12), tmp_path / "encoder.safetensors")
    assert (tmp_path / "encoder.safetensors").stat().st_size < 22e6 * 1.1


@pytest.mark.parametrize("content", [None, b"", b"no model", b"\x02\0\0\0\0\0\0\0{}"])
def test_a_file_that_is_no_encoder_is_said_with_what_to_do(tmp_path, content):
    if content is not None:
        (tmp_path / "encoder.safetensors").write_bytes(content)
    with pytest.raises(ModelFileCorrupt, match=REMEDY):
        read_encoder(tmp_path / "encoder.safetensors", REMEDY)


def test_openvino_reports_to_nobody_and_writes_nothing_into_the_home_folder(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", OVERHEARD],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "CI": "", "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["heard"]
    assert ran.stderr == ""
    assert list(tmp_path.iterdir()) == []
