"""Step 7, mend: countries by the name they have in the statement's language.

It is CLDR's, through Babel. A small model leaves "Polen" in a Spanish sentence as its German source
has it.
"""

import re
from collections.abc import Sequence

from assistant.checks.places import find_places
from assistant.checks.records import Claim, Source
from assistant.names import fold
from documents.locales import known_locale

# Where a country's name stands in a sentence as CLDR lists it; others decline it.
_UNDECLINED = frozenset({"da", "de", "en", "es", "fr", "it", "nl", "no", "pt", "sv"})
_COUNTRY = re.compile(r"[A-Z]{2}")  # of the keys of places; cities have their own names
_CAPITAL_BEFORE = re.compile(r"\w\s[^\W\d_a-zß-ÿ][\w’'-]*[\s-]$")
_CAPITAL_BEHIND = re.compile(r"[\s-][^\W\d_a-zß-ÿ]")
_LONGEST_ENDING = 2  # "Polens", "den Niederlanden"


def with_own_countries(claim: Claim, sources: Sequence[Source]) -> str:
    """Return the claim's text, countries that it calls as its sources do by their own name.

    A country in a longer name ("Microsoft Deutschland") stays.
    """
    text = claim.text
    if claim.language not in _UNDECLINED:
        return text
    for language in sorted({source.language for source in sources} - {claim.language}):
        for place in reversed(find_places(text, language)):
            name = _own_name(text[place.start : place.end], place.key, language, claim.language)
            alone = not (
                _CAPITAL_BEFORE.search(text[: place.start])
                or _CAPITAL_BEHIND.match(text, place.end)
            )
            if name is not None and alone:
                text = f"{text[: place.start]}{name}{text[place.end :]}"
    return text


def _own_name(written: str, key: str, spoken: str, into: str) -> str | None:
    """Return what a country is called in ``into``, ``None`` where ``written`` is right there."""
    there, here = known_locale(spoken), known_locale(into)
    if not _COUNTRY.fullmatch(key) or there is None or here is None:
        return None
    foreign, own = (str(locale.territories.get(key, "")) for locale in (there, here))
    if not foreign or not own:
        return None
    said, there_said, here_said = fold(written), fold(foreign), fold(own)
    inflected = said.startswith(there_said) and len(said) - len(there_said) <= _LONGEST_ENDING
    # "Germania" is no form of Germany, but "Polens" may be one of the Swedish Polen.
    foreign_form = said == there_said or (inflected and not said.startswith(here_said))
    return own if foreign_form and said != here_said else None
