"""Speakers: who says what stands between quotation marks, where the text names them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from documents.boundaries import find_boundaries
from documents.function_words import FUNCTION_WORDS
from documents.records import Block, Kind

_QUOTED = re.compile(r"„[^„“”]+(?:[“”]|$)|“[^„“”]+(?:”|$)|»[^«»]+(?:«|$)|«[^«»]+(?:»|$)|\"[^\"]+\"")
_QUOTED_WORDS = 4
_MOST_QUOTATIONS = 1_000  # of one release; no news has more
_REACH = 300  # characters around a quotation in which its speaker is looked for
_SAID = re.compile(
    r"\b(?:sag(?:t|te|ten)|erklär(?:t|te)|beton(?:t|te)|erläuter(?:t|te)|ergänz(?:t|te)|mein(?:t|te)"
    r"|unterstrich|unterstreicht|hob|hebt|lob(?:t|te)|freut|freute|kommentier(?:t|te)|so|laut"
    r"|begrüß(?:t|te)|würdig(?:t|te)|fass(?:t|te)|füg(?:t|te)|berichte(?:t|te)|äußer(?:t|te)"
    r"|bilanzier(?:t|te)|kündig(?:t|te)|verspr(?:icht|ach)|forder(?:t|te)|warn(?:t|te)|gab|spricht|sprach"
    r"|dit|déclar(?:e|é)|ajout(?:e|é)|expliqu(?:e|é)|soulign(?:e|é)|précis(?:e|é)|affirm(?:e|é)"
    r"|rappel(?:le|é)|comment(?:e|é)|indiqu(?:e|é)|conclut|conclu|résum(?:e|é)|estim(?:e|é)|insist(?:e|é)"
    r"|poursuit|selon|assur(?:e|é)|observ(?:e|é)|salu(?:e|é)|promis|promet"
    r"|said|says|add(?:s|ed)|explain(?:s|ed)|state[sd]|comment(?:s|ed)|note[sd]|stress(?:es|ed)"
    r"|emphasi[sz]e[sd]|underlin(?:es|ed)|told|conclude[sd]|remark(?:s|ed)|according to"
    r"|warn(?:s|ed)|continue[sd]|welcome[sd]|declare[sd]|promise[sd])\b"
)
_ROLE = re.compile(
    r"(?i:.*(?:leiter|sprecher|minister|präsident|direktor|professor|sekretär|konsul|führer|forscher"
    r"|wissenschaftler|rektor|kanzler|bürgermeister|senator|manager|gründer|koordinator|chef|ärzt)"
    r"(?:in)?|.*(?:vorsitzende|beauftragte)r?|.*(?:mitglied|vorstand|rat|amt)"
    r"|president|director|minister|chief|executive|officer|senior|head|team|leader"
    r"|chair(?:man|woman)?|founder|coordinator|secretary|state|chancellor|mayor|dean|spokes\w+|general|managing|vice"
    r"|dr|prof|pr|ing|mr|mrs|ms|mme|mlle|sir|herrn?|frau|monsieur|madame|m)\.?"
)
_PARTICLES = frozenset(
    {"da", "de", "del", "den", "der", "di", "du", "la", "le", "van", "von", "zu"}
)
_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿ](?:[^\W\d_]*[a-zà-ÿ][\w’'-]*|\.)")
_WORD = re.compile(r"\b[^\W\d_a-zà-ÿ]\.|[\w’'-]+")
_PRONOUN = re.compile(r"(?i:\b(?:sie|er|elle|il|she|he)\b)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of direct speech, marks included, and its speaker if the text names one."""

    start: int
    end: int
    speaker: str | None


def find_quotations(text: str, blocks: Sequence[Block], language: str) -> tuple[Quotation, ...]:
    """Return the direct quotations of at least four words, in order.

    The speaker is a person named in the words that announce the quotation (before a colon) or
    that follow it in its sentence, next to a verb of saying. A surname stands for the person
    named before, a pronoun for the one who spoke last or the only one named just before. A
    quotation without such words goes on in its paragraph's voice.
    """
    quotations: list[Quotation] = []
    people = _People(language)
    above = ""
    for block in blocks:
        body = text[block.start : block.end]
        if block.kind is Kind.HEADING or len(quotations) >= _MOST_QUOTATIONS:
            above = ""
            continue
        voice, read = None, 0
        for match in islice(_QUOTED.finditer(body), _MOST_QUOTATIONS):
            start = max(read, match.start() - _REACH)
            before = _last_sentence(body[start : match.start()], language)
            if not before and read == 0 and above.endswith(":"):
                before = above
            after = body[match.end() : match.end() + _REACH]
            for frame in _frames(before, match.group(), after, language):
                context = (
                    f"{above[-_REACH:]} {body[max(0, match.start() - _REACH) : match.start()]}"
                )
                voice = people.speaking_in(frame, context) or voice
            if len(match.group().split()) >= _QUOTED_WORDS:
                span = block.start + match.start(), block.start + match.end()
                quotations.append(Quotation(*span, voice))
            read = match.end()
        people.meet(body, voice)
        above = body
    return tuple(quotations)


def _last_sentence(text: str, language: str) -> str:
    starts = [following for _, following in find_boundaries(text, language)]
    return text[starts[-1] if starts else 0 :].strip()


def _frames(before: str, quoted: str, after: str, language: str) -> Iterator[str]:
    """Yield the words that may name the speaker: an announcement, or what the sentence adds."""
    if before.endswith(":"):
        yield before
    ends_open = re.search(r"[,?!][\s”“«»\"]*$", quoted)
    if re.match(r"\s?[,–—]|\s[a-zà-ÿ]", after) or (ends_open and re.match(r"\s\w", after)):
        ends = [end for end, _ in find_boundaries(after, language)]
        yield re.split(r"[„“«»:]", after[: ends[0] if ends else None])[0]


class _People:
    """Who has been named and who has spoken so far in one release."""

    def __init__(self, language: str) -> None:
        self._function_words = FUNCTION_WORDS.get(language, frozenset[str]())
        self._by_surname: dict[str, str] = {}
        self._speaker: str | None = None

    def meet(self, text: str, speaker: str | None) -> None:
        """Remember the persons named in ``text`` and who spoke there."""
        self._speaker = speaker
        for name, _ in self.named_in(text):
            self._by_surname[name.split()[-1]] = name

    def speaking_in(self, frame: str, context: str) -> str | None:
        """Return the person next to a verb of saying in ``frame``; ``context`` stands before."""
        verbs = list(_SAID.finditer(frame))
        names = list(self.named_in(frame))
        if not verbs:
            return names[0][0] if len(names) == 1 and frame.endswith(":") else None
        distances = [
            (_distance(verb, start, start + len(name)), name)
            for name, start in names
            for verb in verbs
        ]
        if distances:
            return min(distances)[1]
        for word in _WORD.finditer(frame):
            if word.group() in self._by_surname:
                return self._by_surname[word.group()]
        if not _PRONOUN.search(frame):
            return None
        just_named = {name for name, _ in self.named_in(context)}
        return self._speaker or (just_named.pop() if len(just_named) == 1 else None)

    def named_in(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each name of a person and where it starts."""
        return _names(text, self._function_words)


def _distance(verb: re.Match[str], start: int, end: int) -> int:
    """Return how far a name stands from a verb; one that opens the frame is its subject."""
    if end <= verb.start():
        return 0 if start <= 1 else verb.start() - end
    return start - verb.end()


def _names(text: str, function_words: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield two to five capitalised words in a row that are neither roles nor small words."""
    run: list[re.Match[str]] = []

    def close() -> Iterator[tuple[str, int]]:
        while run and run[-1].group().lower() in _PARTICLES:
            run.pop()
        if 2 <= len(run) <= 5 and not run[-1].group().endswith("."):  # noqa: PLR2004
            yield text[run[0].start() : run[-1].end()], run[0].start()
        run.clear()

    for word in _WORD.finditer(text):
        token = word.group()
        joined = not run or re.fullmatch(r"\s", text[run[-1].end() : word.start()])
        if run and token.lower() in _PARTICLES and joined:
            run.append(word)
        elif (
            _CAPITALISED.fullmatch(token)
            and not _ROLE.fullmatch(token)
            and token.lower() not in function_words
        ):
            if not joined:
                yield from close()
            run.append(word)
        else:
            yield from close()
    yield from close()
