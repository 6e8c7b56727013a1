"""The event-stream decoder of the anthropic package (`anthropic._streaming.SSEDecoder`), before `data` is looked at."""

from anthropic._streaming import SSEDecoder
from line_protocol import event, serve


def parse(source):
    for found in SSEDecoder().iter_bytes(source):
        yield event(found.event, found.data, found.id)


serve("anthropic", parse)
