"""Take up releases that readers send, where the operator allows it: one request, one file.

A file is read before it is kept, so that only what can be answered from comes into the folder;
nothing that is there is ever overwritten.
"""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from documents.errors import BelegError, DataFolderUnusable, ReleaseUnreadable
from documents.folder import SUPPORTED
from documents.read import LARGEST_FILE, make_release

_LONGEST_NAME = 150
_CREATED, _FORBIDDEN, _UNPROCESSABLE = 201, 403, 422


def allow_uploads(server: FastAPI, base_path: str, folder: Path) -> None:
    """Let ``PUT base_path/releases/NAME`` add a file to ``folder``.

    Answers 201, or 422 with the problem as a sentence for the reader.
    """

    @server.put(f"{base_path}/releases/{{name:path}}")
    async def upload(name: str, request: Request) -> JSONResponse:
        # A page of another site cannot send PUT without leave; this also covers old browsers.
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return JSONResponse({"problem": "Send files from the chat."}, _FORBIDDEN)
        content = bytearray()
        async for piece in request.stream():
            content += piece
            if len(content) > LARGEST_FILE:
                break
        try:
            await run_in_threadpool(keep_release, folder, name, bytes(content))
        except BelegError as error:
            return JSONResponse({"problem": str(error)}, _UNPROCESSABLE)
        return JSONResponse({"document": name}, _CREATED)


def keep_release(folder: Path, name: str, content: bytes) -> None:
    """Put a release into the folder under its name.

    Raises ``ReleaseUnreadable`` for a name that is no plain file name of a supported kind, for
    content that is no release or larger than 20 MB, and where another file has that name.
    """
    path = folder / _plain(name)
    if len(content) > LARGEST_FILE:
        raise ReleaseUnreadable(f"{name} is larger than 20 MB.", "Send only the release itself.")
    make_release(name, str(path), path.suffix.lower(), content)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as exc:
        if path.is_file() and path.read_bytes() == content:
            return
        raise ReleaseUnreadable(
            f"There is another release named {name}.", "Rename yours and send it again."
        ) from exc
    except OSError as exc:
        raise DataFolderUnusable(
            f"{name} cannot be kept: {exc.strerror}.", "Ask whoever runs this chat."
        ) from exc


def _plain(name: str) -> str:
    plain = name == Path(name).name and name.isprintable() and not name.startswith((".", "~"))
    if not plain or "\\" in name or len(name) > _LONGEST_NAME:
        raise ReleaseUnreadable("This is no plain file name.", "Rename the file and try again.")
    if Path(name).suffix.lower() not in SUPPORTED:
        kinds = ", ".join(sorted(SUPPORTED))
        raise ReleaseUnreadable(f"{name} is of a kind that Beleg doesn't read.", f"Use {kinds}.")
    return name
