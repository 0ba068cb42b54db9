"""Normalising: one canonical form of a text, made once, before any offset is counted."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width spaces and joiners of words, byte order marks and the marks that steer
# bidirectional display are invisible, and would break a quote in two for whoever searches for it.
# The zero-width joiner and non-joiner stay: they spell words in Arabic script and build emoji.
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    r"""Return ``text`` in the form that is stored, searched and quoted.

    Lines end in ``\n``; tabs are spaces; control and invisible characters are gone; characters
    are composed (Unicode NFC); lines have no trailing blanks; at most one blank line stands
    between paragraphs and none at either end. Non-breaking spaces stay as they are. Applying it
    twice changes nothing.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()
