"""Two partners bring rows and read events at the same time, with the partner kit's client. Each must get all of its own rows
once, and none of the other's. Prints a line for each check, `passed` or `FAILED`, which deploy/partner-kit/check counts."""

import argparse
import json
import multiprocessing
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "partner-kit", "python"))
from vigie_exchange import Exchange  # noqa: E402

TYPE = "vigie.senacs.v1.questionnaire-submitted"
ROWS = 100
PARTNERS = {"villeurbanne": ("69266", "S06"), "bron": ("69029", "S07")}


def connect(options, name):
    with open(f"{options.home}/vigie.json") as file:
        address = json.load(file)["services"]["exchange"]
    with open(f"{options.home}/{name}.key") as file:
        return Exchange(address["endpoint"], server_key=address["serverKey"], secret_key=file.read().strip())


def bring(options, name):
    """Brings half of the rows, all about the partner's one structure, a hundred a submission."""
    _, structure = PARTNERS[name]
    with connect(options, name) as exchange:
        for start in range(0, options.events // 2, ROWS):
            exchange.submit("submissions.csv", [{
                "campaign": "2024", "structure_code": structure, "submission_code": f"{name}-{number}",
                "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
                "base_items_answered": "80"} for number in range(start, min(start + ROWS, options.events // 2))],
                fictitious=True)


def read(options, key, name, count):
    """Takes events with a key until `count` of a partner's own rows have come, and then until none comes any more.

    Returns how many rows were its own, how many came twice, how many were astray, and how often another's event stood between
    two.
    """
    territory, structure = PARTNERS[name]
    own, twice, astray, between, last = set(), 0, 0, 0, 0
    with connect(options, key) as exchange:
        exchange.subscribe("isolation", types=[TYPE])
        while True:
            messages = exchange.pull("isolation", most=1000, wait=3.0 if len(own) >= count else 60.0)
            if not messages:
                return len(own), twice, astray, between
            for message in messages:
                event = message.event
                code = event["data"]["submission_code"]
                if event["subject"] != structure or territory not in event["territories"].split():
                    astray += 1
                elif code.startswith(f"{name}-"):
                    twice += code in own
                    own.add(code)
                between += message.sequence > last + 1
                last = message.sequence
            exchange.settle("isolation", acknowledge=[message.token for message in messages])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", required=True, help="with vigie.json and the keys villeurbanne, bron and both")
    parser.add_argument("--events", type=int, required=True)
    options = parser.parse_args()
    half = options.events // 2

    with multiprocessing.Pool(4) as pool:
        readers = {name: pool.apply_async(read, (options, name, name, half)) for name in PARTNERS}
        for done in [pool.apply_async(bring, (options, name)) for name in PARTNERS]:
            done.get()
        found = {name: reader.get() for name, reader in readers.items()}
        control = pool.apply(read, (options, "both", "villeurbanne", half))
    verdicts = [
        (f"isolation: {name} gets its {half} events once, none of the other's", found[name][:3], (half, 0, 0))
        for name in PARTNERS]
    verdicts += [
        ("isolation: events of the two are interleaved", min(one[3] for one in found.values()) > half // ROWS // 10, True),
        # The control: a key for both communes sees both partners' rows, so this check would notice rows that are mixed
        # up.
        ("isolation: a key of both gets the other's as well", control[2] >= half, True)]
    for what, value, wanted in verdicts:
        print(f"passed  {what}" if value == wanted else f"FAILED  {what}\n  found:  {value}\n  wanted: {wanted}")
    sys.exit(any(value != wanted for _, value, wanted in verdicts))


if __name__ == "__main__":
    main()
