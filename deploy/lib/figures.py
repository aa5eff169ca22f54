"""`deploy/benchmark report`: the sheet's figures of twelve years from facts in memory, for networks of three sizes."""

import subprocess

SIZES = (400, 4000, 40000)


def report(run, results, root):
    sample = f"{root}/deploy/sample"
    for _ in range(run.options.rounds):
        for size in SIZES:
            out = subprocess.run(
                [run.program, "figures", "--structures", str(size), "--communes", f"{sample}/communes-69.csv",
                 "--movements", f"{sample}/mouvements-69.csv"], capture_output=True, text=True, check=True).stdout
            row = next(results(out.splitlines()))
            run.note(f"{size}/seconds", row["seconds"])
            run.note(f"{size}/rate", row["thr"])
            run.note(f"{size}/loaded", row["loaded"])
            run.note(f"{size}/peak", row["peak"])
            for service in ("registry", "training", "senacs", "evaluation"):
                run.note(f"{size}/{service}", row[service])
    return [
        ("4,000 structures, 12 years", "s", "4000/seconds", None, "<=", 1),
        *((f"of it {service}", "s", f"4000/{service}", None, None, None)
          for service in ("registry", "training", "senacs", "evaluation")),
        ("memory at its peak", "MiB", "4000/peak", None, "<=", 150),
        ("memory with the facts, before", "MiB", "4000/loaded", None, None, None),
        ("rows a second, 400 structures", "rows/s", "400/rate", "4000/rate", None, None),
        ("rows a second, 4,000 structures", "rows/s", "4000/rate", "400/rate", None, None),
        ("rows a second, 40,000 structures", "rows/s", "40000/rate", "4000/rate", None, None),
        ("time, 40,000 structures", "s", "40000/seconds", "4000/seconds", None, None),
        ("memory at its peak, 40,000 structures", "MiB", "40000/peak", "4000/peak", None, None),
    ]
