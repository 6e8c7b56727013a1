"""The event-stream decoder of the openai package (`openai._streaming.SSEDecoder`), before anything is made of `data`."""

from line_protocol import event, serve
from openai._streaming import SSEDecoder


def parse(source):
    for found in SSEDecoder().iter_bytes(source):
        yield event(found.event, found.data, found.id)


serve("openai", parse)
