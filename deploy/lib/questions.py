"""`deploy/benchmark questions`: how long each question of the year takes, from Enter to its last line, on the sample and with 1,000
structures. The questions are those of Tests/Questions/questions.json that change nothing; a partner's are asked with its key."""

import contextlib
import csv
import json
import os
import shutil
import subprocess
import time

from network import ROOT, Network

# Structures → the goal in seconds.
GOALS = {110: 0.1, 1000: 1}


def asked():
    """Returns number → the territory of the partner that asks, or None for the operator, and the command's words. A replay makes a
    subscription, so it changes something, and is left out."""
    with open(f"{ROOT}/Tests/Questions/questions.json", encoding="utf-8") as file:
        table = json.load(file)
    return {one["number"]: (one["as"].removeprefix("partner ") if one["command"].startswith("call ") else None,
                            one["command"].split(" "))
            for one in table if "job" not in one and "ReplayMessages" not in one["command"]}


def partner(running, territory):
    """Makes a partner's key, waits until the services know it, and returns the configuration with it."""
    key = f"{running.home}/keys/partner-{territory}.key"
    public = running.vigie("keys", "make", key).strip()
    running.vigie("keys", "allow", "--name", f"partner-{territory}", "--role", "partner", "--territory", territory, "--", public)
    with open(f"{running.home}/vigie.json", encoding="utf-8") as file:
        gateway = json.load(file)
    path = f"{running.home}/partner-{territory}.json"
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**gateway, "keyFile": key}, file)
    deadline = time.monotonic() + 10
    while True:
        try:
            seconds(running, ["call", "vigie.exchange.v1/ListStructures", "{}", "--config", path], "")
            return path
        except RuntimeError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def codes(folder):
    """Returns what stands in a sample for the codes of the questions: a session that was held, a structure that answered."""
    def first(file, column, value, code):
        with open(f"{folder}/{file}", encoding="utf-8", newline="") as lines:
            return next(row[code] for row in csv.DictReader(lines, delimiter=";") if row[column] == value)

    structure = first("senacs-answers-2025.csv", "statut", "valide", "code_structure")
    return {"T02": first("sessions.csv", "state", "held", "session_code"),
            **dict.fromkeys(("S02", "S17", "F-CS-001"), structure)}


def network(options, size):
    """Makes a network of so many structures: its facts, its answers to three campaigns, and a series."""
    folder = f"{options.work}/questions-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([f"{options.bin}/vigie", "sample", "--structures", str(size), "--out", folder], check=True)
    return folder, Network(options, files=())


def fill(running, folder):
    sample = f"{ROOT}/deploy/sample"
    running.vigie("import", folder, "--fictitious")
    running.vigie("senacs", "open", "2025")
    for year in (2024, 2025, 2026):
        running.vigie("senacs", "codebook", str(year), "--set", f"{sample}/codebook/senacs-base.json")
        running.vigie("senacs", "load", str(year), f"{folder}/senacs-answers-{year}.csv", "--fictitious", "--most", "0")
    running.vigie("territory", "load", f"{sample}/series/f-demandeurs.csv", "--series", f"{sample}/series/f-demandeurs.json")


def seconds(running, words, out):
    """Times a command. Exit code 3 says that a part is missing, which an answer may be."""
    words = [word.replace("{out}", out) for word in words]
    start = time.perf_counter()
    done = subprocess.run([f"{running.options.bin}/vigie", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, check=False, env={**os.environ, "VIGIE_HOME": running.home})
    taken = time.perf_counter() - start
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(words)}: {done.stderr}")
    return taken


def questions(run):
    commands = asked()
    for size in GOALS:
        folder, made = network(run.options, size)
        here = codes(folder)
        with made as running:
            fill(running, folder)
            keys = {one: partner(running, one) for one in {territory for territory, _ in commands.values()} if one}
            for turn in range(run.options.rounds):
                out = f"{running.home}/out-{turn}"
                os.mkdir(out)
                for number, (territory, words) in commands.items():
                    told = [here.get(word, word) for word in words] + (["--config", keys[territory]] if territory else [])
                    run.note(f"{size}/{number}", seconds(running, told, out))
                    with contextlib.suppress(FileNotFoundError):
                        os.remove(f"{out}/report.html")
                run.note(f"{size}/nothing", seconds(running, ["--version"], out))
    name = {number: f"{number} {' '.join(words)}"[:45] for number, (_, words) in commands.items()}
    return [
        row for size, goal in GOALS.items() for row in
        [*((f"{size:,}: {name[number]}", "s", f"{size}/{number}", None, "<=", goal) for number in commands),
         (f"{size:,}: a command without a question", "s", f"{size}/nothing", None, None, None)]
    ]
