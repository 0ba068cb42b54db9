"""Month names in running text, inflected as a sentence needs them, from CLDR through Babel."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from documents.locales import known_locale

# Languages whose months take endings beyond CLDR's two forms: "w styczniu", "novemberben".
_ENDINGS = dict.fromkeys(
    ("pl", "cs", "sk", "sl", "hr", "uk", "ru", "bg"), r"\w{0,2}"
) | dict.fromkeys(("hu", "fi", "et", "lv", "lt"), r"\w{0,4}")
_VOWELS = "aeiouyąęěíýůéáіїиаяеєюуоь"
_SHORTEST = 3
# English months that are also words, with what must stand before or behind them to be months.
_AMBIGUOUS = {("en", "may"), ("en", "march"), ("ro", "mai")}
_IN_A_DATE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?:\sof)?|\b(?:in|of|on|since|until|till|by|from|between|and|to|early|late|mid|last"
    r"|next|during|before|after|this))[\s-]$",
    re.IGNORECASE,
)
_NUMBER_NEXT = re.compile(r"\s\d")


@dataclass(frozen=True, slots=True)
class MonthPattern:
    """Finds the months of one language."""

    pattern: re.Pattern[str] | None
    months: dict[str, int]
    language: str

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield where each month's name starts and ends, and its number (1 to 12)."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            stem = match["wide"] or match["short"]
            word = stem.lower()  # casefold would take Greek accents apart
            if (self.language, word) in _AMBIGUOUS and not self._is_month(text, match):
                continue
            yield match.start(), match.end(), self.months[word]

    def _is_month(self, text: str, match: re.Match[str]) -> bool:
        near = _IN_A_DATE.search(text, max(0, match.start() - 12), match.start())
        capital = match[0][0].isupper() or self.language != "en"
        return capital and bool(near or _NUMBER_NEXT.match(text, match.end()))


@cache
def month_pattern(language: str) -> MonthPattern:
    """Return what finds the months of ``language`` (ISO 639-1); nothing for an unknown one."""
    locale = known_locale(language)
    if locale is None:
        return MonthPattern(None, {}, language)
    contexts = locale.months
    months: dict[str, int] = {}
    endings = _ENDINGS.get(language, "")
    names: dict[str, list[str]] = {"wide": [], "short": []}
    for context in ("format", "stand-alone"):
        for width, kind in (("wide", "wide"), ("abbreviated", "short")):
            for number, name in contexts.get(context, {}).get(width, {}).items():
                word = str(name).lower().rstrip(".")
                if not all(sign.isalpha() or sign == " " for sign in word) or len(word) < _SHORTEST:
                    continue
                if kind == "wide" and endings and word[-1] in _VOWELS and len(word) > _SHORTEST:
                    word = word[:-1]
                if months.setdefault(word, int(number)) == int(number):
                    names[kind].append(re.escape(word))
    if not months:
        return MonthPattern(None, {}, language)
    wide, short = (
        "|".join(sorted(names[kind], key=len, reverse=True)) for kind in ("wide", "short")
    )
    # Abbreviations are everyday words in some languages ("mar", "set"): only beside a figure.
    next_figure = r"\d" if language == "en" else r"(?:19|20)\d\d(?!\d)"
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<wide>{wide}){endings}"
        rf"|(?:(?<=\d\s)|(?<=\d\.\s)|(?=\w+\.?\s{next_figure}))"
        rf"(?P<short>{short or '(?!)'})\.?)(?!\w)",
        re.IGNORECASE,
    )
    return MonthPattern(pattern, months, language)
