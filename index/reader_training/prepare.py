"""Writes training files: ``python -m index.reader_training.prepare --help``.

Each command reads what a data set's authors publish and writes one file in SQuAD's format.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from index.embedder import SentenceTransformerEmbedder
from index.model_store import ModelStore
from index.reader_training.published import Article, content_of, from_choices, from_squad
from index.reader_training.questions import is_held_out
from index.reader_training.translated import (
    Own,
    articles,
    kept_paragraphs,
    other_texts,
    partners,
    same_questions,
)

commands = typer.Typer(add_completion=False)
Files = Annotated[list[Path], typer.Argument(help="files to read")]
Output = Annotated[Path, typer.Option(help="file to write")]
Aside = Annotated[list[Path] | None, typer.Option(help="files that nothing may be learnt from")]
Models = Annotated[Path, typer.Option(help="data folder with the embedding model")]
Prefix = Annotated[str, typer.Option(help="what the questions' ids begin with")]


@commands.command()
def squad(
    files: Files,
    output: Output,
    prefix: Prefix,
    *,
    titled: Annotated[bool, typer.Option(help="articles have titles")] = True,
) -> None:
    """Join files in SQuAD's format, with the answers that stand where they say."""
    _write(from_squad(files, prefix, titled=titled), output)


@commands.command()
def choices(
    files: Files, output: Output, prefix: Prefix, models: Models, aside: Aside = None
) -> None:
    """Join multiple-choice files; the right choice is the answer."""
    kept = from_choices(files, prefix)
    if aside:
        embedder = SentenceTransformerEmbedder(ModelStore(models))
        kept = other_texts(embedder, kept, [text for file in aside for text in _contexts(file)])
    _write(kept, output)


@commands.command()
def translated(  # noqa: PLR0913, PLR0917 - the command's options
    files: Annotated[list[Path], typer.Argument(help="translations, the fullest edition first")],
    language: Annotated[str, typer.Option(help="the language they are in")],
    own: Annotated[Path, typer.Option(help="file whose paragraphs may be learnt from")],
    own_language: Annotated[str, typer.Option(help="the language it is in")],
    aside: Annotated[list[Path], typer.Option(help="files that nothing may be learnt from")],
    models: Models,
    output: Output,
    renderings: Annotated[Path, typer.Option(help="file to add the questions in pairs to")],
) -> None:
    """Keep the translations of paragraphs that may be learnt from, and pair their questions.

    Of articles that are held out for measuring the translations fall away, too.
    """
    embedder = SentenceTransformerEmbedder(ModelStore(models))
    ours = [
        Own(article["title"], paragraph["context"], paragraph["qas"])
        for article in content_of(own)
        if not is_held_out(f"{own.stem}/{article['title']}")
        for paragraph in article["paragraphs"]
    ]
    vectors = embedder.embed_texts([each.context for each in ours])
    apart = embedder.embed_texts([text for file in aside for text in _contexts(file)])
    editions = []
    for file in files:
        theirs = _paragraphs(file)
        contexts = embedder.embed_texts([each["context"] for each in theirs])
        editions.append((partners(vectors, contexts, apart), theirs))
    kept = kept_paragraphs(ours, editions, language)
    _write(articles(ours, kept), output)
    with renderings.open("a", encoding="utf-8") as lines:
        for number, paragraph in kept.items():
            for mine, other in same_questions(embedder, ours[number].questions, paragraph["qas"]):
                for of, tongue, known in ((mine, language, other), (other, own_language, mine)):
                    line = {"id": str(of["id"]), "language": tongue, "text": known["question"]}
                    lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def _paragraphs(file: Path) -> list[dict[str, Any]]:
    return [paragraph for each in content_of(file) for paragraph in each["paragraphs"]]


def _contexts(file: Path) -> list[str]:
    return [paragraph["context"] for paragraph in _paragraphs(file)]


def _write(content: Sequence[Article], output: Path) -> None:
    output.write_text(json.dumps({"data": content}, ensure_ascii=False), encoding="utf-8")
    paragraphs = [paragraph for article in content for paragraph in article["paragraphs"]]
    questions = sum(len(paragraph["qas"]) for paragraph in paragraphs)
    typer.echo(f"{output}: {len(content)} articles, {len(paragraphs)} paragraphs, "
               f"{questions} questions")  # fmt: skip


if __name__ == "__main__":
    commands()
