#!/usr/bin/env python3
"""A plain event-stream parser and writer, clause by clause from Spec/event-stream.md, and a subject around them.

It is meant to be read: no cleverness, no dependency. The cases of this suite are checked against it
(`check_cases.py`), and `reference.py` alone is a complete subject: it speaks the line protocol of the suite on
standard input and output. Options choose the profiles that the standard leaves open:

    reference.py [--id lastEventID|perEvent] [--eof discard|dispatch] [--empty-retry ignore|default]
"""

import argparse
import base64
import json
import re
import sys

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
TERMINATOR = re.compile(rb"[\r\n]")
KNOWN_FIELDS = (b"data", b"event", b"id", b"retry")
NO_LIMIT = 1 << 62
LARGEST_RETRY = (1 << 63) - 1


class LimitExceeded(Exception):
    def __init__(self, code, offset):
        super().__init__(f"{code} at byte {offset}")
        self.code, self.offset = code, offset


class Parser:
    """Takes pieces of a stream; fills `events`, `comments`, `retries`, `errors`, which the caller empties."""

    def __init__(self, last_event_id="", limits=None, resume=False, eof="discard", id_profile="lastEventID",
                 empty_retry="ignore", comments=True, stop_after=None):
        limits = limits or {}
        self.maximum_line_length = max(8, limits.get("maximumLineLength", NO_LIMIT))
        self.maximum_event_size = limits.get("maximumEventSize", NO_LIMIT)
        self.maximum_line_count = limits.get("maximumLineCount", NO_LIMIT)
        self.resume, self.eof = resume, eof
        self.id_profile, self.empty_retry, self.keep_comments = id_profile, empty_retry, comments
        self.left = stop_after  # events until the receiver stops; None if it does not
        self.events, self.comments, self.retries, self.errors = [], [], [], []

        self.offset = 0  # of the next byte, from the start of the stream
        self.at_start = True  # a byte order mark may still come (DEC-2)
        self.after_cr = False  # an LF that comes now belongs to the CR before it (LIN-3)
        self.failed = False  # a limit was hit and the caller did not ask to go on
        self.skipping = False  # a limit was hit: everything up to the next blank line is dropped
        self.start_line()

        self.last_event_id = last_event_id  # the last event ID string
        self.retry = None
        self.start_event()

    def start_line(self):
        self.line = bytearray()
        self.length = 0  # bytes of the line; more than len(self.line) where the rest need not be kept
        self.line_offset = None
        self.colon = None

    def start_event(self):
        self.data = []  # the data buffer: each element is a value that was followed by LF (PRC-1)
        self.type = ""
        self.id = self.last_event_id  # the last event ID buffer starts from the string (REC-1, DSP-5)
        self.id_in_block = ""
        self.size = 0
        self.line_count = 0

    # Lines

    def feed(self, piece):
        """Takes the next bytes of the stream. Results do not depend on where pieces begin and end."""
        position = 0
        while position < len(piece) and not self.failed and self.left != 0:  # DSP-10
            if self.after_cr:
                self.after_cr = False
                if piece[position] == 0x0A:  # the second half of CRLF (LIN-3)
                    position += 1
                    self.offset += 1
                    continue
            found = TERMINATOR.search(piece, position)
            end = found.start() if found else len(piece)
            try:
                if end > position:
                    self.extend_line(piece[position:end])
                if found:
                    self.end_line()
            except LimitExceeded as error:
                self.errors.append(error)
                self.failed = not self.resume
                self.skipping = self.resume
            self.offset += end - position
            position = end
            if found:
                if self.skipping and self.length == 0:  # the blank line that ends the dropped event
                    self.skipping = False
                    self.start_event()
                self.start_line()
                self.after_cr = piece[position] == 0x0D
                self.offset += 1
                position += 1

    def extend_line(self, part):
        if self.line_offset is None:
            self.line_offset = self.offset
        if self.at_start:
            # Only the very first three bytes of the stream can be the byte order mark (DEC-2, DEC-3, DEC-5).
            needed = 3 - len(self.line)
            head, part = part[:needed], part[needed:]
            self.line += head
            self.length += len(head)
            if bytes(self.line) == BYTE_ORDER_MARK:
                self.at_start = False
                self.start_line()
                self.line_offset = self.offset + len(head)
            elif not BYTE_ORDER_MARK.startswith(bytes(self.line)):
                self.at_start = False
        if self.line_offset is None:
            self.line_offset = self.offset
        self.length += len(part)
        if self.skipping:
            return
        if self.is_kept():
            self.line += part
            self.check_limits()

    def is_kept(self):
        """False when the line is already known to have no effect, so that its rest need not be stored."""
        if self.line[:1] == b":":
            return self.keep_comments
        if len(self.line) > 6 and self.colon is None:
            self.colon = self.line.find(b":", 0, 6)  # no known name is longer than five bytes
        return self.colon is None or (self.colon >= 0 and bytes(self.line[: self.colon]) in KNOWN_FIELDS)

    def check_limits(self):
        """LIM-2 to LIM-4, LIM-6: as soon as the byte that proves it is there."""
        if self.line[:1] == b":":
            return
        colon = self.line.find(b":", 0, 6)
        if colon < 0:
            return
        name = bytes(self.line[:colon])
        if name not in KNOWN_FIELDS:
            return
        beyond = []
        if self.line_count >= self.maximum_line_count:  # LIM-4: the colon proves that this is a field line
            beyond.append((self.line_offset, "tooManyLines"))
        if len(self.line) > self.maximum_line_length:
            beyond.append((self.line_offset + self.maximum_line_length, "lineTooLong"))
        if name != b"retry":
            start = colon + 1 + (self.line[colon + 1 : colon + 2] == b" ")
            room = self.maximum_event_size - self.size
            if len(self.line) - start > room:
                beyond.append((self.line_offset + start + room, "eventTooLarge"))
        if beyond:
            offset, code = min(beyond, key=lambda found: found[0])  # LIM-6: of two equal ones, the line's
            raise LimitExceeded(code, offset)

    def end_line(self):
        self.at_start = False
        if self.skipping:
            return
        if self.length == 0:
            self.dispatch()  # FLD-1
            return
        line = bytes(self.line)
        if line[:1] == b":":  # FLD-2
            if self.keep_comments:
                self.comments.append(decode(line[1:]))
            return
        name, colon, value = line.partition(b":")  # FLD-3, FLD-5
        if value[:1] == b" ":  # FLD-4: one space, and nothing else
            value = value[1:]
        if name not in KNOWN_FIELDS:  # FLD-6 to FLD-8
            return
        self.count(name, value)
        if name == b"data":
            self.data.append(value)  # PRC-1
        elif name == b"event":
            self.type = decode(value)  # PRC-2, PRC-3
        elif name == b"id":
            if b"\0" not in value:  # PRC-5
                self.id = self.id_in_block = decode(value)  # PRC-4, PRC-6
        elif re.fullmatch(rb"[0-9]+", value):  # PRC-7: at once, not with the event
            digits = value.lstrip(b"0")
            self.set_retry(min(int(digits or b"0"), LARGEST_RETRY) if len(digits) < 20 else LARGEST_RETRY)  # PRC-9
        elif not value and self.empty_retry == "default":  # PRC-8 leaves this open
            self.set_retry(None)

    def count(self, name, value):
        """LIM-3 and LIM-4, where the line terminator is the byte that proves it."""
        self.line_count += 1
        if self.line_count > self.maximum_line_count:
            raise LimitExceeded("tooManyLines", self.line_offset)
        if name != b"retry":
            self.size += len(value) + 1
            if self.size > self.maximum_event_size:
                raise LimitExceeded("eventTooLarge", self.line_offset + self.length)

    def set_retry(self, milliseconds):
        self.retry = milliseconds
        self.retries.append(milliseconds)

    # Events

    def dispatch(self):
        self.last_event_id = self.id  # DSP-1: also where no event comes of it
        if self.data:  # DSP-2
            reported = self.id_in_block if self.id_profile == "perEvent" else self.last_event_id
            data = decode(b"\n".join(self.data))  # DSP-3: the last LF is not part of it
            self.events.append({"type": self.type or "message", "data": data, "id": reported})  # DSP-4
            if self.left is not None:
                self.left -= 1
        self.start_event()  # DSP-5

    def end_of_input(self):
        """LIN-7, DSP-7, EOI-1 to EOI-3. Says how the stream ended."""
        if self.left == 0:
            return "clean"
        if self.failed or self.skipping:
            return "discarded"
        if self.eof == "discard":
            return "discarded" if self.has_something() else "clean"
        try:
            if self.length:
                self.end_line()
        except LimitExceeded as error:
            self.errors.append(error)
            return "discarded"
        before = len(self.events)
        self.dispatch()
        return "dispatched" if len(self.events) > before else "clean"

    def has_something(self):
        """EOI-3: a pending block, or an unfinished line that is no comment."""
        in_line = self.length > 0 and self.line[:1] != b":"
        return bool(in_line or self.data or self.type or self.id != self.last_event_id)


def decode(value):
    """DEC-1, DEC-7: UTF-8, each maximal subpart of an ill-formed sequence becomes U+FFFD."""
    return value.decode("utf-8", "replace")


# Writing

LINE_END = re.compile(r"\r\n|\r|\n")


class Refused(Exception):
    def __init__(self, part):
        super().__init__(part)
        self.part = part


def write_event(data, type=None, id=None, retry=None):
    """ENC-2 to ENC-5: the bytes of one event, or Refused with the part that no reader would read as it is."""
    if type is not None and LINE_END.search(type):
        raise Refused("type")
    if id is not None and (LINE_END.search(id) or "\0" in id):
        raise Refused("id")
    if retry is not None and retry < 0:
        raise Refused("retry")
    lines = []
    if type not in (None, "", "message"):
        lines.append(f"event: {type}")
    if id is not None:
        lines.append(f"id: {id}")
    if retry is not None:
        lines.append(f"retry: {retry}")
    lines += [f"data: {line}" for line in LINE_END.split(data)]  # ENC-3
    return "".join(line + "\n" for line in lines + [""]).encode()


def write_comment(text):
    """ENC-6"""
    return "".join(f": {line}\n" for line in LINE_END.split(text)).encode()


# The subject protocol


class Subject:
    def __init__(self, profiles):
        self.profiles = profiles
        self.parser = None

    def hello(self, request):
        return {
            "name": "reference", "version": "1", "language": "Python", "protocol": 1,
            "capabilities": ["parse", "comments", "retry", "limits", "stop", "encode"], "profiles": self.profiles,
        }

    def open(self, request):
        kind = request.get("kind", "parse")
        if kind == "encode":
            return {"ok": True}
        if kind != "parse":
            return {"skipped": f"no kind {kind}"}
        options = request.get("options", {})
        self.parser = Parser(
            last_event_id=options.get("lastEventID", ""),
            limits=options.get("limits"),
            resume=request.get("resume", options.get("resume", False)),
            eof=options.get("eof", self.profiles["eof"]),
            id_profile=self.profiles["id"],
            empty_retry=self.profiles["emptyRetry"],
            comments=request.get("comments", True),
            stop_after=options.get("stopAfter"),
        )
        return {"ok": True}

    def feed(self, request):
        self.parser.feed(base64.b64decode(request["bytes"]))
        return self.news()

    def eof(self, request):
        end = self.parser.end_of_input()
        return self.news() | {"end": end, "lastEventID": self.parser.last_event_id, "retry": self.parser.retry}

    def write(self, request):
        try:
            written = write_event(**request["event"]) if "event" in request else write_comment(request["comment"])
        except Refused as refusal:
            return {"refused": refusal.part}
        return {"bytes": base64.b64encode(written).decode()}

    def close(self, request):
        self.parser = None
        return {"ok": True}

    def news(self):
        parser, reply = self.parser, {}
        if parser.events:
            reply["events"] = parser.events
        if parser.comments:
            reply["comments"] = parser.comments
        if parser.retries:
            reply["retry"] = parser.retries[-1]
        if parser.errors:
            error = parser.errors[0]
            reply["error"] = {"code": error.code, "offset": error.offset, "message": str(error)}
        parser.events, parser.comments, parser.retries, parser.errors = [], [], [], []
        return reply


def main():
    options = argparse.ArgumentParser(description="The reference parser as a subject of the conformance suite.")
    options.add_argument("--id", choices=["lastEventID", "perEvent"], default="lastEventID")
    options.add_argument("--eof", choices=["discard", "dispatch"], default="discard")
    options.add_argument("--empty-retry", choices=["ignore", "default"], default="ignore")
    arguments = options.parse_args()
    subject = Subject({"eof": arguments.eof, "id": arguments.id, "emptyRetry": arguments.empty_retry})
    commands = {"hello", "open", "feed", "eof", "write", "close"}
    for line in sys.stdin.buffer:
        request = json.loads(line)
        command = request.get("cmd")
        reply = getattr(subject, command)(request) if command in commands else {"skipped": "unknown command"}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
