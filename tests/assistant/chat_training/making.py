"""A tokenizer to count on one's fingers, and a few questions with known answers."""

import re

from index.reader_training.questions import Paragraph, Question, QuestionSet, sentences_of

_TOKEN = re.compile(r"<\|\w+\|>|\w+|\s|[^\w\s]")


class WordTokenizer:
    """Each word, blank and sign is a token; ids count up as they are met."""

    def __init__(self):
        self.known = {}

    def __call__(self, text, *, add_special_tokens, return_offsets_mapping=False):
        assert not add_special_tokens
        found = list(_TOKEN.finditer(text))
        ids = [self.known.setdefault(match[0], len(self.known)) for match in found]
        spans = {"offset_mapping": [match.span() for match in found]}
        return {"input_ids": ids} | (spans if return_offsets_mapping else {})

    def apply_chat_template(self, messages, *, add_generation_prompt, tokenize):
        assert add_generation_prompt
        assert not tokenize
        told = "".join(f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in messages)
        return f"{told}<|im_start|>assistant\n"

    def text(self, ids):
        words = {number: word for word, number in self.known.items()}
        return "".join(words[number] for number in ids)


BRIDGE = "The bridge opened in spring. It cost 240 million kroner. Anna Holm designed it."
FERRY = "The ferry sails twice a day. It carries 300 people. Its captain is Ole Berg."


def paragraph(text, article="piaf/Nordmark"):
    return Paragraph(text, "en", article, sentences_of(text, "en"))


def question(text, place, answer="", within=BRIDGE):
    start = within.index(answer)
    answers = ((start, start + len(answer)),) if answer else ()
    return Question(f"q{text}", text, "en", place, answers)


QUESTIONS = QuestionSet(
    (paragraph(BRIDGE), paragraph(FERRY), paragraph("It rained. Nobody came.", "piaf/Weather")),
    (
        question("What did the bridge cost?", 0, "240 million kroner"),
        question("Who designed the bridge?", 0, "Anna Holm"),
        question("Who painted the bridge?", 0),
        question("Who is the captain?", 1, "Ole Berg", FERRY),
        question("Who came?", 2, "Nobody", "It rained. Nobody came."),
    ),
)
