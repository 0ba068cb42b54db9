"""Writes the adapter as llama.cpp reads it: a GGUF file of type "adapter"."""

from collections.abc import Mapping
from pathlib import Path

import gguf
import torch

_ARCHITECTURE = "qwen2"


def write_adapter(
    path: Path, corrections: Mapping[str, torch.Tensor], rank: int, statement: Mapping[str, str]
) -> None:
    """Write corrections (``lora_a`` rank × in, ``lora_b`` out × rank) in half precision.

    ``statement`` says what they were trained on and how; it stands in the file's metadata.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    writer = gguf.GGUFWriter(unfinished, _ARCHITECTURE)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(rank))  # so that the scale is 1
    for name, value in statement.items():
        writer.add_string(f"beleg.{name}", value)
    for name, tensor in corrections.items():
        writer.add_tensor(name, tensor.half().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    unfinished.replace(path)
