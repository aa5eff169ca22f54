"""What deploy/benchmark flood measures: how long an operator's call takes alone, and while a structure's key floods the same
method.

A call may take three times as long under the flood. The flood keeps 250 calls open and shares the processors with the services.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import statistics
import sys
import time

from hostile_cases import COMMON, Cases
from hostile_inputs import Case, encoded
from hostile_system import System, prepare, reflection
from hostile_wire import Wire

OPEN, MOST, SECONDS, PAUSE = 250, 3.0, 1.0, 0.005


def case(method, role, request, number):
    header = {"metadata": {"vigie-idempotency-key": [f"flood {role} {number}"]}} if method.mutates else {}
    return Case(method.service, method.name, role, "", "right", encoded(request, "json"), seconds=30.0, header=header)


def flood(ways, method, request, stop):
    with contextlib.closing(Wire(ways, 5)) as wire:
        number = 0
        while not stop.is_set():
            while wire.waiting(method.service) < OPEN:
                number += 1
                wire.send(case(method, "structure", request, f"{time.time_ns()} {number}"))
            for _ in wire.poll(0.05):
                pass


def answers(ways, method, request, seconds):
    """Returns the milliseconds that calls take one after the other; at least ten calls."""
    taken, end = [], time.monotonic() + seconds
    with contextlib.closing(Wire(ways, 5)) as wire:
        while time.monotonic() < end or len(taken) < 10:
            wire.send(case(method, "operator", request, time.time_ns()))
            found = []
            while not found:
                found = [answer.seconds * 1000 for _, answer in wire.poll(1)]
            taken += found
            time.sleep(PAUSE)
    return taken


def main():
    parser = argparse.ArgumentParser(prog="deploy/benchmark flood")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--json", help="writes the rows as JSON")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", help="not used")
    options = parser.parse_args()
    options.bin, options.keep = os.path.abspath(options.bin), False
    rows, failed = [], 0
    with System(options) as system:
        cases = Cases(1, reflection(system), prepare(system))
        flooded = [one for one in cases.methods if {"structure", "operator"} <= one.roles and not one.is_stream
                   and one.short.split("/")[0] not in COMMON]
        for method in sorted(flooded, key=lambda one: (one.service, one.name)):
            request, usual, beside = cases.right(method), [], []
            answers(system.ways, method, request, SECONDS)  # caches are warm
            for _ in range(options.rounds):
                usual.append(statistics.median(answers(system.ways, method, request, SECONDS)))
                stop = multiprocessing.Event()
                process = multiprocessing.Process(target=flood, args=(system.ways, method, request, stop))
                process.start()
                time.sleep(1)
                beside.append(statistics.median(answers(system.ways, method, request, 2 * SECONDS)))
                stop.set()
                process.join()
            ratios = [flooded / alone for flooded, alone in zip(beside, usual)]
            row = {"service": method.service, "method": method.name, "usual": statistics.median(usual),
                   "flooded": statistics.median(beside), "ratio": statistics.median(ratios), "ratios": sorted(ratios)}
            rows.append(row)
            failed += row["ratio"] > MOST
            print(f"{'passed' if row['ratio'] <= MOST else 'FAILED'}  {method.service} {method.short}: {row['usual']:.2f} → "
                  f"{row['flooded']:.2f} ms, {row['ratio']:.1f} times ({min(ratios):.1f}–{max(ratios):.1f})", flush=True)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
    print(f"{len(rows) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
