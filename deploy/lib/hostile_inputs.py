"""Inputs of deploy/hostile: right requests, made from the methods' schemas, and the wrong values for their members.

A case is named by what it is (service, method, role, member, value), or by its number; either makes it again.
"""

import copy
import csv
import dataclasses
import datetime
import hashlib
import io
import json
import os
import re

from hostile_wire import Raw, as_cbor, as_json

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GOLDEN = f"{ROOT}/Tests/Golden"
ROLES = ("operator", "federation", "structure", "partner", "service", "auditor")
CALL_SECONDS, STREAM_SECONDS = 2.0, 0.5
ABSENT = object()


def name_of(service, method, role, member, kind):
    return f"{service} {method} as {role}: {member or 'request'} = {kind}"


@dataclasses.dataclass
class Case:
    service: str
    method: str
    role: str
    member: str  # what was changed; empty for none
    kind: str  # into what
    payload: bytes = b"{}"
    content: str = "json"
    seconds: float = CALL_SECONDS
    mutates: bool = False
    may: bool = True  # whether the role may call it
    header: dict = dataclasses.field(default_factory=dict)
    raw_header: bytes = None
    request: object = None  # where the payload is what this says
    schema: dict = None
    then: object = None  # a function of the answer: cases that follow
    times: int = 1  # how often it is sent at once
    came_of: object = None  # the case whose answer it followed
    alone: bool = False  # sent again, with nothing else under way
    tries: int = 0  # how often its answer came late
    late: int = 0  # and how often of these nothing but the call can be why

    @property
    def name(self):
        return name_of(self.service, self.method, self.role, self.member, self.kind)

    def same(self):
        """Returns what such cases have in common; after one has ended a service, cases with the same are passed over."""
        return self.method, re.sub(r"^(random|recorded|rows|file) \d+ ?", r"\1 ", self.member), self.kind


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


# Right values of members by name, as the golden network has them.
KNOWN = {
    "year": 2025, "campaign": "2025", "from": "2023-01-01", "to": "2025-12-31", "asOf": "2025-12-31", "knownOn": "2099-12-31",
    "since": "2025-01-01", "rules": "1", "structure": "S01", "code": "S01", "scope": "all", "territory": "69149",
    "series": "F-DEMANDEURS", "base": "problems", "by": "federation", "limit": 100, "after": 0, "epoch": "", "follow": False,
    "subscription": "hostile", "name": "hostile", "maxMessages": 10, "maxBytes": 100_000, "waitMilliseconds": 0,
    "maxInFlight": 4, "maxAttempts": 3, "leaseMilliseconds": 30_000, "backoffMilliseconds": 1_000, "delayMilliseconds": 0,
    "timeToLiveMilliseconds": 3_600_000, "milliseconds": 1_000, "messagesPerSecond": 100, "through": 10, "submission": 1,
    "id": "urn:vigie:file:attendance.csv:1", "schema": "urn:vigie:file:submissions.csv:1", "action": "requeue",
    "token": "1-1-1", "acknowledge": "1-1-1", "acknowledgeThrough": "1-1-1", "reason": "not ours", "sequences": 1,
    "types": "vigie.", "urgentTypes": "vigie.senacs.", "territories": "69266", "structures": "S01",
    "bodies": "B01", "people": "P01", "person": "P03",
    "recordsUse": False, "isNew": False, "passesOverCampaign": False, "fictitious": True, "ordered": False, "cause": "hostile",
    "familyName": "Fictif-Hostile", "givenName": "Noé", "email": "hostile@example.org", "beginning": "fictif",
    "until": "2026-12-31", "enrolledOn": "2025-11-01",
    "sessionCode": "T01", "personCode": "P01", "structureCode": "S01", "audience": "employee", "status": "present",
    "halfDaysPresent": 2, "offset": 0, "data": b"a;b\n", "importID": "none", "digest": "0" * 64, "byteCount": 4,
    "sha256": hashlib.sha256(b"a;b\n").hexdigest(), "file": "submissions.csv", "key": "S01", "position": "0",
    "sequence": 1, "event": "{}", "hash": "0" * 64, "scopes": "69", "encoding": "utf-8", "separator": ";", "decimal": ".",
    "group": " ", "dates": "iso", "dateSeparator": "-", "headerRow": 1, "subject": "2025", "recordedAt": "2099-01-01T00:00:00Z",
    "time": "2025-01-01T00:00:00Z", "freshnessMonths": 12, "arbitrationGap": 2, "leastSum": 10, "label": "x", "source": "x",
}
# Right values where a method means something else by a name.
OWN = {
    "exchange.v1/DeleteSubscription name": "hostile-gone",
    "exchange.v1/ReplayMessages name": "hostile-again", "start.from": "earliest",
    "training.v1/RegisterForSession sessionCode": "T03", "training.v1/CancelRegistration sessionCode": "T03",
    "registry.v1/ListStructures after": "", "evaluation.v1/RecordDiagnosis file": "diagnosis_revisions.csv",
    "files.v1/BeginImport name": "answers.csv", "figures.v1/ReadFacts facts": [{"file": "structures.csv", "key": ["S01"]}],
    "evaluation.v1/GradeDiagnoses grid": json.loads(text_of(f"{ROOT}/deploy/sample/grids/proposed-1.json")),
    "evaluation.v1/RecordDiagnosis rows": [{"structure_code": "S01", "revised_on": "2025-06-01", "note": "hostile"}],
}
# Members that may be absent, but are sent all the same, because the request is right, or fuller, only with them.
BESIDE = {
    "evaluation.v1/GetPortrait": ("structure",), "evaluation.v1/GradeDiagnoses": ("grid",), "figures.v1/ReadFacts": ("knownOn",),
    "senacs.v1/GetTrajectory": ("by",), "evaluation.v1/ListMeetings": ("structure",), "evaluation.v1/ReadLatestAnswers": ("year",),
    "exchange.v1/ExportMessages": ("through",), "exchange.v1/SettleMessages": ("retry",),
    "senacs.v1/GetFeedbackSheet": ("recordsUse",),
}
FIGURES = {"registry": "I3a-director", "training": "I4", "senacs": "I1", "evaluation": "I6"}
# The files by the service that owns them; `senacs-answers` and `territory-series` are described by a document.
FILES = {
    "registry": ("structures.csv", "approvals.csv", "people.csv", "mandates.csv", "grants.csv", "communes-69.csv",
                 "mouvements-69.csv", "partners.csv", "agreements.csv", "agreement_parties.csv", "agreement_communes.csv",
                 "contributions.csv", "tools.csv", "tool_uses.csv", "merges.csv", "published-sheets.csv"),
    "training": ("sessions.csv", "half_days.csv", "attendance.csv", "satisfaction.csv", "enrolments.csv"),
    "senacs": ("campaigns.csv", "submissions.csv", "successions.csv", "senacs-answers"),
    "evaluation": ("evaluation_answers.csv", "diagnoses.csv", "veille_bodies.csv", "veille_meetings.csv", "veille_attendance.csv",
                   "veille_declarations.csv", "diagnosis_evidence.csv", "diagnosis_participants.csv", "diagnosis_elements.csv", "diagnosis_revisions.csv",
                   "action_steps.csv", "territory-series"),
}
SUBMITTED = ("submissions.csv", "senacs-answers", "attendance.csv", "enrolments.csv", "evaluation_answers.csv",
             "veille_meetings.csv", "veille_attendance.csv")
READING = {"subject": "2025", "encoding": "utf-8", "separator": ";", "decimal": ",", "dates": "day-first", "headerRow": 1,
           "mapping": {}}
READ_AS = {"senacs-answers": "2025", "territory-series": "F-DEMANDEURS"}  # what those files are about
SHEETS = "source_url;kind;name;street;postal_code;commune\nhttps://example.org/1;csx;Exemple;1 rue;69009;Lyon 9e Arrondissement\n"


def fact_file(name):
    """Returns a right file by its name, from the golden network if it has one."""
    if name == "published-sheets.csv":
        return SHEETS
    if name == "successions.csv":
        return "structure_code;successor_code;merged_on\nS02;S01;2025-06-01\n"
    if name == "merges.csv":
        return "person_code;kept_code\nP02;P01\nP03;\n"
    if name == "half_days.csv":
        return "session_code;half_day;day;starts;ends\nT01;1;2023-03-14;09:00;12:30\nT01;2;2023-03-14;14:00;17:30\n"
    if name == "satisfaction.csv":
        return "session_code;sheet;rating;useful;remark\nT01;1;4;5;Trop court\nT01;2;3;3;\n"
    if name == "veille_declarations.csv":
        return "structure_code;body_code;held_on;response\nS01;B01;2025-04-01;present\nS02;B03;2025-05-15;excused\n"
    if name == "grants.csv":
        return ("person_code;role;territory_code;structure_code;from;to\n"
                "P01;structure;;S01;2025-01-01;2025-12-31\nP02;operator;69M;;2025-01-01;\n")
    for path in (f"{GOLDEN}/{name}", f"{GOLDEN}/golden-year/{name}", f"{ROOT}/deploy/sample/network/{name}", f"{ROOT}/deploy/sample/{name}",
                 f"{ROOT}/deploy/sample/network/{name}-2025.csv", f"{ROOT}/deploy/sample/series/f-demandeurs.csv"):
        if os.path.exists(path):
            # The sample's structures are not in the golden network, so S01 takes their place.
            return re.sub(r"\bF-(?:CS|EVS)-\d+", "S01", "\n".join(text_of(path).split("\n")[:25]) + "\n")
    raise ValueError(name)


def owned(service):
    """Returns a file that a service owns, and two of its rows."""
    file = FILES.get(service, FILES["senacs"][1:])[0]
    return file, fact_rows(file)[:2]


def fact_rows(file):
    rows = list(csv.DictReader(io.StringIO(fact_file(file)), delimiter=";"))
    if file == "senacs-answers":
        # A call's rows have decimal points and ISO days.
        return [{"campagne": "2025", **{name: re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", value.replace(",", "."))
                                       for name, value in row.items()}} for row in rows]
    return rows


def documents(report):
    """Returns right documents: (method, member) → text. `report` is the path of a frozen one."""
    return {
        ("senacs.v1/SetCodebook", "document"): text_of(f"{ROOT}/deploy/sample/codebook/senacs-base.json"),
        ("evaluation.v1/SetSeries", "document"): text_of(f"{ROOT}/deploy/sample/series/f-demandeurs.json"),
        ("evaluation.v1/KeepReport", "document"): text_of(report),
    }


# Values that are put in a member's place. Each has a name, by which the case can be made again.
LONG, LONGER = 5_000, 1 << 20
NUMBERS = [0, 1, -1, 2, 255, 256, 32_767, 32_768, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**32, 86_400_000, 2**53, 2**53 + 1,
           10**15, 2**62, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, 10**40, 1.5, -0.5, 1e30, 1e308, -1e308,
           1e-320]
YEARS = [1899, 1900, 2199, 2200, 9999, 10_000, 292_277]
DATES = ["0000-01-01", "0001-01-01", "-0001-01-01", "1582-10-10", "1899-12-31", "1900-01-01", "2025-02-29", "2025-02-30",
         "2025-13-01", "2025-00-10",
         "2025-1-1", "2199-12-31", "2200-01-01", "9999-12-31", "10000-01-01", "99999999999-01-01", "2025-12-31 ",
         "2025-12-31T00:00:00Z", "31/12/2025", "٢٠٢٥-٠١-٠١", "2025-12-3１"]
INSTANTS = ["0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "1900-01-01T00:00:00Z", "2199-12-31T23:59:59.999999Z",
            "2200-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "292278-01-01T00:00:00Z", "2025-02-30T00:00:00Z",
            "2025-01-01T24:00:00Z", "2025-01-01T23:59:60Z", "2025-01-01T00:00:00+99:99", "2025-01-01T00:00:00.0000000000001Z",
            "2025-01-01T00:00Z"]
TEXTS = {
    "empty": "", "space": " ", "U+0000": "S\0 1", "U+0000 alone": "\0", "U+FEFF": "\ufeffS01", "U+202E": "S01\u202e",
    "U+FFFF": "\uffff", "emoji": "👩‍👩‍👧‍👦" * 20, "combining": "e" + "\u0301" * 3_000, "decomposed": "e\u0301",
    "lone surrogate": "\ud800", "low surrogate": "x\udc00", "control": "\x01\x1b[2J\x7f\u0085", "newlines": "a\r\nb\nc\rd\u2028e",
    "CSV": 'a;"b";c', "SQL": "'; DROP TABLE x; --", "LIKE": "%_%", "HTML": "<script>alert(1)</script>&amp;",
    "path": "../../../../etc/passwd", "formula": "=cmd|' /C calc'!A0", "percent": "%s%n%@%1$@", "JSON": '{"a":1}',
    "slash": "a/b\\c", "position": "registry=zz-99999999999999999999", "number": "9223372036854775808", "arabic digits": "٢٠٢٥",
    "turkish": "İıſK", "scope": "kind:", "urn": "urn:vigie:file:attendance.csv:999999999999999999999",
    f"{LONG} characters": "x" * LONG, "1 MiB": "y" * LONGER, f"{LONG} é": "é" * LONG,
}
OTHERS = {
    "absent": ABSENT, "null": None, "true": True, "false": False, "empty object": {}, "empty array": [], "nested array": [[[]]],
    "object of numbers": {"a": 1}, "array of 100,000 numbers": [1] * 100_000, "array of 100,000 texts": ["x"] * 100_000,
    "array of 2,000 same": ["S01"] * 2_000, "array of objects": [{"a": "b"}] * 50, "array of nulls": [None, None],
    "object of 10,000": {f"k{number}": "v" for number in range(10_000)}, "object with empty name": {"": ""},
    # Texts that no JSON value can be, each with something of the kind in CBOR.
    "nested 60": Raw("[" * 60 + "]" * 60, b"\x81" * 59 + b"\x80"), "nested 100": Raw("[" * 100 + "]" * 100, b"\x81" * 99 + b"\x80"),
    "nested 500,000": Raw("[" * 500_000, b"\x81" * 500_000),
    "nested objects": Raw('{"a":' * 90 + "1" + "}" * 90, b"\xa1\x61a" * 90 + b"\x01"), "NaN": Raw("NaN", b"\xf9\x7e\x00"),
    "Infinity": Raw("Infinity", b"\xf9\x7c\x00"), "-0": Raw("-0", b"\xf9\x80\x00"), "-0.0": Raw("-0.0", b"\xfb\x80" + bytes(7)),
    "1.0": Raw("1.0", b"\xf9\x3c\x00"), "1e999": Raw("1e999", b"\xfa\x7f\x80\0\0"), "1e-999": Raw("1e-999", b"\xf0"),
    "2e3": Raw("2e3", b"\xf9\x67\xd0"), "01": Raw("01", b"\x18\x01"), "0x10": Raw("0x10", b"\x1c"),
    "1,000 digits": Raw("9" * 1_000, b"\xc2\x59\x01\x90" + b"\xff" * 400),
    "1,000 decimals": Raw("0." + "3" * 1_000, b"\xc4\x82\x1b\x7f" + b"\xff" * 7 + b"\x01"),
    "bad escape": Raw('"\\x41"', b"\x61\xff"),
    "half a pair": Raw('"\\ud83d"', b"\x63\xed\xa0\xbd"), "bare byte": Raw('"\udcff"', b"\x62\xc3\x28"),
    "open text": Raw('"abc', b"\x7f\x61a"), "bytes": b"\xff\xfe\x00", "undefined": Raw("undefined", b"\xf7"),
    "indefinite text": Raw('"a"', b"\x7f\x61a\x61b\xff"), "indefinite array": Raw("[1,]", b"\x9f\x01\xff"),
    "tagged": Raw("/**/1", b"\xd9\xd9\xf7\x01"), "text of 2^63": Raw('"' + "\\u0000" * 10 + '"', b"\x7b\x7f" + b"\xff" * 7),
    "array of 2^32": Raw("[" + "1," * 9 + "]", b"\x9b\0\0\0\1\0\0\0\0"),
}


def values(schema):
    """Yields (name, value) for all that is put in a member's place, with more values from the member's type, bounds and list."""
    yield from OTHERS.items()
    kind = schema.get("type")
    for name, value in TEXTS.items():
        yield name, value
    for number in NUMBERS + (YEARS if kind == "integer" else []):
        yield str(number), number
    if kind == "string":
        for text in DATES + INSTANTS:
            yield text, text
    for bound in ("minimum", "maximum"):
        if isinstance(schema.get(bound), (int, float)):
            for by in (-1, 0, 1):
                yield f"{bound}{by:+d}", schema[bound] + by
    for bound in ("minLength", "maxLength"):
        if bound in schema:
            for by in (-1, 0, 1):
                if 0 <= schema[bound] + by <= LONGER:
                    yield f"{bound}{by:+d}", "z" * (schema[bound] + by)
    if "maxItems" in schema and schema["maxItems"] < 200_000:
        for by in (0, 1):
            yield f"maxItems{by:+d}", ["S01"] * (schema["maxItems"] + by)
    for one in schema.get("enum", []):
        yield f"one of the list: {one}", one
        if isinstance(one, str):
            yield f"like the list: {one}", one.upper() + " "


def is_near(schema, kind, value):
    """Whether a value is of the member's type, so that it passes the decoder and reaches the code behind it."""
    of = types(schema)[0]
    if of == "string":
        if "format" in schema:
            return isinstance(value, str) and value[:1].isdigit()
        return isinstance(value, str) and (kind in TEXTS or kind in DATES[:4])
    return {"integer": isinstance(value, int) and not isinstance(value, bool), "array": isinstance(value, list),
            "object": isinstance(value, dict) or kind == "null", "boolean": isinstance(value, bool)}.get(of, False)


def types(schema):
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind]


def example(method, path, schema, full=False):
    """Returns a value that is right by a schema; with `full`, members that may be absent are there too."""
    short, name = method.split("vigie.", 1)[-1], path.split(".")[-1].split("[")[0]
    for key in (f"{short} {path}", path):
        if key in OWN:
            return copy.deepcopy(OWN[key])
    kind = types(schema)[0] if path else "object"
    if kind == "object":
        if "properties" in schema:
            needed = (*schema.get("required", ()), *(() if path else BESIDE.get(short, ())))
            wanted = [one for one in schema["properties"] if full or one in needed]
            return {one: example(method, f"{path}.{one}".strip("."), schema["properties"][one], full) for one in wanted}
        more = schema.get("additionalProperties")
        return {"registry": example(method, f"{path}.registry", more, full)} if isinstance(more, dict) and full else {}
    if kind == "array":
        if name == "key":
            return ["S01"]
        return [example(method, path, schema.get("items", {}), full)]
    known, right = KNOWN.get(name), {"string": (str, bytes), "integer": int, "number": (int, float), "boolean": bool}
    if known is not None and isinstance(known, right.get(kind, object)):
        form = schema.get("format")
        if form == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(known)):
            return "2025-12-31"
        if form == "date-time" and "T" not in str(known):
            return "2025-12-31T00:00:00Z"
        if "enum" not in schema or known in schema["enum"]:
            return known
    if "enum" in schema:
        return schema["enum"][0]
    if "default" in schema:
        return schema["default"]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    return {"boolean": True, "number": 1, "string": {"date": "2025-12-31", "date-time": "2025-12-31T00:00:00Z"}.get(
        schema.get("format"), "x")}.get(kind, "x")


def members(schema, path=""):
    """Yields (path, schema) of every member of a request, however deep. `[]` in a path stands for an array's first element."""
    for name, one in schema.get("properties", {}).items():
        yield from member(f"{path}.{name}".strip("."), one)


def member(path, schema):
    yield path, schema
    if "properties" in schema:
        yield from members(schema, path)
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from member(f"{path}.registry", schema["additionalProperties"])
    elif isinstance(schema.get("items"), dict) and schema["items"].get("type"):
        yield from member(f"{path}.[]", schema["items"])


def schema_at(schema, path):
    for piece in path.split("."):
        schema = (schema.get("items") if piece == "[]" else schema.get("properties", {}).get(piece)) or \
            schema.get("additionalProperties") or {}
    return schema


def put(method, schema, request, path, value):
    """Returns a request with a value in a member's place; objects and arrays around it are made where they are absent."""
    request = copy.deepcopy(request)
    place, pieces, so_far = request, path.split("."), ""
    if not isinstance(place, dict):
        return request
    for index, piece in enumerate(pieces):
        so_far = f"{so_far}.{piece}".strip(".")
        key = 0 if piece == "[]" else piece
        if index == len(pieces) - 1:
            if value is ABSENT:
                if isinstance(place, list):
                    place[:] = []
                else:
                    place.pop(key, None)
            elif isinstance(place, list) and not place:
                place.append(value)
            else:
                place[key] = value
            return request
        if (isinstance(place, list) and not place) or (isinstance(place, dict) and not place.get(key)):
            made = example(method, so_far, schema_at(schema, so_far), True)
            place.append(made) if isinstance(place, list) else place.update({key: made})
        place = place[key]
        # An earlier change put something else in this place.
        if not isinstance(place, list if pieces[index + 1] == "[]" else dict):
            return request
    return request


def encoded(value, content):
    return as_cbor(value) if content == "cbor" else as_json(value)


def forbids(schema, value):
    """Returns why a schema forbids a value, or None; what the schema does not mention is not forbidden."""
    if value is None or isinstance(value, Raw):
        return None
    kind = types(schema)[0]
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    is_whole = is_number and abs(value) < 1e300 and value == int(value)
    right = {"string": isinstance(value, (str, bytes)), "integer": is_whole, "number": is_number, "array": isinstance(value, list),
             "boolean": isinstance(value, bool), "object": isinstance(value, dict)}
    if kind in right and not right[kind]:
        return f"no {kind}"
    if is_number and (value < schema.get("minimum", value) or value > schema.get("maximum", value)):
        return "beyond its bounds"
    if "enum" in schema and value not in schema["enum"]:
        return "not of its list"
    if isinstance(value, str) and schema.get("format") == "date" and not is_day(value):
        return "no day"
    if isinstance(value, str) and schema.get("format") == "date":
        if not schema.get("formatMinimum", value) <= value <= schema.get("formatMaximum", value):
            return "beyond its days"
    if isinstance(value, str) and not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return "of another length"
    if isinstance(value, list) and len(value) > schema.get("maxItems", len(value)):
        return "too many"
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        return next((why for one in value[:3] if (why := forbids(schema["items"], one))), None)
    if isinstance(value, dict) and "properties" in schema:
        absent = [name for name in schema.get("required", []) if value.get(name) is None]
        if absent:
            return f"without {absent[0]}"
        return next((why for name, one in value.items() if name in schema["properties"]
                     and (why := forbids(schema["properties"][name], one))), None)
    return None


def is_day(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        datetime.date.fromisoformat(text)
        return True
    except ValueError:
        return False
