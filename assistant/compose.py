"""Step 6, compose: a chat model writes one to three sentences from the numbered evidence.

The prompt is a fixed prefix (instructions and worked examples, read once and cached) and a short
last message with the evidence and the question. A model that follows grammars is held to the
form by one; any reply, also a free one, goes through the same parser. What comes out are drafts:
nothing here is true before the verifier has said so.

A model that was taught to copies the words that answer before it writes: "[2] {31,500} Festiwal
miał 31 500 gości." A small model finds them better than it says them in another language.
"""

from collections.abc import Generator, Sequence
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
from assistant.parse_reply import Choice, Draft, ReplyParser, Verdict
from assistant.reply_grammar import MOST_STATEMENTS, copying_grammar, grammar
from assistant.runaway import Runaway
from assistant.shape import Shape, has_parts
from documents.errors import ChatModelUnavailable

_PROMPTS = Path(__file__).parent / "prompts"


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
    copying = chat_model.copies_answer
    with suppress(ChatModelUnavailable):  # if the model is really gone, the reply will tell
        chat_model.warm_up(prefix(copying=copying), adapted=True)
    text = f"{question_text(question, language, sources)} {shape_hint(shape)}".rstrip()
    if problems:
        text = f"{text}\n{_repair(problems, language)}"
    messages = [*prefix(copying=copying), Message("user", text)]
    numbers = range(1, len(sources) + 1) if named is None else [named]
    form = None
    if chat_model.follows_grammar and copying:
        parts = shape is not Shape.PLAIN or has_parts(question, language)
        may_name = {each: one_line(sources[each - 1].text) for each in numbers}
        form = copying_grammar(may_name, most=MOST_STATEMENTS if parts else 1)
    elif chat_model.follows_grammar:
        form = grammar(numbers)
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
def prefix(*, copying: bool = False) -> tuple[Message, ...]:
    """Return the unchanging start of every prompt: instructions and worked examples.

    ``copying`` is for a model that copies the words that answer before it writes.
    """
    name = "compose_copying_system.md" if copying else "compose_system.md"
    messages = [Message("system", (_PROMPTS / name).read_text(encoding="utf-8").strip())]
    for example in _examples():
        text = _fill(example.question, example.language, example.told)
        reply = example.copying_reply if copying else example.reply
        messages += [Message("user", text), Message("assistant", reply)]
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


@dataclass(frozen=True, slots=True)
class _Example:
    question: str
    language: str
    sources: dict[str, list[str]]
    names: list[str]
    reply: str
    answer: str = ""

    @property
    def told(self) -> list[Told]:
        """The sources as they are told: sentences under the titles of their releases."""
        return [Told(text, title) for title, texts in self.sources.items() for text in texts]

    @property
    def copying_reply(self) -> str:
        """The reply with the words of the source that answer before the statement."""
        return self.reply.replace("] ", f"] {{{self.answer}}} ", 1)


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
