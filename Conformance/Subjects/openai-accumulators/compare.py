#!/usr/bin/env python3
"""Compares what `sse collect` makes of recorded streams with what the openai package makes of them.

    .venv/bin/python openai-accumulators/compare.py [--endpoint chat|completions|responses] [--sse PATH] [--verbose]
                                                    [FILE or FOLDER ...]

The package reads each file through its own client, from a transport that answers with the file's bytes; each chunk is
handed to its accumulator (`ChatCompletionStreamState`, `ResponseStreamState`), as its streaming helpers do. It has none
for text completions: there its chunks are summed up here, text by choice. Both responses are compared member by member.
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
from openai.lib.streaming.responses._responses import ResponseStreamState

ROOT = pathlib.Path(__file__).resolve().parents[3]

# (reason, clause), by what differs: a pattern for the path, and a test of the two values.
CHAT_REASONS = [
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


COMPLETION_REASONS = [
    ("the first id, model, or time that says something counts", "CMP-26", r"^(id|model|created)$",
     lambda ours, theirs: True),
    ("a chat delta in a completion is read", "CMP-41", r"\.text$", lambda ours, theirs: bool(ours) and theirs == ""),
    ("a bare value is a text", "CMP-42", r"^choices$", lambda ours, theirs: theirs is None),
    ("members of a choice that no schema names are kept", "TYP-19", r"^choices\[\d+\]\.(?!text$|finish_reason$|index$)",
     lambda ours, theirs: theirs is None),
]

RESPONSE_REASONS = [
    ("a terminal response without output is filled in", "RSP-53", r"^output$", lambda ours, theirs: theirs == []),
]


def chat(client):
    state, count = ChatCompletionStreamState(), 0
    for chunk in client.chat.completions.create(model="m", messages=[], stream=True):
        state.handle_chunk(chunk)
        count += 1
    return state.current_completion_snapshot.to_dict(mode="json") if count else None


def completions(client):
    """The package has no accumulator for these: texts are put together by index, the last of all else counts."""
    result, choices = {}, {}
    for chunk in client.completions.create(model="m", prompt="", stream=True):
        told = chunk.to_dict(mode="json")
        for choice in told.pop("choices", None) or []:
            known = choices.setdefault(choice.get("index", 0), {"index": choice.get("index", 0), "text": ""})
            known["text"] += choice.get("text") or ""
            known["finish_reason"] = choice.get("finish_reason") or known.get("finish_reason")
        for name in ("id", "model", "created"):
            result.setdefault(name, told.get(name))
        if told.get("usage"):
            result["usage"] = told["usage"]
    if choices:
        result["choices"] = [choices[index] for index in sorted(choices)]
    return result or None


def responses(client):
    state = ResponseStreamState(input_tools=openai.omit, text_format=openai.omit)
    terminal = None
    for event in client.responses.create(model="m", input="", stream=True):
        state.handle_event(event)
        if event.type in ("response.completed", "response.incomplete", "response.failed"):
            terminal = event.response
    # Its snapshot ends with response.completed; of the other ends it keeps what the event said.
    told = state._completed_response or terminal
    return told.to_dict(mode="json") if told is not None else None


ENDPOINTS = {
    "chat": (chat, CHAT_REASONS, None),
    "completions": (completions, COMPLETION_REASONS, ("id", "model", "created", "choices", "usage")),
    "responses": (responses, RESPONSE_REASONS, None),
}


def accumulate(endpoint, body):
    """What the package makes of a stream: its response, or the words of its error."""
    answer = lambda request: httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body)
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = openai.OpenAI(api_key="none", base_url="http://localhost/v1", http_client=http, max_retries=0)
        try:
            told = ENDPOINTS[endpoint][0](client)
            return told, None if told is not None else "no end"
        except Exception as error:
            return None, f"{type(error).__name__}: {str(error)[:80]}"


def collect(sse, endpoint, path):
    """What `sse collect` makes of it, as far as it is compared."""
    run = subprocess.run([sse, "collect", endpoint, str(path)], capture_output=True, text=True)
    told = json.loads(run.stdout) if run.stdout.strip() else None
    members = ENDPOINTS[endpoint][2]
    if members and told is not None:
        told = {name: told.get(name) for name in members}
        for choice in told["choices"] or []:
            choice.pop("logprobs", None)
    return told


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


def reason(reasons, path, ours, theirs):
    for words, clause, pattern, test in reasons:
        if re.search(pattern, path) and test(ours, theirs):
            return f"{words} ({clause})"
    return None


def streams(endpoint, arguments):
    made = [ROOT / "Conformance/Streams/made"] if endpoint == "chat" else []
    for argument in arguments or [ROOT / "Conformance/Streams" / endpoint, *made]:
        path = pathlib.Path(argument)
        yield from sorted(path.rglob("*.sse")) if path.is_dir() else [path]


def main():
    # The package's models complain of members of another type, which are compared all the same.
    warnings.filterwarnings("ignore", module="pydantic")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--endpoint", choices=list(ENDPOINTS), default="chat")
    parser.add_argument("--sse", default=str(ROOT / ".build/release/sse"), help="the tool")
    parser.add_argument("--verbose", action="store_true", help="print explained differences too")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    endpoint = options.endpoint
    known = ENDPOINTS[endpoint][1]
    counts = collections.Counter()
    reasons = collections.Counter()
    for path in streams(endpoint, options.paths):
        ours = collect(options.sse, endpoint, path)
        theirs, error = accumulate(endpoint, path.read_bytes())
        if theirs is None:
            counts["not accumulated"] += 1
            reasons[f"the package: {error.split(':')[0]}"] += 1
            if options.verbose:
                print(f"{path}: the package fails: {error}")
            continue
        found = list(differences(ours, theirs))
        unexplained = [each for each in found if reason(known, *each) is None]
        counts["equal" if not found else "unexplained" if unexplained else "explained"] += 1
        for each in set(reason(known, *each) for each in found if reason(known, *each)):
            reasons[each] += 1
        for place, mine, its in found if options.verbose else unexplained:
            words = reason(known, place, mine, its) or "UNEXPLAINED"
            print(f"{path}: {place}: {json.dumps(mine)[:120]} here, {json.dumps(its)[:120]} there: {words}")
    print(f"openai {openai.__version__}: " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    for words, count in reasons.most_common():
        print(f"{count:6}  {words}")
    if not counts:
        sys.exit("no streams")
    sys.exit(1 if counts["unexplained"] else 0)


if __name__ == "__main__":
    main()
