"""A sentence-transformers module that encodes with ONNX Runtime instead of torch.

Imported only where a model is loaded: it needs torch and sentence-transformers.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

from index.e5_words import E5Words


class OnnxEncoder(InputModule):
    """Texts become token embeddings, as in the library's own ``Transformer``.

    ``folder`` holds ``encoder.onnx`` (see ``index.e5_onnx``) and ``tokenizer.json``. ``words`` is
    where an encoder without words of its own looks them up.
    """

    def __init__(
        self,
        folder: Path,
        *,
        pad: int,
        max_tokens: int,
        threads: int | None,
        words: E5Words | None = None,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.enable_padding(pad_id=pad, pad_token=self.tokenizer.id_to_token(pad))
        self.max_seq_length = max_tokens
        self._words = words
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        # Waiting threads sleep: others work on this machine too, and on a busy one it is faster.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3  # errors; they are raised as well
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: object
    ) -> dict[str, torch.Tensor]:
        """Return token ids and attention mask, int64, texts × tokens."""
        encodings = self.tokenizer.encode_batch([f"{prompt or ''}{text}" for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add ``token_embeddings``, float32, texts × tokens × width."""
        inputs = {"attention_mask": features["attention_mask"].numpy()}
        ids = features["input_ids"].numpy()
        if self._words is None:
            inputs["input_ids"] = ids
        else:
            inputs["word_vectors"] = self._words.vectors(ids)
        (found,) = self._session.run(["token_embeddings"], inputs)
        features["token_embeddings"] = torch.from_numpy(np.asarray(found))
        return features

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Write what ``SentenceTransformer.save`` keeps of this module: the tokenizer."""
        self.tokenizer.save(str(Path(output_path) / "tokenizer.json"))
