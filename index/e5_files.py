"""Writes E5 in the formats of other libraries: tokenizers, and sentence-transformers as a whole."""

import json
import shutil
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np

from documents.errors import DataFolderUnusable
from index.e5_weights import MAX_TOKENS, PROMPTS, E5Weights

# Beyond NFKC, the tokenizer that the model was trained with drops control characters and reads
# invisible and separating ones as spaces.
_DROPPED = r"[\x01-\x08\x0B\x0E-\x1F\x7F\x{8F}\x{9F}]"
_SPACES = r"[\t\n\x0C\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"


# Within a process the second to ask waits, as half a gigabyte is not worth writing twice.
_WRITING = threading.Lock()


def write_in_one_step(folder: Path, write: Callable[[Path], None]) -> Path:
    """Let ``write`` fill a folder that appears whole or not at all; keep one that is there.

    Threads and processes may ask at the same moment. Raises ``DataFolderUnusable``.
    """
    with _WRITING:
        return folder if folder.is_dir() else _written(folder, write)


def _written(folder: Path, write: Callable[[Path], None]) -> Path:
    # Not named after the process alone: containers that share a folder also share such numbers.
    unfinished = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}")
    try:
        unfinished.mkdir(parents=True)
        try:
            write(unfinished)
            unfinished.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster, which is as good
                raise
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as exc:
        raise DataFolderUnusable(
            f"The embedding model cannot be unpacked into {folder}: {exc}.",
            "Make 500 MB of room there, or choose another folder with BELEG_DATA.",
        ) from exc
    return folder


def write_sentence_transformer(weights: E5Weights, folder: Path) -> None:
    """Write the model as sentence-transformers keeps it.

    BERT weights in safetensors, the unigram tokenizer, mean pooling, unit vectors, E5's prompts.
    """
    from safetensors.numpy import save_file

    pooler = np.zeros((weights.width, weights.width), np.float32)  # BERT has one, E5 uses none
    save_file(
        {
            **{bert_name(name): tensor for name, tensor in weights.tensors.items()},
            "pooler.dense.weight": pooler,
            "pooler.dense.bias": pooler[0].copy(),
        },
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    write_tokenizer(weights, folder / "tokenizer.json")
    pooling, normalize = folder / "1_Pooling", folder / "2_Normalize"
    pooling.mkdir()
    normalize.mkdir()
    library = "sentence_transformers.models"
    for path, content in {
        folder / "config.json": {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": weights.width,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.feed_forward,
            "vocab_size": len(weights.tensors["emb.word"]),
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.token_types,
            "layer_norm_eps": weights.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": weights.pad,
            "dtype": "float32",
        },
        folder / "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        folder / "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{library}.Transformer"},
            {"idx": 1, "name": "1", "path": pooling.name, "type": f"{library}.Pooling"},
            {"idx": 2, "name": "2", "path": normalize.name, "type": f"{library}.Normalize"},
        ],
        folder / "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS},
        pooling / "config.json": {
            "embedding_dimension": weights.width,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        folder / "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }.items():
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def bert_name(name: str) -> str:
    """Return the name that transformers' BERT gives to the tensor."""
    group, _, rest = name.partition(".")
    part, _, kind = rest.rpartition(".")
    if group == "emb" and rest in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[rest]}"
    if group == "emb":
        return f"embeddings.LayerNorm.{_KINDS[kind]}"
    return f"encoder.layer.{group.removeprefix('l')}.{_PARTS[part]}.{_KINDS[kind]}"


_KINDS = {"w": "weight", "b": "bias"}
_EMBEDDINGS = {
    "word": "word_embeddings.weight",
    "pos": "position_embeddings.weight",
    "type": "token_type_embeddings.weight",
}
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_tokenizer(weights: E5Weights, path: Path) -> None:
    """Write the unigram tokenizer in the format of Hugging Face's tokenizers."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), unk_id=weights.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.save(str(path))
