"""Runs an E5 encoder on the processor with OpenVINO, on 8-bit weights.

Each token's numbers are brought to 8 bits while they are read, 128 at a time with a scale of their
own ("dynamic quantisation"), so that a text's vector does not depend on what is read beside it.
Smaller groups are slower, larger ones less exact: a few numbers of E5 are thirty times as large as
the others. What is no matrix of weights is computed in 16 bits where the processor can
(bfloat16), else in 32.

Measured on German paragraphs and sentences, tokens a second of processor time (AMD EPYC, Zen 4),
and the smallest cosine of a text's vector to that of 32-bit weights and numbers: groups of 128 and
bfloat16 5,000 to 5,900 (.9995), groups of 192 a twentieth more (.9992), of 384 a twelfth more
(.9988), of 64 a tenth fewer (.9997), all 32-bit but the weights a quarter fewer (.9995); without
dynamic quantisation less than two thirds (.9999).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import numpy as np

from index.e5_weights import PAD
from index.e5_words import E5Words
from index.encoder_graph import encoder_graph
from index.encoder_weights import EncoderWeights
from index.quiet_openvino import openvino
from index.similar_lengths import groups_of
from index.vectors import FloatArray

if TYPE_CHECKING:
    from openvino import InferRequest

_GROUP = 128
# Groups of texts read side by side, each by its share of the threads: two cores that never wait
# for each other read a tenth more than two that share every multiplication, and more yet on a
# machine that others use too.
_SIDE_BY_SIDE = 2
# Shapes (texts × tokens) for which compiled code is kept. Unless bounded, 900 shapes took 0.6 GB;
# bounded, 0.2 GB and the same time.
_SHAPES_KEPT = 128


class Encoder:
    """A compiled encoder; safe to share between threads.

    ``threads`` is how many it may use, all cores where it is ``None``.
    """

    def __init__(self, weights: EncoderWeights, words: E5Words, threads: int | None = None) -> None:
        core = openvino.Core()
        native = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        options = {
            "NUM_STREAMS": min(_SIDE_BY_SIDE, threads or _SIDE_BY_SIDE),
            "INFERENCE_PRECISION_HINT": "bf16" if "BF16" in native else "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP,
            "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES_KEPT,
            "ENABLE_CPU_PINNING": False,  # others work on this machine too
        }
        if threads is not None:
            options["INFERENCE_NUM_THREADS"] = threads
        self._compiled = core.compile_model(encoder_graph(weights), "CPU", options)
        self._idle: SimpleQueue[InferRequest] = SimpleQueue()
        self._pool = ThreadPoolExecutor(_SIDE_BY_SIDE, "encoder")
        self._words = words

    def read(
        self, rows: Sequence[Sequence[int]], *, apart: bool = False
    ) -> Iterator[tuple[int, FloatArray]]:
        """Yield each row's place and what the encoder makes of its token ids.

        Tokens × width, or × the numbers of the encoder's head. Rows come as they are done, those
        of similar length together, or each ``apart``: a few long ones are read in half the time so,
        as a group keeps one core busy and leaves the other idle.
        """
        lengths = [len(row) for row in rows]
        groups = [[place] for place in range(len(rows))] if apart else list(groups_of(lengths))
        together = [[rows[place] for place in group] for group in groups]
        read = map(self._infer, together) if len(groups) == 1 else self._side_by_side(together)
        for group, found in zip(groups, read, strict=True):
            for place, tokens in zip(group, found, strict=True):
                yield place, tokens[: len(rows[place])]

    def _side_by_side(self, groups: Sequence[Sequence[Sequence[int]]]) -> Iterator[FloatArray]:
        try:
            return self._pool.map(self._infer, groups)
        except RuntimeError:  # Python is ending and begins nothing new; who still asks is answered
            return map(self._infer, groups)

    def _infer(self, rows: Sequence[Sequence[int]]) -> FloatArray:
        ids = np.full((len(rows), max(len(row) for row in rows)), PAD)
        for line, row in enumerate(rows):
            ids[line, : len(row)] = row
        inputs = {
            "word_vectors": self._words.vectors(ids),
            "attention_mask": (ids != PAD).astype(np.float32),
        }
        # A request serves one caller at a time; who finds none idle makes one, and OpenVINO takes
        # them in turn, so that a question never waits for more than what has begun.
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self._compiled.create_infer_request()
        try:
            found: FloatArray = request.infer(inputs, share_inputs=True)["tokens"]
        finally:
            self._idle.put(request)
        return found
