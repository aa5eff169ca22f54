"""The columns, keys and allowed values of formats.md and year.md; a check that every row of a random network is valid by them."""

import csv
import os
import re
import unicodedata
from datetime import date

COLS = {
    "structures": "structure_code kind name manager_siren siret commune_code commune_as_of federated zone qpv closed_on qpv_code valid_from",
    "approvals": "structure_code from to families",
    "people": "person_code family_name given_name email",
    "mandates": "person_code structure_code function from to interim end_reason",
    "sessions": "session_code course title qualifying state first_day last_day half_days half_day_hours organiser headcount capacity place",
    "attendance": "session_code person_code structure_code audience status half_days_present",
    "veille_bodies": "body_code name commune_codes communes_as_of",
    "veille_meetings": "meeting_code body_code held_on state",
    "veille_attendance": "meeting_code structure_code response",
    "partners": "partner_code name kind",
    "agreements": "agreement_code kind title signed_on from to ended_on",
    "agreement_parties": "agreement_code structure_code partner_code",
    "agreement_communes": "agreement_code commune_code commune_as_of",
    "contributions": "structure_code year partner_code purpose promised paid",
    "tools": "tool_code title kind owner_structure_code sharing",
    "tool_uses": "tool_code structure_code from to",
    "enrolments": "session_code person_code structure_code enrolled_on state",
}
COLS = {k: v.split() for k, v in COLS.items()}
KEYS = {
    "structures": "structure_code valid_from",
    "approvals": "structure_code from",
    "people": "person_code",
    "mandates": "person_code structure_code function from",
    "sessions": "session_code",
    "attendance": "session_code person_code",
    "veille_bodies": "body_code",
    "veille_meetings": "meeting_code",
    "veille_attendance": "meeting_code structure_code",
    "partners": "partner_code",
    "agreements": "agreement_code",
    "agreement_parties": "agreement_code structure_code partner_code",
    "agreement_communes": "agreement_code commune_code",
    "contributions": "structure_code year partner_code purpose",
    "tools": "tool_code",
    "tool_uses": "tool_code structure_code from",
    "enrolments": "session_code person_code",
}
KEYS = {k: v.split() for k, v in KEYS.items()}
KINDS = {
    "sk": "CS EVS",
    "fn": "director family_referent coordinator other",
    "er": "contract_end mobility retirement other not_communicated",
    "pk": "caf commune epci metropole departement state msa carsat federation other",
    "ak": "tripartite ctg city_policy other",
    "pu": "functioning action_1 action_2 project other",
    "tk": "survey interview statistics map workshop veille other",
    "sh": "open on_request private",
    "st": "planned held cancelled",
    "au": "employee volunteer partner",
    "ps": "present absent waiting",
    "en": "registered waiting cancelled",
    "re": "present excused absent",
    "or": "federation caf other",
}
KINDS = {k: v.split() for k, v in KINDS.items()}


def check(network):
    """Fails unless every row is valid: refusals are not what is compared."""
    T = network.t
    S, P = {x["structure_code"] for x in T["structures"]}, {x["person_code"] for x in T["people"]}
    assert 20 <= len(S) <= 40
    ref = {"structure_code": S, "owner_structure_code": S, "person_code": P}
    for f, c in (
        ("sessions", "session_code"),
        ("partners", "partner_code"),
        ("agreements", "agreement_code"),
        ("tools", "tool_code"),
        ("veille_bodies", "body_code"),
        ("veille_meetings", "meeting_code"),
    ):
        ref[c] = {x[c] for x in T[f]}
    empty = {
        "structures": "manager_siren siret federated zone qpv closed_on valid_from qpv_code",
        "approvals": "to",
        "people": "email",
        "mandates": "to end_reason",
        "sessions": "headcount organiser capacity place",
        "attendance": "structure_code half_days_present",
        "agreements": "signed_on to ended_on",
        "agreement_parties": "structure_code partner_code",
        "contributions": "promised paid",
        "tools": "owner_structure_code",
        "tool_uses": "to",
        "enrolments": "structure_code",
    }
    allowed = {
        ("structures", "kind"): "sk",
        ("mandates", "function"): "fn",
        ("mandates", "end_reason"): "er",
        ("partners", "kind"): "pk",
        ("agreements", "kind"): "ak",
        ("contributions", "purpose"): "pu",
        ("tools", "kind"): "tk",
        ("tools", "sharing"): "sh",
        ("sessions", "state"): "st",
        ("sessions", "organiser"): "or",
        ("attendance", "audience"): "au",
        ("attendance", "status"): "ps",
        ("enrolments", "state"): "en",
        ("veille_attendance", "response"): "re",
    }
    hd = {x["session_code"]: int(x["half_days"]) for x in T["sessions"]}
    for f, rows in T.items():
        seen = set()
        for x in rows:
            k = tuple(x[c] for c in KEYS[f])
            assert k not in seen, (f, k)
            seen.add(k)
            for c, v in x.items():
                if v == "":
                    assert c in empty.get(f, "").split(), (f, c)
                    continue
                if c in ref:
                    assert v in ref[c], (f, c, v)
                if c.endswith("_code") and c != "commune_code":
                    assert (
                        v == v.strip() == unicodedata.normalize("NFC", v)
                        and not any(unicodedata.category(z) in ("Cc", "Cf") for z in v)
                        and len(v) < 100
                    ), v
                if c in (
                    "from",
                    "to",
                    "valid_from",
                    "closed_on",
                    "held_on",
                    "first_day",
                    "last_day",
                    "ended_on",
                    "signed_on",
                    "enrolled_on",
                ) or c.endswith("as_of"):
                    assert re.fullmatch(r"\d{4}-\d\d-\d\d", v) and 1900 <= date.fromisoformat(v).year <= 2199, (f, c, v)
                if (f, c) in allowed:
                    assert v in KINDS[allowed[f, c]], (f, c, v)
                if c in ("promised", "paid"):
                    assert re.fullmatch(r"\d{1,12}(\.\d{1,2})?", v), v
                if c in ("federated", "qpv", "families", "interim", "qualifying"):
                    assert v in ("true", "false")
                assert not any(unicodedata.category(z) in ("Cc", "Cf") for z in v), (f, c, v)
            for a, b in (("from", "to"), ("first_day", "last_day"), ("from", "ended_on")):
                if x.get(a) and x.get(b):
                    assert x[a] <= x[b], (f, x)
            if "half_days_present" in x and x["half_days_present"]:
                assert 0 <= int(x["half_days_present"]) <= hd[x["session_code"]]
            if f == "sessions":
                assert 1 <= int(x["half_days"]) <= 999 and (x["capacity"] == "" or int(x["capacity"]) >= 1)
            if f == "agreement_parties":
                assert (x["structure_code"] == "") != (x["partner_code"] == "")
            if "commune_code" in x:
                assert network.insee.names(x["commune_code"], date.fromisoformat(x["commune_as_of"])), x
            if f == "veille_bodies":
                for c in x["commune_codes"].split(" "):
                    assert network.insee.names(c, date.fromisoformat(x["communes_as_of"])), x


def write(network, folder):
    """Writes the files, at times with CRLF, in another order of columns or without optional ones."""
    r = network.r
    os.makedirs(folder, exist_ok=True)
    shuffled, crlf = network.p(0.3), network.p(0.3)
    for f, rows in network.t.items():
        cols = list(COLS[f])
        if f == "structures":
            if network.no_valid_from:
                cols.remove("valid_from")
            if network.p(0.7):
                cols.remove("qpv_code")
        if f == "sessions" and network.no_capacity:
            cols = [c for c in cols if c not in ("capacity", "place")]
        if shuffled:
            r.shuffle(cols)
        r.shuffle(rows)
        with open(os.path.join(folder, f + ".csv"), "w", encoding="utf-8", newline="") as h:
            w = csv.DictWriter(h, cols, delimiter=";", lineterminator="\r\n" if crlf else "\n", extrasaction="ignore")
            w.writeheader()
            w.writerows(rows)
