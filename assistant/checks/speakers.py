"""Speakers: words are put into the mouth of who said them, and quoted words are verbatim."""

import re
from collections.abc import Sequence

from assistant.checks.lexicon import lexicon
from assistant.checks.names import Named, find_names
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.sound import same_sound
from assistant.names import missing_names

_QUOTED = re.compile(
    r"„([^“”„]+)[“”]|“([^“”]+)”|”([^“”]+)”|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』"
)
_FEWEST_WORDS = 4  # fewer are a title, or a word at arm's length
_NEAR = 90  # characters between a verb of saying and who says it


def check_speakers(claim: Claim, sources: Sequence[Source]) -> Finding:
    """Who is said to have said it must be the speaker; a quotation must be the source's words."""
    compared, missed, reasons = [], [], []
    for speaker, reason in _attributions(claim, sources):
        compared.append(speaker)
        if reason:
            missed.append(speaker)
            reasons.append(reason)
    for quoted in quotations(claim.text):
        compared.append(quoted)
        same_language = [s for s in sources if s.language == claim.language]
        if same_language and not any(_plain(quoted) in _plain(s.around) for s in same_language):
            missed.append(quoted)
            reasons.append(f"“{quoted}” is no verbatim quotation")
        elif not any(
            s.speaker or quotations(s.text) or _plain(quoted) in _plain(s.around) for s in sources
        ):
            missed.append(quoted)
            reasons.append(f"“{quoted}”: the source quotes nobody")
    return Finding(tuple(compared), tuple(missed), tuple(reasons))


def quotations(text: str) -> list[str]:
    """Return what stands between quotation marks, if it is more than a title."""
    found = (next(part for part in match.groups() if part) for match in _QUOTED.finditer(text))
    return [quoted for quoted in found if len(quoted.split()) >= _FEWEST_WORDS]


def _attributions(claim: Claim, sources: Sequence[Source]) -> list[tuple[str, str | None]]:
    """Return the person whom the claim lets speak, and why not, if the sources let another."""
    sayings = lexicon("sayings").find(claim.text, claim.language)
    spoken = [source for source in sources if source.speaker]
    if not sayings or not spoken:
        return []
    people = find_names(claim.text, claim.language)
    near = [
        name
        for name in people
        if any(min(abs(name.start - s.end), abs(s.start - name.end)) <= _NEAR for s in sayings)
    ]
    if not near:
        return []
    for source in spoken:
        speaker = source.speaker or ""
        if not any(_is_part_of(name, speaker) for name in near):
            written = " ".join(name.word for name in near[:2])
            return [(written, f"{speaker} said this, not {written}")]
    return [(spoken[0].speaker or "", None)]


def _is_part_of(name: Named, speaker: str) -> bool:
    return not missing_names([name.word], speaker) or same_sound(name.word, speaker)


def _plain(text: str) -> str:
    """Return text without what typography varies: marks, blanks, case, the end's punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))
