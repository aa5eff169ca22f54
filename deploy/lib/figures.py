"""`deploy/benchmark report`: computes the sheet's figures of twelve years from facts in memory, for networks of three sizes; then
asks running services for a commune's portrait of ten series."""

import json
import subprocess
import tempfile
import time

from network import Network

# How often each size is computed, so that each works for as long: a machine is faster for a second than for ten.
SIZES = {400: 400, 4000: 40, 40000: 4}
# Beginning with the rows takes four times as long, so that is done a quarter as often.
FROM_ROWS = 4
SERIES, PORTRAITS = 10, 10


def load_series(network, folder, sample):
    """Loads ten series of 267 communes and eight years: the sample's invented series under other codes.

    Returns: how many values were loaded.
    """
    count = 0
    for number in range(SERIES):
        name = ("f-demandeurs", "f-monoparentales")[number % 2]
        with open(f"{sample}/series/{name}.json", encoding="utf-8") as file:
            description = {**json.load(file), "code": f"B-{number}"}
        path = f"{folder}/series-{number}.json"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(description, file, ensure_ascii=False)
        network.vigie("territory", "load", f"{sample}/series/{name}.csv", "--series", path)
        with open(f"{sample}/series/{name}.csv", encoding="utf-8") as file:
            count += sum(1 for _ in file) - 1
    return count


def portrait(run, root):
    """Times the whole portrait command, from Enter to its last line, and beside it a command that asks no service."""
    with tempfile.TemporaryDirectory(dir=run.options.work) as folder, \
            Network(run.options, ("registry", "evaluation"), files=("structures", "approvals")) as network:
        values = load_series(network, folder, f"{root}/deploy/sample")
        words = ("territory", "portrait", "--territory", "69149", "--format", "json")
        told = json.loads(network.vigie(*words))
        print(f"portrait: {values} values loaded, {json.dumps(told).count('B-')} mentions of the ten series in a reply")
        for _ in range(run.options.rounds):
            for name, command in (("portrait/seconds", words), ("nothing/seconds", ("--version",))):
                start = time.perf_counter()
                for _ in range(PORTRAITS):
                    network.vigie(*command)
                run.note(name, (time.perf_counter() - start) / PORTRAITS)


def report(run, results, root):
    sample = f"{root}/deploy/sample"
    words = ["--communes", f"{sample}/communes-69.csv", "--movements", f"{sample}/mouvements-69.csv"]
    for _ in range(run.options.rounds):
        rates = {}
        for size, turns in SIZES.items():
            for kind, share, more in (("facts", 1, []), ("rows", FROM_ROWS, ["--from-rows"])):
                out = subprocess.run(
                    [run.program, "figures", "--structures", str(size), "--turns", str(max(1, turns // share)), *words, *more],
                    capture_output=True, text=True, check=True).stdout
                row = next(results(out.splitlines()))
                rates[kind, size] = row["thr"]
                run.note(f"{size}/{kind}", row["seconds"])
                if kind == "facts":
                    for name in ("loaded", "peak", "registry", "training", "senacs", "evaluation"):
                        run.note(f"{size}/{name}", row[name])
                    run.note(f"{size}/rate", row["thr"])
        for kind in ("facts", "rows"):
            for size in (4000, 40000):
                run.note(f"{size}/ten-{kind}", 10 * rates[kind, size // 10] / rates[kind, size])
    portrait(run, root)
    return [
        ("4,000 structures, 12 years", "s", "4000/facts", None, "<=", 1),
        *((f"of it {service}", "s", f"4000/{service}", None, None, None)
          for service in ("registry", "training", "senacs", "evaluation")),
        ("memory at its peak", "MiB", "4000/peak", None, "<=", 150),
        ("memory with the facts, before", "MiB", "4000/loaded", None, None, None),
        *((f"rows a second, {size:,} structures", "rows/s", f"{size}/rate", None, None, None) for size in SIZES),
        ("×10 the facts of 400 structures cost ×", "", "4000/ten-facts", None, "<=", 11),
        ("×10 the facts of 4,000 structures cost ×", "", "40000/ten-facts", None, "<=", 11),
        ("4,000 structures, from the rows of each year's call", "s", "4000/rows", None, None, None),
        ("×10 the rows of 400 structures cost ×", "", "4000/ten-rows", None, None, None),
        ("×10 the rows of 4,000 structures cost ×", "", "40000/ten-rows", None, None, None),
        ("time, 40,000 structures", "s", "40000/facts", None, None, None),
        ("a portrait of 10 series × 267 communes × 8 years", "s", "portrait/seconds", None, "<=", 0.2),
        ("the same command without a question", "s", "nothing/seconds", None, None, None),
        ("memory at its peak, 40,000 structures", "MiB", "40000/peak", None, None, None),
    ]
