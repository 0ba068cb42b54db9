"""Damaged files: whatever arrives is read or refused with a reason, soon and in little memory."""

import cProfile
import gc
import io
import os
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from documents.errors import ReleaseUnreadable
from documents.passages import split_into_passages
from documents.read import make_release, read_release
from documents.sentences import split_into_sentences
from tests.documents.exports import EXPORTS, Article

GERMAN = Article.load("de")
KINDS = [*EXPORTS, ".htm"]
FILES = 500
HANG_SECONDS = 60  # far beyond what a damaged file takes on the slowest machine
GROWTH = 12  # of the time for four times the text: 4 if it follows its length, 16 its square
CALLS_GROWTH = 4.4
MEGABYTES = 1_000


def processor_seconds() -> float:
    """Return what this process and those it has ended have used; a busy machine adds nothing."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def mutations(seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield files cut short, with flipped bits, spliced, of random bytes, or misnamed."""
    chance = random.Random(seed)
    originals = {kind: export(GERMAN) for kind, export in EXPORTS.items()}
    for number in range(FILES):
        kind = KINDS[number % len(KINDS)]
        content = bytearray(originals.get(kind) or originals[".html"])
        way = number // len(KINDS) % 6
        if way == 0:
            del content[chance.randrange(len(content)) :]
        elif way == 1:
            for _ in range(chance.randint(1, 60)):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        elif way == 2:
            content = bytearray(chance.randbytes(chance.randint(1, 20_000)))
        elif way == 3:
            content = bytearray(originals[chance.choice(list(originals))])
        elif way == 4:
            place = chance.randrange(len(content))
            content[place:place] = b"\x00" * chance.randint(1, 2_000)
        else:
            place = chance.randrange(len(content))
            content[place : place + 200] = content[: chance.randint(1, 5_000)]
        yield kind, bytes(content)


def test_no_damaged_file_crashes_hangs_or_fills_the_memory() -> None:
    assert in_own_process(read_every_mutation) < MEGABYTES


def in_own_process(function: Callable[..., float], *arguments: object) -> float:
    """Run a measurement where no test before has filled the memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def read_every_mutation() -> float:
    """Read every damaged file, check what becomes of each, return the peak in megabytes."""
    read, reasons = 0, list[ReleaseUnreadable]()
    for kind, content in mutations(seed=20251106):
        started = processor_seconds()
        try:
            release = make_release(f"probe{kind}", "/probe", kind, content)
        except ReleaseUnreadable as refused:
            reasons.append(refused)
        else:
            for passage in split_into_passages(release):
                for sentence in split_into_sentences(passage):
                    assert sentence.text.strip() == sentence.text != ""
            read += 1
        assert processor_seconds() - started < HANG_SECONDS
    assert read + len(reasons) == FILES
    assert min(read, len(reasons)) > FILES / 10
    assert all("probe" in reason.problem and reason.remedy for reason in reasons)
    return peak_megabytes()


def refusal(kind: str, content: bytes) -> str:
    with pytest.raises(ReleaseUnreadable) as caught:
        make_release(f"probe{kind}", "/probe", kind, content)
    return str(caught.value)


def test_a_zip_bomb_is_refused_unopened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("word/document.xml", "word/a.xml", "word/b.xml"):
            with archive.open(name, "w") as entry:
                for _ in range(50):
                    entry.write(bytes(1_000_000))
    tracemalloc.start()
    assert "unpacks to more than" in refusal(".docx", stream.getvalue())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(40_000_000))
    honest = stream.getvalue()
    lying = honest.replace((40_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != honest
    assert "damaged" in refusal(".docx", lying)


def word_file(body: bytes) -> bytes:
    """Return a Word file whose main part is ``body``."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(EXPORTS[".docx"](GERMAN))) as original,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in original.infolist():
            main = entry.filename == "word/document.xml"
            archive.writestr(entry, body if main else original.read(entry))
    return stream.getvalue()


@pytest.mark.parametrize("kind", [".html", ".docx"])
def test_entities_that_multiply_are_not_unfolded(kind: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "' + b"x" * 1_000 + b'">'
    for number in range(9):
        before = b"a" if number == 0 else b"a%d" % (number - 1)
        bomb += b'<!ENTITY a%d "%s">' % (number, (b"&" + before + b";") * 10)
    bomb += b"]><html><body><p>&a8; Ein Satz mit mehr als acht Worten.</p></body></html>"
    started = processor_seconds()
    content = bomb if kind == ".html" else word_file(bomb)
    assert in_own_process(peak_of_refusal, kind, content) < MEGABYTES
    assert processor_seconds() - started < HANG_SECONDS


def peak_megabytes() -> float:
    """Return this process's own peak; getrusage's is handed down from the parent's."""
    status = Path("/proc/self/status")
    if not status.is_file():
        pytest.skip("the peak is read from Linux's /proc")
    return float(status.read_text().split("VmHWM:")[1].split()[0]) / 1_000


def peak_of_refusal(kind: str, content: bytes) -> float:
    """Refuse a file and return the megabytes that this process held at most."""
    refusal(kind, content)
    return peak_megabytes()


def test_a_locked_pdf_and_a_locked_word_file_say_so() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(EXPORTS[".pdf"](GERMAN))))
    writer.encrypt("secret", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    assert "password" in refusal(".pdf", stream.getvalue())
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    assert "password" in refusal(".docx", ole)


def test_a_scan_without_text_says_what_to_do() -> None:
    from fpdf import FPDF

    pages = FPDF()
    pages.add_page()
    pages.rect(10, 10, 50, 50, style="F")
    assert "text recognition" in refusal(".pdf", bytes(pages.output()))


def test_a_cut_pdf_is_called_damaged() -> None:
    assert "damaged" in refusal(".pdf", EXPORTS[".pdf"](GERMAN)[:300])


@pytest.mark.parametrize("kind", [".pdf", ".docx"])
def test_a_wrong_extension_is_named(kind: str) -> None:
    assert "no PDF file" in refusal(".pdf", b"plain text") or kind == ".docx"
    assert "damaged or no" in refusal(kind, EXPORTS[".txt"](GERMAN))


def test_a_page_without_article_is_named() -> None:
    page = b"<html><head><title>Start</title></head><body><nav>Menu</nav></body></html>"
    assert "without an article" in refusal(".html", page)


def test_a_mail_without_text_is_named() -> None:
    assert refusal(".eml", b"Subject: Nur ein Betreff\n\n")
    assert "damaged" in refusal(".eml", b"no mail at all")


def test_a_file_of_two_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    started = processor_seconds()
    with pytest.raises(ReleaseUnreadable, match="too large"):
        read_release(path, tmp_path)
    assert processor_seconds() - started < 1


repeated_texts = pytest.mark.parametrize(
    ("before", "repeated", "times"),
    [
        ("", "„", 90_000),
        ("a", " ", 90_000),
        ("", "Er sagte: „Das ist so gut heute.“ ", 5_000),
        ("", "(Ja. ", 20_000),
        ("", "Das ist ein Satz.\n", 8_000),
        ("", "5. März 2025, ", 9_000),
        ("", "Anna Berg ", 15_000),
    ],
    ids=["marks", "blanks", "quotations", "brackets", "lines", "dates", "names"],
)


@repeated_texts
def test_reading_takes_as_many_times_longer_as_a_text_repeats_itself(
    before: str, repeated: str, times: int
) -> None:
    def seconds(times: int) -> float:
        return min(seconds_to_read(before, repeated, times) for _ in range(2))

    gc.disable()  # it would look through what other tests left behind, the more often the longer
    try:
        assert seconds(times) < GROWTH * seconds(times // 4)
    finally:
        gc.enable()


@repeated_texts
def test_reading_calls_as_many_times_more_functions_as_a_text_repeats_itself(
    before: str, repeated: str, times: int
) -> None:
    """Calls are counted to the last, where seconds hide a small square; but not within a regex."""

    def calls(times: int) -> int:
        with cProfile.Profile() as profile:
            read_repeated(before, repeated, times)
        return sum(entry.callcount for entry in profile.getstats())

    read_repeated(before, repeated, 1)  # what is loaded once does not count
    assert calls(times) < CALLS_GROWTH * calls(times // 4)


def seconds_to_read(before: str, repeated: str, times: int) -> float:
    started = time.process_time()  # finer than processor_seconds, and no process is started here
    read_repeated(before, repeated, times)
    return time.process_time() - started


def read_repeated(before: str, repeated: str, times: int) -> None:
    content = f"{before}{repeated * times} Ende.".encode()
    for passage in split_into_passages(make_release("probe.txt", "/probe", ".txt", content)):
        split_into_sentences(passage)
