from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from documents.errors import ReleaseUnreadable
from documents.read import LARGEST_FILE, read_release
from documents.records import Kind, PressRelease, Status

BODY = "Das Zentrum wächst weiter\nIn Saarbrücken eröffnete am Montag ein neues Labor."


def read(folder: Path, name: str, content: str | bytes) -> PressRelease:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_release(path, folder)


def test_a_text_file_gets_its_title_from_its_first_line(tmp_path: Path) -> None:
    release = read(tmp_path, "sub/labor.txt", BODY)
    assert release.id == "sub/labor.txt"
    assert release.title == "Das Zentrum wächst weiter"
    assert release.language == "de"
    assert (release.published, release.issuer, release.url) == (None, None, None)
    assert release.status is Status.PUBLISHED


def test_the_language_is_the_texts_not_the_file_names(tmp_path: Path) -> None:
    text = "The centre keeps growing\nA new laboratory opened its doors in Nancy on Monday."
    assert read(tmp_path, "labor.de.txt", text).language == "en"


def test_front_matter_says_what_the_text_cannot(tmp_path: Path) -> None:
    source = (
        "---\ntitle: Neues Labor\ndate: 2025-03-07\nlanguage: de\nissuer: Beispiel AG\n"
        "url: https://example.org/labor\nstatus: embargoed\n"
        "embargoed_until: 2025-03-08T10:00:00+01:00\nsubjects: [KI, Robotik]\n---\n\n"
        f"# {BODY}"
    )
    release = read(tmp_path, "labor.md", source)
    assert release.title == "Neues Labor"
    assert release.published == date(2025, 3, 7)
    assert release.issuer == "Beispiel AG"
    assert release.url == "https://example.org/labor"
    assert release.status is Status.EMBARGOED
    assert release.embargoed_until == datetime(2025, 3, 8, 9, tzinfo=UTC)
    assert release.subjects == ("KI", "Robotik")
    assert "---" not in release.text


def test_markdown_is_stored_as_the_text_one_reads(tmp_path: Path) -> None:
    source = (
        "# Ein *neues* Labor\n\nDas **Zentrum** ist [hier](https://example.org)\nin Nancy.\n\n"
        "- eins\n- zwei\n\n1. drei\n\n<script>alert(1)</script>\n"
    )
    release = read(tmp_path, "labor.md", source)
    assert release.text == (
        "Ein neues Labor\n\nDas Zentrum ist hier in Nancy.\n\n• eins\n• zwei\n1. drei"
    )
    assert [block.kind for block in release.blocks] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        *[Kind.LIST_ITEM] * 3,
    ]
    assert [release.text[b.start : b.end] for b in release.blocks][-1] == "drei"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    text = f"{BODY}\n" + "Für Forschung, Lehre und Gründung in Saarbrücken gibt es Räume. " * 5
    release = read(tmp_path, "labor.txt", text.encode(encoding))
    assert release.text == text.strip()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "holds no text"),
        (b" \n\t\n", "holds no text"),
        ("\ufeff---\n***".encode(), "holds no text"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not a text file"),
        (b"\xff\xfea", "not a text file"),
        (b"---\ntitle: [\n---\nText", "not valid YAML"),
        (b"---\n- a\n- b\n---\nText", "is a list"),
        (b"---\ndate: gestern\n---\nText", "not YYYY-MM-DD"),
        (b"---\nstatus: perhaps\n---\nText", "perhaps"),
        (b"---\nlanguage: Deutsch\n---\nText", "not a code"),
        (b"---\ntitle: {a: b}\n---\nText", "no single value for title"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(ReleaseUnreadable, match=problem) as caught:
        read(tmp_path, "probe.txt", content)
    assert "probe.txt" in caught.value.problem
    assert caught.value.remedy


def test_a_missing_file_a_folder_and_an_unknown_kind_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseUnreadable, match="cannot be read"):
        read_release(tmp_path / "missing.txt", tmp_path)
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReleaseUnreadable, match="cannot be read"):
        read_release(tmp_path / "folder.txt", tmp_path)
    with pytest.raises(ReleaseUnreadable, match="kind"):
        read(tmp_path, "probe.xls", b"x")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(ReleaseUnreadable, match="too large"):
        read_release(path, tmp_path)


def test_a_stray_nul_is_dropped(tmp_path: Path) -> None:
    assert "\x00" not in read(tmp_path, "labor.txt", BODY.replace("neues", "neu\x00es")).text


def test_the_hash_follows_text_and_metadata_not_the_place(tmp_path: Path) -> None:
    first = read(tmp_path, "a.txt", BODY)
    assert read(tmp_path, "b.txt", BODY).content_hash == first.content_hash
    assert read(tmp_path, "a.txt", BODY + " Sie").content_hash != first.content_hash
    dated = read(tmp_path, "a.txt", f"---\ndate: 2025-03-07\n---\n{BODY}")
    assert dated.text == first.text
    assert dated.content_hash != first.content_hash


def test_a_rule_at_the_top_of_a_text_is_no_front_matter(tmp_path: Path) -> None:
    assert "Presse" in read(tmp_path, "a.txt", f"---\nPresse\n---\n{BODY}").text


def test_a_notice_or_a_date_above_the_headline_is_not_the_title(tmp_path: Path) -> None:
    for above in ("PRESSEMITTEILUNG", "Pressemitteilung Nr. 3/2025", "7. März 2025"):
        assert read(tmp_path, "a.txt", f"{above}\n{BODY}").title == "Das Zentrum wächst weiter"


def test_a_long_first_line_is_the_title_rather_than_a_heading_further_down(tmp_path: Path) -> None:
    title = "Das Zentrum " + "wächst und " * 12 + "bleibt"
    lead = "Das Labor ist neu. " * 8
    text = f"{title}\n{lead}\n{lead}\nWie es weitergeht\n{lead}"
    assert read(tmp_path, "a.txt", text).title == title


def test_a_title_without_end_is_cut_at_a_word(tmp_path: Path) -> None:
    title = read(tmp_path, "a.txt", "wort " * 100).title
    assert title.endswith("wort …")
    assert len(title) <= 202
