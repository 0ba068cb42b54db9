"""Speakers: words are put into the mouth of who said them, and quoted words are verbatim."""

import re
from collections.abc import Callable, Sequence

from assistant.checks.lexicon import lexicon
from assistant.checks.named import Named, find_names
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.sound import same_sound
from assistant.names import missing_names, names

_QUOTED = re.compile(
    r"„([^“”„]+)[“”]|“([^“”]+)”|”([^“”]+)”|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』"
)
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]+")
# Who "he" is stands before the sentence; that is left to the check of names.
_PRONOUN = re.compile(
    r"(?i:\b(?:er|sie|he|she|il|elle|él|ella|lui|lei|hij|zij|han|hon|on|ona)\b)"
    r"|^(?:Seine?|Ihre?|His|Her|S(?:on|a|es)|Sus?|(?:Il|La|I|Le)\s(?:suo|sua|suoi|sue)|Zijn|Haar|Jego|Jej)\s"
)
_FEWEST_WORDS = 4  # fewer are a title, or a word at arm's length
_NEAR = 90  # characters between a verb of saying and who says it


def check_speakers(
    claim: Claim, sources: Sequence[Source], translated: Callable[[str], bool] = lambda _: False
) -> Finding:
    """Who is said to have said it must be the speaker; a quotation must be the source's words.

    ``translated`` tells of names that stand for the source's: "the Red Cross".
    """
    compared, missed, reasons = [], [], []
    for speaker, reason in _attributions(claim, sources, translated):
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


def _attributions(
    claim: Claim, sources: Sequence[Source], translated: Callable[[str], bool]
) -> list[tuple[str, str | None]]:
    """Return the person whom the claim lets speak, and why not, if the sources let another."""
    sayings = lexicon("sayings").find(claim.text, claim.language)
    if not sayings:
        return []
    near = [
        person
        for person in _people(claim, sources)
        if any(min(abs(person.start - s.end), abs(s.start - person.end)) <= _NEAR for s in sayings)
    ]
    if not near:
        return []
    written = " ".join(person.word for person in near[:2])
    spoken = [source.speaker for source in sources if source.speaker]
    for speaker in spoken:
        if not any(_is_part_of(person, speaker) for person in near):
            return [(written, f"{speaker} said this, not {written}")]
    texts = " ".join(source.text for source in sources)
    if not spoken:
        near = [person for person in near if not translated(person.word)]
        if not near:
            return []
    if spoken or any(_is_part_of(person, texts) for person in near) or _PRONOUN.search(texts):
        return [(written, None)]
    return [(written, f"the source does not say that {written} said this")]


def _people(claim: Claim, sources: Sequence[Source]) -> list[Named]:
    """Return the names in a claim: by their look, or because the passage has them for names."""
    found = {name.start: name for name in find_names(claim.text, claim.language)}
    known = "\n".join(name for source in sources for name in names(source.around, source.language))
    for match in _CAPITALISED.finditer(claim.text):
        if match.start() not in found and not missing_names([match[0]], known):
            found[match.start()] = Named(match[0], match.start(), match.end(), 1)
    return [found[start] for start in sorted(found)]


def _is_part_of(name: Named, speaker: str) -> bool:
    return not missing_names([name.word], speaker) or same_sound(name.word, speaker)


def _plain(text: str) -> str:
    """Return text without what typography varies: marks, blanks, case, the end's punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))
