"""What the chat model itself writes to train on: ``python -m assistant.chat_training.written``.

Two files of JSON lines beside each other. ``renderings.jsonl``: questions in other languages, by
the model, so that it learns to find answers across languages. ``statements.jsonl``: sentences that
answer. Told a question and its known answer, the model says both in one sentence far more surely
than it finds the answer in another language's text; so the sentence is kept beside the sources of
every paragraph that answers the same question, whatever language that is in.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Annotated, Any, Protocol

import typer

from assistant.chat_model import Message
from assistant.chat_training.generate import Writer
from assistant.chat_training.network import load_model, load_tokenizer
from assistant.chat_training.plan import Plan
from assistant.chat_training.tasks import MOST_SOURCES, Asked, Tasks
from assistant.languages import language_name
from assistant.names import fold
from assistant.reply_grammar import may_be_copied
from documents.language import guess_language
from index.model_files import CHAT_MODEL
from index.model_store import ModelStore
from index.reader_training.questions import named_files, read_questions, split
from index.reader_training.renderings import read_renderings

_log = logging.getLogger(__name__)
_INTO = {
    "fr": ("de", "de", "en", "es"),
    "en": ("de", "de", "fr"),
    "es": ("de", "de", "fr"),
    "it": ("de", "en"),
    "no": ("de", "en"),
}
_RENDERED = 0.5  # of the questions
_MOST_TOKENS, _BATCH = 64, 768
_LONGEST_ANSWER = 90  # characters
_WORD, _FIGURE = re.compile(r"\w+"), re.compile(r"\d+")
_NAME = re.compile(r"(?<=\s)[^\W\d_a-zß-ÿ]\w+")
_CAPITALISED = "de"  # where every noun looks like a name
_STEM = 5  # letters of a word that count
_MOST_NEW, _LEAST_SHARED = 2, 0.4  # words of a sentence, of the question's words
# An answer that reads the same in every language, as far as its looks tell.
_INVARIANT = re.compile(r"[\d.,]+|[A-Z]\w+(?: [A-Z]\w+){0,2}")
_TRANSLATE = (
    Message("system", "You translate questions. Reply with the translated question alone."),
    Message("user", "Quand le musée a-t-il été inauguré ?\nTranslate into German."),
    Message("assistant", "Wann wurde das Museum eröffnet?"),
    Message("user", "How many people live in the county of Nordmark?\nTranslate into Spanish."),
    Message("assistant", "¿Cuántas personas viven en el condado de Nordmark?"),
    Message("user", "¿Quién dirige la fundación desde 2014?\nTranslate into German."),
    Message("assistant", "Wer leitet die Stiftung seit 2014?"),
    Message("user", "Qui dirige la fondation depuis 2014 ?\nTranslate into English."),
    Message("assistant", "Who has led the foundation since 2014?"),
)
_SAY = (
    Message(
        "system",
        "You turn a question and its answer into one full sentence in the question's language. "
        "Keep the words of the answer exactly as they are. Add nothing.",
    ),
    Message("user", "Question: In which year was the harbour of Hafenstedt rebuilt?\nAnswer: 1954"),
    Message("assistant", "The harbour of Hafenstedt was rebuilt in 1954."),
    Message("user", "Question: Qui dirige la fondation Alba depuis 2014 ?\nAnswer: Marie Delorme"),
    Message("assistant", "Marie Delorme dirige la fondation Alba depuis 2014."),
    Message("user", "Question: Wie viele Gäste hatte das Fest in Nordmark?\nAnswer: 31.500"),
    Message("assistant", "Das Fest in Nordmark hatte 31.500 Gäste."),
    Message(
        "user",
        "Question: What did the engineers use to lift the bridge?\nAnswer: two floating cranes",
    ),
    Message("assistant", "The engineers used two floating cranes to lift the bridge."),
    Message("user", "Question: ¿Por qué cerró el teatro de Valdemora?\nAnswer: falta de fondos"),
    Message("assistant", "El teatro de Valdemora cerró por falta de fondos."),
    Message(
        "user",
        "Question: Hvor ligger slottet som ble bygget av Anna Holm?\nAnswer: ved elven Skar",
    ),
    Message("assistant", "Slottet som ble bygget av Anna Holm, ligger ved elven Skar."),
    Message("user", "Question: Chi ha progettato il ponte di Valbruna?\nAnswer: Ole Berg"),
    Message("assistant", "Ole Berg ha progettato il ponte di Valbruna."),
)


class Writes(Protocol):
    """Who replies to many last messages after one start."""

    def replies(
        self, start: Sequence[Message], asked: Sequence[str], most: int, batch: int
    ) -> list[str | None]:
        """Return a reply to each, ``None`` where it does not end."""
        ...


def render(writer: Writes, asked: Sequence[tuple[Asked, str]]) -> list[dict[str, Any]]:
    """Return questions in other languages, those that came out as one: id, language and text."""
    told = [f"{each.text}\nTranslate into {language_name(language)}." for each, language in asked]
    said = writer.replies(_TRANSLATE, told, _MOST_TOKENS, _BATCH)
    return [
        {"id": each.id, "language": language, "text": text}
        for (each, language), text in zip(asked, said, strict=True)
        if text and _is_rendering(text, each.text, language)
    ]


def say(writer: Writes, asked: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Return the sentence that answers each question, by its language and text.

    ``asked`` are question, language and known answer. What says something else than both, or
    not the answer's own words, is left out.
    """
    told = [f"Question: {question}\nAnswer: {answer}" for question, _, answer in asked]
    said = writer.replies(_SAY, told, _MOST_TOKENS, _BATCH)
    return {
        (language, question): text
        for (question, language, answer), text in zip(asked, said, strict=True)
        if text and _says_both(text, question, answer, language)
    }


def stated(
    tasks: Tasks, sentences: dict[tuple[str, str], str], random: Random
) -> Iterator[dict[str, Any]]:
    """Yield sentences beside the sources that answer their questions, as ``Stated`` reads them."""
    own = (each for known in tasks.asked.values() for each in known)
    for each in (*own, *tasks.rendered()):
        text = sentences.get((each.language, each.text.strip()))
        words = next(filter(may_be_copied, each.answers), None)
        if text is None or words is None:
            continue
        task = tasks.draw_answered(each, sources=random.randint(2, MOST_SOURCES))
        if task:
            yield {
                "id": each.id,
                "question": each.text,
                "language": each.language,
                "sources": [asdict(source) for source in task.sources],
                "answering": task.questions[0][1],
                "words": words,
                "text": text,
            }


def _is_rendering(text: str, original: str, language: str) -> bool:
    """Tell whether a text may be the original question in a language."""
    figures, asked_for = (sorted(filter(str.isdigit, one)) for one in (text, original))
    longer, shorter = len(text) > 2 * len(original), 2 * len(text) < len(original)
    if longer or shorter or "\n" in text or figures != asked_for:
        return False
    return text.endswith("?") and guess_language(text).language == language


def _says_both(text: str, question: str, answer: str, language: str) -> bool:
    """Tell whether a sentence says a question and its answer, and hardly a word more."""
    if "\n" in text or "?" in text or not text.endswith((".", "!")) or text[0].islower():
        return False
    if fold(answer) not in fold(text):
        return False
    known = f"{question} {answer}"
    if set(_FIGURE.findall(text)) - set(_FIGURE.findall(known)):
        return False
    said, asked = _stems(text), _stems(question)
    if len(said - _stems(known)) > _MOST_NEW or len(asked & said) < _LEAST_SHARED * len(asked):
        return False
    names = _stems(" ".join(_NAME.findall(text)))
    if language != _CAPITALISED and names - _stems(known):
        return False
    return guess_language(text).language == language


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(fold(text)) if len(word) > _STEM - 2}


def main(  # noqa: PLR0913, PLR0917 - the command's options
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    models: Annotated[Path, typer.Option(help="data folder with the chat model")],
    folder: Annotated[Path, typer.Option(help="where the two files go")],
    pairs: Annotated[list[Path] | None, typer.Option(help="questions known elsewise")] = None,
    seed: int = Plan().seed,
    device: str = "cpu",
) -> None:
    """Let the chat model write what its adapter is then trained on."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    files = named_files(data)
    questions = read_questions(files)
    learn, _ = split(questions)
    file, random = ModelStore(models).fetch(CHAT_MODEL.name), Random(seed)  # noqa: S311
    tokenizer = load_tokenizer(file)
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    writer = Writer(load_model(file, device), tokenizer, end, device)
    known = [each for of_one in Tasks(questions, learn, {}, seed).asked.values() for each in of_one]
    drawn = [
        (each, random.choice(_INTO[each.language])) for each in known if random.random() < _RENDERED
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "renderings.jsonl", render(writer, drawn))
    asked = [(each.text.strip(), each.language, each.answers[0]) for each in known if each.answers]
    others = read_renderings(*(pairs or ()), folder / "renderings.jsonl")
    tasks = Tasks(questions, learn, others, seed)
    asked += [
        (each.text.strip(), each.language, each.answers[0])
        for each in tasks.rendered()
        if _INVARIANT.fullmatch(each.answers[0])
    ]
    short = [each for each in dict.fromkeys(asked) if len(each[2]) <= _LONGEST_ANSWER]
    _write(folder / "statements.jsonl", stated(tasks, say(writer, short), random))


def _write(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    unfinished.replace(file)
    _log.info("%s: %d", file.name, len(lines))


if __name__ == "__main__":
    typer.run(main)
