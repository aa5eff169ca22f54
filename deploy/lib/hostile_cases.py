"""The cases that deploy/hostile tries: every member in turn; then mixtures, mutated calls, rows and files, each made from its
number."""

import base64
import collections
import hashlib
import json
import random
import zlib

import hostile_inputs as inputs
from hostile_damage import change_piece, changed_file, changed_row, cell, flip, replaced
from hostile_inputs import CALL_SECONDS, FILES, GOLDEN, READ_AS, READING, ROLES, STREAM_SECONDS, SUBMITTED, Case, encoded
from hostile_wire import Doubled

# Members of a call's header, with the values that are put there.
BIG = (0, -1, 1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, -(2**63), 2**63, 2**64, 10**30, 1.5, 1e300, "2000", None, True, [], {})
HEADERS = {"timeoutMs": BIG, "credit": (None, 1, [], {"messages": -1, "bytes": -1}, {"messages": 2**63 - 1, "bytes": 2**63 - 1},
                                        {"messages": 2**32, "bytes": 2**32}, {"messages": 0, "bytes": 0}, {"messages": "x"}),
           "contentType": ("", "text/xml", "application/json; charset=utf-16", "x" * 5_000, 1, None, "application/JSON"),
           "accepts": (["deflate"] * 1_000, "deflate", [1], ["\0"], None), "method": ("", "x" * 7_000, "vigie", "/", "\0", 1, None)}
METADATA = {"vigie-seen": ("", "=", "registry=", "registry=zz-99999999999999999999", "registry=01ab--1", "nobody=1-1", "x=" * 500,
                           "registry=0-9223372036854775807", "registry=" + "f" * 32 + "-1"),
            "vigie-idempotency-key": ("", "x" * 128, "x" * 129, "\0", "é" * 64, "👩‍👩‍👧‍👦", " "),
            "traceparent": ("", "00-0-0-0", "x" * 500, "ff-" * 9),
            "vigie-on-behalf-of": ("", "operator-1", "\0", "x" * 7_000, '{"roles":["operator"]}', "exchange\noperator"),
            "vigie-previous-attempts": ("-1", "99999999999999999999", "x", ""), "vigie-position": ("x",),
            "x-bin": ("!", "AA=", "AAAA"), "X": ("x",), "": ("x",), "é": ("x",)}

# What is sent in place of a whole request, by its name.
WHOLE = ("right", "right in CBOR", "no bytes", "array", "text", "doubled")
# The methods whose headers are changed; a few are enough, because all headers are read by the same code.
HEADED = ("/Check", "/BeginImport", "/ComputeFigures", "/PullMessages", "feed.v1/Read")
# Groups of methods whose answers do not depend on facts.
COMMON = ("health.v1", "metrics.v1", "reflection.v1", "store.v1")


class Method:
    def __init__(self, service, told):
        self.service, self.name, self.roles = service, told["name"], set(told["roles"])
        self.schema, self.is_stream, self.mutates = told["request"] or {}, told["shape"] != "unary", told["mutates"]
        self.short = self.name.split("vigie.", 1)[-1]

    def right(self, documents):
        request = inputs.example(self.name, "", self.schema)
        for (short, name), text in documents.items():
            if short == self.short:
                request[name] = text
        return request


def name_of(method, role, member, kind, _):
    return inputs.name_of(method.service, method.name, role, member, kind)


class Cases:
    """All cases of a seed. `told` are the methods that reflection lists; `facts` names what exists, such as a report's digest."""

    def __init__(self, seed, told, facts):
        self.seed, self.facts, self.subscriptions = seed, facts, 0
        self.methods = [Method(service, one) for service, methods in told.items() for one in methods]
        self.documents = inputs.documents(facts["report"])
        self.by_name = {(one.service, one.name): one for one in self.methods}
        with open(f"{GOLDEN}/calls-1.jsonl", encoding="utf-8") as one, open(f"{GOLDEN}/calls-2.jsonl", encoding="utf-8") as two:
            self.recorded = [json.loads(line) for line in (*one, *two)]

    def case(self, method, role, request, member, kind, content="json", **more):
        may = role in method.roles
        return Case(method.service, method.name, role, member, kind, encoded(request, content), content,
                    STREAM_SECONDS if method.is_stream else CALL_SECONDS, method.mutates, may, request=request,
                    schema=method.schema, **more)

    def chained(self, case):
        """Adds the steps that give a case its effect: a new subscription is read, and a delivery exists before it is answered."""
        by_name = {verb: self.by_name["exchange", f"vigie.exchange.v1/{verb}"] for verb in (
            "PullMessages", "ListSubscriptions", "DeleteSubscription", "SettleMessages")}

        def step(verb, request, then=None):
            return self.case(by_name[verb], case.role, request, case.member, f"{verb} after {case.kind}"[:80], then=then)

        if not case.may or not isinstance(case.request, dict):
            return case
        named = case.request.get("name") in ("hostile", "hostile-again")
        if named and case.method.endswith(("/CreateSubscription", "/ReplayMessages")):
            self.subscriptions += 1
            name = f"hostile-{self.subscriptions}"
            pull = {"subscription": name, "maxMessages": 1}
            case.request = {**case.request, "name": name}
            case.payload = encoded(case.request, case.content)
            case.then = lambda _: [step("PullMessages", pull, lambda _: [step("ListSubscriptions", {}, lambda _: [
                step("DeleteSubscription", {"name": name})])])]
        elif case.method.endswith("/SettleMessages") and case.request.get("subscription") == "hostile":
            def settle(answer):
                messages = answer.read("json")["messages"]
                token = messages[0]["token"] if messages else "1-1-1"
                case.request = replaced(case.request, "1-1-1", token)
                case.payload = encoded(case.request, case.content)
                return [case]
            return step("PullMessages", {"subscription": "hostile", "maxMessages": 1}, settle)
        return case

    def right(self, method):
        request = method.right(self.documents)
        file, rows = inputs.owned(method.service)
        known = {**self.facts, "rows": rows, "cells": rows[0], "importID": self.facts.get(f"importID of {method.service}")}
        if method.short.startswith("files"):
            known["file"] = file
        if method.short.startswith("figures"):
            known["code"] = inputs.FIGURES[method.service]
        if not method.short.startswith("files"):
            del known["rows"]
        request.update((name, value) for name, value in known.items() if name in request and value is not None)
        return request

    # Every member in turn.

    def systematic(self, only=""):
        """Yields all cases of each cell (service, method, role), in an order that the seed gives; `only` those whose names
        contain it.

        If time is short, the order decides what is found. So whole requests and nearly right values come first. Every value of a
        member is tried once, in any cell, before the same value is tried in all other cells that have the method.
        """
        dice = random.Random(f"{self.seed}")
        of_name = collections.defaultdict(list)
        for method in self.methods:
            of_name[method.name] += [(method, role) for role in sorted(method.roles)]
        rounds = [[[(method, role, "", kind, None) for kind in WHOLE] for method in self.methods for role in ROLES], [], []]
        for pool in of_name.values():
            near, far = [], []
            for path, schema in inputs.members(pool[0][0].schema):
                for kind, value in inputs.values(schema):
                    (near if inputs.is_near(schema, kind, value) else far).append((path, kind, value))
            for what, members in (("header", HEADERS), ("metadata", METADATA)) if pool[0][0].short.endswith(HEADED) else ():
                far += [(f"{what} {name}", str(value)[:40], (name, value)) for name, values in members.items() for value in values]
            dice.shuffle(near)
            dice.shuffle(far)
            for place in range(len(pool)):
                rounds[0].append([(*pool[place], *case) for case in near[place::len(pool)]])
                rounds[1].append([(*pool[place], *case) for case in far[place::len(pool)]])
                rounds[2].append([(*pool[place], *case) for number, case in enumerate(near + far) if number % len(pool) != place])
        for cells in rounds:
            dice.shuffle(cells)
            for number in range(max(map(len, cells))):
                for one in cells:
                    if number < len(one) and only in name_of(*one[number]):
                        yield self.chained(self.one(*one[number]))

    def one(self, method, role, member, kind, value):
        right = self.right(method)
        if member.startswith("reading") and not FILES[method.service][-1].endswith(".csv"):
            # A file is read by `reading` only if a document describes it, so such a file is taken here.
            right |= {"file": FILES[method.service][-1], "reading": {**READING, "subject": READ_AS[FILES[method.service][-1]]}}
        if member.startswith("header "):
            name, value = value
            # The case keeps its usual time limit, because the deadline in the header may lie far away.
            return self.case(method, role, right, member, kind, header={name: value})
        if member.startswith("metadata "):
            name, value = value
            return self.case(method, role, right, member, kind, header={"metadata": {name: [value]}})
        if not member:
            whole = {"array": [right], "text": "S01", "doubled": Doubled(right)}.get(kind, right)
            case = self.case(method, role, whole, member, kind, "cbor" if kind == "right in CBOR" else "json")
            if kind == "no bytes":
                case.payload, case.request = b"", {}
            return case
        # CBOR writes the same values in other bytes. Whether a case uses it depends on its name alone, so that the name
        # makes it again.
        content = "cbor" if zlib.crc32(f"{self.seed} {method.name} {member} {kind}".encode()) % 4 == 0 else "json"
        return self.case(method, role, inputs.put(method.name, method.schema, right, member, value), member,
                         f"{kind}{' in CBOR' if content == 'cbor' else ''}", content)

    # By number.

    def numbered(self, number):
        dice = random.Random(f"{self.seed}:{number}")
        kind = dice.choices((self.mixture, self.mutated, self.rows, self.file, self.document, self.again), (4, 4, 3, 3, 1, 3))[0]
        case = self.chained(kind(dice, number))
        if dice.random() < 0.1:
            # The same call is sent more than once at a time: each with a key of its own, or all with one key.
            case.times = dice.choice((2, 3))
            if case.mutates and not case.header and dice.random() < 0.5:
                case.header = {"metadata": {"vigie-idempotency-key": [f"{self.seed}-{number}"]}}
        return case

    def again(self, dice, number):
        """Returns a right call, made on the facts that came by then."""
        method = dice.choice([one for one in self.methods if one.short.split("/")[0] not in COMMON])
        request = inputs.example(method.name, "", method.schema, True) if dice.random() < 0.3 else self.right(method)
        return self.case(method, dice.choice(sorted(method.roles)), request, f"random {number}", "right")

    def mixture(self, dice, number):
        """Returns a call with up to five members changed at once."""
        method = dice.choice(self.methods)
        role = dice.choice(sorted(method.roles)) if dice.random() < 0.95 else dice.choice(ROLES)
        request = inputs.example(method.name, "", method.schema, dice.random() < 0.5)
        paths = list(inputs.members(method.schema))
        for _ in range(dice.randint(1, 5) if paths else 0):
            path, schema = dice.choice(paths)
            near = [value for kind, value in inputs.values(schema) if inputs.is_near(schema, kind, value)]
            value = dice.choice(near if dice.random() < 0.7 and near else [value for _, value in inputs.values(schema)])
            request = inputs.put(method.name, method.schema, request, path, value)
        header = {}
        if dice.random() < 0.1:
            name = dice.choice(sorted(METADATA))
            header = {"metadata": {name: [dice.choice(METADATA[name])]}}
        return self.case(method, role, request, f"random {number}", "mixture", dice.choice(("json", "json", "cbor")), header=header)

    def mutated(self, dice, number):
        """Returns a recorded or right call with some bytes changed, mostly in its message, sometimes in its header."""
        if dice.random() < 0.4:
            call = dice.choice(self.recorded)
            method, request = self.by_name.get((call["service"], call["method"])), call["request"]
        else:
            method = dice.choice(self.methods)
            request = inputs.put(method.name, method.schema, self.right(method), *dice.choice(
                [(path, inputs.example(method.name, path, schema, True)) for path, schema in inputs.members(method.schema)]
                or [("x", 1)]))
        role = dice.choice(sorted(method.roles))
        content = dice.choice(("json", "cbor"))
        case = self.case(method, role, request, f"recorded {number}", f"bytes changed in {content}", content)
        if dice.random() < 0.15:
            header = json.dumps({
                "method": method.name, "timeoutMs": 2_000, "contentType": "application/json",
                "credit": {"messages": 100, "bytes": 100_000}, "metadata": {"vigie-idempotency-key": [f"raw-{number}"]}}).encode()
            case.raw_header, case.kind = flip(dice, header), "bytes changed in its header"
        else:
            case.payload = flip(dice, case.payload)
        case.request = None
        return case

    def rows(self, dice, number):
        """Returns fact rows with some cells changed, sent in one of the ways that take rows."""
        service = dice.choice(sorted(FILES))
        file = dice.choice(FILES[service])
        way, role = dice.choice((("files.v1/SubmitRows", "service"), ("files.v1/SubmitRows", "operator"),
                                 ("exchange.v1/SubmitFacts", "partner"), ("exchange.v1/SubmitFacts", "federation"),
                                 ("evaluation.v1/RecordDiagnosis", "structure"), ("training.v1/RecordAttendance", "operator")))
        if way.startswith("exchange"):
            service, file = "exchange", dice.choice(SUBMITTED)
        elif not way.startswith("files"):
            service = way.split(".")[0]
            file = dice.choice([one for one in FILES["evaluation"] if one.startswith("diagnosis_")])
        method = self.by_name[service, f"vigie.{way}"]
        rows = inputs.fact_rows(file)
        if dice.random() < 0.3 and len(rows) > 1:
            # One value in all rows makes sums over the rows overflow.
            column, value = dice.choice(sorted(rows[0])), cell(dice)
            rows = [{**row, column: value} for row in rows]
        else:
            rows = [changed_row(dice, row) for row in dice.sample(rows, 1) * dice.choice((1, 1, 1, 2, 30))]
        if way.startswith("exchange"):
            request = {"schema": f"urn:vigie:file:{file}:1", "rows": rows, "fictitious": dice.random() < 0.9}
        elif way.startswith("training"):
            row = changed_row(dice, inputs.fact_rows("attendance.csv")[0])
            request = {"sessionCode": row.get("session_code"), "personCode": row.get("person_code"),
                       "structureCode": row.get("structure_code"), "audience": row.get("audience"), "status": row.get("status"),
                       "halfDaysPresent": dice.choice(inputs.NUMBERS)}
        else:
            request = {"file": file, "rows": rows, "fictitious": dice.random() < 0.9, "cause": "hostile"}
            if dice.random() < 0.2:
                request["cut"] = {"structures": ["S01"], "bodies": []}
        return self.case(method, role, request, f"rows {number}", f"of {file}")

    def file(self, dice, number):
        """Returns a fact file with some bytes or cells changed; the steps are to announce it, send it, commit it, and read its
        report."""
        service = dice.choice(sorted(FILES))
        name = dice.choice(FILES[service])
        data, commits = changed_file(dice, inputs.fact_file(name).encode()), dice.choice((1, 1, 1, 2))
        begin = {"file": name, "byteCount": len(data), "sha256": hashlib.sha256(data).hexdigest(),
                 "fictitious": name not in ("communes-69.csv", "mouvements-69.csv", "published-sheets.csv")}
        if name in READ_AS:
            begin["reading"] = {**READING, "subject": READ_AS[name]}
            if dice.random() < 0.5:
                method = self.by_name[service, "vigie.files.v1/BeginImport"]
                path, schema = dice.choice([one for one in inputs.members(method.schema) if one[0].startswith("reading.")])
                begin = inputs.put(method.name, method.schema, begin, path, dice.choice(list(inputs.values(schema)))[1])

        def step(verb, request, then=None):
            return self.case(self.by_name[service, f"vigie.files.v1/{verb}"], "operator", request, f"file {number}",
                             f"{verb} of {name}", then=then)

        def brought(answer):
            reply = answer.read("json")
            upload, rest = reply["importID"], data[reply["offset"]:]
            commit = step("CommitImport", {"importID": upload}, lambda _: [step("ReadReport", {"importID": upload})])
            commit.times = commits
            if not rest:
                return [commit]
            chunk = {"importID": upload, "offset": reply["offset"], "data": base64.b64encode(rest).decode()}
            return [step("PutChunk", chunk, lambda _: [commit])]

        return step("BeginImport", begin, brought)

    def document(self, dice, number):
        """Returns a codebook, a description of a series or a report with some pieces changed."""
        (short, name), text = dice.choice(sorted(self.documents.items()))
        method = next(one for one in self.methods if one.short == short)
        document = json.loads(text)
        for _ in range(dice.randint(1, 4)):
            change_piece(dice, document)
        data = encoded(document, "json")
        data = flip(dice, data) if dice.random() < 0.2 else data
        request = {**self.right(method), name: data.decode("utf-8", "replace"), "campaign": dice.choice(("2024", "2025"))}
        if "campaign" not in method.schema.get("properties", {}):
            del request["campaign"]
        return self.case(method, dice.choice(sorted(method.roles)), request, f"random {number}", "document")
