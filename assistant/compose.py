"""Step 6, compose: a chat model writes one to three sentences from the numbered evidence.

The prompt is a fixed prefix (instructions and worked examples, read once and cached) and a short
last message with the evidence and the question. A model that follows grammars is held to the
form by one; any reply, also a free one, goes through the same parser. What comes out are drafts:
nothing here is true before the verifier has said so.
"""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import yaml

from assistant.as_told import Told, by_release
from assistant.chat_model import ChatModel, Message
from assistant.disarm import one_line
from assistant.languages import language_name
from assistant.parse_reply import YES, Choice, Draft, ReplyParser, Verdict
from assistant.runaway import Runaway
from assistant.shape import Shape
from documents.errors import ChatModelUnavailable

_PROMPTS = Path(__file__).parent / "prompts"
MOST_STATEMENTS = 3
LONGEST_STATEMENT = 420  # characters; a sentence of a release rarely has more


def compose(  # noqa: PLR0913 - the last two have their defaults
    chat_model: ChatModel,
    question: str,
    language: str,
    sources: Sequence[Told],
    problems: Sequence[str] = (),
    *,
    shape: Shape = Shape.PLAIN,
    named: int | None = None,
) -> Generator[Verdict | Choice | Draft]:
    """Yield the model's verdict, which source it chooses, each draft as soon as it is complete.

    ``problems`` are what was wrong with an earlier reply, one sentence each; ``shape`` what kind of
    answer is wanted; ``named`` the number of the one source that a grammar-bound model may name.

    A grammar-bound model always drafts, so that the caller may weigh the verdict's margin
    itself; a free model that says "No" drafts nothing. Stopping the iteration stops the model.
    Raises ``ChatModelUnavailable`` when the model breaks off.
    """
    with suppress(ChatModelUnavailable):  # if the model is really gone, the reply will tell
        chat_model.warm_up(prefix(), adapted=True)
    text = f"{question_text(question, language, sources)} {shape_hint(shape)}".rstrip()
    if problems:
        text = f"{text}\n{_repair(problems, language)}"
    messages = [*prefix(), Message("user", text)]
    numbers = range(1, len(sources) + 1) if named is None else [named]
    form = grammar(numbers) if chat_model.follows_grammar else None
    parser, runaway = ReplyParser(most=MOST_STATEMENTS), Runaway()
    said: set[str] = set()
    with closing(chat_model.stream(messages, form, adapted=True)) as pieces:
        for piece in pieces:
            for event in parser.feed(piece.text, dict(piece.candidates)):
                if isinstance(event, Draft):
                    if event.text in said:
                        return  # it has begun to say the same again
                    said.add(event.text)
                yield event
                if form is None and isinstance(event, Verdict) and not event.found:
                    return
            if parser.complete or runaway.has_begun(piece.text):
                return
    yield from (event for event in parser.finish() if _is_new(event, said))


def _is_new(event: Verdict | Choice | Draft, said: set[str]) -> bool:
    return not isinstance(event, Draft) or event.text not in said


@cache
def prefix() -> tuple[Message, ...]:
    """Return the unchanging start of every prompt: instructions and worked examples."""
    system = (_PROMPTS / "compose_system.md").read_text(encoding="utf-8").strip()
    messages = [Message("system", system)]
    for example in _examples():
        text = _fill(example.question, example.language, example.told)
        messages += [Message("user", text), Message("assistant", example.reply)]
    return tuple(messages)


@cache
def example_names() -> frozenset[str]:
    """Return the invented names of the worked examples: small models leak them into answers."""
    return frozenset(name for example in _examples() for name in example.names)


def question_text(question: str, language: str, sources: Sequence[Told]) -> str:
    """Return the last message: numbered sources by release, the question, the language's name."""
    return _fill(question, language_name(language), sources)


@cache
def shape_hint(shape: Shape) -> str:
    """Return what to tell the model of the shape of the answer, ``""`` where there is nothing."""
    hints = yaml.safe_load((_PROMPTS / "shape_hints.yaml").read_text(encoding="utf-8"))
    return str(hints.get(shape.value, ""))


def grammar(sources: Iterable[int]) -> str:
    """Return the GBNF grammar of a reply about sentences of these numbers.

    Form: "Yes." and one to three statements, each after one to three source numbers: a model that
    must name the source first looks for it before it writes, and tells how sure it is of it.
    "No" is not in the grammar: the verdict's margin tells it better than the choice would.
    GBNF is llama.cpp's notation.
    """
    numbers = " | ".join(f'"{number}"' for number in sources)
    return (
        f'root ::= "{YES}. " statement (" " statement)? (" " statement)?\n'
        f'statement ::= mark mark? mark? " " first rest{{1,{LONGEST_STATEMENT}}}\n'
        r"first ::= [^\[\]\x00-\x20]" + "\n"
        r'rest ::= [^\[\]\x00-\x1f] | "[" [A-Za-z]+ "]"' + "\n"  # names like PR[AI]RIE
        f'mark ::= "[" ({numbers}) "]"\n'
    )


@dataclass(frozen=True, slots=True)
class _Example:
    question: str
    language: str
    sources: dict[str, list[str]]
    names: list[str]
    reply: str

    @property
    def told(self) -> list[Told]:
        """The sources as they are told: sentences under the titles of their releases."""
        return [Told(text, title) for title, texts in self.sources.items() for text in texts]


@cache
def _examples() -> tuple[_Example, ...]:
    text = (_PROMPTS / "compose_examples.yaml").read_text(encoding="utf-8")
    return tuple(_Example(**example) for example in yaml.safe_load(text))


def _fill(question: str, language: str, sources: Sequence[Told]) -> str:
    lines: list[str] = []
    numbers = count(1)
    for release, together in by_release(sources):
        lines.append(f"From “{one_line(release)}”:")
        # Not "[1]", as in the reply: after that a small model goes on with the source's own text.
        lines += [f"Source {next(numbers)}: {one_line(source.text)}" for source in together]
    template = (_PROMPTS / "compose_question.md").read_text(encoding="utf-8").strip()
    return template.format(sources="\n".join(lines), question=one_line(question), language=language)


def _repair(problems: Sequence[str], language: str) -> str:
    template = (_PROMPTS / "compose_repair.md").read_text(encoding="utf-8").strip()
    told = " ".join(f"{one_line(each)}." for each in problems)
    return template.format(problems=told, language=language_name(language))
