"""A peer of the benchmarks: what Python programs decode chat streams with.

Speaks the protocol of Benchmarks/Peers/README.md; its argument is `openai` or `httpx-sse`.
"""

import json
import sys
import time
from importlib.metadata import version


def openai_events(pieces):
    """Events as the openai package's own client frames them."""
    from openai._streaming import SSEDecoder

    return SSEDecoder().iter_bytes(iter(pieces))


def httpx_sse_events(pieces):
    """Events as the httpx-sse package frames them, from text decoded and split as httpx does."""
    from httpx._decoders import LineDecoder, TextDecoder
    from httpx_sse._decoders import SSEDecoder

    text, lines, decoder = TextDecoder(), LineDecoder(), SSEDecoder()
    for piece in pieces:
        for line in lines.decode(text.decode(piece)):
            event = decoder.decode(line.rstrip("\n"))
            if event is not None:
                yield event
    for line in lines.flush():
        event = decoder.decode(line)
        if event is not None:
            yield event


def openai_chunk(event):
    """The typed chunk that the openai client gives its user."""
    from openai._models import construct_type
    from openai.types.chat import ChatCompletionChunk

    return construct_type(type_=ChatCompletionChunk, value=event.json())


def texts(peer, pieces):
    """The text of each chunk."""
    if peer == "openai":
        for event in openai_events(pieces):
            if event.data.startswith("[DONE]"):
                continue
            choices = openai_chunk(event).choices
            yield (choices[0].delta.content or "") if choices else ""
    else:
        for event in httpx_sse_events(pieces):
            if event.data.startswith("[DONE]"):
                continue
            choices = json.loads(event.data)["choices"]
            yield (choices[0]["delta"].get("content") or "") if choices else ""


def frames(peer, pieces):
    """Type and data of each event, joined, as text."""
    events = openai_events(pieces) if peer == "openai" else httpx_sse_events(pieces)
    for event in events:
        yield (event.event or "message") + event.data


def main():
    peer = sys.argv[1]
    job, pieces, proved = frames, [], (0, 0, 0)
    for line in sys.stdin:
        words = line.rstrip("\n").split(" ", 3)
        if words[0] == "open":
            with open(words[3], "rb") as file:
                stream = file.read()
            step = int(words[2])
            pieces = [stream[start : start + step] for start in range(0, len(stream), step)]
            job = frames if words[1] == "frame" else texts
            # Bytes are counted once, here; the timed passes count characters, which is cheaper.
            items = characters = size = 0
            for text in job(peer, pieces):
                items += 1
                characters += len(text)
                size += len(text.encode("utf-8", "surrogatepass"))
            proved = (items, characters, size)
            reply = {"ok": True, "version": f"{peer} {version(peer)}"}
        elif words[0] == "pass":
            items = characters = 0
            begin = time.process_time_ns()
            for text in job(peer, pieces):
                items += 1
                characters += len(text)
            end = time.process_time_ns()
            same = (items, characters) == proved[:2]
            reply = {"nanoseconds": end - begin, "items": items, "bytes": proved[2] if same else -1}
        else:
            break
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
