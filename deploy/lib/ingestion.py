"""`deploy/benchmark import`: we, frictionless, DuckDB and polars check a file of 30 columns; then it is loaded, beside DuckDB."""

import collections
import json
import os
import re
import subprocess
import sys

import answers

PEERS = ("frictionless==5.21.0", "duckdb==2.0.1", "polars==2.1.0")
ROWS, LARGE = 200_000, 3_300_000  # 60 MB, 1 GB
# Prints frictionless's findings in the form of check-file's, so that the two can be compared cell by cell.
TELL = """
import json, sys
from frictionless import Dialect, Resource, Schema, formats, system
with system.use_context(trusted=True):
    report = Resource(path=sys.argv[1], schema=Schema(sys.argv[2]), encoding="utf-8",
                      dialect=Dialect(controls=[formats.CsvControl(delimiter=";")])).validate(limit_errors=1000000)
for error in report.tasks[0].errors:
    print(json.dumps([error.type, error.row_number, error.field_name, error.cell], ensure_ascii=False))
"""


class Peers:
    """The peers' programs, in an environment of their own."""

    def __init__(self, options):
        self.folder = os.path.join(options.peers, "ingest")
        self.python = f"{options.work}/ingest/bin/python"
        if not os.path.exists(self.python):
            subprocess.run([sys.executable, "-m", "venv", f"{options.work}/ingest"], check=True)
        subprocess.run([self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS], check=True)

    def file(self, options, rows):
        path = f"{options.work}/ingest-{rows}.csv"
        if not os.path.exists(path):
            subprocess.run([self.python, f"{self.folder}/make_csv.py", f"{path}.part", str(rows)], check=True)
            os.replace(f"{path}.part", path)
        return path

    def run(self, script, path):
        """Returns the rows a second that a peer prints last, its memory in MiB, and the number of bad rows that it found."""
        out = subprocess.run([self.python, f"{self.folder}/{script}", path], capture_output=True, text=True, check=True).stdout
        line = [line for line in out.splitlines() if "maxrss" in line][-1]
        rates = re.findall(r"(\d+) rows/s", line)
        bad = re.search(r"(?:bad|errors)=(\d+)", line)
        return float(rates[-1]), float(re.search(r"maxrss (\d+) MiB", line)[1]), int(bad[1])


def imports(run, results):
    peers = Peers(run.options)
    schema = f"{peers.folder}/schema.json"
    path, large = peers.file(run.options, ROWS), peers.file(run.options, LARGE)

    def ours(path, *more):
        out = subprocess.run([run.program, "check-file", path, "--schema", schema, *more], capture_output=True, text=True,
                             check=True).stdout
        return next(results(out.splitlines()))

    counts = collections.Counter()
    for number in range(run.options.rounds):
        row = ours(path)
        run.note("ours/rate", row["thr"])
        run.note("ours/memory", row["rss"])
        counts[int(row["faulty"])] += 1
        for name, script in (("duckdb", "load_with_duckdb.py"), ("polars", "load_with_polars.py")):
            rate, memory, bad = peers.run(script, path)
            run.note(f"{name}/rate", rate)
            run.note(f"{name}/memory", memory)
            counts[bad] += 1
        if number < 3:  # It takes twenty seconds a round.
            rate, memory, _ = peers.run("validate_with_frictionless.py", path)
            run.note("frictionless/rate", rate)
            run.note("frictionless/memory", memory)
            row = ours(large)
            run.note("large/rate", row["thr"])
            run.note("large/memory", row["rss"])
    print(f"faulty rows, as ours, DuckDB and polars count them: {dict(counts)}")
    found = f"{run.options.work}/findings.jsonl"
    ours(path, "--findings", found)
    with open(found, encoding="utf-8") as file:
        mine = [json.loads(line) for line in file]
    told = subprocess.run([peers.python, "-c", TELL, path, schema], capture_output=True, text=True, check=True).stdout
    theirs = [json.loads(line) for line in told.splitlines()]
    print(f"findings: {len(mine)} ours, {len(theirs)} frictionless's, " + ("the same, cell by cell" if mine == theirs else "DIFFERENT"))
    run.note("findings/same", float(mine == theirs))
    answers.Answers(run, results, schema).measure(peers, path, ROWS, large, LARGE, theirs)
    return [
        ("30 columns, all checks, 60 MB", "rows/s", "ours/rate", "frictionless/rate", ">=", 20),
        ("30 columns, all checks, 60 MB", "rows/s", "ours/rate", "duckdb/rate", None, None),
        ("30 columns, all checks, 60 MB", "rows/s", "ours/rate", "polars/rate", None, None),
        ("findings equal to frictionless's, cell by cell", "", "findings/same", None, ">=", 1),
        ("memory, 60 MB", "MiB", "ours/memory", "frictionless/memory", None, None),
        ("memory, 60 MB", "MiB", "ours/memory", "duckdb/memory", None, None),
        ("memory, 1 GB", "MiB", "large/memory", None, "<=", 150),
        ("memory, 1 GB", "MiB", "large/memory", "ours/memory", "<=", 1.1),
        ("1 GB", "rows/s", "large/rate", "ours/rate", None, None),
        *answers.ROWS,
    ]
