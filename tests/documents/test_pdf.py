from collections.abc import Sequence

from fpdf import FPDF

from documents.pdf import read_pdf
from documents.pdf_lines import Line, read_lines
from documents.read import make_release
from documents.reading import Reading
from documents.records import Kind

LEFT, TOP, STEP = 20.0, 40.0, 6.0
FILLER = "Ein Absatz aus gewöhnlichen Worten füllt die Zeile bis zum Rand hin."


def typeset(*pages: Sequence[str], head: str = "", foot: str = "") -> bytes:
    """Return a PDF with each string on a line of its own; ``# `` makes a large line."""
    document = FPDF()
    for number, lines in enumerate(pages, 1):
        document.add_page()
        document.core_fonts_encoding = "cp1252"
        for place, line in enumerate(lines):
            large = line.startswith("# ")
            document.set_font("times", "B" if large else "", 18 if large else 11)
            document.text(LEFT, TOP + place * STEP, line.removeprefix("# "))
        document.set_font("times", "", 11)
        if head:
            document.text(LEFT, 15, head)
        if foot:
            document.text(LEFT, 285, foot.format(number))
    return bytes(document.output())


def blocks(reading: Reading) -> list[tuple[Kind, str]]:
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


def test_hyphens_at_line_ends_go_where_a_word_was_broken_and_stay_in_compounds() -> None:
    lines = [
        "Das Kompetenz-",
        "zentrum betreibt KI-",
        "Forschung und die deutsch-",
        "französische Akademie. Die deutsch-französische Akademie liegt in Nancy.",
    ]
    assert read_pdf(typeset(lines), "x.pdf").text == (
        "Das Kompetenzzentrum betreibt KI-Forschung und die deutsch-französische Akademie. "
        "Die deutsch-französische Akademie liegt in Nancy."
    )


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [[f"# Kapitel {letter}", f"In {letter} steht: {FILLER}"] for letter in "ABC"]
    reading = read_pdf(
        typeset(*pages, head="Beispiel AG, Bericht 2025", foot="Seite {} von 3"), "x"
    )
    assert "Seite" not in reading.text
    assert "Bericht" not in reading.text
    assert [text for kind, text in blocks(reading) if kind is Kind.HEADING] == [
        "Kapitel A",
        "Kapitel B",
        "Kapitel C",
    ]


def test_a_paragraph_goes_on_across_a_page() -> None:
    first = [
        "# Titel",
        FILLER,
        "Der zweite Absatz beginnt unten auf dieser Seite und endet erst auf",
    ]
    second = ["der nächsten. Dann ist er aus."]
    texts = [text for _, text in blocks(read_pdf(typeset(first, second), "x.pdf"))]
    assert texts[-1].endswith("endet erst auf der nächsten. Dann ist er aus.")


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    lines = [FILLER, "Hier endet er.", FILLER, "Und hier der zweite."]
    texts = [text for _, text in blocks(read_pdf(typeset(lines), "x.pdf"))]
    assert texts == [f"{FILLER} Hier endet er.", f"{FILLER} Und hier der zweite."]


def test_bullets_make_list_items_and_numbers_stay_visible() -> None:
    lines = [FILLER, "• eins", "• zwei, und das sehr ausführlich", "1. drei", "2. vier"]
    release = make_release("x.pdf", "/x", ".pdf", typeset(lines))
    items = [release.text[b.start : b.end] for b in release.blocks if b.kind is Kind.LIST_ITEM]
    assert items == ["eins", "zwei, und das sehr ausführlich", "drei", "vier"]
    assert "\n1. drei\n2. vier" in release.text


def test_ligatures_are_undone() -> None:
    from documents import pdf

    line = Line("Die ﬁnanzielle Oﬀenheit der Reﬂexion", 0, 20, 200, 700, 11, bold=False)
    assert [draft.text for draft in pdf._drafts([line])] == [
        "Die finanzielle Offenheit der Reflexion"
    ]


def test_lines_know_their_place_and_type() -> None:
    (page,) = read_lines(typeset(["# Ein Titel", FILLER]), "x.pdf")
    title, body = page
    assert (title.bold, body.bold) == (True, False)
    assert title.size > body.size
    assert title.top > body.top
    assert abs(title.left - body.left) < 2
