"""Disarming: whatever stands in a release or a question reaches a prompt as text and nothing else.

Chat models are told who speaks by markers in the text itself (``<|im_start|>``, ``[INST]``, …), and
by ours (``[3]``, ``Source 3:``). Some read what no person sees: Unicode's tags and variation
selectors. Only prompts are changed: quotes stay as they are in the release.
"""

import re

from assistant.parse_reply import MARKS

# Whatever begins like a marker or an element: "<|", "<s>", "</s>", "<!--", "<start_of_turn>", in
# ordinary or in full width; but not "p < 0.05".
_OPENING = re.compile(r"[<＜](?=\s*[|｜/!<＜]|[^\W\d])")
_CLOSING = re.compile(r"(?<=[|｜])\s*[>＞]|(?<=[\w>＞/\"'-])[>＞]")
_COMMAND = re.compile(r"\[\s*/?\s*[A-Z]{4,}(?:_[A-Z]+)*\s*\]")  # [INST], [/INST], [TOOL_CALLS]
_NUMBERED = re.compile(r"\b(source\s+\d+)\s*[:：]", re.IGNORECASE)
_ROUND = str.maketrans("[]", "()")
_UNSEEN = re.compile(
    r"[\u00ad\u200b\u2060-\u2064\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f"
    r"\U000e0000-\U000e01ef]"
)


def one_line(text: str) -> str:
    """Return ``text`` on one line, without a citation mark, chat marker or unseen sign in it."""
    text = " ".join(_UNSEEN.sub("", text).split())
    text = _CLOSING.sub("›", _OPENING.sub("‹", text))
    text = _COMMAND.sub(lambda found: found[0].translate(_ROUND), text)
    text = _NUMBERED.sub(r"\1 –", text)
    return MARKS.sub(lambda found: found[0].translate(_ROUND), text)
