"""A random network in the forms of formats.md and year.md. Its days lie on, before and behind the boundaries of the questions that
questions.py makes of the same seed. It imports nothing of Vigie."""

import random
from datetime import date, timedelta

from year.chance import COM69, OUTSIDE, SAMPLE, Insee, anchors, pool
from year.facts import ONE, months
from year.forms import COLS, KEYS, KINDS
from year.people import People


class RandomNetwork(People):
    """Its tables: file → rows."""

    def __init__(self, seed):
        self.seed, self.r = seed, random.Random("network %s" % seed)
        self.pool, self.anchors = pool(seed), anchors(seed)
        self.insee = Insee(SAMPLE)
        self.t = {k: [] for k in COLS}
        self.keys = {k: set() for k in COLS}

    def add(self, table, **v):
        row = {c: "" for c in COLS[table]}
        for k, x in v.items():
            assert k in row, k
            row[k] = (
                ""
                if x is None
                else ("true" if x is True else "false" if x is False else x.isoformat() if isinstance(x, date) else str(x))
            )
        key = tuple(row[c] for c in KEYS[table])
        if key in self.keys[table]:
            return False
        self.keys[table].add(key)
        self.t[table].append(row)
        return True

    def p(self, x):
        return self.r.random() < x

    def near(self, lo=None, hi=None, wild=0.2):
        """a day on or about a boundary, in [lo,hi]"""
        r = self.r
        for _ in range(80):
            d = (
                (date(2017, 1, 1) + timedelta(days=r.randrange(4200)))
                if r.random() < wild
                else r.choice(self.pool) + timedelta(days=r.choice((0, 0, 0, 1, -1, 1, -1)))
            )
            if (lo is None or d >= lo) and (hi is None or d <= hi):
                return d
        d = lo or hi
        return d

    def commune(self):
        r = self.r
        while True:
            c = r.choice(OUTSIDE) if self.p(0.06) else r.choice(COM69)
            ev = sorted(self.insee.ev.get(c, ()))
            q = r.random()
            if ev and q < 0.55:
                d = r.choice(ev) + timedelta(days=r.choice((-1, 0, 1, -300, 300)))
            elif q < 0.75:
                d = self.near()
            else:
                d = r.choice(
                    (
                        date(2015, 6, 1),
                        date(2018, 6, 1),
                        date(2022, 1, 1),
                        date(2024, 1, 1),
                        date(2024, 6, 1),
                        date(2026, 1, 1),
                        date(2023, 1, 1),
                    )
                )
            if d >= date(2013, 1, 1) and self.insee.names(c, d):
                return c, d

    def codes(self, stem, n, odd):
        """n codes; some of a strange form, so that the order by code point is seen"""
        out = ["%s%02d" % (stem, i + 1) for i in range(n)]
        for i, x in enumerate(odd):
            if self.p(0.4) and i < n:
                out[self.r.randrange(n)] = x
        return list(dict.fromkeys(out))

    def luhn(self, body):
        s = sum((lambda v: v - 9 if v > 9 else v)(int(c) * (2 if i % 2 == 0 else 1)) for i, c in enumerate(reversed(body)))
        return body + str(-s % 10)

    def build(self):
        self.structures()
        self.folk()
        self.tricky()
        self.mandates()
        self.training()
        self.partners()
        self.toolbox()
        self.veille()

    def structures(self):
        r = self.r
        self.s = self.codes(
            "S", r.randint(20, 40), ["s01", "É05", "S 7 bis", "Z", "z9", "05", "S-10", "PA-CAF1", "S😀", "S\uffed"]
        )
        self.kind = {}
        timeless = self.p(0.12)
        self.no_valid_from = timeless
        base = r.choice((20, 21))
        for i, s in enumerate(self.s):
            n = 1 if timeless else r.choices((1, 2, 3, 4), (60, 24, 12, 4))[0]
            vf = {None if timeless or self.p(0.75) else self.near()}
            while len(vf) < n:
                vf.add(self.near(wild=0.1))
            vf = sorted(vf, key=lambda d: d or date.min)
            kind = r.choice(KINDS["sk"])
            com = self.commune()
            siren = self.luhn("9990%02d%02d" % (base, i)) if self.p(0.3) else ""
            for j, v in enumerate(vf):
                if j and self.p(0.6):
                    kind = r.choice(KINDS["sk"])
                if j and self.p(0.6):
                    com = self.commune()
                last = j == len(vf) - 1
                closed = (self.near(wild=0.1) if self.p(0.2) else None) if last else (self.near() if self.p(0.08) else None)
                self.add(
                    "structures",
                    structure_code=s,
                    kind=kind,
                    name='%s « Exemple %02d »; site "%s"' % (kind, i, j) if self.p(0.1) else "Structure Exemple %02d" % i,
                    manager_siren=siren,
                    siret=self.luhn(siren + "0001") if siren and self.p(0.5) else "",
                    commune_code=com[0],
                    commune_as_of=com[1],
                    federated=r.choice((True, False, None)),
                    zone=r.choice(("urban", "rural", "")),
                    qpv=r.choice((True, False, None)),
                    closed_on=closed,
                    valid_from=v,
                )
            self.kind[s] = kind
            self.approve(s)

    def approve(self, s):
        r = self.r
        if self.p(0.04):
            return
        lo = min(self.anchors)
        cur = r.choice((date(2014, 1, 1), date(2016, 3, 1), months(lo, -60), self.near(hi=lo) if self.p(0.7) else self.near()))
        while cur < date(2032, 1, 1):
            end = self.near(lo=cur) if self.p(0.6) else months(cur, r.choice((12, 24, 36, 48))) - ONE
            if self.p(0.25):
                x = months(self.anchors[0], 12) + timedelta(days=r.choice((-2, -1, 0, 1)))
                end = x if x >= cur else end
            if end < cur:
                end = cur
            if self.p(0.07):
                end = r.choice((None, None, date(2199, 12, 31)))
            self.add("approvals", structure_code=s, **{"from": cur, "to": end}, families=self.p(0.5))
            if end is None or end.year > 2100:
                if self.p(0.3):  # one more inside the open one
                    a = self.near(lo=cur)
                    self.add("approvals", structure_code=s, **{"from": a, "to": self.near(lo=a)}, families=True)
                break
            if self.p(0.12):  # nested
                a = cur + timedelta(days=r.randint(1, 40))
                b = a + timedelta(days=r.randint(0, 300))
                self.add("approvals", structure_code=s, **{"from": a, "to": b}, families=True)
            q = r.random()
            if q < 0.5:
                cur = end + ONE
            elif q < 0.7:
                cur = max(end - timedelta(days=r.choice((0, 0, 1, 15, 200))), cur + ONE)
            elif q < 0.83:
                cur = end + 2 * ONE
            elif q < 0.93:
                cur = end + timedelta(days=r.choice((3, 30, 32, 120)))
            else:
                break

    def partners(self):
        r = self.r
        kinds = KINDS["pk"] + r.choices(KINDS["pk"][:4], k=r.randint(1, 5)) + (["state"] if self.p(0.5) else [])
        self.pa = {}
        for i, k in enumerate(kinds):
            c = "%s%d" % (r.choice(("PA-", "pa-", "É-", "9-")), i)
            if k == "caf" and "PA-CAF1" in self.s and self.p(0.5):
                c = "PA-CAF1"  # the code of a structure too
            self.pa[c] = k
            self.add("partners", partner_code=c, name="Partenaire fictif %d" % i, kind=k)
        ps = list(self.pa)
        of = lambda *ks: [p for p in ps if self.pa[p] in ks]
        n = r.randint(18, 32)
        for i in range(n):
            a = r.choice(("A%02d", "A%02d", "A%02d", "a%02d", "É%02d")) % i
            k = r.choices(KINDS["ak"], (35, 30, 22, 13))[0]
            lo = min(self.anchors)
            frm = self.near(hi=lo + ONE) if self.p(0.6) else self.near()
            to = None if self.p(0.25) else self.near(lo=max(frm, lo - ONE)) if self.p(0.7) else self.near(lo=frm)
            ended = self.near(lo=frm) if self.p(0.3) else None
            signed = None if self.p(0.12) else frm - timedelta(days=r.randint(-20, 60)) if self.p(0.5) else self.near()
            self.add(
                "agreements",
                agreement_code=a,
                kind=k,
                title="Accord fictif %d" % i,
                signed_on=signed,
                **{"from": frm, "to": to},
                ended_on=ended
            )
            parts = set(r.sample(ps, r.randint(0, 2)))
            if self.p(0.75):
                parts.add(r.choice(of("caf")))
            if self.p(0.75):
                parts.add(r.choice(of("commune", "epci", "metropole")))
            if k == "city_policy" and self.p(0.7):
                parts.add(r.choice(of("state")))
            for p in sorted(parts):
                self.add("agreement_parties", agreement_code=a, partner_code=p)
            for s in r.sample(self.s, r.choice((0, 1, 1, 2, 3) if k in ("tripartite", "other") else (0, 0, 1))):
                self.add("agreement_parties", agreement_code=a, structure_code=s)
            if k in ("ctg", "city_policy") and self.p(0.88) or self.p(0.1):
                for _ in range(r.randint(1, 6)):
                    if self.p(0.6):
                        w = r.choice(self.t["structures"])
                        c, d = w["commune_code"], w["commune_as_of"]
                        if c in self.insee.arm | {"69123"} and self.p(0.5):
                            c = r.choice(("69123", "69382", "69388"))
                    else:
                        c, d = self.commune()
                    self.add("agreement_communes", agreement_code=a, commune_code=c, commune_as_of=d)
        years = sorted({x.year + k for x in self.anchors for k in (0, 0, -1)})
        for _ in range(r.randint(50, 110)):
            self.add(
                "contributions",
                structure_code=r.choice(self.s),
                year=r.choice(years),
                partner_code=r.choice(ps) if self.p(0.6) else r.choice(of("caf", "commune")),
                purpose=r.choice(KINDS["pu"] if self.p(0.5) else KINDS["pu"][:2]),
                promised=self.amount(),
                paid=self.amount(),
            )

    def amount(self):
        r = self.r
        q = r.random()
        if q < 0.3:
            return ""
        if q < 0.36:
            return r.choice(("0", "0.0", "0.00", "999999999999.99", "0.01", "999999999999", "0.1", "0.7", "1.10"))
        if q < 0.38:
            return r.choice(("007", "00012.50"))
        v = r.randrange(0, 60000)
        return r.choice(("%d" % v, "%d.%d" % (v, r.randrange(10)), "%d.%02d" % (v, r.randrange(100))))

    def toolbox(self):
        r = self.r
        for i in range(r.randint(6, 14)):
            t = "O%02d" % i
            self.add(
                "tools",
                tool_code=t,
                title="Outil fictif %d" % i,
                kind=r.choice(KINDS["tk"]),
                owner_structure_code=r.choice(self.s) if self.p(0.6) else "",
                sharing=r.choice(KINDS["sh"]),
            )
            for _ in range(r.choice((0, 1, 1, 2, 3, 5, 8))):
                s = r.choice(self.s)
                for _ in range(r.choice((1, 1, 1, 2))):
                    d = self.near(wild=0.1)
                    self.add(
                        "tool_uses",
                        tool_code=t,
                        structure_code=s,
                        **{"from": d, "to": None if self.p(0.4) else d if self.p(0.1) else self.near(lo=d, wild=0.1)}
                    )

    def veille(self):
        r = self.r
        bodies = ["B%02d" % i for i in range(r.randint(4, 9))]
        for b in bodies:
            _, d = self.commune()
            cs = []
            for _ in range(200):
                c = r.choice(COM69) if self.p(0.95) else r.choice(OUTSIDE)
                if self.insee.names(c, d) and c not in cs:
                    cs.append(c)
                if len(cs) >= 1 and self.p(0.2):
                    break
            self.add("veille_bodies", body_code=b, name="Instance %s" % b, commune_codes=" ".join(cs), communes_as_of=d)
        years = [x.year for x in self.anchors]
        for i in range(r.randint(25, 45)):
            m, y = "M%02d" % i, r.choice(years)
            d = r.choice((date(y, 1, 1), date(y, 12, 31), date(y - 1, 12, 31), date(y + 1, 1, 1), self.near(), self.near()))
            if self.p(0.2):
                d = r.choice(
                    (
                        date(2023, 12, 31),
                        date(2024, 1, 1),
                        date(2024, 3, 14),
                        date(2024, 3, 15),
                        date(2018, 12, 31),
                        date(2019, 1, 1),
                    )
                )
            self.add(
                "veille_meetings",
                meeting_code=m,
                body_code=r.choice(bodies),
                held_on=d,
                state="held" if self.p(0.8) else "cancelled",
            )
            for s in r.sample(self.s, r.randint(0, 6)):
                self.add("veille_attendance", meeting_code=m, structure_code=s, response=r.choice(KINDS["re"]))

    # --------------------------------------------------------- every row is valid
