"""The listings of year.md, from the facts as facts.py reads them. It imports nothing of Vigie."""

import unicodedata
from collections import defaultdict
from datetime import date
from decimal import Decimal, getcontext

from year.facts import FUNCTIONS, LOCAL, SCOPES, SINCE_EVER, day, months

# Sums of euros are exact.
getcontext().prec = 60


class Refusal(Exception):
    pass


def iso(d):
    return d.isoformat() if d else None


def scopes_of(x):
    return ("all", "kind:" + x["kind"], "ctcd:" + x["ctcd"])


def approvals(n, o):
    D, E = o["as-of"], o["ending-by"]
    out = []
    for s in n.active(D):
        e = n.ends_on(s, D)
        if e and e <= E:
            out.append(dict(structure_code=s, ends_on=iso(e), days=(e - D).days))
    return out


def state(a, D):
    if not a["signed_on"] or day(a["signed_on"]) > D:
        return "draft"
    if (a["ended_on"] and day(a["ended_on"]) <= D) or (a["to"] and day(a["to"]) < D):
        return "ended"
    return "upcoming" if day(a["from"]) > D else "active"


def agreements(n, o):
    D, E, K = o["as-of"], o.get("ending-by"), o.get("kind")
    act, out = n.active(D), []
    for a in n.agreements:
        k, st = a["agreement_code"], state(a, D)
        if K and a["kind"] != K:
            continue
        if E and not (st == "active" and any(a[c] and day(a[c]) <= E for c in ("to", "ended_on"))):
            continue
        ss = {s for s, p in n.parties[k] if s}
        ps = {p for s, p in n.parties[k] if p}
        kinds = {n.partners[p] for p in ps}
        f = set()
        bad = {
            "tripartite": not (ss and "caf" in kinds and kinds & LOCAL),
            "ctg": not ("caf" in kinds and kinds & LOCAL),
            "city_policy": "state" not in kinds,
            "other": False,
        }[a["kind"]]
        if bad:
            f.add("PARTIES_INCOMPLETE")
        if a["kind"] in ("ctg", "city_policy") and not n.acom[k]:
            f.add("NO_COMMUNE")
        if st == "active" and any(s not in act for s in ss):
            f.add("STRUCTURE_INACTIVE")
        out.append(
            {
                "agreement_code": k,
                "kind": a["kind"],
                "from": a["from"],
                "to": a["to"] or None,
                "ended_on": a["ended_on"] or None,
                "state": st,
                "parties": sorted(ss | ps),
                "communes": sorted({n.c.carry(c, t, D) for c, t in n.acom[k]}),
                "findings": sorted(f),
            }
        )
    return out


def coverage(n, o):
    D, K = o["as-of"], o["kind"]
    if K not in ("ctg", "city_policy", "tripartite"):
        raise Refusal("BAD_KIND")
    act = n.active(D)
    live = [a["agreement_code"] for a in n.agreements if a["kind"] == K and state(a, D) == "active"]
    out = []
    if K == "tripartite":
        for s in act:
            g = sorted(k for k in live if any(x == s for x, _ in n.parties[k]))
            out.append(dict(structure_code=s, covered=bool(g), agreements=g))
        return out
    count = defaultdict(int)
    for x in act.values():
        count[x["commune"]] += 1
    for c, k in count.items():
        g = sorted(a for a in live if any(n.c.lyon(n.c.carry(cc, t, D)) == c for cc, t in n.acom[a]))
        out.append(dict(commune_code=c, structures=k, covered=bool(g), agreements=g))
    return out


def contributions(n, o):
    d = date(o["year"], 12, 31)
    groups = defaultdict(list)
    for r in n.contributions:
        if int(r["year"]) == o["year"]:
            x = n.inside(r["structure_code"], d)
            if x:
                for sc in scopes_of(x):
                    groups[sc, n.partners[r["partner_code"]], r["purpose"]].append(r)

    def total(rows, col):
        v = [Decimal(r[col]) for r in rows if r[col]]
        return "%s" % sum(v, Decimal(0)).quantize(Decimal("0.01")) if v else None

    return [
        dict(
            scope=sc,
            kind=k,
            purpose=p,
            promised=total(g, "promised"),
            paid=total(g, "paid"),
            rows=len(g),
            structures=len({r["structure_code"] for r in g}),
        )
        for (sc, k, p), g in groups.items()
    ]


def tools(n, o):
    D = o["as-of"]
    act = n.active(D)
    users = defaultdict(set)
    for t, s, a, b in n.uses:
        if s in act and a <= D <= b:
            users[t].add(s)
    if o.get("figures"):
        using = set().union(*users.values()) if users else set()
        shared = set().union(*[u for u in users.values() if len(u) >= 2])
        w = lambda sc, g: sum(1 for s in g if sc in scopes_of(act[s]))
        return [dict(scope=sc, active=w(sc, act), using=w(sc, using), sharing=w(sc, shared)) for sc in SCOPES]
    return [
        dict(
            tool_code=t["tool_code"],
            kind=t["kind"],
            sharing=t["sharing"],
            users=len(users[t["tool_code"]]),
            users_cs=sum(1 for s in users[t["tool_code"]] if act[s]["kind"] == "CS"),
            users_evs=sum(1 for s in users[t["tool_code"]] if act[s]["kind"] == "EVS"),
            communes=len({act[s]["commune"] for s in users[t["tool_code"]]}),
        )
        for t in n.tools
    ]


WS = "".join(map(chr, [*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]))


def treated(s):
    out = []
    for ch in unicodedata.normalize("NFKD", s):
        if "A" <= ch <= "Z":
            ch = chr(ord(ch) + 32)
        ch = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}.get(ch, ch)
        if len(ch) == 2 or "a" <= ch <= "z" or "0" <= ch <= "9":
            out.append(ch)
    return "".join(out)


def one_apart(a, b):
    """exactly one insertion, deletion or replacement"""
    if a == b:
        return False
    if len(a) > len(b):
        a, b = b, a
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b)) == 1
    return len(b) - len(a) == 1 and any(b[:i] + b[i + 1 :] == a for i in range(len(b)))


def duplicates(n, o):
    info = {}
    for p, r in n.people.items():
        f, g = treated(r["family_name"]), treated(r["given_name"])
        info[p] = (f, g, "".join(ch.lower() for ch in (r["email"] or "").strip(WS)))
    where = defaultdict(set)
    for s, ms in n.mandates.items():
        for m in ms:
            where[m["p"]].add(s)
    out, ps = [], sorted(info)
    for i, a in enumerate(ps):
        fa, ga, ea = info[a]
        for b in ps[i + 1 :]:
            fb, gb, eb = info[b]
            why = []
            if ea and ea == eb:
                why.append("SAME_EMAIL")
            same = bool(fa and ga and fa == fb and ga == gb)
            swap = bool(fa and ga and fa == gb and ga == fb and fa != ga)
            if same:
                why.append("SAME_NAME")
            if swap:
                why.append("NAMES_SWAPPED")
            if not same and not swap and where[a] & where[b] and one_apart(fa + " " + ga, fb + " " + gb):
                why.append("CLOSE_NAME")
            if why:
                out.append(dict(person_a=a, person_b=b, reasons=sorted(why)))
    return out


def here(a):
    return a["status"] == "present" and a["hd"] is not None and a["hd"] >= 1


def sessions(n, o):
    if o["from"] > o["to"]:
        raise Refusal("INTERVAL_REVERSED")
    out = []
    for k, s in n.sessions.items():
        if not o["from"] <= s["first"] <= o["to"]:
            continue
        e = n.enr.get(k, {})
        c = {w: sum(1 for v in e.values() if v == w) for w in ("registered", "waiting", "cancelled")}
        free = None if s["capacity"] is None else s["capacity"] - c["registered"]
        rows = [a for a in n.att[k] if here(a)]
        f = set()
        if free is not None and free < 0 and s["state"] != "cancelled":
            f.add("OVERBOOKED")
        if s["state"] == "planned" and c["waiting"] > 0 and free is not None and free > 0:
            f.add("WAITING_WITH_ROOM")
        if e and any(e.get(a["p"], "cancelled") == "cancelled" for a in rows):
            f.add("PRESENT_NOT_ENROLLED")
        out.append(
            dict(
                session_code=k,
                state=s["state"],
                first_day=iso(s["first"]),
                **c,
                capacity=s["capacity"],
                free=free,
                present=len({a["p"] for a in rows}),
                qualified=len({a["p"] for a in rows if 5 * a["hd"] >= 4 * s["hd"]}) if s["state"] == "held" else None,
                findings=sorted(f)
            )
        )
    return out


def needs(n, o):
    D = o["as-of"]
    lo, out = months(D, -48), []
    for s in n.active(D):
        if n.in_post_trained(s, D):
            continue
        p, since, interim = n.director(s, D)
        posts = [m for m in n.mandates[s] if not m["i"] and m["f"] in FUNCTIONS and m["a"] <= D]
        if p is None:
            why = "VACANT"
        elif interim:
            why = "INTERIM"
        elif since > months(D, -12):
            why = "NEW_DIRECTOR"
        elif any(t <= lo for m in posts if m["b"] >= D for t in n.trained[m["p"]]):
            why = "EXPIRED"
        elif any(t <= D for m in posts for t in n.trained[m["p"]]):
            why = "LEFT"
        else:
            why = "NEVER"
        out.append(dict(structure_code=s, director=p, since=iso(since), reason=why))
    return out


def unreached(n, o):
    if o["from"] > o["to"]:
        raise Refusal("INTERVAL_REVERSED")
    reached = set()
    for k, s in n.sessions.items():
        if s["qualifying"] and s["state"] == "held" and o["from"] <= s["last"] <= o["to"]:
            reached |= {a["s"] for a in n.att[k] if here(a) and a["s"] and n.inside(a["s"], s["last"])}
    return [
        dict(structure_code=s, kind=x["kind"], ctcd=x["ctcd"], federated=x["federated"])
        for s, x in n.active(o["to"]).items()
        if s not in reached
    ]


def certificates(n, o):
    s = n.sessions.get(o["word"])
    if s is None:
        raise Refusal("UNKNOWN_SESSION")
    if s["state"] != "held":
        raise Refusal("SESSION_NOT_HELD")
    return [
        dict(person_code=a["p"], structure_code=a["s"], half_days_present=a["hd"], half_days=s["hd"])
        for a in n.att[s["code"]]
        if here(a) and 5 * a["hd"] >= 4 * s["hd"]
    ]


def meetings(n, o):
    out = []
    for m in n.meetings:
        d = day(m["held_on"])
        if d.year != o["year"]:
            continue
        if o.get("commune"):
            codes, t = n.bodies[m["body_code"]]
            want = n.c.lyon(n.c.carry(o["commune"], SINCE_EVER, d))
            if want not in {n.c.lyon(n.c.carry(c, t, d)) for c in codes}:
                continue
        r = n.vatt[m["meeting_code"]]
        out.append(
            dict(
                meeting_code=m["meeting_code"],
                body_code=m["body_code"],
                held_on=m["held_on"],
                state=m["state"],
                invited=len(r),
                present=r.count("present"),
                excused=r.count("excused"),
                absent=r.count("absent"),
            )
        )
    return out


def fragile(n, o):
    D, out = o["as-of"], []
    for s in n.active(D):
        e, why = n.ends_on(s, D), []
        if e and e < months(D, 12):
            why.append("APPROVAL_ENDS")
        if n.new_director(s, D):
            why.append("NEW_DIRECTOR")
        if not n.in_post_trained(s, D):
            why.append("NOBODY_TRAINED")
        if len(why) >= 2:
            out.append(dict(structure_code=s, reasons=sorted(why), director=n.director(s, D)[0], ends_on=iso(e)))
    return out


COMMANDS = {  # required options, further options
    ("registry", "approvals"): (approvals, {"ending-by"}, {"as-of"}),
    ("registry", "agreements"): (agreements, set(), {"as-of", "ending-by", "kind"}),
    ("registry", "coverage"): (coverage, {"kind"}, {"as-of"}),
    ("registry", "contributions"): (contributions, {"year"}, set()),
    ("registry", "tools"): (tools, set(), {"as-of", "figures"}),
    ("registry", "duplicates"): (duplicates, set(), set()),
    ("training", "sessions"): (sessions, {"from", "to"}, set()),
    ("training", "needs"): (needs, set(), {"as-of"}),
    ("training", "unreached"): (unreached, {"from", "to"}, set()),
    ("training", "certificates"): (certificates, {"word"}, set()),
    ("evaluation", "meetings"): (meetings, {"year"}, {"commune"}),
    ("fragile",): (fragile, set(), {"as-of"}),
}


def answer(n, words):
    key = tuple(words[:1]) if words[:1] == ["fragile"] else tuple(words[:2])
    if key not in COMMANDS:
        raise Refusal("UNKNOWN_COMMAND")
    fn, need, may = COMMANDS[key]
    o, rest = {}, words[len(key) :]
    while rest:
        w = rest.pop(0)
        if not w.startswith("--"):
            name, v = "word", w
        else:
            name = w[2:]
            v = True if name == "figures" else rest.pop(0) if rest else None
        if name not in need | may or v is None:
            raise Refusal("BAD_OPTION " + w)
        if name in ("as-of", "ending-by", "from", "to"):
            v = day(v)
        elif name == "year":
            v = int(v)
        o[name] = v
    if need - set(o):
        raise Refusal("MISSING_OPTION")
    if "as-of" in may:
        o.setdefault("as-of", date.today())
    return fn(n, o)
