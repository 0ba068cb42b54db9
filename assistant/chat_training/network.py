"""The chat model in torch, from its pinned file, with corrections of low rank to its upper layers.

LoRA (Hu et al. 2021). The model's own weights stay as they are, in the very values that llama.cpp
computes with: the file's 4-bit blocks, taken apart.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from index.adapter_training.low_rank import LowRank

FIRST_LAYER = 10
# As llama.cpp's files call them, and as transformers does.
MATRICES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


@dataclass(frozen=True, slots=True)
class Network:
    """The model, and the corrections by the name of each in llama.cpp's files."""

    model: Any
    corrections: dict[str, LowRank]

    def parameters(self) -> dict[str, torch.nn.Parameter]:
        """Return what is trained, each named as the adapter's file names it."""
        return {
            f"{name}.weight.{part}": parameter
            for name, each in self.corrections.items()
            for part, parameter in (("lora_a", each.down), ("lora_b", each.up))
        }


def load_tokenizer(file: Path) -> Any:  # noqa: ANN401 - untyped
    """Return the tokenizer of a GGUF file."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(file.parent), gguf_file=file.name)


def load_model(file: Path, device: str = "cpu") -> Any:  # noqa: ANN401 - untyped
    """Return the chat model of a GGUF file in bfloat16."""
    from transformers import AutoModelForCausalLM

    model: Any = AutoModelForCausalLM.from_pretrained(
        str(file.parent), gguf_file=file.name, dtype=torch.bfloat16, attn_implementation="sdpa"
    )
    return model.to(device)


def load_network(file: Path, rank: int, device: str = "cpu") -> Network:
    """Return the chat model of a GGUF file, with corrections that begin at nothing."""
    model = load_model(file, device)
    corrections = add_corrections(model, rank)
    return Network(model.to(device), corrections)


def add_corrections(model: Any, rank: int) -> dict[str, LowRank]:  # noqa: ANN401 - untyped
    """Correct the upper layers of a Qwen2 model; return the corrections by llama.cpp's names."""
    model.requires_grad_(requires_grad=False)
    corrections: dict[str, LowRank] = {}
    layers = model.model.layers
    for number in range(FIRST_LAYER, len(layers)):
        for short, path in MATRICES.items():
            parent, _, attribute = path.rpartition(".")
            owner = layers[number].get_submodule(parent)
            corrected = LowRank(getattr(owner, attribute), rank)
            setattr(owner, attribute, corrected)
            corrections[f"blk.{number}.{short}"] = corrected
    return corrections
