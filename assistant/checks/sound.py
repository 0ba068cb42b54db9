"""Names written in another script: Гельга Зьоннінг is Helga Sönning.

Letters are brought to Latin (anyascii), then to the consonants that survive a transcription.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from anyascii import anyascii

_OTHER_SCRIPT = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2000-\u206f]")
_SOUNDS = (
    (r"sch|sh|ch|ts|tz|z|ç|c(?=[eiy])|x", "s"),
    (r"ph|v|w|b|p", "f"),
    (r"th|d", "t"),
    (r"qu?|ck|c|g|kh|^h(?=[ei])", "k"),
    (r"[aeiouyjh'`]", ""),
    (r"(.)\1+", r"\1"),
)
_ALIKE = 0.6  # of the consonants; silent letters and lost endings make up the rest
_NAME = re.compile(r"[^\W\d_][\w'’]*")
_WORDS_KEPT = 4096


def same_sound(name: str, text: str) -> bool:
    """Tell whether ``text`` has a name that sounds like ``name``, which is in another script."""
    if not _OTHER_SCRIPT.search(name):
        return False
    wanted = _consonants(name)
    heard = (_consonants(word) for word in _NAME.findall(text) if word[:1].isupper())
    return any(
        wanted[:1] == sounds[:1] and SequenceMatcher(None, wanted, sounds).ratio() >= _ALIKE
        for sounds in heard
    )


@lru_cache(maxsize=_WORDS_KEPT)
def _consonants(name: str) -> str:
    sounds = anyascii(name).casefold()
    for pattern, sound in _SOUNDS:
        sounds = re.sub(pattern, sound, sounds)
    return sounds
