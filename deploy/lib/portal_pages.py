"""The portal's pages, as deploy/portal-check and deploy/benchmark portal go through them, and what both need of a running portal."""

import contextlib
import csv
import datetime
import glob
import http.client
import json
import os
import re
import time
import urllib.parse

YEAR = "2026"  # the campaign that is open
DIRECTOR, OFFICER, ANYBODY = "director", "officer", "anybody"
# Whose page, and its path. A page that is new has its line here, and nowhere else.
PAGES = [
    (ANYBODY, "/entrer"),
    (ANYBODY, "/aide"),
    (ANYBODY, "/aide/envoyer"),
    (ANYBODY, "/accessibilite"),
    (ANYBODY, "/donnees"),
    (DIRECTOR, "/"),
    (DIRECTOR, "/sessions"),
    (DIRECTOR, f"/senacs/{YEAR}"),
    (DIRECTOR, f"/senacs/{YEAR}/relecture"),
    (DIRECTOR, "/fiche"),
    (DIRECTOR, f"/senacs/{YEAR}/classeur"),
    (DIRECTOR, "/restitution/2025"),
    (DIRECTOR, "/diagnostic"),
    (DIRECTOR, "/diagnostic/ajouter/appui"),
    (DIRECTOR, "/diagnostic/ajouter/objectif"),
    (DIRECTOR, "/veille"),
    (DIRECTOR, "/veille/ajouter"),
    (DIRECTOR, "/structure"),
    (DIRECTOR, "/structure/portrait"),
    (DIRECTOR, "/structure/passation"),
    (DIRECTOR, "/structure/renouvellement"),
    (DIRECTOR, "/messages"),
    (DIRECTOR, "/messages/nouveau"),
    (OFFICER, "/"),
    (OFFICER, f"/campagne/{YEAR}"),
    (OFFICER, f"/campagne/{YEAR}/relance"),
    (OFFICER, f"/campagne/{YEAR}/collecte"),
    (OFFICER, f"/campagne/{YEAR}/classeur"),
    (OFFICER, "/indicateurs/2025"),
    (OFFICER, "/indicateurs/2025/I4"),
    (OFFICER, "/indicateurs/2025/I4/compte"),
    (OFFICER, "/structures/STRUCTURE"),
    (OFFICER, "/structures/STRUCTURE/portrait"),
    (OFFICER, "/structures/STRUCTURE/restitution/2025"),
    (OFFICER, "/questions"),
    (OFFICER, "/structures/STRUCTURE/reponse/2025"),
    (OFFICER, "/rapports"),
    (OFFICER, "/courriels"),
    (OFFICER, "/fichiers"),
]
OFFICER_PERSON = "P-CAF"


def campaign(running, folder, sample, answers=(2024, 2025, 2026)):
    """Loads what pages tell of: the open campaign and those before it with their answers, and an officer who may come in."""
    running.vigie("senacs", "open", YEAR)
    for year in (2024, 2025, 2026):
        running.vigie("senacs", "codebook", str(year), "--set", f"{sample}/codebook/senacs-base.json")
    for year in answers:
        running.vigie("senacs", "load", str(year), f"{folder}/senacs-answers-{year}.csv", "--fictitious", "--most", "0")
    people = f"{running.home}/people.csv"
    with open(people, "w", encoding="utf-8") as file:
        file.write("person_code;family_name;given_name;email\n"
                   f"{OFFICER_PERSON};Fictif-Caf;Ariane;caf@example.org\n")
    running.vigie("import", people, "--fictitious")
    running.vigie("grant", OFFICER_PERSON, "operator")


def directors(rows, day):
    """Returns (person, structure) of whoever directs a structure on a day and directs no other, in the order of structures."""
    posts = [(row["structure_code"], row["person_code"]) for row in rows
             if row["function"] == "director" and row["from"] <= day and (not row["to"] or row["to"] >= day)]
    people = [person for _, person in posts]
    return [(person, structure) for structure, person in sorted(posts) if people.count(person) == 1]


def director_of(folder):
    """Returns a director whose structure answered in 2025 and not yet in the open campaign, and the structure."""
    def answered(year):
        with open(f"{folder}/senacs-answers-{year}.csv", encoding="utf-8-sig", newline="") as file:
            return {row["code_structure"] for row in csv.DictReader(file, delimiter=";") if row["statut"] == "valide"}

    with open(f"{folder}/mandates.csv", encoding="utf-8-sig", newline="") as file:
        posts = directors(csv.DictReader(file, delimiter=";"), datetime.date.today().isoformat())
    before, now = answered(2025), answered(YEAR)
    return next((person, structure) for person, structure in posts if structure in before and structure not in now)


def link(running, person):
    """Makes a link by hand; returns its path."""
    return path_of(running.vigie("portal", "link", person))


def path_of(text):
    return re.search(r"/entrer/[A-Za-z0-9_-]{43}", text)[0]


def mailed(folder, before, seconds=30, to=""):
    """Waits for the next mail in a folder, to somebody where that is said, and returns the path of its link."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for new in sorted(set(glob.glob(f"{folder}/*.eml")) - set(before), reverse=True):
            with open(new, encoding="utf-8") as file:
                text = file.read().replace("=\n", "")
            if f"{to.lower()}@" in text or not to:
                return path_of(text)
        time.sleep(0.1)
    raise SystemExit(f"no mail came into {folder} within {seconds} s")


BOUNCES = "data/bounces"  # below a home, where the portal reads what comes back
BOUNCE = """From: MAILER-DAEMON@example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

No such mailbox.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; somebody@example.org
Action: failed
Status: 5.1.1
--part--
"""


def bounce(running, mail):
    """Lets a mail come back, as the server of its receiver would say that there is no such mailbox."""
    with open(mail, encoding="utf-8") as file:
        to = re.search(r"Return-Path: <([^>]+)>", file.read())[1]
    folder = os.path.join(running.home, BOUNCES, "new")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, os.path.basename(mail)), "w", encoding="utf-8") as file:
        file.write(BOUNCE.format(to=to))


class Visitor:
    """Somebody's connection to the portal, with its cookies: what a browser is without its window."""

    def __init__(self, address, name):
        self.connection = http.client.HTTPConnection(address, timeout=30)
        # The portal counts attempts by the address that its proxy names.
        self.headers, self.cookies = {"X-Forwarded-For": name}, {}

    def send(self, method, path, form=None):
        """Returns status, headers and text of an answer."""
        body = urllib.parse.urlencode(form) if form is not None else None
        headers = dict(self.headers, Cookie="; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, dict(answer.getheaders()), text

    def get(self, path):
        """Gets a page, and follows where it leads within the portal."""
        for _ in range(3):
            status, headers, text = self.send("GET", path)
            if status not in (302, 303):
                break
            path = headers["Location"]
        return status, path, text

    def sign_in(self, path):
        _, _, shown = self.send("GET", path)
        status, _, text = self.send("POST", path, {"token": mark(shown)})
        if status != 303:
            raise SystemExit(f"signing in was answered by {status}: {text[:300]}")

    def close(self):
        self.connection.close()


def mark(page):
    """Returns the mark that the forms of a page carry."""
    return re.search(r'name="token" value="([^"]*)"', page)[1]


def saved_field(page):
    """Returns where a page saves its fields, and the name and version of its first field; None where it saves none."""
    place = re.search(r'data-save="([^"]+)"', page)
    for tag in re.findall(r"<(?:input|textarea|select)[^>]*data-version=[^>]*>", page):
        name = re.search(r'\bname="([^"]+)"', tag)
        if place and name and "inputmode" in tag:
            return place[1], name[1], re.search(r'data-version="(\d*)"', tag)[1]
    return None


def options(home):
    """Returns where the portal of a home serves browsers, and the folder of its mails."""
    with open(f"{home}/portal.json", encoding="utf-8") as file:
        found = json.load(file)
    return found["httpAddress"], os.path.join(home, found["mailFolder"])


def wait_until_served(address, seconds=30):
    """Waits until the portal serves browsers, which is a moment after it serves programs."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            visitor = Visitor(address, "check")
            if visitor.send("GET", "/sante")[0] == 200:
                return
        time.sleep(0.05)
    raise SystemExit(f"the portal does not serve {address} after {seconds} s")
