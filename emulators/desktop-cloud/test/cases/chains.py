"""Plays the chains of this folder through a client of WorkSpaces; README.md says what a step is."""

import base64
import datetime
import json
import pathlib
import re
import time
import urllib.request

whole = re.compile(r"^\{\{(\w+)\}\}$")
part = re.compile(r"\{\{(\w+)\}\}")


class Refused(Exception):
    """AWS's error code."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


class Differs(AssertionError):
    pass


def filled(value, kept):
    """With what earlier steps kept, and bytes as bytes."""
    if isinstance(value, str):
        match = whole.match(value)
        return kept[match[1]] if match else part.sub(lambda found: str(kept[found[1]]), value)
    if isinstance(value, list):
        return [filled(item, kept) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$bytes"}:
        return base64.b64decode(value["$bytes"])
    return {name: filled(member, kept) for name, member in value.items()}


def compare(expected, actual, path="answer"):
    """Members that are not expected may be there; lists have as many items as are expected."""
    if isinstance(expected, dict) and "$is" in expected:
        check_kind(expected["$is"], actual, path)
    elif isinstance(expected, dict) and "$has" in expected:
        if not any(fits(expected["$has"], item, path) for item in actual or []):
            raise Differs(f"{path} has no {expected['$has']}: {actual}")
    elif isinstance(expected, dict):
        if not isinstance(actual, dict):
            raise Differs(f"{path} is {actual!r}, not {expected!r}")
        for name, member in expected.items():
            compare(member, actual.get(name), f"{path}.{name}")
    elif isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            raise Differs(f"{path} is {actual!r}, not {expected!r}")
        for index, (one, other) in enumerate(zip(expected, actual)):
            compare(one, other, f"{path}.{index}")
    elif expected != actual or isinstance(expected, bool) != isinstance(actual, bool):
        raise Differs(f"{path} is {actual!r}, not {expected!r}")


def check_kind(kind, actual, path):
    good = {
        "missing": actual is None,
        "text": isinstance(actual, str) and actual != "",
        "number": isinstance(actual, (int, float)) and not isinstance(actual, bool),
        # Version 1 of the CLI prints times as they travel, in seconds.
        "time": isinstance(actual, datetime.datetime) or (isinstance(actual, (int, float)) and actual > 1e9),
    }[kind]
    if not good:
        raise Differs(f"{path} is {actual!r}, no {kind}")


def fits(expected, actual, path):
    try:
        compare(expected, actual, path)
    except Differs:
        return False
    return True


def at(answer, path):
    for name in path.split("."):
        answer = answer[int(name)] if isinstance(answer, list) else answer[name]
    return answer


class Player:
    """
    `client` has call(operation, input, place) and pages(operation, input, place, list, size); a place is an account and
    a region. `known`: operations that the client's own model has; steps of others are left out.
    """

    def __init__(self, endpoint, client, known):
        self.endpoint = endpoint
        self.client = client
        self.known = known
        self.report = {}

    def play(self):
        folder = pathlib.Path(__file__).parent
        for path in sorted(folder.glob("*.json")):
            kept = {}
            for number, step in enumerate(json.loads(path.read_text())):
                try:
                    self.step(step, kept)
                except Exception as error:
                    raise AssertionError(f"{path.name}, step {number}: {json.dumps(step)[:400]}") from error
        return self.report

    def step(self, step, kept):
        if "control" in step:
            self.control(step, kept)
            return
        if step["operation"] not in self.known:
            return
        until = time.monotonic() + (30 if step.get("eventually") else 0)
        while True:
            try:
                self.ask(step, kept)
                return
            except (Differs, Refused):
                if time.monotonic() >= until:
                    raise
                time.sleep(0.05)

    def ask(self, step, kept):
        name = step["operation"]
        # Each operation has its own share of the report: how often it was done, refused, and paged.
        count = self.report.setdefault(name, {"done": 0, "refused": 0, "pages": 0})
        given = filled(step.get("input", {}), kept)
        place = (step.get("as", "000000000000"), step.get("in", "us-east-1"))
        if "refused" in step:
            try:
                self.client.call(name, given, place)
            except Refused as refusal:
                compare(step["refused"], refusal.code, "code")
                count["refused"] += 1
                return
            raise AssertionError(f"{name} was not refused")
        if "pages" in step:
            member = step["pages"]["list"]
            pages = self.client.pages(name, given, place, member, step["pages"].get("size"))
            if len(pages) < 2:
                raise Differs(f"{name} has one page")
            count["pages"] = max(count["pages"], len(pages))
            answer = {member: [item for page in pages for item in page]}
        else:
            answer = self.client.call(name, given, place)
        compare(filled(step.get("expect", {}), kept), answer)
        count["done"] += 1
        for key, path in step.get("keep", {}).items():
            kept[key] = at(answer, path)

    def control(self, step, kept):
        method, path = filled(step["control"], kept).split(" ")
        body = json.dumps(filled(step["body"], kept)).encode() if "body" in step else None
        request = urllib.request.Request(f"{self.endpoint}/_control/{path}", body, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                status, told = answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            status, told = error.code, json.load(error)
        assert status == step.get("status", 200), told
