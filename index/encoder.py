"""Runs an E5 encoder on the processor with OpenVINO, on 8-bit weights.

Each token's numbers are brought to 8 bits while they are read, 128 at a time with a scale of their
own ("dynamic quantisation"), so that a text's vector does not depend on what is read beside it.
Smaller groups are slower, larger ones less exact: a few numbers of E5 are thirty times as large as
the others. What is no matrix of weights is computed in 16 bits where the processor can
(bfloat16), else in 32.

Measured on German paragraphs and sentences, two threads, tokens a second of processor time, and
the smallest cosine of a text's vector to that of 32-bit weights and numbers: torch in 32 bits some
1,300; groups of 128 and bfloat16 4,300 (.9995), in 32 bits 3,700 (.9995); groups of 64 a tenth
slower (.9997), of 384 a twentieth faster (.9989); no dynamic quantisation 1,900 to 3,000 (.9999).
"""

from threading import Lock

import numpy as np
import numpy.typing as npt

from index.e5_weights import PAD
from index.e5_words import E5Words
from index.encoder_graph import encoder_graph
from index.encoder_weights import EncoderWeights
from index.quiet_openvino import openvino
from index.vectors import FloatArray

_GROUP = 128


class Encoder:
    """A compiled encoder; safe to share between threads, which take turns.

    ``threads`` is how many it may use, all cores where it is ``None``.
    """

    def __init__(self, weights: EncoderWeights, words: E5Words, threads: int | None = None) -> None:
        core = openvino.Core()
        native = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        options = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "bf16" if "BF16" in native else "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP,
            "ENABLE_CPU_PINNING": False,  # others work on this machine too
        }
        if threads is not None:
            options["INFERENCE_NUM_THREADS"] = threads
        compiled = core.compile_model(encoder_graph(weights), "CPU", options)
        self._request = compiled.create_infer_request()
        self._words = words
        self._lock = Lock()

    def read(self, ids: npt.NDArray[np.int64]) -> FloatArray:
        """Return what the encoder makes of token ids, texts × tokens, padded with ``PAD``.

        Texts × tokens × width, or × the numbers of the encoder's head.
        """
        inputs = {
            "word_vectors": self._words.vectors(ids),
            "attention_mask": (ids != PAD).astype(np.float32),
        }
        with self._lock:
            found: FloatArray = self._request.infer(inputs, share_inputs=True)["tokens"]
        return found
