"""httpx-sse: `EventSource.iter_sse` over a response whose body is the stream."""

import httpx
from httpx_sse import EventSource
from line_protocol import event, serve


def parse(source):
    response = httpx.Response(200, headers={"content-type": "text/event-stream"}, content=source)
    for found in EventSource(response).iter_sse():
        yield event(found.event, found.data, found.id)


serve("httpx-sse", parse)
