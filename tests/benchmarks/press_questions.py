"""Ask the questions of a folder's questions.jsonl and count what a reader would count.

    python -m tests.benchmarks.press_questions FOLDER [--limit N] [--quotes-only]

A question counts as *written right* if a model-written answer contains an accepted form of the
answer (after folding case, accents, punctuation and digit grouping) and is in the language of the
question; as *quoted right* if the quotes that stand as the answer contain its evidence. Every
quote is compared with the stored release. An unanswerable question must be refused.
"""

import argparse
import json
import re
import sys
import time
import unicodedata
from pathlib import Path

from assistant import Answer, Assistant, Composer, Settings
from documents.language import guess_language


def fold(text: str) -> str:
    """Return text without case, accents, punctuation and digit grouping."""
    text = re.sub(r"(?<=\d)[.,\s\u00a0\u202f](?=\d{3}\b)", "", text)
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", kept))


def holds_answer(text: str, question: dict) -> bool:
    """Tell whether a text contains an accepted form of the answer."""
    forms = [question["answer"], *question["answer_aliases"]]
    return any(f" {fold(form)} " in f" {fold(text)} " or fold(form) in fold(text) for form in forms)


def overlaps(quote: str, evidence: str) -> bool:
    """Tell whether a quote is the evidence, or part of it, or holds it."""
    quote, evidence = fold(quote), fold(evidence)
    return quote in evidence or evidence in quote


def verdict(answer: Answer, question: dict) -> str:
    """Say in one word how an answer turned out."""
    if question["type"] == "unanswerable":
        return "wrongly answered" if answer.answered else "rightly refused"
    if not answer.answered:
        return "wrongly refused"
    if answer.composer is Composer.QUOTES:
        quoted = any(overlaps(c.quote, question["evidence"]) for c in answer.citations)
        return "quoted right" if quoted else "quoted wrong"
    if not holds_answer(answer.text, question):
        return "written wrong"
    guess = guess_language(answer.text, prior=question["question_lang"])
    return "written right" if guess.language == question["question_lang"] else "other language"


def main() -> None:
    """Run the questions and print a line each, then the counts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--quotes-only", action="store_true")
    options = parser.parse_args()
    if not (options.folder / "questions.jsonl").is_file():
        parser.error(f"{options.folder} has no questions.jsonl; name a folder that has one")
    lines = (options.folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()][: options.limit]
    counts: dict[str, int] = {}
    verbatim = cited = 0
    seconds = []
    with Assistant.open(Settings.load(documents=options.folder)) as assistant:
        assistant.warm_up()
        for question in questions:
            started = time.perf_counter()
            answer = assistant.ask(question["question"], quotes_only=options.quotes_only)
            seconds.append(time.perf_counter() - started)
            outcome = verdict(answer, question)
            counts[outcome] = counts.get(outcome, 0) + 1
            for citation in answer.citations:
                release = assistant.release(citation.document)
                cited += 1
                verbatim += (
                    release is not None
                    and release.text[citation.start : citation.end] == citation.quote
                )
            print(
                f"{question['id']} {question['question_lang']} {outcome:17} "
                f"{answer.confidence:.2f} {seconds[-1]:5.1f}s {question['question']}\n"
                f"      {answer.language}: {answer.text[:300]}",
                file=sys.stderr,
                flush=True,
            )
    seconds.sort()
    print(
        json.dumps(
            {
                "questions": len(questions),
                **counts,
                "citations": cited,
                "verbatim": verbatim,
                "seconds_p50": round(seconds[len(seconds) // 2], 1),
            }
        )
    )


if __name__ == "__main__":
    main()
