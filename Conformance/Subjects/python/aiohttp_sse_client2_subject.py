"""aiohttp-sse-client2: `EventSource` over a real stream reader of aiohttp. Where it would connect again, the stream
is over."""

import asyncio
from unittest import mock

import aiohttp
from aiohttp_sse_client2.client import EventSource
from line_protocol import event, serve

READ_BUFFER = 2**16  # aiohttp's own default


class Ended(Exception):
    pass


def stop():
    raise Ended


async def settle(task):
    """Lets everything run that can run without further input."""
    for _ in range(5):
        if task.done():
            break
        await asyncio.sleep(0)


def parse(source):
    loop = asyncio.new_event_loop()
    try:
        reader = aiohttp.StreamReader(mock.Mock(_reading_paused=False), READ_BUFFER, loop=loop)
        client = EventSource("http://localhost/", session=mock.Mock(), on_error=stop)
        client._response = mock.Mock(status=200, content=reader)
        task = loop.create_task(client.__anext__())
        ended = False
        while True:
            loop.run_until_complete(settle(task))
            if task.done():
                try:
                    found = task.result()
                except Ended:
                    return
                yield event(found.type, found.data, found.last_event_id)
                task = loop.create_task(client.__anext__())
                continue
            piece = next(source, None)
            if piece is not None:
                reader.feed_data(piece)
            elif not ended:
                ended = True
                reader.feed_eof()
            else:
                return
    finally:
        loop.close()


serve("aiohttp-sse-client2", parse)
