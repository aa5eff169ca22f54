"""`deploy/benchmark portal`: how long the portal's slowest page takes on the sample and how large its largest is; then how long a save
takes while 200 directors save a field every 2 s each. The directors share the processors with the services."""

import asyncio
import csv
import datetime
import json
import random
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

import portal_pages as pages
from network import ROOT, SERVICES, Network

SAMPLE = f"{ROOT}/deploy/sample"
DIRECTORS, EVERY, SECONDS, WARM_UP = 200, 2.0, 30.0, 4.0
# So many structures that 200 have a director today.
STRUCTURES = 300
TURNS = 20


def posts(folder):
    with open(f"{folder}/mandates.csv", encoding="utf-8-sig", newline="") as file:
        return pages.directors(csv.DictReader(file, delimiter=";"), datetime.date.today().isoformat())


def fill(running, folder, answers=(2024, 2025, 2026)):
    running.vigie("import", folder, "--fictitious", "--except", "submissions.csv")
    pages.campaign(running, folder, SAMPLE, answers)


def sizes(visitor, paths):
    """Returns path → the median time in milliseconds, and path → bytes; what is no page is named and left out."""
    medians, largest = {}, {}
    for path in paths:
        status, path, text = visitor.get(path)
        if status != 200:
            print(f"{path}: {status}, left out", file=sys.stderr)
            continue
        taken = []
        for _ in range(TURNS):
            start = time.perf_counter()
            visitor.send("GET", path)
            taken.append((time.perf_counter() - start) * 1000)
        medians[path], largest[path] = statistics.median(taken), len(text.encode())
        print(f"{path}: {medians[path]:.1f} ms, {largest[path]:,} bytes", file=sys.stderr)
    return medians, largest


def look(run, running, folder):
    """Notes a round of all pages, as the director and as the officer."""
    person, structure = pages.director_of(folder)
    address, _ = pages.options(running.home)
    medians, largest = {}, {}
    for who, name in ((pages.DIRECTOR, person), (pages.OFFICER, pages.OFFICER_PERSON)):
        visitor = pages.Visitor(address, f"{who} {time.time_ns()}")
        visitor.sign_in(pages.link(running, name))
        found = sizes(visitor, [path.replace("STRUCTURE", structure) for one, path in pages.PAGES if one == who])
        medians.update({(who, path): value for path, value in found[0].items()})
        largest.update({(who, path): value for path, value in found[1].items()})
        visitor.close()
    run.note("portal/page", max(medians.values()))
    run.note("portal/bytes", max(largest.values()))


class Director:
    """Somebody who fills in a form: a connection that saves one field again and again."""

    def __init__(self, address, running, person):
        self.host, self.port = address.split(":")
        visitor = pages.Visitor(address, person)
        visitor.sign_in(pages.link(running, person))
        _, _, page = visitor.get(f"/senacs/{pages.YEAR}")
        visitor.close()
        found = pages.saved_field(page)
        if found is None:
            raise SystemExit(f"{person}: the form saves no field")
        self.path, self.field, self.version = found
        self.token, self.cookies = pages.mark(page), visitor.cookies
        self.taken, self.failures = [], []

    def request(self, value):
        body = urllib.parse.urlencode({"field": self.field, "value": value, "version": self.version, "token": self.token})
        return (f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}").encode()

    async def save(self, reader, writer, number):
        start = time.perf_counter()
        writer.write(self.request(str(100 + number)))
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length"))
        body = await reader.readexactly(length)
        status = int(head.split()[1])
        if status == 200:
            self.version = str(json.loads(body)["version"])
        else:
            self.failures.append(status)
        return start, (time.perf_counter() - start) * 1000

    async def work(self, begin, end):
        """Saves from a moment that nobody shares until the end; the first seconds do not count."""
        await asyncio.sleep(random.uniform(0, EVERY))
        reader, writer = await asyncio.open_connection(self.host, int(self.port))
        number = 0
        while (now := time.perf_counter()) < end:
            start, taken = await self.save(reader, writer, number)
            if start >= begin:
                self.taken.append(taken)
            number += 1
            await asyncio.sleep(max(0.0, now + EVERY - time.perf_counter()))
        writer.close()


async def together(directors):
    begin = time.perf_counter() + WARM_UP
    await asyncio.gather(*(one.work(begin, begin + SECONDS) for one in directors))


def load(run, directors):
    for one in directors:
        one.taken, one.failures = [], []
    asyncio.run(together(directors))
    failures = [status for one in directors for status in one.failures]
    if failures:
        raise SystemExit(f"{len(failures)} saves were answered by {sorted(set(failures))}")
    taken = sorted(value for one in directors for value in one.taken)
    print(f"{len(taken)} saves: p50 {statistics.median(taken):.1f} ms, longest {taken[-1]:.1f} ms", file=sys.stderr)
    run.note("portal/p99", taken[int(len(taken) * 0.99)])


def portal(run):
    with Network(run.options, (*SERVICES, "portal"), files=()) as running:
        folder = f"{SAMPLE}/network"
        fill(running, folder)
        for _ in range(run.options.rounds):
            look(run, running, folder)
    folder = f"{run.options.work}/portal-{STRUCTURES}"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([f"{run.options.bin}/vigie", "sample", "--structures", str(STRUCTURES), "--out", folder], check=True,
                   stdout=subprocess.DEVNULL)
    people = posts(folder)
    if len(people) < DIRECTORS:
        raise SystemExit(f"{len(people)} directors in {STRUCTURES} structures")
    with Network(run.options, (*SERVICES, "portal"), files=()) as running:
        # Nobody has answered yet.
        fill(running, folder, (2024, 2025))
        address, _ = pages.options(running.home)
        directors = [Director(address, running, person) for person, _ in people[:DIRECTORS]]
        for _ in range(run.options.rounds):
            load(run, directors)
    return [
        ("portal page p50", "ms", "portal/page", None, "<=", 50),
        ("portal page bytes", "bytes", "portal/bytes", None, "<=", 60000),
        ("portal 200 directors p99", "ms", "portal/p99", None, "<=", 200),
    ]
