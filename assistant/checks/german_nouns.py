"""German nouns, which have a capital as names have, told from names by HanTa's tagger.

Wartena, "A Probabilistic Morphology Model for German Lemmatization", KONVENS 2019. Of 368 German
towns and 405 surnames, each in sentences of its own, 2 to 4 and 6 to 9 in 100 are taken for a noun
that was copied (``assistant.checks.copied``).
"""

import re
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from HanTa.HanoverTagger import HanoverTagger

_TOKEN = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
_NOUN = "NN"  # of the tag set; names are "NE"
_TEXTS_KEPT = 256
_one_at_a_time = Lock()  # the tagger remembers words while it works


def is_noun(word: str, text: str) -> bool:
    """Tell whether ``word`` is a noun wherever it stands in a German ``text``, and it does."""
    tags = [tag for token, tag in _tagged(text) if token == word]
    return bool(tags) and all(tag == _NOUN for tag in tags)


@lru_cache(_TEXTS_KEPT)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    tokens = _TOKEN.findall(text)
    with _one_at_a_time:
        return tuple((token, tag) for token, _, tag in _tagger().tag_sent(tokens))


@cache
def _tagger() -> "HanoverTagger":
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_ger.pgz")  # one of the package's own
