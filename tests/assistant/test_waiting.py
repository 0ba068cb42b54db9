from threading import Event, Thread

import pytest

from assistant.waiting import Waiting


def test_somebody_waits_until_the_last_answer_is_made():
    waiting = Waiting()
    assert waiting.nobody
    with waiting:
        with waiting:
            assert not waiting.nobody
        assert not waiting.nobody
    assert waiting.nobody


def test_an_answer_that_breaks_off_leaves_nobody_waiting():
    waiting = Waiting()
    with pytest.raises(KeyError), waiting:
        {}["absent"]
    assert waiting.nobody


def test_other_work_goes_on_when_the_answer_is_made():
    waiting, done = Waiting(), Event()
    with waiting:
        other = Thread(target=lambda: (waiting.until_nobody(Event()), done.set()))
        other.start()
        assert not done.wait(0.1)
    assert done.wait(10)
    other.join()


def test_other_work_that_is_to_stop_waits_no_longer():
    waiting, stop = Waiting(), Event()
    stop.set()
    with waiting:
        waiting.until_nobody(stop)
