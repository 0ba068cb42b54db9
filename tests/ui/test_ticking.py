import threading
import time

import pytest

from ui.ticking import ticking


def test_events_come_in_order_and_the_wait_between_them_ticks():
    def slow():
        yield 1
        time.sleep(0.2)
        yield 2

    told = list(ticking(slow, seconds=0.05))
    assert [one for one in told if one is not None] == [1, 2]
    assert told[1] is None, "the wait could have been left"


def test_what_the_events_raise_is_raised_where_they_are_waited_for():
    def broken():
        yield 1
        raise ValueError("broken")

    events = ticking(broken)
    assert next(events) == 1
    with pytest.raises(ValueError, match="broken"):
        next(events)


def test_leaving_is_immediate_and_closes_the_events_when_the_one_being_made_is_there():
    closed, go_on = threading.Event(), threading.Event()

    def stuck():
        try:
            yield 1
            go_on.wait(10)
            yield 2
        finally:
            closed.set()

    events = ticking(stuck, seconds=0.01)
    assert next(events) == 1
    assert next(events) is None
    events.close()
    assert not closed.is_set()
    go_on.set()
    assert closed.wait(5)
