import textwrap

from hypothesis import given
from hypothesis import strategies as st

from documents.normalise import normalise
from documents.plain import unwrap

FIRST = (
    "Die Beispiel AG hat am Freitag in Nancy ein Labor für große Sprachmodelle eröffnet. Es "
    "bietet Platz für 120 Forscherinnen und Forscher und liegt nur wenige Schritte vom Bahnhof."
)
SECOND = (
    "Der Bürgermeister lobte die kurzen Wege. Am 5. und 6. April folgt ein Tag der offenen Tür, "
    "zu dem auch Schulen aus dem Umland eingeladen sind."
)
PARAGRAPHS = [FIRST, SECOND]


def test_wrapped_paragraphs_become_lines_and_contact_lines_stay_apart() -> None:
    contact = "Pressekontakt\nKarl Kern, M.A.\nTelefon: 0681 1234567"
    wrapped = "\n\n".join([*(textwrap.fill(text, 72) for text in PARAGRAPHS), contact])
    assert unwrap(wrapped) == "\n\n".join([*PARAGRAPHS, contact])


def test_wrapped_list_items_are_joined_each_for_itself() -> None:
    first = "- zwei Rechner mit zusammen 64 Grafikprozessoren und einem großen Speicher"
    items = f"{first}\n  für alle\n- x"
    text = "\n\n".join([*(textwrap.fill(text, 76) for text in PARAGRAPHS), items])
    assert unwrap(text).endswith("einem großen Speicher für alle\n- x")


def test_a_text_with_a_paragraph_on_each_line_stays_as_it_is() -> None:
    text = "\n".join(["Ein Titel", *PARAGRAPHS, "Ein Zwischentitel", *PARAGRAPHS])
    assert unwrap(text) == text


@given(st.text(alphabet="ab .-\n", max_size=300))
def test_unwrapping_only_moves_blanks(text: str) -> None:
    text = normalise(text)
    assert unwrap(text).split() == text.split()
