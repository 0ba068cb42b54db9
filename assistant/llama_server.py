"""llama.cpp's own server, run inside this process; it listens on a loopback address only."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xllamacpp import Server

CONTEXT_TOKENS = 4096


def start_server(
    model_file: Path,
    threads: int,
    *,
    adapter: Path | None = None,
    slots: int = 1,
    slot_folder: Path | None = None,
) -> "Server":
    """Return a server for a GGUF model, which stops when it is let go of.

    ``adapter`` is a file of corrections to the model (LoRA). Each of ``slots`` answers one prompt
    at a time, of ``CONTEXT_TOKENS`` at most; their caches may be kept in ``slot_folder``. Raises
    whatever llama.cpp raises for a file that it cannot read.
    """
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model_file)
    if adapter is not None:
        parameters.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(adapter))]
    parameters.n_ctx = CONTEXT_TOKENS * slots
    parameters.n_parallel = slots
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.port = 0  # any free one; it listens on 127.0.0.1 only
    parameters.ui = False
    parameters.verbosity = 0
    parameters.warmup = False
    if slot_folder is not None:
        parameters.endpoint_slots = True
        parameters.slot_save_path = f"{slot_folder}/"
    return xllamacpp.Server(parameters)
