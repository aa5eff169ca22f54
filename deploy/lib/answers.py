"""The second half of `deploy/benchmark import`: `vigie senacs load` loads the file into running services, beside DuckDB."""

import collections
import csv
import json
import os
import re
import subprocess
import tempfile
import time

from network import ROOT, Network

CAMPAIGN = "2025"
# The file names no structures, so each département stands for one: 95 structures, about as many as the Rhône has. Its
# column `statut` becomes the answer's state, and all answers are final.
STATES = ["non_commence", "brouillon", "valide"]
CODES = [("2A" if number == 20 else f"{number:02d}") for number in range(1, 96)]


def facts(folder):
    """Writes the facts of a network of 95 invented structures, all of them expected, and of one campaign."""
    with open(f"{ROOT}/deploy/sample/network/structures.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))[:len(CODES)]
    for code, row in zip(CODES, rows):
        row.update(structure_code=code, closed_on="")
    with open(f"{folder}/structures.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with open(f"{folder}/approvals.csv", "w", encoding="utf-8") as file:
        file.write("structure_code;from;to;families\n" + "".join(f"{code};2015-01-01;2027-12-31;false\n" for code in CODES))
    with open(f"{folder}/campaigns.csv", "w", encoding="utf-8") as file:
        file.write("campaign;data_year;reference_date;opens_on;closes_on\n"
                   f"{CAMPAIGN};2024;2025-01-01;2025-04-01;2025-06-30\n")


def prepare(folder, schema):
    """Writes the facts, the answers' schema with `id` as key, and the codebook, in which `code_dep` is the structure."""
    facts(folder)
    with open(schema, encoding="utf-8") as file:
        document = {**json.load(file), "primaryKey": ["id"]}
    next(field for field in document["fields"] if field["name"] == "statut")["constraints"]["enum"] = STATES
    with open(f"{folder}/schema.json", "w", encoding="utf-8") as file:
        json.dump(document, file)
    for field in document["fields"]:
        if field["name"] == "code_dep":
            field["name"] = "code_structure"
    with open(f"{folder}/codebook.json", "w", encoding="utf-8") as file:
        json.dump(document, file)
    with open(f"{folder}/mapping.json", "w", encoding="utf-8") as file:
        json.dump({"fields": {"code_dep": "code_structure"}}, file)


def answers_of(path):
    """Returns a copy of the file in which every row's state is that of a final answer; nothing else differs."""
    answers = path.removesuffix(".csv") + "-answers.csv"
    if not os.path.exists(answers):
        state = re.compile(rb";(?:ouvert|ferme|travaux);(?=public;|prive;|associatif;|mixte;|inconnu;)")
        with open(path, "rb") as source, open(f"{answers}.part", "wb") as file:
            for line in source:
                file.write(state.sub(b";valide;", line))
        os.replace(f"{answers}.part", answers)
    return answers


def peak(pid):
    """Returns the most memory that a process has used so far, in MiB."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))


class Answers:
    """Loads files of answers, each into a fresh network."""

    def __init__(self, run, results, schema):
        self.run, self.results = run, results
        self.folder = tempfile.mkdtemp(prefix="answers.", dir=run.options.work)
        prepare(self.folder, schema)

    def network(self):
        return Network(self.run.options, ("registry", "senacs"), self.folder, ("structures", "approvals", "campaigns"))

    def load(self, path, rows, name, *more):
        """Loads a file, and notes its rate and how much memory it took.

        Returns: how many answers were loaded and refused.
        """
        with self.network() as network:
            network.vigie("senacs", "codebook", CAMPAIGN, "--set", f"{self.folder}/codebook.json")
            end = time.monotonic() + 60
            while f"{len(CODES):,} expected structures" not in network.vigie("senacs", "open", CAMPAIGN, "--lang", "en"):
                # The structures come by the registry's feed, so the command is repeated until they are there.
                if time.monotonic() > end:
                    raise SystemExit("vigie-senacs does not know the structures after a minute")
                time.sleep(0.2)
            words = [os.path.join(self.run.options.bin, "vigie"), "senacs", "load", CAMPAIGN, path, "--fictitious", "--mapping",
                     f"{self.folder}/mapping.json", "--most", "0", "--lang", "en", *more]
            start = time.perf_counter()
            process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True,
                                       env={**os.environ, "VIGIE_HOME": network.home})
            out = process.stdout.read()
            _, _, usage = os.wait4(process.pid, 0)
            self.run.note(f"{name}/rate", rows / (time.perf_counter() - start))
            self.run.note(f"{name}/memory", peak(network.pid("senacs")))
            self.run.note(f"{name}/registry", peak(network.pid("registry")))
            self.run.note(f"{name}/gateway", usage.ru_maxrss / 1024)
        told = next((line for line in out.splitlines() if "answers loaded" in line), None)
        if told is None:
            raise SystemExit(f"vigie senacs load failed: {out}")
        # Nothing is said of rows that there are not.
        found = [re.search(rf"([\d,]+) {word}", told) for word in ("answers loaded", "refused")]
        return tuple(int(one[1].replace(",", "")) if one else 0 for one in found)

    def duckdb(self, python, path):
        with tempfile.TemporaryDirectory(dir=self.run.options.work) as folder:
            out = subprocess.run([python, f"{ROOT}/Tests/Benchmarks/Peers/duckdb_load.py", path, f"{self.folder}/schema.json",
                                  f"{folder}/typed.duckdb"], capture_output=True, text=True, check=True).stdout
        row = next(self.results(out.splitlines()))
        self.run.note("duckdb import/rate", row["thr"])
        self.run.note("duckdb import/memory", row["rss"])
        return int(row["typed"]), int(row["refused"])

    def measure(self, peers, path, rows, large, large_rows, theirs):
        path, large = answers_of(path), answers_of(large)
        counts = collections.Counter()
        for number in range(self.run.options.rounds):
            counts[self.load(path, rows, "import")] += 1
            counts[self.duckdb(peers.python, path)] += 1
        print(f"answers kept and refused, as ours and DuckDB count them: {dict(counts)}")
        self.same(path, rows, theirs)
        self.load(large, large_rows, "large import")

    def same(self, path, rows, theirs):
        """Notes whether an import reports the same findings as frictionless, by row, field and cell."""
        told = f"{self.folder}/told.csv"
        self.load(path, rows, "told import", "--findings", told)
        with open(told, newline="", encoding="utf-8") as file:
            mine = [(int(row["row"]), row["column"], row["value"]) for row in csv.DictReader(file, delimiter=";")]
        theirs = [(row, field, cell or "") for _, row, field, cell in theirs]
        print(f"findings of the import: {len(mine)}, " + ("the same" if mine == theirs else "DIFFERENT"))
        self.run.note("import/same", float(mine == theirs))


ROWS = [
    ("import: checks, history, events, fsync, 60 MB", "rows/s", "import/rate", "duckdb import/rate", ">=", 0.5),
    ("import: findings equal to frictionless's", "", "import/same", None, ">=", 1),
    ("import: vigie-senacs's memory, 60 MB", "MiB", "import/memory", "duckdb import/memory", None, None),
    ("import: vigie-registry's memory, 60 MB", "MiB", "import/registry", None, None, None),
    ("import: the gateway's memory, 60 MB", "MiB", "import/gateway", None, None, None),
    ("import: vigie-senacs's memory, 1 GB", "MiB", "large import/memory", None, "<=", 150),
    ("import: the gateway's memory, 1 GB", "MiB", "large import/gateway", None, "<=", 150),
    ("import, 1 GB", "rows/s", "large import/rate", "import/rate", None, None),
]
