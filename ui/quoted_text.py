"""Draw quotes: the words themselves, with the answer within them marked where it is known."""

from markupsafe import Markup

from assistant.records import Citation
from ui.visible_text import escaped
from ui.wording import Wording

Span = tuple[int, int]


def quoted(citation: Citation) -> Markup:
    """Return the quote with its answer marked; a place outside the quote marks nothing."""
    answer = citation.answer
    if answer is not None:
        answer = (answer[0] - citation.start, answer[1] - citation.start)
    return with_answer(citation.quote, 0, len(citation.quote), answer)


def with_answer(text: str, start: int, end: int, answer: Span | None) -> Markup:
    """Return ``text[start:end]`` escaped, what ``answer`` covers of it inside ``<mark>``."""
    first, last = answer or (end, end)
    first, last = max(first, start), min(last, end)
    if first >= last:
        return escaped(text[start:end])
    marked = Markup('<mark class="answer">{}</mark>').format(escaped(text[first:last]))
    return escaped(text[start:first]) + marked + escaped(text[last:end])


def speaker_line(citation: Citation, wording: Wording) -> Markup:
    """Return who says the quote, as a line under it, or nothing where nobody is known to."""
    if not citation.speaker:
        return Markup("")
    said = wording.says.format(speaker=citation.speaker)
    return Markup('<span class="speaker" lang="{}" dir="auto">{}</span>').format(
        wording.code, escaped(said)
    )
