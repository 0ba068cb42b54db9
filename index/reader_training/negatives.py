"""Hard negatives: for each question, paragraphs that search ranks high and that don't answer."""

from collections.abc import Container, Sequence

import numpy as np

from index.embedder import Embedder
from index.reader_training.questions import Question, QuestionSet

NEAREST = 8


def find_negatives(
    questions: QuestionSet, embedder: Embedder, unmined: Container[str] = ()
) -> tuple[tuple[int, ...], ...]:
    """Return for each question up to ``NEAREST`` paragraphs, nearest first, by the embedder.

    Its own paragraph is not among them, nor one that holds the words of the answer: that might
    well answer the question too. For questions in an ``unmined`` language there are none, and
    their paragraphs are no one's.
    """
    texts = [paragraph.text for paragraph in questions.paragraphs]
    among = [n for n, each in enumerate(questions.paragraphs) if each.language not in unmined]
    passages = embedder.embed_texts([texts[place] for place in among])
    mined = [each for each in questions.questions if each.language not in unmined]
    asked = iter(embedder.embed_questions([question.text for question in mined]))
    lowered = [text.lower() for text in texts]
    found: list[tuple[int, ...]] = []
    for question in questions.questions:
        if question.language in unmined:
            found.append(())
            continue
        wording = _answer_wording(question, texts)
        best = np.argsort(-(passages @ next(asked)))[: NEAREST * 3]
        near = [among[place] for place in best.tolist()]
        right = (
            place
            for place in near
            if place != question.paragraph and not any(each in lowered[place] for each in wording)
        )
        found.append(tuple(right)[:NEAREST])
    return tuple(found)


def _answer_wording(question: Question, texts: Sequence[str]) -> list[str]:
    own = texts[question.paragraph]
    return [own[start:end].lower() for start, end in question.answers]
