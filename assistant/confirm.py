"""Step 7, the last check: ask whether the source states this answer to this question.

Numbers, names and closeness cannot tell "the agreement was signed in 2019" from "she has led it
since 2019". The chat model is asked once more, about one statement and its source alone: judging is
easier than writing, and the margin of its first word can be weighed.
"""

from collections.abc import Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import yaml

from assistant.as_told import Told, by_release
from assistant.chat_model import ChatModel, Message
from assistant.disarm import one_line
from assistant.parse_reply import CERTAIN_NO, NO, YES, ReplyParser, Verdict
from documents.errors import ChatModelUnavailable

_PROMPTS = Path(__file__).parent / "prompts"
_GRAMMAR = f'root ::= "{YES}" | "{NO}"'
# Of 56 first drafts about XQuAD-R's paragraphs, a press release and invented ones that passed all
# checks, 39 of them right: most right ones lie above; what is wrong and confirmed is mostly stopped
# by the first word of the reply or by a check. Of sentences farther from the question (see
# ``nearest_quotes.is_near``) one right one had 1.57, a wrong one 1.1.
CONFIRMED_FROM = 0.5
CONFIRMED_FROM_AFAR = 1.4
_LONGEST = 40  # characters in which a verdict must have come


def confirm(chat_model: ChatModel, question: str, answer: str, sources: Sequence[Told]) -> float:
    """Return the model's log odds that ``sources`` state ``answer`` to ``question``.

    It counts as confirmed from ``CONFIRMED_FROM`` up. Raises ``ChatModelUnavailable`` when the
    model breaks off.
    """
    with suppress(ChatModelUnavailable):  # if the model is really gone, the reply will tell
        chat_model.warm_up(prefix())
    messages = [*prefix(), Message("user", question_text(question, sources, answer))]
    parser = ReplyParser(most=1)
    verdict: Verdict | None = None
    said = ""
    with closing(chat_model.stream(messages, _GRAMMAR)) as pieces:
        for piece in pieces:
            said += piece.text
            for event in parser.feed(piece.text, dict(piece.candidates)):
                verdict = verdict or (event if isinstance(event, Verdict) else None)
            if verdict is not None or len(said) > _LONGEST:
                break  # whatever else it says decides nothing
    for event in parser.finish():
        verdict = verdict or (event if isinstance(event, Verdict) else None)
    # To the parser any text is an answer; here only a plain "Yes" says so where no odds are told.
    plain = said.lstrip().casefold().startswith(YES.casefold())
    if verdict is None or (verdict.margin is None and not plain):
        return CERTAIN_NO
    return verdict.log_odds


@cache
def prefix() -> tuple[Message, ...]:
    """Return the unchanging start of every such prompt: instructions and worked examples."""
    messages = [Message("system", _read("confirm_system.md"))]
    for example in yaml.safe_load(_read("confirm_examples.yaml")):
        source = Told(example["source"], example["release"])
        text = question_text(example["question"], [source], example["answer"])
        messages += [Message("user", text), Message("assistant", example["reply"])]
    return tuple(messages)


def question_text(question: str, sources: Sequence[Told], answer: str) -> str:
    """Return the last message: the source under its release's title, the question, the answer."""
    source = " ".join(
        f"From “{release}”: {' '.join(f'{each.before} {each.text}'.strip() for each in together)}"
        for release, together in by_release(sources)
    )
    lines = {"question": question, "source": source, "answer": answer}
    return _read("confirm_question.md").format(
        **{name: one_line(text) for name, text in lines.items()}
    )


@cache
def _read(name: str) -> str:
    return (_PROMPTS / name).read_text(encoding="utf-8").strip()
