"""requests-sse: `EventSource` over a real response of requests whose body is the stream. Where it would connect
again, the stream is over."""

import requests
from line_protocol import event, serve
from requests_sse import EventSource


class Ended(Exception):
    pass


class Body:
    """What requests reads a body from."""

    def __init__(self, source):
        self.source = source

    def stream(self, size, decode_content=True):
        yield from self.source

    def close(self):
        pass

    release_conn = close


class Session:
    def __init__(self, source):
        self.source = source

    def request(self, url, **options):
        response = requests.Response()
        response.status_code, response.url, response.raw = 200, str(url), Body(self.source)
        response.headers["content-type"] = "text/event-stream"
        return response


def stop():
    raise Ended


def parse(source):
    client = EventSource("http://localhost/", session=Session(source), on_error=stop)
    client.connect()
    try:
        for found in client:
            yield event(found.type, found.data, found.last_event_id)
    except Ended:
        return


serve("requests-sse", parse)
