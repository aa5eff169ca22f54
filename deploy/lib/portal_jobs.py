"""The jobs that deploy/portal-check does in Chromium: what all of them need, and in which order they go.

The director's jobs go at two widths, each with a structure of its own, so that no job meets what another one left. The sample has such
structures: their diagnosis has evidence, they answered in 2025 and not yet in the open campaign, and two people are in post.
"""

import csv
import datetime
import glob
import hashlib
import http.client
import traceback

import portal_jobs_director
import portal_jobs_officer
import portal_jobs_plain
import portal_jobs_together
import portal_pages as pages
from portal_window import PHONE, WIDE, Window


class Team:
    """A structure, and the two people who act for it."""

    def __init__(self, director, other, structure):
        self.director, self.other, self.structure = director, other, structure


def rows(folder, name):
    with open(f"{folder}/{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def teams(folder):
    """Returns the structures of the sample on which the jobs can be done, those first whose commune has a body of veille."""
    today = datetime.date.today().isoformat()
    mandates = rows(folder, "mandates")
    evidence = {row["structure_code"] for row in rows(folder, "diagnosis_evidence")}
    before = {row["code_structure"] for row in rows(folder, "senacs-answers-2025") if row["statut"] == "valide"}
    now = {row["code_structure"] for row in rows(folder, f"senacs-answers-{pages.YEAR}")}
    others = {row["structure_code"]: row["person_code"] for row in mandates
              if row["function"] == "family_referent" and row["from"] <= today and (not row["to"] or row["to"] >= today)}
    communes = {row["structure_code"]: row["commune_code"] for row in rows(folder, "structures")}
    watched = {code for row in rows(folder, "veille_bodies") for code in row["commune_codes"].split()}
    found = [Team(person, others[structure], structure) for person, structure in pages.directors(mandates, today)
             if structure in evidence and structure in before and structure not in now and structure in others]
    return sorted(found, key=lambda team: communes[team.structure] not in watched)


class Jobs:
    """What a job may use: the running system, the checks, and windows of people who are signed in."""

    def __init__(self, options, checks, system, address, mails):
        self.options, self.checks, self.system, self.address, self.mails = options, checks, system, address, mails
        self.width, self.rows, self.windows = WIDE, [], {}

    def expect(self, what, found, wanted=True):
        self.checks.expect(f"{self.width} px: {what}", found, wanted)

    def do(self, job, *rest):
        """Does a job: whatever stops it is told as a failure, and the next one begins."""
        before = self.checks.failed
        try:
            job(self, *rest)
        except Exception as error:  # what a page lacks comes as an error of the driver
            where = traceback.extract_tb(error.__traceback__)
            place = next((one for one in reversed(where) if "portal_jobs" in one.filename), where[-1])
            self.expect(f"{job.__doc__.splitlines()[0]} (line {place.lineno}: {place.line})", f"{error}".splitlines()[0], "done")
        self.rows.append((self.width, "done" if self.checks.failed == before else "FAILED", job.__doc__.splitlines()[0]))

    def window(self, person):
        """A window in which somebody is signed in by a link made by hand."""
        if (person, self.width) not in self.windows:
            window = Window(self.options, self.address)
            self.windows[person, self.width] = window
            window.size(self.width)
            window.open(pages.link(self.system, person))
            window.click("button.main")
        window = self.windows[person, self.width]
        window.size(self.width)
        return window

    def close(self):
        for window in self.windows.values():
            window.__exit__()
        self.windows = {}

    def look(self, window, name, reaches=True):
        """Looks at a page as a job has made it: axe, its width, what the browser complains of where it reaches the portal."""
        self.expect(f"{name}: axe", window.axe(), [])
        self.expect(f"{name}: fits", window.wider(), [])
        complaints = window.complaints()
        self.expect(f"{name}: the browser finds nothing wrong", complaints if reaches else [], [])
        window.picture(f"job-{name.replace(' ', '-').replace(',', '')}-{self.width}")
        window.size(self.width)

    def mail(self, before, to=None):
        """Waits for the next mail, to somebody where that is said, and returns the path of its link."""
        return pages.mailed(self.mails, before, to=to)

    def sent(self):
        return set(glob.glob(f"{self.mails}/*.eml"))

    def bytes(self, window, path):
        """What the portal answers to a window's person at a path, as a download."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        connection.request("GET", path, headers={"Cookie": window.cookie()})
        answer = connection.getresponse().read()
        connection.close()
        return answer

    def digest(self, window, path):
        return hashlib.sha256(self.bytes(window, path)).hexdigest()

    def kill(self, service):
        self.system.kill(service)

    def start(self, service):
        self.system.start_again(service, self.address)

    def table(self):
        for width, state, name in self.rows:
            print(f"{width:>5} px  {state:<6}  {name}")


# What is done with a draft comes before it is sent.
ALL = [*portal_jobs_director.DRAFT, *portal_jobs_together.ALL, *portal_jobs_director.SENT, *portal_jobs_officer.ALL]
SHORT = [*portal_jobs_director.SHORT_DRAFT, *portal_jobs_together.SHORT, *portal_jobs_director.SHORT_SENT, *portal_jobs_officer.SHORT]


def run(options, checks, system, address, mails):
    """Does all jobs at both widths, the first ones of them where it is short; returns them for their table."""
    jobs = Jobs(options, checks, system, address, mails)
    found = teams(f"{system.facts}")
    try:
        for width, team in zip([WIDE] if options.short else [WIDE, PHONE], found):
            jobs.width = width
            for job in SHORT if options.short else ALL:
                jobs.do(job, team)
            jobs.close()
        jobs.width = WIDE
        if not options.short:
            for job in portal_jobs_plain.ALL:
                jobs.do(job, found[2])
    finally:
        jobs.close()
    return jobs
