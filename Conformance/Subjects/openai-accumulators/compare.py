#!/usr/bin/env python3
"""Compares what `sse collect chat` makes of recorded streams with what the openai package's accumulator makes of them.

    .venv/bin/python openai-accumulators/compare.py [--sse PATH] [--verbose] [FILE or FOLDER ...]

The package reads each file through its own client, from a transport that answers with the file's bytes; each chunk is
handed to `ChatCompletionStreamState`, as its streaming helper does. Both responses are compared member by member.
Members that are null on one side and absent on the other are equal. Each difference must have one of the reasons
below, which `Spec/dialects.md` explains; one without a reason is printed, and the script ends with status 1.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import warnings

import httpx
import openai
from openai.lib.streaming.chat import ChatCompletionStreamState

ROOT = pathlib.Path(__file__).resolve().parents[3]

# (reason, clause), by what differs: a pattern for the path, and a test of the two values.
REASONS = [
    ("the role, repeated on each chunk, is concatenated", "CHAT-42", r"\.role$",
     lambda ours, theirs: isinstance(theirs, str) and len(theirs) > len(ours) and theirs == ours * (len(theirs) // len(ours))),
    ("no role came; it is the assistant's", "CHAT-41", r"\.role$",
     lambda ours, theirs: ours == "assistant" and theirs is None),
    ("the id or the name of a call, repeated, is concatenated", "CHAT-55", r"tool_calls\[\d+\]\.(id|function\.name|type)$",
     lambda ours, theirs: isinstance(theirs, str) and isinstance(ours, str) and theirs.startswith(ours)),
    ("content that is empty beside calls or a refusal is a placeholder", "CHAT-44", r"message\.content$",
     lambda ours, theirs: ours is None and theirs == ""),
    ("a call without type is a function's", "CHAT-51", r"tool_calls\[\d+\]\.type$",
     lambda ours, theirs: ours == "function" and theirs is None),
    ("calls keep their index there", "CHAT-52", r"tool_calls\[\d+\]\.index$", lambda ours, theirs: ours is None),
    ("usage is lost by a later chunk without it", "CHAT-71", r"^usage", lambda ours, theirs: theirs is None),
    ("usage in another place is not looked for", "CHAT-74", r"^usage", lambda ours, theirs: theirs is None),
    ("reasoning is under one name here, and counted once", "CHAT-47", r"message\.(reasoning|reasoning_content)$",
     lambda ours, theirs: ours is None or theirs is None),
    ("reasoning is counted to the end under the name it began with", "CHAT-47", r"message\.(reasoning|reasoning_content)$",
     lambda ours, theirs: ours.startswith(theirs) or theirs.startswith(ours)),
    ("parts of reasoning are merged by index or by type and id", "CHAT-49", r"message\.reasoning_details",
     lambda ours, theirs: True),
    ("the first id, model, or time that says something counts", "CHAT-29", r"^(id|model|created)$",
     lambda ours, theirs: not theirs),
    ("the model that was told last counts", "CHAT-26", r"^model$", lambda ours, theirs: bool(ours and theirs)),
    ("members of the envelope that no schema names: the last that is not null", "CHAT-27",
     r"^(?!choices|usage|object)[a-z_]+", lambda ours, theirs: True),
    ("members of a choice or a delta that no schema names: the last, not put together", "CHAT-103",
     r"^choices\[\d+\]\.(message\.)?(?!content$|role$|refusal$|tool_calls|finish_reason$|index$|logprobs)[a-z_]+",
     lambda ours, theirs: True),
    ("log probabilities that are all null are none", "CHAT-101", r"\.logprobs$",
     lambda ours, theirs: ours is None and not any(theirs.values())),
    ("the first log probabilities of a choice that comes later are taken twice", "CHAT-101", r"\.logprobs\.content$",
     lambda ours, theirs: bool(ours) and theirs == ours[:1] + ours),
    ("members of log probabilities that no schema names", "CHAT-101", r"\.logprobs\.",
     lambda ours, theirs: ours is None or theirs is None or isinstance(ours, float)),
    ("a usage with members of another type is kept as it came", "CHAT-70", r"^usage\.", lambda ours, theirs: True),
]


def accumulate(body):
    """What the package makes of a stream: its response, or the words of its error."""
    answer = lambda request: httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body)
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = openai.OpenAI(api_key="none", base_url="http://localhost/v1", http_client=http, max_retries=0)
        state = ChatCompletionStreamState()
        count = 0
        try:
            for chunk in client.chat.completions.create(model="m", messages=[], stream=True):
                state.handle_chunk(chunk)
                count += 1
            if count == 0:
                return None, "no chunks"
            return state.current_completion_snapshot.to_dict(mode="json"), None
        except Exception as error:
            return None, f"{type(error).__name__}: {str(error)[:80]}"


def collect(sse, path):
    """What `sse collect chat` makes of it."""
    run = subprocess.run([sse, "collect", "chat", str(path)], capture_output=True, text=True)
    return json.loads(run.stdout) if run.stdout.strip() else None


def differences(ours, theirs, path=""):
    """Each path at which the two differ, with both values."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            yield from differences(ours.get(key), theirs.get(key), f"{path}.{key}" if path else key)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, f"{path}[{index}]")
    elif ours != theirs and not (ours in (None, [], {}) and theirs in (None, [], {})):
        yield path, ours, theirs


def reason(path, ours, theirs):
    for words, clause, pattern, test in REASONS:
        if re.search(pattern, path) and test(ours, theirs):
            return f"{words} ({clause})"
    return None


def streams(arguments):
    for argument in arguments or [ROOT / "Conformance/Streams/chat", ROOT / "Conformance/Streams/made"]:
        path = pathlib.Path(argument)
        yield from sorted(path.rglob("*.sse")) if path.is_dir() else [path]


def main():
    # The package's models complain of members of another type, which are compared all the same.
    warnings.filterwarnings("ignore", module="pydantic")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sse", default=str(ROOT / ".build/release/sse"), help="the tool")
    parser.add_argument("--verbose", action="store_true", help="print explained differences too")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    counts = collections.Counter()
    reasons = collections.Counter()
    for path in streams(options.paths):
        ours = collect(options.sse, path)
        theirs, error = accumulate(path.read_bytes())
        if theirs is None:
            counts["not accumulated"] += 1
            reasons[f"the package: {error.split(':')[0]}"] += 1
            if options.verbose:
                print(f"{path}: the package fails: {error}")
            continue
        found = list(differences(ours, theirs))
        unexplained = [each for each in found if reason(*each) is None]
        counts["equal" if not found else "unexplained" if unexplained else "explained"] += 1
        for each in set(reason(*each) for each in found if reason(*each)):
            reasons[each] += 1
        for place, mine, its in found if options.verbose else unexplained:
            words = reason(place, mine, its) or "UNEXPLAINED"
            print(f"{path}: {place}: {json.dumps(mine)[:120]} here, {json.dumps(its)[:120]} there: {words}")
    print(f"openai {openai.__version__}: " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    for words, count in reasons.most_common():
        print(f"{count:6}  {words}")
    if not counts:
        sys.exit("no streams")
    sys.exit(1 if counts["unexplained"] else 0)


if __name__ == "__main__":
    main()
