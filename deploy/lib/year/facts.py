"""The facts of a network, read as formats.md says: communes in time, structures, approvals, posts, trainings. It imports nothing of
Vigie: where the two agree, each has it from the page alone."""

import csv
import os
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta

ONE = timedelta(days=1)
FOREVER = date(9999, 12, 31)
SINCE_EVER = date(1, 1, 1)


def day(s):
    return date.fromisoformat(s) if s else None


def months(d, n):
    m = d.year * 12 + d.month - 1 + n
    y, m = divmod(m, 12)
    return date(y, m + 1, min(d.day, monthrange(y, m + 1)[1]))


def flag(s):
    return None if not s else s == "true"


def num(s):
    return int(s) if s else None


def read(folder, name):
    p = os.path.join(folder, name + ".csv")
    if not os.path.exists(p):
        return []
    with open(p, encoding="utf-8-sig", newline="") as f:
        return [r for r in csv.DictReader(f, delimiter=";", strict=True)]


class Communes:
    def __init__(self, communes, mouvements):
        self.ctcd, self.arm = {}, {}
        with open(communes, encoding="utf-8-sig", newline="") as f:
            for r in csv.DictReader(f, delimiter=";"):
                if r["type"] == "COM":
                    self.ctcd[r["code_insee"]] = r["ctcd"]
                elif r["type"] == "ARM":
                    self.arm[r["code_insee"]] = r["commune_parent"]
        by = defaultdict(dict)
        with open(mouvements, encoding="utf-8-sig", newline="") as f:
            for r in csv.DictReader(f, delimiter=";"):
                # COM -> COM is what moves a commune; COMA/COMD -> COM only matter to `every movement` of C
                if r["TYPECOM_AP"] == "COM" and r["COM_AV"] != r["COM_AP"]:
                    by[day(r["DATE_EFF"])].setdefault(r["COM_AV"], r["COM_AP"])
        self.moves = sorted(by.items())

    def carry(self, code, as_of, d):
        for when, m in self.moves:
            if as_of < when <= d:
                code = m.get(code, code)
        return code

    def lyon(self, code):
        return self.arm.get(code, code)

    def ctcd_of(self, code, as_of):
        """None: outside 69. A former commune has the CTCD of the commune it became."""
        return self.ctcd.get(self.lyon(self.carry(code, as_of, FOREVER)))


FUNCTIONS = ("director", "family_referent", "coordinator")
SCOPES = ("all", "kind:CS", "kind:EVS", "ctcd:69M", "ctcd:69D")
LOCAL = {"commune", "epci", "metropole"}


class Facts:
    def __init__(self, folder, communes):
        self.c = communes

        def rd(name):
            return read(folder, name)

        self.rows = defaultdict(list)
        for r in rd("structures"):
            self.rows[r["structure_code"]].append((day(r.get("valid_from") or "") or SINCE_EVER, r))
        for l in self.rows.values():
            l.sort(key=lambda x: x[0])
        self.closed = {s: day(l[-1][1]["closed_on"]) for s, l in self.rows.items()}
        self.approvals = defaultdict(list)
        for r in rd("approvals"):
            self.approvals[r["structure_code"]].append((day(r["from"]), day(r["to"]) or FOREVER))
        self.people = {r["person_code"]: r for r in rd("people")}
        self.mandates = defaultdict(list)
        for r in rd("mandates"):
            self.mandates[r["structure_code"]].append(
                dict(p=r["person_code"], f=r["function"], a=day(r["from"]), b=day(r["to"]) or FOREVER, i=r["interim"] == "true")
            )
        self.sessions = {}
        for r in rd("sessions"):
            self.sessions[r["session_code"]] = dict(
                code=r["session_code"],
                qualifying=r["qualifying"] == "true",
                state=r["state"],
                first=day(r["first_day"]),
                last=day(r["last_day"]),
                hd=int(r["half_days"]),
                capacity=num(r.get("capacity")),
            )
        self.att = defaultdict(list)
        for r in rd("attendance"):
            self.att[r["session_code"]].append(
                dict(p=r["person_code"], s=r["structure_code"] or None, status=r["status"], hd=num(r["half_days_present"]))
            )
        self.enr = defaultdict(dict)
        for r in rd("enrolments"):
            self.enr[r["session_code"]][r["person_code"]] = r["state"]
        self.partners = {r["partner_code"]: r["kind"] for r in rd("partners")}
        self.agreements = rd("agreements")
        self.parties, self.acom = defaultdict(list), defaultdict(list)
        for r in rd("agreement_parties"):
            self.parties[r["agreement_code"]].append((r["structure_code"], r["partner_code"]))
        for r in rd("agreement_communes"):
            self.acom[r["agreement_code"]].append((r["commune_code"], day(r["commune_as_of"])))
        self.contributions = rd("contributions")
        self.tools = rd("tools")
        self.uses = [(r["tool_code"], r["structure_code"], day(r["from"]), day(r["to"]) or FOREVER) for r in rd("tool_uses")]
        self.bodies = {r["body_code"]: (r["commune_codes"].split(" "), day(r["communes_as_of"])) for r in rd("veille_bodies")}
        self.meetings = rd("veille_meetings")
        self.vatt = defaultdict(list)
        for r in rd("veille_attendance"):
            self.vatt[r["meeting_code"]].append(r["response"])
        # trained: person -> last days of the qualifying, held sessions of which they had 80 %
        self.trained = defaultdict(list)
        for k, s in self.sessions.items():
            if s["qualifying"] and s["state"] == "held":
                for a in self.att[k]:
                    if a["status"] == "present" and a["hd"] is not None and 5 * a["hd"] >= 4 * s["hd"]:
                        self.trained[a["p"]].append(s["last"])

    # -- structures
    def at(self, s, d):
        """None when not known, else kind, commune, ctcd (None outside the perimeter), federated at d"""
        row = None
        for v, r in self.rows.get(s, ()):
            if v <= d:
                row = r
        if row is None:
            return None
        code, as_of = row["commune_code"], day(row["commune_as_of"])
        return dict(
            kind=row["kind"],
            commune=self.c.lyon(self.c.carry(code, as_of, d)),
            ctcd=self.c.ctcd_of(code, as_of),
            federated=flag(row["federated"]),
        )

    def inside(self, s, d):
        x = self.at(s, d)
        return x if x and x["ctcd"] else None

    def active(self, d):
        out = {}
        for s in self.rows:
            x = self.inside(s, d)
            if x and any(a <= d <= b for a, b in self.approvals[s]) and (self.closed[s] is None or self.closed[s] > d):
                out[s] = x
        return out

    def ends_on(self, s, d):
        """last day of the unbroken coverage that contains d; None when open"""
        end = d
        while True:
            nxt = max((b for a, b in self.approvals[s] if a <= end + ONE and b > end), default=None)
            if nxt is None:
                return end
            if nxt == FOREVER:
                return None
            end = nxt

    def in_post_trained(self, s, d):
        lo = months(d, -48)
        return any(
            lo < t <= d
            for m in self.mandates[s]
            if not m["i"] and m["f"] in FUNCTIONS and m["a"] <= d <= m["b"]
            for t in self.trained[m["p"]]
        )

    def director(self, s, d):
        """(person, since, interim) or (None, None, None)"""
        all_ = [m for m in self.mandates[s] if m["f"] == "director"]
        now = [m for m in all_ if m["a"] <= d <= m["b"]]
        pick = [m for m in now if not m["i"]] or [m for m in now if m["i"]]
        if not pick:
            return None, None, None
        latest = max(m["a"] for m in pick)
        m = min((m for m in pick if m["a"] == latest), key=lambda m: m["p"])
        since = m["a"]
        while True:
            e = [
                o["a"]
                for o in all_
                if o["p"] == m["p"] and o["i"] == m["i"] and o["a"] < since and o["b"] >= since - timedelta(days=31)
            ]
            if not e:
                return m["p"], since, m["i"]
            since = min(e)

    def new_director(self, s, d):
        p, since, interim = self.director(s, d)
        return p is None or interim or since > months(d, -12)
