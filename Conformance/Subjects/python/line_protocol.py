"""The subject protocol for parsers that pull their input from an iterator.

An adapter gives `serve` a function that turns an iterator of bytes into an iterator of events. The parser runs in a
thread of its own. Each piece is handed over, and the reply is made when the parser asks for the next piece: what it
has not delivered by then, it has not delivered in time.
"""

import base64
import json
import queue
import sys
import threading
from importlib.metadata import version


class Source:
    """The pieces of one stream. It ends once, and stays ended."""

    def __init__(self):
        self.pieces = queue.SimpleQueue()
        self.wanted = threading.Semaphore(0)
        self.ended = False

    def __iter__(self):
        return self

    def __next__(self):
        if not self.ended:
            self.wanted.release()
            piece = self.pieces.get()
            if piece is not None:
                return piece
            self.ended = True
        raise StopIteration

    def close(self):
        pass


class Stream:
    """One stream in the parser."""

    def __init__(self, parse):
        self.source = Source()
        self.events, self.error, self.finished = [], None, False
        threading.Thread(target=self.run, args=(parse,), daemon=True).start()
        self.source.wanted.acquire()

    def run(self, parse):
        try:
            for event in parse(self.source):
                self.events.append(event)
        except Exception as error:  # whatever a parser raises is its result
            self.error = error
        self.finished = True
        self.source.wanted.release()

    def feed(self, piece):
        """Hands a piece over, None for the end, and waits until the parser wants more or is done."""
        if not self.finished:
            self.source.pieces.put(piece)
            self.source.wanted.acquire()

    def news(self):
        reply, self.events = {"events": self.events}, []
        if self.error:
            reply["error"] = {"code": type(self.error).__name__, "message": str(self.error)[:200]}
            self.error = None
        return reply


def event(type, data, id):
    """An event as the protocol has it. Parsers that name no type mean `message`; no id is an empty one."""
    return {"type": type or "message", "data": data if data is not None else "", "id": id or ""}


class Subject:
    def __init__(self, package, parse, profiles):
        self.package, self.parse = package, parse
        self.profiles = {"eof": "discard", "id": "lastEventID", "emptyRetry": "ignore"} | profiles
        self.stream = None

    def hello(self, request):
        return {
            "name": self.package, "version": version(self.package), "language": "Python", "protocol": 1,
            "capabilities": ["parse"], "profiles": self.profiles,
        }

    def open(self, request):
        options = request.get("options", {})
        if request.get("kind") != "parse":
            return {"skipped": "it parses only"}
        if options.get("lastEventID"):
            return {"skipped": "a last event ID cannot be given at the start"}
        if options.get("eof", self.profiles["eof"]) != self.profiles["eof"]:
            return {"skipped": "what happens at the end cannot be chosen"}
        self.stream = Stream(self.parse)
        return {"ok": True}

    def feed(self, request):
        piece = base64.b64decode(request["bytes"])
        if piece:  # transports do not hand out empty pieces
            self.stream.feed(piece)
        return self.stream.news()

    def eof(self, request):
        self.stream.feed(None)
        return self.stream.news()

    def close(self, request):
        if self.stream:
            self.stream.feed(None)
        self.stream = None
        return {"ok": True}


def serve(package, parse, **profiles):
    """Answers requests on standard input until it ends."""
    subject = Subject(package, parse, profiles)
    out, sys.stdout = sys.stdout, sys.stderr  # what a parser prints is no reply
    for line in sys.stdin:
        request = json.loads(line)
        handler = getattr(subject, request.get("cmd", ""), None)
        reply = handler(request) if request.get("cmd") in ("hello", "open", "feed", "eof", "close") else {}
        out.write(json.dumps(reply) + "\n")
        out.flush()
