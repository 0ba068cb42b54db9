"""Events that are made in threads, for callers that must not block their event loop."""

import asyncio
from collections.abc import AsyncGenerator, Generator

from assistant.records import StreamEvent


async def made_in_threads(events: Generator[StreamEvent]) -> AsyncGenerator[StreamEvent]:
    """Yield what ``events`` yields, each made in a thread, and close it at the end.

    A cancelled task waits for the event being made: a thread cannot be interrupted.
    """
    making: asyncio.Future[StreamEvent | None] | None = None
    try:
        while True:
            making = asyncio.ensure_future(asyncio.to_thread(next, events, None))
            event = await asyncio.shield(making)
            if event is None:
                return
            yield event
    finally:
        if making is not None:
            await asyncio.wait([making])
        await asyncio.to_thread(events.close)
