"""A server that is told to end ends at once, whatever its pages still hold open."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from ui.leaving import EndingStreams

PAGE = {"type": "http", "path": "/"}
ASKED = {"type": "http.request", "body": b"", "more_body": False}


async def never_gone():
    """Give the request, then wait for a reader who stays."""
    await asyncio.sleep(60)


def run(app, leaving_after=0.05):
    """Return what ``app`` sends to a reader who stays, until the server leaves."""

    async def told():
        sent, messages = [], iter([ASKED])
        leaving = asyncio.Event()

        async def receive():
            return next(messages, None) or await never_gone()

        async def send(message):
            sent.append(message)

        asyncio.get_running_loop().call_later(leaving_after, leaving.set)
        await asyncio.wait_for(EndingStreams(app, leaving)(PAGE, receive, send), timeout=30)
        return sent

    with ThreadPoolExecutor(1) as apart:  # a browser's tests leave a loop running here
        return apart.submit(asyncio.run, told()).result()


async def stream(_scope, receive, send):
    """Send events until the reader has gone, as an open page's stream does."""
    assert await receive() == ASKED
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"event", "more_body": True})
    assert await receive() == {"type": "http.disconnect"}


async def page(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"whole"})


async def torn(_scope, receive, send):
    """Promise four bytes and stop after one when the reader has gone."""
    length = [(b"content-length", b"4")]
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": b"1", "more_body": True})
    await receive()


def test_a_stream_that_waits_for_its_reader_is_ended_whole():
    assert run(stream)[1:] == [
        {"type": "http.response.body", "body": b"event", "more_body": True},
        {"type": "http.response.body"},
    ]


def test_an_answer_that_ends_by_itself_is_left_as_it_is():
    assert [one.get("body") for one in run(page)] == [None, b"whole"]


def test_a_file_that_is_cut_off_is_not_called_whole():
    assert run(torn)[-1]["more_body"] is True
