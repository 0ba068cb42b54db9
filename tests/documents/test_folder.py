import os
from pathlib import Path

import pytest

from documents.errors import FolderUnusable
from documents.folder import find_documents, scan_documents


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_documents(folder)]


def test_releases_are_found_in_subfolders_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "sub/a.md", "a.TXT", "sub a.md"):
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a.TXT", "b.txt", "sub/a.md", "sub a.md"]
    assert find_documents(tmp_path) == sorted(find_documents(tmp_path))


def test_hidden_and_other_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".hidden.txt", "questions.jsonl", "image.png", ".git/note.txt", "a.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.txt").mkdir()
    assert names(tmp_path) == ["a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.txt"]


def test_a_folder_reached_twice_goes_by_the_first_of_its_names(tmp_path: Path) -> None:
    for name in ("b/deep/x.txt", "b/y.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    assert names(tmp_path) == ["a/deep/x.txt", "a/y.txt", "c.txt"]


def test_a_signature_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    (first,) = scan_documents(tmp_path)
    assert scan_documents(tmp_path) == [first]
    assert first.changed_at == path.stat().st_mtime_ns
    replacement = tmp_path / ".a.txt"
    replacement.write_text("y")
    os.utime(replacement, ns=(0, first.changed_at))
    replacement.replace(path)
    (second,) = scan_documents(tmp_path)
    assert (second.document, second.changed_at) == (first.document, first.changed_at)
    assert second.signature != first.signature


def test_a_dangling_link_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert names(tmp_path) == []


def test_a_missing_folder_and_a_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match="is not there"):
        find_documents(tmp_path / "missing")
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(FolderUnusable, match="is no folder"):
        find_documents(tmp_path / "file.txt")
