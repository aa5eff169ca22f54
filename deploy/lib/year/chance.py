"""The boundary days of a random network, which its questions hit too, and INSEE's codes of communes in time."""

import csv
import os
import random
from collections import defaultdict
from datetime import date, timedelta

from year.facts import months

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "sample")


SPECIAL = [
    date.fromisoformat(text)
    for text in (
        "2024-02-29 2025-02-28 2024-12-31 2025-12-31 2024-01-01 2023-12-31 2024-03-15 2024-03-14 2025-06-30 2025-08-31 "
        "2025-03-31 2026-02-28 2028-02-29 2025-01-31 2023-02-28 2024-02-28 2024-03-01 2025-01-01 2026-01-01 2020-02-29 "
        "2019-01-01 2024-04-30 2025-10-26"
    ).split()
]


def anchors(seed):
    r = random.Random("anchors %s" % seed)
    a = r.sample(SPECIAL, 2)
    return a + [months(a[0], r.choice((12, -12, 48, 6, 1)))]


def pool(seed):
    """the boundary days of a seed, the ones of the first anchor more often"""
    out = []
    for i, d in enumerate(anchors(seed)):
        p = [
            d,
            d,
            months(d, 12),
            months(d, -12),
            months(d, -48),
            months(d, -24),
            d - timedelta(days=31),
            d + timedelta(days=31),
            date(d.year, 12, 31),
            date(d.year, 1, 1),
            date(d.year - 1, 12, 31),
            months(d, 1),
            months(d, -1),
        ]
        out += p * (3 if i == 0 else 1)
    return out + [date(2024, 1, 1), date(2024, 3, 15), date(2020, 2, 29), date(2024, 2, 29)]


SESSIONS = ["T%02d" % i for i in range(1, 27)]
COM69 = (
    "69149 69152 69159 69114 69015 69135 69150 69123 69381 69383 69387 69389 69264 69266 69029 69290 69256 69034 "
    "69091 69259 69096 69019 69211 69157 69147 69101 69179 69048 69024 69146 69228 69237 69066 69158 69255 69221 "
    "69248 69208 69144 69297 69123 69388 69152 69159"
).split()
OUTSIDE = ["38185", "42218", "01053", "2A004", "71270"]


class Insee:
    def __init__(self, folder):
        self.now, self.ev = set(), defaultdict(dict)
        with open(folder + "/communes-69.csv", encoding="utf-8-sig", newline="") as f:
            rows = list(csv.DictReader(f, delimiter=";"))
        self.arm = {r["code_insee"] for r in rows if r["type"] == "ARM"}
        self.now = {r["code_insee"] for r in rows if r["type"] == "COM"}
        with open(folder + "/mouvements-69.csv", encoding="utf-8-sig", newline="") as f:
            for r in csv.DictReader(f, delimiter=";"):
                d = date.fromisoformat(r["DATE_EFF"])
                if r["TYPECOM_AV"] == "COM":
                    self.ev[r["COM_AV"]].setdefault(d, [False, False])[0] = True
                if r["TYPECOM_AP"] == "COM":
                    self.ev[r["COM_AP"]].setdefault(d, [False, False])[1] = True

    def names(self, code, d):
        if not code.startswith("69"):
            return code in OUTSIDE
        if code in self.arm:
            return True
        ev = self.ev.get(code)
        if not ev:
            return code in self.now
        past = [t for t in ev if t <= d]
        return ev[max(past)][1] if past else ev[min(ev)][0]
