"""Random people, their posts and their trainings."""

import unicodedata
from collections import defaultdict
from datetime import date, timedelta

from year.chance import SESSIONS
from year.facts import ONE, months
from year.forms import KINDS

GIVEN = (
    "Alix, Noé, Maël, Hélène, Chloé, Zoé, Anne-Marie, José, Lætitia, Cœur, Éloïse, Sacha, Camille, Martin, Paul, D'Arc, "
    "Ali, Léa, Lea-Rose, Jo"
).split(", ")
FAMILY = (
    "Lebœuf, Martin, Œuvrard, Sœur, Æbischer, Paul, Dupont, Dupond, Durand, Garçon, Müller, Sørensen, Łukasz, Nuñez, "
    "L'Hôte, De La Tour, Saint-Ange, Camille, Ali, Benoît, Groß, Fictif2, Çelik, Weiß, Ng, O, Lefèvre, Lefebvre"
).split(", ")


class People:
    """The part of a random network that is about people."""

    def folk(self):
        r = self.r
        n = r.randint(55, 85)
        self.f = self.codes("P", n, ["p01", "É1", "P😀", "P\uffed", "Ö", "P 3", "07", "Z-1", "a"])
        r.shuffle(self.f)
        made, self.close = [], []
        for i, p in enumerate(self.f):
            mail = "p%02d@example.org" % i if self.p(0.6) else ""
            if made and self.p(0.45):
                q, fam, giv, em = r.choice(made)
                k = r.randrange(13)
                if k == 0:
                    fam, giv = giv, fam
                elif k == 1:
                    fam = fam.upper()
                elif k == 2:
                    fam = "".join(c for c in unicodedata.normalize("NFKD", fam) if not unicodedata.combining(c))
                elif k == 3:
                    fam = fam.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "Ae")
                elif k == 4:
                    fam, giv = unicodedata.normalize("NFD", fam), giv.lower()
                elif k == 5:
                    fam = fam.replace("-", " ").replace("'", "’")
                elif k == 6:  # one edit
                    x = r.randrange(len(fam) + 1)
                    fam = fam[:x] + r.choice("aeszx9") + fam[x:]
                elif k == 7 and len(fam) > 1:
                    x = r.randrange(len(fam))
                    fam = fam[:x] + fam[x + 1 :]
                elif k == 8:
                    x = r.randrange(len(giv))
                    giv = giv[:x] + r.choice("bdk") + giv[x + 1 :]
                elif k == 9 and len(fam) > 2:  # two letters changed places: two edits
                    x = r.randrange(len(fam) - 1)
                    fam = fam[:x] + fam[x + 1] + fam[x] + fam[x + 2 :]
                elif k == 10:  # swapped and one letter more
                    fam, giv = giv + "s", fam
                elif k == 11:  # a letter moves over the blank
                    fam, giv = fam + giv[0], giv[1:] or giv
                elif k == 12:
                    giv = giv + r.choice(("-", ".", " ", "ﬁ", "é", "́"))
                self.close.append((p, q))
                if em.strip() and self.p(0.35):
                    mail = self.mail(em)
            else:
                fam, giv = r.choice(FAMILY), r.choice(GIVEN)
                if self.p(0.05):
                    fam = giv = r.choice(("Martin", "Paul", "Ali"))
                if self.p(0.05):
                    fam = r.choice(("—", "…", "李", "Łł", "«»"))
                if self.p(0.02):
                    giv = r.choice(("—", "···"))
                if self.p(0.04):
                    mail = r.choice(
                        (
                            "Élise@example.org",
                            "ΟΔΟΣ@example.org",
                            "STRAẞE@example.org",
                            "K@example.org",
                            "é@example.org",
                            "e\u0301@example.org",
                        )
                    )
                if made and self.p(0.1):
                    em = r.choice(made)[3]
                    mail = self.mail(em) if em.strip() else mail
            if self.p(0.04):
                mail = r.choice((" ", "\u00a0", "\u2003 ", "\u3000"))
            made.append((p, fam, giv, mail))
            self.add("people", person_code=p, family_name=fam.strip() or "Fictif", given_name=giv.strip() or "Fictif", email=mail)

    def tricky(self):
        pairs = [
            ("ΟΔΟΣ@example.org", "οδοσ@example.org"),
            ("ΟΔΟΣ@example.org", "οδος@example.org"),
            ("é@example.org", "e\u0301@example.org"),
            ("É@example.org", "é@example.org"),
            ("STRAẞE@example.org", "straße@example.org"),
            ("STRASSE@example.org", "straße@example.org"),
            ("\u212aim@example.org", "kim@example.org"),
            ("\uff21@example.org", "a@example.org"),
            ("\u1f80@example.org", "\u1f88@example.org"),
        ]
        for a, b in self.r.sample(pairs, 3):
            for row, v in zip(self.r.sample(self.t["people"], 2), (a, b)):
                row["email"] = v

    def mail(self, m):
        r = self.r
        k = r.randrange(9)
        if k == 0:
            m = m.upper()
        elif k == 1:
            m = m.title()
        elif k == 2:
            m = m.lower()
        elif k == 3:
            m = m.swapcase()
        elif k == 4:
            m = unicodedata.normalize("NFD", m)
        m = m.replace("i̇", "i")
        if self.p(0.5):
            m = r.choice((" ", "\u00a0", "\u2003", "\u202f", "\u3000", "")) + m + r.choice((" ", "\u00a0", "\u2009", "", "  "))
        return m

    def chain(self, s, fn, people):
        r = self.r
        main = self.anchors[0]
        if fn == "director" and self.p(0.2):  # the new director of twelve months; somebody before
            a = months(main, -12) + timedelta(days=r.choice((-1, 0, 0, 1, 2)))
            x, y = r.sample(people, 2)
            self.add(
                "mandates",
                person_code=x,
                structure_code=s,
                function=fn,
                **{"from": a, "to": None if self.p(0.8) else main},
                interim=self.p(0.1),
                end_reason=""
            )
            if self.p(0.6):
                self.add(
                    "mandates",
                    person_code=y,
                    structure_code=s,
                    function=fn,
                    **{"from": date(2016, 1, 1), "to": a - r.choice((0, 1, 1, 30)) * ONE},
                    interim=False,
                    end_reason="mobility"
                )
                self.left.append((s, y))
            return
        cur, who, interim, n = self.near(), r.choice(people), self.p(0.2), r.choices((1, 2, 3, 4, 5), (20, 30, 25, 15, 10))[0]
        if self.p(0.6):
            cur = min(cur, date(2015, 1, 1) + timedelta(days=r.randrange(2600)))
        for j in range(n):
            last = j == n - 1
            end = None if last and self.p(0.75) else self.near(lo=cur, wild=0.1)
            self.add(
                "mandates",
                person_code=who,
                structure_code=s,
                function=fn,
                **{"from": cur, "to": end},
                interim=interim,
                end_reason=r.choice(KINDS["er"] + [""]) if end else ""
            )
            if fn == "director" and self.p(0.1):  # a second one, often of the same day
                a = cur + timedelta(days=r.choice((0, 0, 0, 1, -1)))
                self.add(
                    "mandates",
                    person_code=r.choice(people),
                    structure_code=s,
                    function=fn,
                    **{"from": a, "to": None if end is None or self.p(0.4) else max(a, end)},
                    interim=self.p(0.3),
                    end_reason=""
                )
            if end is None:
                if self.p(0.3):  # and again while the open one runs
                    a = self.near(lo=cur)
                    self.add(
                        "mandates",
                        person_code=who if self.p(0.7) else r.choice(people),
                        structure_code=s,
                        function=fn,
                        **{"from": a, "to": None if self.p(0.5) else self.near(lo=a)},
                        interim=interim if self.p(0.7) else not interim,
                        end_reason=""
                    )
                break
            cur = end + timedelta(days=r.choice((1, 1, 1, 0, -10, 2, 29, 30, 31, 31, 32, 32, 33, 60)))
            if not self.p(0.5):
                who = r.choice(people)
            interim = interim if self.p(0.6) else self.p(0.3)

    def mandates(self):
        r = self.r
        self.team, self.left = {}, []
        for s in self.s:
            team = r.sample(self.f, r.randint(2, 4))
            self.team[s] = team
            if self.p(0.93):
                self.chain(s, "director", team)
            if self.p(0.6 if self.kind[s] == "CS" else 0.2):
                self.chain(s, "family_referent", team + r.sample(self.f, 1))
            if self.p(0.35):
                self.chain(s, "coordinator", team)
            if self.p(0.2):
                self.chain(s, "other", r.sample(self.f, 2))
        for a, b in self.close:  # people whose names are close: a structure in common, or not
            if self.p(0.6):
                s, t = r.choice(self.s), r.choice(self.s)
                for p, x in ((a, s), (b, s if self.p(0.8) else t)):
                    d = self.near()
                    self.add(
                        "mandates",
                        person_code=p,
                        structure_code=x,
                        function=r.choice(("other", "other", "other", "coordinator")),
                        **{"from": d, "to": None if self.p(0.4) else self.near(lo=d)},
                        interim=self.p(0.3),
                        end_reason=""
                    )
        self.works = defaultdict(list)
        for m in self.t["mandates"]:
            self.works[m["person_code"]].append(m["structure_code"])

    def training(self):
        r = self.r
        self.no_capacity = self.p(0.1)
        main = self.anchors[0]
        holders = [p for p in self.f if p in self.works]
        rest = [p for p in self.f if p not in self.works]
        for k in SESSIONS:
            q = r.random()
            last = (
                months(main, -48) + timedelta(days=r.choice((0, 0, 1, -1, 2, -300)))
                if q < 0.45
                else main + timedelta(days=r.choice((0, 1, -1))) if q < 0.55 else self.near(wild=0.3)
            )
            first = last - timedelta(days=r.choice((0, 0, 1, 1, 2, 4, 9, 60)))
            if self.p(0.15):
                first = self.near(hi=last)
            hd = min(r.choice((1, 2, 2, 3, 4, 5, 5, 6, 9, 10, 15)), 2 * ((last - first).days + 1))
            state = r.choices(KINDS["st"], (18, 70, 12))[0]
            k0 = r.randint(2, 14) if self.p(0.9) else 0
            names = r.sample(holders, min(len(holders), k0 - k0 // 4)) + r.sample(rest, min(len(rest), k0 // 4))
            rows = {}
            for p in names:
                st = r.choices(KINDS["ps"], (75, 12, 13))[0]
                edge = -(-4 * hd // 5)
                h = r.choice((edge, edge, edge, max(edge - 1, 0), max(edge - 1, 0), hd, hd, hd, 0, min(1, hd), None))
                w = self.works[p]
                s = None if self.p(0.15) else r.choice(w) if w and self.p(0.8) else r.choice(self.s)
                rows[p] = st
                self.add(
                    "attendance",
                    session_code=k,
                    person_code=p,
                    structure_code=s,
                    audience=r.choice(KINDS["au"]),
                    status=st,
                    half_days_present=h,
                )
            if state == "held" and self.left and abs((last - main).days) < 3:  # those who left, trained on the very day
                s, p = r.choice(self.left)
                self.add(
                    "attendance",
                    session_code=k,
                    person_code=p,
                    structure_code=s,
                    audience="employee",
                    status="present",
                    half_days_present=hd,
                )
            reg = 0
            if self.p(0.75):
                for p in [x for x in names if self.p(0.8)] + r.sample(self.f, r.randint(0, 5)):
                    e = r.choices(KINDS["en"], (60, 25, 15))[0]
                    w = self.works[p]
                    if self.add(
                        "enrolments",
                        session_code=k,
                        person_code=p,
                        structure_code=None if self.p(0.3) or not w else r.choice(w),
                        enrolled_on=first - timedelta(days=r.randint(-3, 60)),
                        state=e,
                    ):
                        reg += e == "registered"
            self.add(
                "sessions",
                session_code=k,
                course=r.choice(("C-DIAG", "C-SENACS", "C-VEILLE")),
                title=r.choice(("Diagnostic", 'Veille; "initiation"', "Données")),
                qualifying=self.p(0.8),
                state=state,
                first_day=first,
                last_day=last,
                half_days=hd,
                half_day_hours=r.choice(("3", "3.5", "3.25", "2")),
                organiser=r.choice(KINDS["or"] + [""]),
                headcount=r.choice(("", "", "0", "12")),
                capacity=None if self.no_capacity or self.p(0.3) else max(1, reg + r.choice((-2, -1, 0, 0, 1, 2, 8))),
                place="" if self.no_capacity else r.choice(("", "Salle A")),
            )
