"""Later names: a sentence does not tell of what its release only comes to after it.

"The Reds beat the Blues. Then, in the final, they lost to the Whites.": whom they beat in the
final, the first sentence does not say, though "final" stands near by. A release explains itself
forwards: who is meant by "they" was named before, or in the title.
"""

import re
from collections.abc import Sequence

from assistant.checks.named import find_names
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.same_name import is_named
from assistant.names import acronyms

_COMPOUND = re.compile(r"(?<!\w)[^\W\d_a-zß-ÿ]{2,}(?:-\w+)+")  # NATO-Gipfel


def check_later_names(claim: Claim, sources: Sequence[Source]) -> Finding:
    """No name of the question, repeated by the claim, stands only behind what it cites.

    Of some 500 statements about XQuAD-R's paragraphs that passed all else it finds six, none of
    them right, and of 48 about a press release one, to a question that has no answer there.
    """
    repeated = [
        name
        for name in _names(claim)
        if is_named(name, claim.question, claim.language)
        and any(is_named(name, source.whole, claim.language) for source in sources)
    ]
    missed = [
        name
        for name in repeated
        if not any(is_named(name, _up_to(source), claim.language) for source in sources)
    ]
    return Finding(
        tuple(repeated),
        tuple(missed),
        tuple(f"the release comes to {name} after what is cited" for name in missed),
    )


def _names(claim: Claim) -> list[str]:
    named = [name.word for name in find_names(claim.text, claim.language)]
    compounds = _COMPOUND.findall(claim.text)
    return list(dict.fromkeys([*named, *acronyms(claim.text), *compounds]))


def _up_to(source: Source) -> str:
    """Return what a reader has read by the end of a sentence: all of it where that is not told."""
    start = source.whole.find(source.text)
    read = source.whole[: start + len(source.text)] if start >= 0 else source.whole
    return "\n".join((source.heading, source.speaker or "", read))
