import re
from dataclasses import replace
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.records import Passage, PressRelease
from documents.sentences import split_into_sentences
from index import Index, late_interaction
from index.embed_apart import embed_apart
from index.late_interaction import HELD, SPREAD, WEIGHT, LateInteraction, maxsim
from index.records import Evidence
from index.vectors import PassageTokens
from tests.index.fakes import WordEmbedder

WORDS = "who opened built the new old bridge museum in talheim ada sommer 2024 2025".split()  # noqa: SIM905


class WordTokens:
    """Each word is a token, and one like no other: its vector is an axis of its own."""

    def __init__(self):
        self.read = []

    def question_tokens(self, text):
        return self._tokens(text)

    def passage_tokens(self, passages):
        self.read += passages
        return [
            PassageTokens(
                self._tokens(each.title).astype(np.float16),
                tuple(self._tokens(each.text[a:b]).astype(np.float16) for a, b in each.sentences),
            )
            for each in passages
        ]

    @staticmethod
    def _tokens(text):
        words = re.findall(r"\w+", text.lower())
        axes = [WORDS.index(word) if word in WORDS else len(WORDS) for word in words]
        return np.eye(len(WORDS) + 1, dtype=np.float32)[axes]


class WordAndTokenEmbedder(WordEmbedder):
    """A ``WordEmbedder`` that also reads token by token."""

    def __init__(self, words):
        super().__init__(words)
        self.tokens = WordTokens()

    def token_reader(self):
        return self.tokens

    def embed_passages(self, passages):
        return embed_apart(passages, self.embed_texts)


def evidence(*texts, title="Talheim 2025", name="a"):
    found = []
    for number, text in enumerate(texts):
        release = PressRelease(
            id=f"{name}{number}",
            title=title,
            text=text,
            language="en",
            published=None,
            issuer=None,
            url=None,
            source="",
            content_hash="0" * 64,
        )
        sentence = split_into_sentences(Passage(release, 0, len(text)))[0]
        found.append(Evidence(sentence, 2.0 - number / 100, 0.8, 0.8))
    return found


QUESTION = "Who opened the new bridge in 2025?"


def test_a_match_is_the_mean_of_the_best_that_each_word_of_the_question_finds():
    asked = WordTokens().question_tokens("opened bridge 2025")
    title = WordTokens().question_tokens("Talheim 2025")
    assert maxsim(asked, title, WordTokens().question_tokens("the bridge")) == pytest.approx(2 / 3)
    assert maxsim(asked, title[:0], title[:0]) == 0


def test_a_sentence_that_has_the_words_of_the_question_comes_first():
    found = evidence("The museum in Talheim.", "Ada Sommer opened the new bridge.")
    best, other = LateInteraction(WordTokens()).reordered(QUESTION, found)
    assert best.sentence.text == "Ada Sommer opened the new bridge."
    assert best.matched == pytest.approx(5 / 7)
    assert best.score == pytest.approx((1.99 + WEIGHT * 5 / 7) / SPREAD)
    assert other.matched == pytest.approx(3 / 7)


def test_the_title_tells_of_two_like_sentences_which_is_of_the_year_that_is_asked_for():
    said = "Ada Sommer opened the new bridge."
    found = [*evidence(said, title="2024", name="a"), *evidence(said, title="2025", name="b")]
    assert LateInteraction(WordTokens()).reordered(QUESTION, found)[0].release.title == "2025"


def test_beyond_those_that_are_held_against_the_question_nothing_is_read():
    reader = WordTokens()
    found = evidence(*(f"The bridge {number}." for number in range(HELD + 3)))
    reordered = LateInteraction(reader).reordered(QUESTION, found)
    assert len(reader.read) == HELD
    least = min(item.matched for item in reordered[:HELD])
    assert [item.matched for item in reordered[HELD:]] == [least] * 3
    assert [item.release.id for item in reordered] == [item.release.id for item in found]


def test_a_passage_is_read_once_however_often_it_is_met():
    reader = WordTokens()
    matching = LateInteraction(reader)
    for _ in range(3):
        matching.reordered(QUESTION, evidence("The old bridge.", "The museum."))
    assert len(reader.read) == 2


def ahead(matching, found, *, reads=99):
    """Read the passages of ``found`` ahead, at most ``reads`` of them."""
    left = iter(range(reads))
    return matching.read_ahead(
        [item.passage for item in found], lambda: next(left, None) is not None
    )


def test_what_was_read_ahead_is_not_read_again_at_the_question():
    reader = WordTokens()
    matching = LateInteraction(reader)
    found = evidence("The old bridge.", "Ada Sommer opened the new bridge.")
    assert ahead(matching, found) is True
    assert len(reader.read) == 2
    assert matching.reordered(QUESTION, found) == LateInteraction(WordTokens()).reordered(
        QUESTION, found
    )
    assert len(reader.read) == 2


def test_reading_ahead_stops_before_the_next_passage_when_it_may_not_go_on():
    reader = WordTokens()
    matching = LateInteraction(reader)
    found = evidence("The old bridge.", "The museum.", "The opera.")
    assert ahead(matching, found, reads=1) is False
    assert len(reader.read) == 1
    assert ahead(matching, found, reads=2) is True
    assert len(reader.read) == 3
    assert ahead(matching, found, reads=0) is True


def test_what_was_read_ahead_makes_way_for_what_is_asked_about(monkeypatch):
    monkeypatch.setattr(late_interaction, "_KEPT", 3)
    reader = WordTokens()
    matching = LateInteraction(reader)
    found = evidence("The old bridge.", "The museum.", "The opera.", "The choir.")
    assert ahead(matching, found) is True
    assert len(reader.read) == 3  # there is no room for the fourth
    for item in (found[3], found[0], found[1]):
        matching.reordered(QUESTION, [item])
    assert len(reader.read) == 4  # the third was the last that was read ahead


def test_of_a_sentence_that_was_cut_otherwise_the_title_alone_is_matched():
    (item,) = evidence("Ada Sommer opened the new bridge.")
    moved = replace(item, sentence=replace(item.sentence, start=4))
    (found,) = LateInteraction(WordTokens()).reordered(QUESTION, [moved])
    assert found.matched == pytest.approx(1 / 7)


def test_without_evidence_nothing_is_read():
    reader = WordTokens()
    assert LateInteraction(reader).reordered(QUESTION, ()) == ()
    assert not reader.read


def test_many_threads_share_what_was_read():
    matching = LateInteraction(WordTokens())
    found = evidence("The old bridge.", "Ada Sommer opened the new bridge.")
    wanted = matching.reordered(QUESTION, found)
    seen = []
    threads = [
        Thread(target=lambda: seen.append(matching.reordered(QUESTION, found))) for _ in "1234"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [wanted] * 4


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=16),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
)
def test_whatever_is_asked_all_evidence_is_kept_in_the_order_of_its_scores(texts, asked):
    found = evidence(*(f"{' '.join(words)}." for words in texts))
    reordered = LateInteraction(WordTokens()).reordered(" ".join(asked), found)
    assert {item.release.id for item in reordered} == {item.release.id for item in found}
    scores = [item.score for item in reordered]
    assert scores == sorted(scores, reverse=True)
    plain = {item.release.id: replace(item, score=0.0) for item in found}
    assert all(
        replace(item, matched=None, score=0.0) == plain[item.release.id] for item in reordered
    )
    assert all(0 <= item.matched <= 1.001 for item in reordered)


def test_an_index_orders_by_tokens_where_its_embedder_reads_them(tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "a.txt").write_text("The museum\n\nThe museum in Talheim is old.\n", "utf-8")
    (folder / "b.txt").write_text("The bridge\n\nAda Sommer opened the new bridge.\n", "utf-8")
    for embedder, matched in ((WordAndTokenEmbedder(WORDS), True), (WordEmbedder(WORDS), False)):
        with Index.open(tmp_path / str(matched), embedder) as index:
            index.reindex(folder)
            best, *_ = index.search("Who opened the new bridge?", limit=2)
            assert best.sentence.text == "Ada Sommer opened the new bridge."
            assert (best.matched is not None) is matched


def test_an_index_reads_the_newest_releases_ahead_and_a_question_finds_them_read(tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    for name, date, text in (
        ("a", "2024-01-02", "The museum in Talheim is old."),
        ("b", "2025-03-04", "Ada Sommer opened the new bridge."),
        ("c", "", "The bridge was built."),
    ):
        head = f"date: {date}\n" if date else ""
        written = f"---\ntitle: {name}\n{head}language: en\n---\n\n{text}\n"
        (folder / f"{name}.md").write_text(written, "utf-8")
    embedder = WordAndTokenEmbedder(WORDS)
    with Index.open(tmp_path / "index", embedder) as index:
        assert index.read_ahead(lambda: True) is True
        assert not embedder.tokens.read
        index.reindex(folder)
        assert index.read_ahead(lambda: True) is True
        read = [each.title for each in embedder.tokens.read]
        assert read == ["b", "a", "c"]
        index.search("Who opened the new bridge?")
        assert len(embedder.tokens.read) == 3
    with Index.open(tmp_path / "other", WordEmbedder(WORDS)) as index:
        assert index.read_ahead(lambda: True) is True
