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
from index.e5_weights import PAD, WIDTH, read_e5_weights
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
    """Return that many made-up tokens a text, padded to the longest."""
    drawn = np.random.default_rng(3).integers(5, 200_000, (len(lengths), max(lengths)))
    return np.where(np.arange(max(lengths)) < np.array(lengths)[:, None], drawn, PAD)


def bert(weights, ids, words):
    """Compute the encoder in 64-bit floats, one text at a time, as the paper writes it."""
    t, heads, out = weights.tensors, weights.heads, []
    for row in (padded[padded != PAD] for padded in ids):
        x = words.vectors(row) + t["emb.pos"][: len(row)] + t["emb.type"][0]
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
    ids = texts_of(40, 7, 19)
    for found, expected in zip(encoder.read(ids), bert(shallow, ids, words), strict=True):
        assert cosines(found[: len(expected)], expected).min() > 0.999


@pytest.mark.real_model
def test_a_text_is_the_same_alone_and_among_others_of_any_length(encoder):
    ids = texts_of(300, 5, 60, 1)
    for row, found in zip(ids, encoder.read(ids), strict=True):
        length = int((row != PAD).sum())
        (alone,) = encoder.read(row[None, :length])
        assert cosines(found[:length], alone).min() > 0.9999


@pytest.mark.real_model
def test_the_longest_text_that_the_model_reads(encoder):
    assert encoder.read(texts_of(512)).shape == (1, 512, WIDTH)


@pytest.mark.real_model
def test_threads_take_turns_and_get_their_own_text(encoder):
    texts = [texts_of(length) for length in range(2, 34)]
    alone = [encoder.read(ids) for ids in texts]
    with ThreadPoolExecutor(8) as threads:
        for found, expected in zip(threads.map(encoder.read, texts), alone, strict=True):
            assert cosines(found, expected).min() > 0.9999


@pytest.mark.real_model
def test_a_head_makes_numbers_of_tokens(shallow, words, encoder, tmp_path):
    weight = np.eye(4, WIDTH, dtype=np.float32)  # the first four numbers of each token
    head = Head(weight, np.array([0, 0, 0, 10], np.float32))
    with_head = encoder_of(shallow, words, tmp_path / "reader.safetensors", head)
    ids = texts_of(12, 9)
    expected = encoder.read(ids)[:, :, :4] + head.bias
    assert with_head.read(ids) == pytest.approx(expected, abs=0.02)


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
