"""Hard negatives: for each question, paragraphs that search ranks high and that don't answer."""

from collections.abc import Sequence

import numpy as np

from index.embedder import Embedder
from index.reader_training.questions import Question, QuestionSet

NEAREST = 8


def find_negatives(questions: QuestionSet, embedder: Embedder) -> tuple[tuple[int, ...], ...]:
    """Return for each question up to ``NEAREST`` paragraphs, nearest first, by the embedder.

    Its own paragraph is not among them, nor one that holds the words of the answer: that might
    well answer the question too.
    """
    texts = [paragraph.text for paragraph in questions.paragraphs]
    passages = embedder.embed_texts(texts)
    asked = embedder.embed_questions([question.text for question in questions.questions])
    lowered = [text.lower() for text in texts]
    found = []
    for question, vector in zip(questions.questions, asked, strict=True):
        wording = _answer_wording(question, texts)
        best = np.argsort(-(passages @ vector))[: NEAREST * 3].tolist()
        found.append(
            tuple(
                place
                for place in best
                if place != question.paragraph
                and not any(words in lowered[place] for words in wording)
            )[:NEAREST]
        )
    return tuple(found)


def _answer_wording(question: Question, texts: Sequence[str]) -> list[str]:
    own = texts[question.paragraph]
    return [own[start:end].lower() for start, end in question.answers]
