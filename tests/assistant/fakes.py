"""Hand-checkable models: a chat model that says what it is told to, an embedder that counts."""

import re
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from assistant import compose, confirm
from assistant.chat_model import Message, Piece
from documents.errors import ChatModelUnavailable
from index.reader import Judgement
from tests.index.fakes import WordEmbedder

SURE = (("Yes", -0.001), ("No", -9.0))
UNSURE = (("No", -0.001), ("Yes", -9.0))


@dataclass(frozen=True)
class Reply:
    """What the chat model says next.

    ``first_words`` are the candidates it reports for its first word, ``numbers`` those for the
    first number of a source; ``breaks_off`` ends the reply with ``ChatModelUnavailable``,
    ``endless`` says ``text`` over and over again.
    """

    text: str
    first_words: tuple[tuple[str, float], ...] = SURE
    breaks_off: bool = False
    endless: bool = False
    numbers: tuple[tuple[str, float], ...] = ()


class FakeChatModel:
    """A chat model that gives its replies one after the other, then ``always``.

    A reply is a ``Reply``, its text, or a function from the question's message to either. Each
    comes in pieces of ``size`` characters. Asked to confirm a statement it replies ``confirms``.
    ``asked`` and ``confirmed`` hold the messages and the grammar of every question of the two
    kinds, ``running`` how many replies are being read, ``pieces`` how many were taken.
    """

    name = "fake"

    def __init__(self, *replies, always=None, size=7, follows_grammar=True, copies_answer=False):
        self.follows_grammar = follows_grammar
        self.copies_answer = copies_answer
        self.always = always
        self.asked: list[tuple[tuple[Message, ...], str | None]] = []
        self.confirmed: list[tuple[tuple[Message, ...], str | None]] = []
        self.confirms = Reply("Yes")
        self.prefixes: list[tuple[Message, ...]] = []
        self.running = self.pieces = 0
        self.closed = False
        self._replies = deque(replies)
        self._size = size
        self._lock = threading.Lock()

    def stream(self, messages: Sequence[Message], grammar: str | None = None, *, adapted=False):
        prefix = compose.prefix(copying=self.copies_answer)
        assert adapted is (tuple(messages[:-1]) == prefix)
        with self._lock:
            reply = self._next_reply(tuple(messages), grammar)
            self.running += 1
        try:
            for piece in self._pieces(reply, messages[-1].text):
                self.pieces += 1
                yield piece
        finally:
            with self._lock:
                self.running -= 1

    def warm_up(self, prefix, *, adapted=False):  # noqa: ARG002
        self.prefixes.append(tuple(prefix))

    def close(self):
        self.closed = True

    def _next_reply(self, messages: tuple[Message, ...], grammar: str | None):
        if messages[:-1] == confirm.prefix():
            self.confirmed.append((messages, grammar))
            return self.confirms
        self.asked.append((messages, grammar))
        assert self._replies or self.always is not None, "asked more often than foreseen"
        return self._replies.popleft() if self._replies else self.always

    def _pieces(self, reply: Reply | str | Callable, question: str):
        if callable(reply):
            reply = reply(question)
        if isinstance(reply, str):
            reply = Reply(reply)
        first_words = reply.first_words
        said = reply.text
        if reply.numbers:
            before, mark, said = said.partition("[")
            yield Piece(before + mark, first_words)
            first_words = reply.numbers
        for text in repeat(said) if reply.endless else [said]:
            for start in range(0, len(text), self._size):
                yield Piece(text[start : start + self._size], first_words)
                first_words = ()
        if reply.breaks_off:
            raise ChatModelUnavailable("The fake broke off.", "Tell it not to.")


class FakeReader:
    """Finds sentences with a word as relevant as told, and all others as little.

    It marks ``answer`` in a sentence that has it, else all of the sentence.
    """

    def __init__(self, word, relevance, answer=""):
        self._word, self._relevance, self._answer = word, relevance, answer

    def read(self, question, passages):  # noqa: ARG002 - a reader's form
        judgements = []
        for _, sentences in passages:
            found = [
                self._relevance if self._word in each.text else -self._relevance
                for each in sentences
            ]
            spans = tuple(map(self._span, sentences))
            judgements.append(Judgement(max(found), tuple(found), spans))
        return judgements

    def _span(self, sentence):
        if not self._answer or self._answer not in sentence.text:
            return sentence.start, sentence.end
        start = sentence.start + sentence.text.index(self._answer)
        return start, start + len(self._answer)


class CrowdedEmbedder(WordEmbedder):
    """A ``WordEmbedder`` whose cosines crowd between ``floor`` and 1, as those of E5 do.

    Every vector shares one axis, so that the cosine of two texts is ``floor`` plus the rest
    times what their words share.
    """

    def __init__(self, text, floor=0.8):
        super().__init__(sorted(set(re.findall(r"\w+", text.lower()))), name=f"crowded {floor}")
        self._floor = floor

    def _vectors(self, texts):
        vectors = super()._vectors(texts) * np.sqrt(1 - self._floor)
        shared = np.full((len(texts), 1), np.sqrt(self._floor))
        return np.hstack([shared, vectors]).astype(np.float32)
