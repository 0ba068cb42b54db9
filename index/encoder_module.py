"""A sentence-transformers module that encodes with OpenVINO instead of torch.

Imported only where a model is loaded: it needs torch and sentence-transformers.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer
from torch.nn.utils.rnn import pad_sequence

from index.e5_weights import PAD
from index.encoder import Encoder


class EncoderModule(InputModule):
    """Texts become sentence embeddings, as by the library's ``Transformer`` and mean ``Pooling``.

    In one step, as token embeddings of many texts, padded to the longest, would fill the memory.
    ``tokenizer`` truncates.
    """

    def __init__(self, tokenizer: Tokenizer, encoder: Encoder, max_tokens: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tokenizer = tokenizer
        self.max_seq_length = max_tokens
        self._encoder = encoder

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: object
    ) -> dict[str, torch.Tensor]:
        """Return token ids and attention mask, int64, texts × tokens."""
        encodings = self.tokenizer.encode_batch([f"{prompt or ''}{text}" for text in inputs])
        rows = [torch.tensor(encoding.ids) for encoding in encodings]
        ids = pad_sequence(rows, batch_first=True, padding_value=PAD)
        return {"input_ids": ids, "attention_mask": (ids != PAD).long()}

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add ``sentence_embedding``, float32, texts × width: the mean of each text's tokens."""
        lengths = features["attention_mask"].sum(dim=1).tolist()
        ids = features["input_ids"].tolist()
        rows = [row[:length] for row, length in zip(ids, lengths, strict=True)]
        means = {place: tokens.mean(axis=0) for place, tokens in self._encoder.read(rows)}
        found = np.stack([means[place] for place in range(len(rows))])
        features["sentence_embedding"] = torch.from_numpy(found)
        return features

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Write what ``SentenceTransformer.save`` keeps of this module: the tokenizer."""
        self.tokenizer.save(str(Path(output_path) / "tokenizer.json"))
