"""`deploy/listings`: the listings of the year's questions, by Vigie and by a program that was written from the agreed page alone
(year/), row for row: the golden network of the year first, whose rows are known, then random networks."""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile

from network import ROOT, Network
from year.facts import Communes, Facts
from year.forms import check, write
from year.listings import Refusal, answer
from year.questions import questions
from year.random_network import RandomNetwork

GOLDEN = f"{ROOT}/Tests/Golden/golden-year"
SAMPLE = f"{ROOT}/deploy/sample"
SERVICES = ("registry", "training", "senacs", "evaluation")
# How many rows of a difference are told.
SHOWN = 3


def lines(rows):
    """The rows as texts, in an order of their own: a listing's order is free."""
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def difference(ours, theirs):
    """What one has and the other lacks, each row as often as it stands there; nothing where both are the same."""
    told, rest = [], list(theirs)
    for row in ours:
        if row in rest:
            rest.remove(row)
        else:
            told.append(f"  only Vigie:       {row}")
    return told[:SHOWN] + [f"  only independent: {row}" for row in rest[:SHOWN]]


class Comparison:
    """Counts listings that are the same, and tells the others."""

    def __init__(self, options):
        self.options, self.communes = options, Communes(f"{SAMPLE}/communes-69.csv", f"{SAMPLE}/mouvements-69.csv")
        self.passed = self.failed = self.rows = 0

    def judge(self, name, told):
        if told:
            self.failed += 1
            print(f"FAILED {name}", *told, sep="\n", flush=True)
        else:
            self.passed += 1

    def right(self, facts, question):
        """The independent program's rows, or the code of its refusal."""
        try:
            return answer(facts, shlex.split(question))
        except Refusal as refusal:
            return str(refusal)

    def compare(self, name, folder, asked, known=None):
        """Loads a folder of facts and asks each question; `known` has the agreed rows, where there are any."""
        facts = Facts(folder, self.communes)
        before = self.passed + self.failed
        with Network(self.options, SERVICES, files=()) as network:
            network.vigie("import", folder, "--fictitious")
            network.vigie("status", "--wait", "60")
            for question in asked:
                right = self.right(facts, question)
                if known is not None:
                    agreed = [] if isinstance(right, str) else difference(lines(right), lines(known[question]))
                    agreed = [line.replace("only Vigie", "only program").replace("only independent", "only agreed") for line in agreed]
                    self.judge(f"{name}: the independent program: {question}", agreed)
                self.judge(f"{name}: {question}", self.told(network, question, right))
        print(f"{name}: {self.passed + self.failed - before} listings", flush=True)

    def told(self, network, question, right):
        """What differs in Vigie's answer."""
        done = subprocess.run([f"{self.options.bin}/vigie", *shlex.split(question), "--format", "json"], text=True, check=False,
                              capture_output=True, env={**os.environ, "VIGIE_HOME": network.home})
        if isinstance(right, str):
            return [f"  refused by the page ({right}), answered by Vigie"] if done.returncode == 0 else []
        if done.returncode != 0:
            return [f"  exit code {done.returncode}: {done.stderr.strip()[:300]}"]
        rows = json.loads(done.stdout)
        self.rows += len(rows)
        return difference(lines(rows), lines(right))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--networks", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vigie-listings.") as work:
        options.work = work
        comparison = Comparison(options)
        with open(f"{GOLDEN}/expected-year.json", encoding="utf-8") as file:
            known = json.load(file)
        comparison.compare("golden-year", GOLDEN, known, known)
        for seed in range(options.seed, options.seed + options.networks):
            network = RandomNetwork(seed)
            network.build()
            check(network)
            folder = f"{work}/facts-{seed}"
            write(network, folder)
            comparison.compare(f"network {seed}", folder, questions(seed))
    print(f"{comparison.rows} rows")
    print(f"{comparison.passed} passed, {comparison.failed} failed")
    return 1 if comparison.failed else 0


sys.exit(main())
