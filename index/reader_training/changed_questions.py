"""Changed questions: what an answerable question asks, but for another year, figure or name.

Their paragraph does not answer them, though nearly all of their words stand in it.
"""

import re
from random import Random

_FIGURE = re.compile(r"\b\d{1,4}\b")
_NAME = re.compile(r"(?<=\w )[^\W\d_a-zß-öø-ÿ]\w{3,}(?: [^\W\d_a-zß-öø-ÿ]\w{2,})*")


def changed(question: str, other: str, paragraph: str, random: Random) -> str | None:
    """Return the question with a figure or a name of its own exchanged, ``None`` where it has none.

    A name comes from the ``other`` question; what takes its place is not in the paragraph.
    """
    figures = [match for match in _FIGURE.finditer(question) if match[0] in paragraph]
    names = [match for match in _NAME.finditer(question) if match[0] in paragraph]
    strangers = [match[0] for match in _NAME.finditer(other) if match[0] not in paragraph]
    if figures:
        place = random.choice(figures)
        instead = _other_figure(int(place[0]), random)
        if instead in paragraph:
            return None
    elif names and strangers:
        place, instead = random.choice(names), random.choice(strangers)
    else:
        return None
    return question[: place.start()] + instead + question[place.end() :]


def _other_figure(figure: int, random: Random) -> str:
    steps = [step for step in (-10, -3, -2, -1, 1, 2, 3, 10) if figure + step > 0]
    return str(figure + random.choice(steps))
