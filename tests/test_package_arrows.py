"""The house has one-way arrows: ui → assistant → index → documents."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ui", "assistant", "index", "documents")
HEAVY = ("chromadb", "gradio", "sentence_transformers", "torch", "xllamacpp")


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


def test_each_heavy_library_is_imported_in_one_module_only() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    for package in PACKAGES:
        for path in modules(package):
            for name, only_for_types in imports_of(path):
                if name.split(".")[0] in HEAVY and not only_for_types:
                    importers[name.split(".")[0]].add(str(path.relative_to(ROOT)))
    assert {name: found for name, found in importers.items() if len(found) > 1} == {}


def test_no_heavy_library_is_imported_before_it_is_needed() -> None:
    eager = [
        f"{path.relative_to(ROOT)} imports {name} on import"
        for package in PACKAGES
        for path in modules(package)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
        )
        if name and name.split(".")[0] in HEAVY
    ]
    assert eager == []
