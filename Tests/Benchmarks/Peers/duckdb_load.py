"""Loads a file into DuckDB with types: reads it, checks it by a Table Schema, casts it, and commits it to a database on the disk.

Faulty rows go into a table of their own, as text. This is the quickest of the ways that were tried; the others were one pass with
a mark and a deletion afterwards, and a primary key with INSERT OR IGNORE. Usage: duckdb_load.py FILE SCHEMA DATABASE
"""

import json
import resource
import sys
import time

import duckdb

TYPES = {"integer": "BIGINT", "string": "VARCHAR", "date": "DATE", "number": "DOUBLE", "boolean": "BOOLEAN",
         "datetime": "TIMESTAMP"}


def text(value):
    return "'" + str(value).replace("'", "''") + "'"


def field(one):
    """Returns the cast of a field, and the conditions that make it faulty."""
    kind, rules, cell = TYPES[one["type"]], one.get("constraints", {}), f'"{one["name"]}"'
    cast = f"try_cast(replace({cell}, ',', '.') AS {kind})" if one["type"] == "number" else f"try_cast({cell} AS {kind})"
    faults = []
    if rules.get("required"):
        faults.append(f"{cell} IS NULL")
    if kind != "VARCHAR":
        faults.append(f"({cell} IS NOT NULL AND {cast} IS NULL)")
    if "pattern" in rules:
        faults.append(f"NOT regexp_full_match({cell}, {text(rules['pattern'])})")
    if "enum" in rules:
        faults.append(f"{cell} NOT IN ({', '.join(map(text, rules['enum']))})")
    for name, sense in (("minimum", "<"), ("maximum", ">")):
        if name in rules:
            faults.append(f"{cast} {sense} CAST({text(rules[name])} AS {kind})")
    if "maxLength" in rules:
        faults.append(f"length({cell}) > {rules['maxLength']}")
    return f"{cast} AS {cell}", [f"coalesce({fault}, false)" for fault in faults]


def main(path, schema, database):
    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    fields = [field(one) for one in schema["fields"]]
    casts = ", ".join(cast for cast, _ in fields)
    faulty = " OR ".join(fault for _, faults in fields for fault in faults)
    key = ", ".join(f'"{name}"' for name in schema["primaryKey"])
    start = time.perf_counter()
    store = duckdb.connect(database)
    store.execute("SET threads = 2")
    store.execute("BEGIN")
    store.execute(f"""CREATE TEMP TABLE raw AS SELECT *, {faulty} AS faulty
        FROM read_csv({text(path)}, delim=';', header=true, all_varchar=true, quote='"', escape='"')""")
    store.execute(f"""CREATE TABLE refused AS SELECT * FROM raw
        WHERE faulty OR ({key}) IN (SELECT ({key}) FROM raw GROUP BY {key} HAVING count(*) > 1)""")
    store.execute(f"CREATE TABLE typed AS SELECT {casts} FROM raw WHERE NOT faulty AND ({key}) NOT IN (SELECT ({key}) FROM refused)")
    store.execute("COMMIT")
    seconds = time.perf_counter() - start
    typed, refused = (store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("typed", "refused"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"RESULT name=duckdb thr={(typed + refused) / seconds:.0f} typed={typed} refused={refused} rss={memory}")


main(*sys.argv[1:])
