"""Find out which files of Gradio's a page needs at first, so that a browser can fetch all at once.

Gradio's scripts import each other four deep, and each import waits for the one before. They say
what they import in lists that its bundler (Vite) wrote; a page with these files named at its top
loads in one round trip instead of four. What cannot be read is not named, and loads as before.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import gradio

FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend"

_ENTRY = re.compile(r'src="\./assets/([\w.-]+\.js)"')
_LIST = re.compile(r"m\.f=\[([^\]]*)\]")
_IMPORT = (
    r"import\(`\./(?P<file>{}[\w.-]+\.js)`\).{{0,80}}?__vite__mapDeps\(\[(?P<needs>[\d,]*)\]\)"
)
_COMPONENT = r"(?<!\w){}:\{{[^{{}}]*?component:\(\)=>.{{0,20}}?"


def first_files(components: Iterable[str], frontend: Path = FRONTEND) -> tuple[str, ...]:
    """Return the names of the files in ``assets`` for a page of these components, outermost first.

    ``components`` are Gradio's names of them ("textbox").
    """
    assets = frontend / "assets"
    entry = _ENTRY.findall((frontend / "index.html").read_text(encoding="utf-8"))
    outer = dict.fromkeys(entry) | _imported(assets, entry, [_IMPORT.format("")])
    wanted = [_COMPONENT.format(re.escape(name)) + _IMPORT.format("") for name in components]
    inner = _imported(assets, outer, [_IMPORT.format("Blocks-"), *wanted])
    return tuple(name for name in outer | inner if (assets / name).is_file())


def _imported(assets: Path, files: Iterable[str], patterns: list[str]) -> dict[str, None]:
    """Return what these scripts import in one of these forms, each with what it needs itself."""
    found: dict[str, None] = {}
    for script in (assets / name for name in files if name.endswith(".js")):
        text = script.read_text(encoding="utf-8") if script.is_file() else ""
        listed = _LIST.search(text)
        needed = re.findall(r'"\./([\w.-]+)"', listed[1]) if listed else []
        for pattern in patterns:
            for one in re.finditer(pattern, text):
                places = map(int, filter(None, one["needs"].split(",")))
                found[one["file"]] = None
                found |= dict.fromkeys(needed[place] for place in places if place < len(needed))
    return found
