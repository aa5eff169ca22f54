#!/usr/bin/env python3
"""Writes dirty.csv, and findings.json with what frictionless 5.21.0 says of it (pip install frictionless==5.21.0). Usage: python3
make.py. Both files are committed; this script shows how they were made."""
import csv
import json

from frictionless import Dialect, Resource, Schema, formats

GOOD = ["1", "Centre", "CS", "12345678901234", "2024-02-29", "31/12/2020", "0,5", "1 234,50", "true", "a@b.fr", "https://b.fr/x",
        "2025-03-01T10:00:00Z", "2024", "2"]
# Each case changes one cell of an otherwise good row: column, cell.
CASES = [
    (0, ""), (0, "NC"), (0, "abc"), (0, "1.0"), (0, "1e3"), (0, "-4"), (0, "+8"), (0, " 9 "), (0, "0"), (0, "12345678901234567890"),
    (1, ""), (1, "a"), (1, "é"), (1, "éé"), (1, "neuf mots"), (1, "huit let"), (1, "x\ny"), (1, 'q"q'), (1, "a;b"),
    (2, "cs"), (2, "MJC"), (2, ""), (2, "CS "), (3, "123"), (3, "123456789012345"), (3, "1234567890123A"), (3, ""),
    (4, "2019-12-31"), (4, "2020-01-01"), (4, "2026-01-01"), (4, "2023-02-29"), (4, "31/12/2020"), (4, "2024-13-01"), (4, "2024-00-10"),
    (4, "x"), (4, ""), (5, "2020-12-31"), (5, "29/02/2023"), (5, "29/02/2024"), (5, "00/01/2024"), (5, ""),
    (6, "0.5"), (6, "1,01"), (6, "1"), (6, "0"), (6, "-0,1"), (6, "0,5,5"), (6, "abc"), (6, "1,0000000000000000001"), (6, ",5"), (6, "5e-1"),
    (7, "12 345 678"), (7, "1 234,5 €"), (7, "-1 000"), (7, "1.5"), (7, "x"), (8, "TRUE"), (8, "oui"), (8, "0"), (8, "1"), (8, "vrai"), (8, ""),
    (9, "a"), (9, "a@b"), (9, "a@@b.fr"), (9, "a.b@c-d.example"), (9, "a b@c.fr"), (9, "é@c.fr"), (9, "a@.fr"), (9, "a@b.f"), (9, ""),
    (10, "b.fr"), (10, "mailto:a@b.fr"), (10, "//b.fr"), (10, "http://"), (10, "1http://x"), (10, ""),
    (11, "2025-03-01"), (11, "2025-03-01T10:00:00"), (11, "2025-03-01T10:00:00+01:00"), (11, "2025-03-01T25:00:00Z"),
    (11, "2025-02-30T10:00:00Z"), (11, "2025-03-01T10:00Z"), (11, "2025-03-01T10:00:00.123Z"), (11, ""),
    (12, "24"), (12, "1989"), (12, "1990"), (12, "x"), (12, ""), (13, "4"), (13, "3"), (13, "-1"), (13, "2,0"), (13, ""),
]


def rows():
    number = 100
    for column, cell in CASES:
        number += 1
        row = [str(number), *GOOD[1:]]
        row[column] = cell
        yield row
    yield [""] * len(GOOD)
    yield ["NC"] * len(GOOD)
    yield ["200", *GOOD[1:], "more", "and more"]
    yield ["201", *GOOD[1:7]]
    yield ["101", *GOOD[1:]]
    yield ["0", "", "?", "1", "2019-01-01", "x", "2", "?", "?", "?", "?", "?", "?", "9"]


with open("dirty.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    names = [field["name"] for field in json.load(open("schema.json"))["fields"]]
    writer.writerow(names)
    writer.writerows(rows())
report = Resource(path="dirty.csv", schema=Schema("schema.json"), encoding="utf-8",
                  dialect=Dialect(controls=[formats.CsvControl(delimiter=";")])).validate(limit_errors=100_000)
found = [[error.type, getattr(error, "row_number", 1), getattr(error, "field_name", ""), getattr(error, "cell", "")]
         for error in report.tasks[0].errors]
with open("findings.json", "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in found) + "\n]\n")
