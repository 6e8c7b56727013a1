#!/usr/bin/env python3
"""Checks the parse and encode cases of this suite against the reference, and the files against their schema.

    check_cases.py [--schema] [FILE ...]

Each input is fed whole, byte by byte, at its own cuts, and, where it is short, at every place in two. The declared
alternatives are checked as well, against the reference under the profile that they name. `--schema` needs the
package jsonschema.
"""

import base64
import json
import pathlib
import re
import sys

from reference import Parser, Refused, write_comment, write_event

CASES = pathlib.Path(__file__).resolve().parents[2] / "Cases"
ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|[nrt0\\])|\\")
SIMPLE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"0": b"\0", b"\\": b"\\"}
PROFILES = {"eof": "eof", "id": "id_profile", "emptyRetry": "empty_retry"}
SHORT = 400
BYTEWISE = 200_000


def unescape(text):
    def replace(match):
        escape = match.group(1)
        if escape is None:
            raise ValueError(f"bad escape in {text[:60]!r}")
        return SIMPLE.get(escape) or bytes([int(escape[1:], 16)])

    return ESCAPE.sub(replace, text.encode())


def expand(source):
    if "repeat" in source:
        return b"".join(expand(part) * part.get("times", 1) for part in source["repeat"])
    return unescape(source["text"]) if "text" in source else base64.b64decode(source["base64"])


def expand_text(value):
    return value if isinstance(value, str) else expand(value).decode()


def expand_events(events):
    result = []
    for event in events:
        event = {key: expand_text(value) if key != "times" else value for key, value in event.items()}
        result += [{"type": event["type"], "data": event["data"], "id": event["id"]}] * event.get("times", 1)
    return result


def pieces(data, cuts):
    edges = [0, *cuts, len(data)]
    return [data[edges[i] : edges[i + 1]] for i in range(len(edges) - 1)]


def run(case, parts, profiles):
    options = case.get("options", {})
    settings = {PROFILES[name]: value for name, value in profiles.items()}
    if "eof" in options:
        settings["eof"] = options["eof"]
    parser = Parser(options.get("lastEventID", ""), options.get("limits"), options.get("resume", False),
                    stop_after=options.get("stopAfter"), **settings)
    fed, seen = 0, {0: (0, 0, None)}
    for part in parts:
        parser.feed(part)
        fed += len(part)
        seen[fed] = (len(parser.events), len(parser.comments), parser.retry)
    end = parser.end_of_input()
    error = parser.errors[0] if parser.errors else None
    return {
        "events": parser.events, "comments": parser.comments, "lastEventID": parser.last_event_id, "end": end,
        "retry": parser.retry, "error": {"code": error.code, "offset": error.offset} if error else None,
    }, seen


def differences(expect, got):
    expected = dict(expect)
    if "events" in expected:
        expected["events"] = expand_events(expect["events"])
    if "comments" in expected:
        expected["comments"] = [expand_text(comment) for comment in expected["comments"]]
    expected.setdefault("error", None)
    for key, value in expected.items():
        if key == "retry" and isinstance(value, dict):
            if not (got["retry"] is not None and got["retry"] >= value["atLeast"]):
                yield f"retry {got['retry']}, expected at least {value['atLeast']}"
        elif got[key] != value:
            yield f"{key}: expected {str(value)[:300]}, got {str(got[key])[:300]}"


def check_writing(case):
    output, refused = b"", []
    for item in case["write"]:
        try:
            output += write_event(**item["event"]) if "event" in item else write_comment(item["comment"])
        except Refused as refusal:
            refused.append(refusal.part)
    got, _ = run({}, [output], {})
    got |= {"output": output.decode(), "refused": refused}
    got["comments"] = [comment.removeprefix(" ") for comment in got["comments"]]
    yield from differences({"refused": []} | case["expect"], got)


def check(case):
    data = expand(case["input"])
    ways = [("whole", [data])]
    if len(data) <= BYTEWISE:
        ways.append(("bytewise", pieces(data, range(1, len(data)))))
    if len(data) <= SHORT:
        ways += [(f"cut at {cut}", pieces(data, [cut])) for cut in range(len(data) + 1)]
    ways += [(f"cuts {cuts}", pieces(data, cuts)) for cuts in case.get("cuts", [])]
    ways += [(f"up to {mark['bytes']}", pieces(data, [mark["bytes"]])) for mark in case.get("visibleAfter", [])]
    judged = [({}, case["expect"])]
    for alternative in case.get("alternatives", []):
        when = alternative.get("when")
        if when:
            conditions = when if isinstance(when, list) else [when]
            judged.append(({condition["profile"]: condition["is"] for condition in conditions}, alternative["expect"]))
    for profiles, expect in judged:
        for name, parts in ways:
            got, seen = run(case, parts, profiles)
            for problem in differences(expect, got):
                yield f"{name} {profiles or ''}: {problem}"
            for mark in case.get("visibleAfter", []) if not profiles else []:
                state = seen.get(mark["bytes"])
                if state:
                    wanted = (mark.get("events", state[0]), mark.get("comments", state[1]), mark.get("retry", state[2]))
                    if wanted != state:
                        yield f"{name}: after {mark['bytes']} bytes expected {wanted}, got {state}"


def main(arguments):
    schema = "--schema" in arguments
    paths = [pathlib.Path(a) for a in arguments if a != "--schema"] or sorted(CASES.glob("*/*.json"))
    count, failures, seen_ids = 0, 0, set()
    for path in paths:
        document = json.loads(path.read_text())
        if schema:
            import jsonschema

            rules = json.loads((CASES / "case.schema.json").read_text())
            for error in jsonschema.Draft202012Validator(rules).iter_errors(document):
                failures += 1
                print(f"{path.name}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
        for case in document["cases"]:
            if case["kind"] not in ("parse", "encode"):
                continue
            count += 1
            if case["id"] in seen_ids:
                failures += 1
                print(f"{case['id']}: id used twice")
            seen_ids.add(case["id"])
            problems = list(check(case) if case["kind"] == "parse" else check_writing(case))
            failures += bool(problems)
            for problem in problems[:4]:
                print(f"{case['id']}: {problem}")
    print(f"{count} cases, {failures} with problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
