"""sseclient-py: `SSEClient.events` over an iterator of bytes. It knows no id but that of the event at hand, and
delivers what is unterminated at the end: both are declared."""

from line_protocol import event, serve
from sseclient import SSEClient


def parse(source):
    for found in SSEClient(source).events():
        yield event(found.event, found.data, found.id)


serve("sseclient-py", parse, id="perEvent", eof="dispatch")
