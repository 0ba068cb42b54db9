"""Step 6, compose: the grammars of replies, in GBNF, llama.cpp's notation.

Form: "Yes." and one to three statements, each after the numbers of its sources: a model that must
name the source first looks for it before it writes, and tells how sure it is of it. "No" is in no
grammar: the verdict's margin tells it better than the choice would.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from assistant.parse_reply import YES

MOST_STATEMENTS = 3
_LONGEST_STATEMENT = 420  # characters; a sentence of a release rarely has more
_LONGEST_WORDS = 160  # characters that are copied in training
_MOST_WORDS = 150  # of a sentence; a rule of the grammar each
_NOT_COPIED = re.compile(r"[{}\[\]\x00-\x1f]")
_SIGN = r"\u3040-\u30ff\u3400-\u9fff"  # Chinese and Japanese: each a word
_WORD = re.compile(rf"[{_SIGN}]|[$€£]?[^\W{_SIGN}](?:[^\s{_SIGN}]*[^\W{_SIGN}])?[%€$£°]?")
_FORM = (
    f'statement ::= marks " " first rest{{1,{_LONGEST_STATEMENT}}}\n'
    r"first ::= [^\[\]{}\x00-\x20]" + "\n"
    r'rest ::= [^\[\]{}\x00-\x1f] | "[" [A-Za-z]+ "]"' + "\n"  # names like PR[AI]RIE
)


def grammar(sources: Iterable[int], *, most: int = MOST_STATEMENTS) -> str:
    """Return the grammar of a reply about sentences of these numbers, up to three a statement."""
    numbers = " | ".join(f'"{number}"' for number in sources)
    return f'{_root(most)}{_FORM}marks ::= mark mark? mark?\nmark ::= "[" ({numbers}) "]"\n'


def copying_grammar(sources: Mapping[int, str], *, most: int) -> str:
    """Return the grammar of a reply that copies words before each of ``most`` statements.

    ``sources`` are the sentences that may be named, by number. After its one number stand whole
    words of that very sentence, in their order, so that they are found in it again. Of a text
    without end only its first words may be copied.
    """
    marks, rules = [], []
    for number, text in sources.items():
        every = (match for match in _WORD.finditer(text) if may_be_copied(match[0]))
        words = list(islice(every, _MOST_WORDS))
        for place, match in enumerate(words):
            following = words[place + 1] if place + 1 < len(words) else None
            between = text[match.end() : following.start()] if following else "{"
            goes_on = "" if _NOT_COPIED.search(between) else _goes_on(between, number, place + 1)
            rules.append(f"w{number}-{place} ::= {_literal(match[0])}{goes_on}\n")
        starts = " | ".join(f"w{number}-{place}" for place in range(len(words)))
        marks.append(f'"[{number}] {{" ({starts}) "}}"' if words else f'"[{number}]"')
    return f"{_root(most)}{_FORM}marks ::= {' | '.join(marks)}\n{''.join(rules)}"


def may_be_copied(words: str) -> bool:
    """Tell whether the grammar allows words to be copied as those that answer."""
    return 0 < len(words) <= _LONGEST_WORDS and not _NOT_COPIED.search(words)


def _root(most: int) -> str:
    others = ' (" " statement)?' * (most - 1)
    return f'root ::= "{YES}. " statement{others}\n'


def _goes_on(between: str, number: int, place: int) -> str:
    return f" ({_literal(between)} w{number}-{place})?"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
