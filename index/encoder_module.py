"""A sentence-transformers module that encodes with OpenVINO instead of torch.

Imported only where a model is loaded: it needs torch and sentence-transformers.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

from index.encoder import Encoder


class EncoderModule(InputModule):
    """Texts become token embeddings, as in the library's own ``Transformer``.

    ``tokenizer`` pads and truncates.
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
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add ``token_embeddings``, float32, texts × tokens × width."""
        found = self._encoder.read(features["input_ids"].numpy())
        features["token_embeddings"] = torch.from_numpy(found)
        return features

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Write what ``SentenceTransformer.save`` keeps of this module: the tokenizer."""
        self.tokenizer.save(str(Path(output_path) / "tokenizer.json"))
