"""The house has one-way arrows: ui → assistant → index → documents."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ui", "assistant", "index", "documents")
HEAVY: dict[str, set[str]] = {
    "chromadb": {"index/chroma.py"},
    "docx": {"documents/word.py"},
    "feedparser": {"documents/feeds.py"},
    "gradio": {"ui/first_files.py", "ui/web_chat.py", "ui/web_server.py"},
    "openvino": {"index/quiet_openvino.py"},
    "pypdfium2": {"documents/pdf_lines.py"},
    "sentence_transformers": {"index/embedder.py", "index/encoder_module.py"},
    "torch": {
        "assistant/chat_training/export.py",
        "assistant/chat_training/generate.py",
        "assistant/chat_training/network.py",
        "assistant/chat_training/rows.py",
        "assistant/chat_training/train.py",
        "index/adapter_training/batches.py",
        "index/adapter_training/loss.py",
        "index/adapter_training/low_rank.py",
        "index/adapter_training/train.py",
        "index/embedder.py",
        "index/encoder_module.py",
        "index/reader_training/export.py",
        "index/reader_training/measure.py",
        "index/reader_training/network.py",
        "index/reader_training/passes.py",
        "index/reader_training/train.py",
        "index/reader_training/training.py",
    },
    "trafilatura": {"documents/html.py"},
    "xllamacpp": {"assistant/llama_server.py"},
}
"""Libraries that take long to load, and the modules that are there to deal with each."""


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each module that ``path`` imports and whether only a type checker sees it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node in for_types
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; name the package"
            yield node.module or "", node in for_types


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_imports_one_to_its_left(package: str) -> None:
    to_the_left = PACKAGES[: PACKAGES.index(package)]
    assert modules(package)
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name, _ in imports_of(path)
        if name.split(".")[0] in to_the_left
    ]
    assert wrong == []


def test_each_heavy_library_stays_in_the_modules_made_for_it() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    for package in PACKAGES:
        for path in modules(package):
            for name, only_for_types in imports_of(path):
                if name.split(".")[0] in HEAVY and not only_for_types:
                    importers[name.split(".")[0]].add(path.relative_to(ROOT).as_posix())
    assert importers == HEAVY


def test_no_heavy_library_is_loaded_before_it_is_needed() -> None:
    script = (
        "import sys, assistant, ui.command_line, index.index, documents.collect\n"
        f"print(*(name for name in {sorted(HEAVY)} if name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
