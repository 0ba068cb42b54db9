"""Machine translations of the questions: ``python -m index.adapter_training.translate --help``.

Done by Apertium (GPL; Forcada et al. 2011), which works by rules and dictionaries and so brings no
other model's learning along. Its Spanish is clumsy and mostly right, which is what a question that
is to find an English or French paragraph needs.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from index.reader_training.questions import Question, read_questions

_MODES = {"en": "eng-spa", "fr": "fr-es"}

Translations = Mapping[str, str]
"""Questions and their translations."""


def read_translations(path: Path) -> Translations:
    """Read what ``main`` wrote."""
    translations: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return translations


def translate(questions: Iterable[Question]) -> Translations:
    """Return the translations of all questions in a language that there is a mode for."""
    texts: dict[str, list[str]] = {}
    for question in questions:
        if question.language in _MODES:
            texts.setdefault(question.language, []).append(" ".join(question.text.split()))
    return {
        original: translated
        for language, originals in texts.items()
        for original, translated in zip(originals, _run(_MODES[language], originals), strict=True)
        if translated
    }


def _run(mode: str, lines: Sequence[str]) -> list[str]:
    """Translate each line for itself; words that Apertium does not know stay as they are."""
    ran = subprocess.run(  # noqa: S603 - no shell, a fixed command
        ["apertium", "-u", "-f", "line", mode],  # noqa: S607 - wherever it is installed
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.strip() for line in ran.stdout.split("\n")[: len(lines)]]


def main(
    data: Annotated[list[str], typer.Argument(help="files in SQuAD's format, as PATH:LANGUAGE")],
    output: Annotated[Path, typer.Option(help="JSON file to write")],
) -> None:
    """Translate the questions of training files; needs the ``apertium`` command."""
    files = [(Path(path), language) for path, language in (each.rsplit(":", 1) for each in data)]
    translations = translate(read_questions(files).questions)
    output.write_text(json.dumps(translations, ensure_ascii=False, indent=0), encoding="utf-8")
    typer.echo(f"{len(translations)} translations written to {output}.")


if __name__ == "__main__":
    typer.run(main)
