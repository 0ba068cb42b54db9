from dataclasses import dataclass, field, replace

from documents.records import Kind, Passage, PressRelease, Sentence
from index.reader import Judgement
from index.records import Evidence
from index.rerank import PASSAGES_READ, rerank


@dataclass
class FakeReader:
    """Finds a sentence relevant that holds a word, and a passage answering that has such a one."""

    word: str
    read_passages: list = field(default_factory=list)

    def read(self, question, passages):
        judgements = []
        for passage, sentences in passages:
            self.read_passages.append((question, passage.text))
            hits = [each.text.find(self.word) for each in sentences]
            judgements.append(
                Judgement(
                    4.0 if max(hits) >= 0 else -4.0,
                    tuple(4.0 if hit >= 0 else -4.0 for hit in hits),
                    tuple(
                        (each.start + hit, each.start + hit + len(self.word)) if hit >= 0 else None
                        for each, hit in zip(sentences, hits, strict=True)
                    ),
                )
            )
        return judgements


def evidence(name, *texts, score=1.0):
    """Return a passage's sentences as evidence, each a little worse than the one before."""
    text = " ".join(texts)
    release = PressRelease(name, "", text, "de", None, None, None, name, "0")
    passage, found, start = Passage(release, 0, len(text)), [], 0
    for number, each in enumerate(texts):
        sentence = Sentence(passage, start, start + len(each), Kind.PARAGRAPH)
        found.append(Evidence(sentence, score - number / 1000, 0.8, 0.8))
        start += len(each) + 1
    return found


def test_the_sentence_that_the_reader_finds_relevant_comes_first():
    found = [*evidence("a", "Es regnet.", "Die Brücke kostet viel."), *evidence("b", "Nichts.")]
    best, *rest = rerank("Was kostet sie?", found, FakeReader("Brücke"))
    assert best.sentence.text == "Die Brücke kostet viel."
    assert best.release.text[slice(*best.answer)] == "Brücke"
    assert best.relevance == best.answers == 4.0
    assert best.score > max(each.score for each in rest)


def test_of_a_long_passage_what_stands_around_its_best_sentence_is_read():
    texts = [f"{letter * 299}." for letter in "ABCDEF"]
    found = evidence("a", *texts)
    best = replace(found[3], score=2.0)
    reader = FakeReader("X")
    reranked = rerank("?", [best, *(each for each in found if each is not found[3])], reader)
    assert reader.read_passages == [("?", f"{texts[2]} {texts[3]}")]
    assert {each.sentence.text[0] for each in reranked if each.relevance is not None} == set("CD")


def test_a_sentence_longer_than_what_is_read_is_read_alone():
    (long,) = evidence("a", "A" * 2000 + ".")
    reader = FakeReader("X")
    rerank("?", [long], reader)
    assert reader.read_passages == [("?", long.sentence.text)]


def test_what_is_hardly_relevant_is_not_marked():
    (only,) = rerank("Was kostet sie?", evidence("a", "Es regnet."), FakeReader("Brücke"))
    assert only.relevance == -4.0
    assert only.answer is None


def test_only_the_best_passages_are_read_each_once():
    found = [each for n in range(9) for each in evidence(f"{n}", "A.", "B.", score=1 - n / 100)]
    reader = FakeReader("X")
    reranked = rerank("?", found, reader)
    assert reader.read_passages == [("?", "A. B.")] * PASSAGES_READ
    assert len(reranked) == len(found)
    assert {each.release.id for each in reranked if each.relevance is None} == set("5678")


def test_a_passage_that_was_not_read_neither_gains_nor_overtakes_an_answer():
    found = [each for n in range(9) for each in evidence(f"{n}", "Die Antwort.", score=1 - n / 100)]
    reranked = rerank("?", found, FakeReader("Antwort"))
    assert [each.release.id for each in reranked] == list("012345678")


def test_of_no_evidence_nothing_is_read():
    reader = FakeReader("X")
    assert rerank("?", (), reader) == ()
    assert reader.read_passages == []
