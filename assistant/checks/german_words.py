"""German words by HanTa's tagger: nouns, which have a capital as names have, and missing verbs.

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
# "gesungen" and "inne" are no verb without "hat" and "hat … inne"; a fragment may have none at all.
_OPEN = frozenset({"VV(PP)", "PTKVZ"})
_TEXTS_KEPT = 256
_one_at_a_time = Lock()  # the tagger remembers words while it works


def is_noun(word: str, text: str) -> bool:
    """Tell whether ``word`` is a noun wherever it stands in a German ``text``, and it does."""
    tags = [tag for token, tag in _tagged(text) if token == word]
    return bool(tags) and all(tag == _NOUN for tag in tags)


def lacks_its_verb(text: str) -> bool:
    """Tell whether a German sentence has part of a verb, and not the verb: "Ada ein Lied gesungen".

    Of 198 that a small model wrote it finds five, and all of them are none.
    """
    tags = {tag for _, tag in _tagged(text)}
    return bool(_OPEN & tags) and not any("FIN" in tag or "IMP" in tag for tag in tags)


def verbs_of(text: str) -> frozenset[str]:
    """Return the words of a German text that are verbs, and no infinitives."""
    return frozenset(
        token for token, tag in _tagged(text) if tag.startswith("V") and "INF" not in tag
    )


@lru_cache(_TEXTS_KEPT)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    tokens = _TOKEN.findall(text)
    with _one_at_a_time:
        return tuple((token, tag) for token, _, tag in _tagger().tag_sent(tokens))


@cache
def _tagger() -> "HanoverTagger":
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_ger.pgz")  # one of the package's own
