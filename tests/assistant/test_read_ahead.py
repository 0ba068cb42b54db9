import time
from threading import Event, Thread

import pytest

from assistant import read_ahead as module
from assistant.read_ahead import read_ahead
from assistant.waiting import Waiting
from documents.errors import IndexUnavailable


class FakeIndex:
    """Has ``left`` passages to read; each look at ``generation`` is counted."""

    def __init__(self, left, problem=None):
        self.generation = 1
        self.left = left
        self.read = 0
        self.problem = problem

    def read_ahead(self, may_go_on):
        if self.problem:
            problem, self.problem = self.problem, None
            raise problem
        while self.left:
            if not may_go_on():
                return False
            self.left -= 1
            self.read += 1
        return True


@pytest.fixture(autouse=True)
def _without_patience(monkeypatch):
    monkeypatch.setattr(module, "_LOOK_SECONDS", 0.01)


@pytest.fixture
def reading():
    """Return a function that reads an index ahead in a thread, which ends with the test."""
    stop, threads = Event(), []

    def begin(index, waiting):
        threads.append(Thread(target=read_ahead, args=(index, waiting, stop)))
        threads[-1].start()

    yield begin
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def until(holds):
    ends = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.005)


def test_all_is_read_and_once(reading):
    index = FakeIndex(5)
    reading(index, Waiting())
    until(lambda: index.read == 5)


def test_nothing_is_read_while_somebody_waits_for_an_answer(reading):
    index, waiting = FakeIndex(5), Waiting()
    with waiting:
        reading(index, waiting)
        time.sleep(0.1)
        assert index.read == 0
    until(lambda: index.read == 5)


def test_what_a_reindex_brings_is_read_as_well(reading):
    index = FakeIndex(2)
    reading(index, Waiting())
    until(lambda: index.read == 2)
    index.left = 3
    time.sleep(0.1)
    assert index.read == 2  # the same state of the index is not gone through again
    index.generation = 2
    until(lambda: index.read == 5)


def test_an_index_that_cannot_be_read_is_tried_again(reading):
    index = FakeIndex(2, IndexUnavailable("It is gone.", "Wait."))
    reading(index, Waiting())
    until(lambda: index.read == 2)
