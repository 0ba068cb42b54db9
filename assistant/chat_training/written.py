"""What the chat model itself writes to train on: ``python -m assistant.chat_training.written``.

Two files of JSON lines beside each other. ``renderings.jsonl``: questions in other languages, by
the model, so that it learns to find answers across languages. ``statements.jsonl``: its own right
statements, most in another language than their source: written from the one sentence that answers,
to be learned beside others. A finished file is left as it is; an unfinished one is begun anew.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Annotated, Any

import httpx
import typer

from assistant.as_told import Told
from assistant.chat_model import Message
from assistant.chat_training.tasks import Asked, Task, Tasks
from assistant.checks.copied import check_copied
from assistant.checks.dates import check_dates
from assistant.checks.names import check_names
from assistant.checks.numbers import check_numbers
from assistant.checks.records import Claim, Source
from assistant.compose import example_names, prefix, question_text
from assistant.languages import language_name
from assistant.llama_server import start_server
from assistant.names import fold
from assistant.parse_reply import Draft, ReplyParser
from assistant.reply_grammar import grammar, may_be_copied
from documents.language import guess_language
from index.model_files import CHAT_MODEL
from index.model_store import ModelStore
from index.reader_training.questions import read_questions, split
from index.reader_training.renderings import read_renderings

_log = logging.getLogger(__name__)
_SLOTS = 4
_FOREIGN = 0.65  # of the statements, as far as there are renderings
_INTO = {"fr": ("de", "de", "en", "es", "it"), "en": ("de", "de", "fr", "es", "pl")}
_TRANSLATE = (
    Message("system", "You translate questions. Reply with the translated question alone."),
    Message("user", "Quand le musée a-t-il été inauguré ?\nTranslate into German."),
    Message("assistant", "Wann wurde das Museum eröffnet?"),
    Message("user", "How many people live in the county of Nordmark?\nTranslate into Spanish."),
    Message("assistant", "¿Cuántas personas viven en el condado de Nordmark?"),
    Message("user", "Qui dirige la fondation depuis 2014 ?\nTranslate into English."),
    Message("assistant", "Who has led the foundation since 2014?"),
)


class Model:
    """The embedded chat model answering a few prompts at a time."""

    def __init__(self, file: Path, threads: int) -> None:
        self._server = start_server(file, threads, slots=_SLOTS)
        self._client = httpx.Client(trust_env=False, timeout=600)

    def reply(self, messages: Sequence[Message], form: str | None = None) -> str:
        """Return a whole reply."""
        body: dict[str, Any] = {
            "messages": [{"role": each.role, "content": each.text} for each in messages],
            "temperature": 0,
            "max_tokens": 90,
            "cache_prompt": True,
        }
        if form:
            body["grammar"] = form
        answer = self._client.post(
            f"{self._server.listening_address}/v1/chat/completions", json=body
        ).raise_for_status()
        return str(answer.json()["choices"][0]["message"]["content"])


def render(model: Model, each: Asked, language: str) -> dict[str, Any] | None:
    """Return the question in another language, ``None`` where it did not come out as one."""
    name = language_name(language)
    text = model.reply([*_TRANSLATE, Message("user", f"{each.text}\nTranslate into {name}.")])
    text = text.strip()
    figures, asked_for = (sorted(filter(str.isdigit, one)) for one in (text, each.text))
    longer, shorter = len(text) > 2 * len(each.text), 2 * len(text) < len(each.text)
    if longer or shorter or "\n" in text or figures != asked_for:
        return None
    if not text.endswith("?") or guess_language(text).language != language:
        return None
    return {"id": each.id, "language": language, "text": text}


def state(model: Model, task: Task) -> dict[str, Any] | None:
    """Return what the model states to a task's one question, reading the source that answers alone.

    ``None`` where none does, and where the statement lacks the answer's words, is in another
    language or fails a check. (The model's own confirmation is no substitute for those words: of
    153 statements without them that it confirmed hardly half were right.)
    """
    each, number = task.questions[0]
    if number is None:
        return None
    source = task.sources[number - 1]
    asked = question_text(each.text, each.language, [source])
    form = grammar([1], most=1)
    parser = ReplyParser(most=1)
    reply = model.reply([*prefix(), Message("user", asked)], form)
    events = (*parser.feed(reply), *parser.finish())
    draft = next((event for event in events if isinstance(event, Draft)), None)
    if draft is None or not _holds(draft.text, each, source):
        return None
    said = [one for one in each.answers if fold(one) in fold(draft.text)]
    words = next(filter(may_be_copied, said), None)
    if words is None:
        return None
    return {
        "id": each.id,
        "question": each.text,
        "language": each.language,
        "sources": [asdict(source) for source in task.sources],
        "answering": number,
        "words": words,
        "text": draft.text,
    }


def _holds(text: str, each: Asked, source: Told) -> bool:
    """Tell whether a statement is in its language, and says no name or figure of its own."""
    spoken = guess_language(source.text).language
    around = f"{source.release}\n{source.before}\n{source.text}"
    claim, told = Claim(text, each.language, each.text), [Source(source.text, spoken, around)]
    findings = (
        check_copied(claim, told),
        check_numbers(claim, told),
        check_dates(claim, told),
        check_names(claim, told, example_names()),
    )
    speaks = guess_language(text).language == each.language
    return speaks and not any(finding.missed for finding in findings)


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    models: Annotated[Path, typer.Option(help="data folder with the chat model")],
    folder: Annotated[Path, typer.Option(help="where the two files go")],
    renderings: int = 350,
    statements: int = 450,
    seed: int = 20261125,
    threads: int = 2,
) -> None:
    """Let the chat model write what its adapter is then trained on."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    files = [(Path(path), language) for path, language in (each.rsplit(":", 1) for each in data)]
    questions = read_questions(files)
    learn, _ = split(questions)
    folder.mkdir(parents=True, exist_ok=True)
    model = Model(ModelStore(models).fetch(CHAT_MODEL.name), threads)
    rendered = folder / "renderings.jsonl"
    plain = Tasks(questions, learn, {}, seed)
    _write(rendered, _renderings(model, plain, renderings, seed), renderings)
    tasks = Tasks(questions, learn, read_renderings(rendered), seed + 1)
    _write(folder / "statements.jsonl", _statements(model, tasks, statements, seed), statements)


def _renderings(model: Model, tasks: Tasks, count: int, seed: int) -> Iterator[dict[str, Any]]:
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    known = [each for of_one in tasks.asked.values() for each in of_one]
    drawn = [(each, random.choice(_INTO[each.language])) for each in random.sample(known, count)]
    with ThreadPoolExecutor(_SLOTS) as pool:
        yield from filter(None, pool.map(lambda pair: render(model, *pair), drawn))


def _statements(model: Model, tasks: Tasks, count: int, seed: int) -> Iterator[dict[str, Any]]:
    random = Random(seed + 1)  # noqa: S311 - repeatable, not secret
    foreign = tasks.rendered()
    random.shuffle(foreign)
    foreign = foreign[: int(count * _FOREIGN)]
    own = [each for known in tasks.asked.values() for each in known if each.sentence is not None]
    chosen = [*foreign, *random.sample(own, count - len(foreign))]
    drawn = [tasks.draw_answered(each, sources=random.randint(1, 4)) for each in chosen]
    told = [task for task in drawn if task]
    with ThreadPoolExecutor(_SLOTS) as pool:
        yield from filter(None, pool.map(lambda task: state(model, task), told))


def _write(file: Path, rows: Iterator[dict[str, Any]], count: int) -> None:
    if file.exists():
        return
    unfinished = file.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as lines:
        for number, row in enumerate(rows, start=1):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines.flush()
            if number % 20 == 0:
                _log.info("%s: %d of at most %d", file.name, number, count)
    unfinished.replace(file)


if __name__ == "__main__":
    typer.run(main)
