"""What deploy/portal-check runs: real Chromium goes through the portal as a director and as an officer, on the sample, and does their jobs.

The director's link is followed from the mail. Each page of portal_pages.py is looked at: in two widths, by axe, at 320 pixels, at twice
its size, dark, by the keyboard, and without JavaScript. Ends with its table and "N passed, N failed".
"""

import argparse
import csv
import json
import os
import pathlib
import re
import signal
import sys
import tempfile

import portal_jobs
import portal_levels
import portal_pages as pages
import portal_pictures
from hosts import Checks
from network import ROOT, Network
from portal_window import NARROW, PAPER, PHONE, WIDE, Window, plain
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

SAMPLE = f"{ROOT}/deploy/sample"
# The elements that the Tab key must reach, in the document's order; of radio buttons of a name it reaches one.
REACHED = """
const seen = new Set();
return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e => {
  if (e.tabIndex < 0 || e.disabled || e.type === 'hidden' || !e.checkVisibility()) return false;
  if (e.type !== 'radio') return true;
  const first = !seen.has(e.name);
  seen.add(e.name);
  return first;
}).length;
"""
# What belongs to the screen alone, and is seen.
PRESSED = "return [...document.querySelectorAll('.tabs, .foot, .acts')].filter(e => e.checkVisibility()).map(e => e.className);"
# Where the focus is among all elements, and how wide what shows it is.
FOCUS = """
const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
return [[...document.querySelectorAll('*')].indexOf(e), e === document.body, style.outlineStyle === 'none' ? 0 :
  parseFloat(style.outlineWidth), box.bottom > 0 && box.top < innerHeight, e.tagName + ' ' + (e.name || e.textContent.trim()).slice(0, 30)];
"""


def keyboard(window):
    """Goes through a page by the Tab key; returns what is wrong."""
    wrong, places = [], []
    window.driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    window.open(window.path)
    count = window.driver.execute_script(REACHED)
    # A page may put the focus where it is needed, such as on a list of points; going through begins at its top all the same.
    window.driver.execute_script("document.activeElement.blur(); getSelection().removeAllRanges(); "
                                 "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    for number in range(count + 1):
        window.press(Keys.TAB)
        place, is_body, outline, is_seen, name = window.driver.execute_script(FOCUS)
        if is_body or place in places:
            break
        if places and place < places[-1]:
            wrong.append(f"{name} comes out of order")
        if outline < 2:
            wrong.append(f"{name}: its focus is not seen")
        if not is_seen:
            wrong.append(f"{name}: the focus is outside of the window")
        if not places and not name.startswith("A Aller au contenu"):
            wrong.append(f"the first is {name}, not the skip link")
        places.append(place)
    if len(places) != count:
        wrong.append(f"{len(places)} of {count} are reached")
    return wrong


def skip(window):
    """Follows the skip link by the keyboard; returns where the focus is then."""
    window.open(window.path)
    window.driver.execute_script("document.body.tabIndex = -1; document.body.focus()")
    window.press(Keys.TAB)
    window.press(Keys.ENTER)
    WebDriverWait(window.driver, 5).until(lambda driver: driver.current_url.endswith("#contenu"))
    return window.driver.execute_script("return document.activeElement.id")


class Round:
    """Looks at the pages, and keeps the table's rows."""

    def __init__(self, options, checks):
        self.options, self.checks, self.rows = options, checks, []

    def page(self, window, who, path):
        name = f"{who} {path}"
        window.size(WIDE)
        window.media(False)
        window.open(path)
        row = {"who": who, "path": path, "title": plain(window.driver.title).split(" – Vigie")[0]}
        heading = window.heading()
        self.rows.append(row)
        if heading == "Cette page n'existe pas":
            self.checks.expect(f"{name}: there is such a page", heading, "a page")
            return
        bytes_ = len(window.driver.page_source.encode())
        self.checks.expect(f"{name}: at most 60 kB", bytes_ <= 60_000, True)
        row["kB"] = f"{bytes_ / 1000:.1f}"
        self.checks.expect(f"{name}: the title begins as the heading, and is French",
                           (heading in row["title"], window.one("html").get_attribute("lang")), (True, "fr"))
        row["axe"] = self.states(window, name, path)
        if not self.options.short:
            row["keyboard"] = self.keys(window, name)
        self.checks.expect(f"{name}: the browser finds nothing wrong", window.complaints(), [])

    def states(self, window, name, path):
        """Looks at a page in each of its widths, and dark; returns how often axe found something."""
        found = 0
        file = re.sub(r"\W+", "-", name.replace("STRUCTURE", "structure")).strip("-") or "home"
        for width in (WIDE, PHONE):
            window.size(width)
            window.open(path)
            violations = window.axe()
            found += len(violations)
            self.checks.expect(f"{name}: axe at {width} px", violations, [])
            self.checks.expect(f"{name}: fits {width} px", window.wider(), [])
            if not self.options.short:
                window.picture(f"{file}-{width}")
        window.size(NARROW)
        self.checks.expect(f"{name}: fits {NARROW} px", window.wider(), [])
        # At 200 % a window of 1280 pixels has half as many of the page's own.
        window.size(WIDE // 2, scale=2)
        self.checks.expect(f"{name}: fits at 200 %", window.wider(), [])
        window.size(WIDE)
        if self.options.short:
            return found
        window.media(True)
        violations = window.axe()
        window.picture(f"{file}-dark")
        window.media(False)
        window.size(WIDE)
        self.checks.expect(f"{name}: axe, dark", violations, [])
        window.size(PAPER)
        window.paper(True)
        self.checks.expect(f"{name}: fits a sheet of paper, without what is pressed", (window.wider(), window.driver.execute_script(PRESSED)),
                           ([], []))
        window.paper(False)
        window.size(WIDE)
        return found + len(violations)

    def keys(self, window, name):
        wrong = keyboard(window)
        self.checks.expect(f"{name}: by the Tab key, in order, with its focus seen", wrong, [])
        self.checks.expect(f"{name}: the skip link leads to the content", skip(window), "contenu")
        return len(wrong)

    def table(self):
        head = {"who": "who", "path": "path", "title": "title", "kB": "kB", "axe": "axe", "keyboard": "keyboard"}
        rows = [head, *self.rows]
        wide = {key: max(len(str(row.get(key, ""))) for row in rows) for key in head}
        for row in rows:
            print("  ".join(str(row.get(key, "")).ljust(wide[key]) for key in head).rstrip())


def ask(window, email):
    window.open("/entrer")
    window.one("#courriel").send_keys(email)
    window.click("button.main")


def by_mail(window, checks, folder, email, name):
    """Comes in as a director does: writes the address, follows the link of the mail, presses the button."""
    before = os.listdir(folder) if os.path.isdir(folder) else []
    ask(window, "personne@example.org")
    unknown = window.one(".note").text
    ask(window, email)
    checks.expect("an address that is known gets the same answer as one that is not", window.one(".note").text, unknown)
    link = pages.mailed(folder, [os.path.join(folder, name) for name in before])
    for _ in range(2):
        window.open(link)
    checks.expect("the link says for which structure it is", name in window.one("main").text, True)
    window.click("button.main")
    checks.expect("its button signs in", (window.path, window.heading()), ("/", "Ce qui vous attend"))
    window.open(link)
    checks.expect("it serves once", "Ce lien a déjà servi" in window.heading(), True)


def saving(window, checks, system, address):
    """Leaves a field, and kills the portal once it is said to be saved: the value is there afterwards."""
    window.size(WIDE)
    window.open(f"/senacs/{pages.YEAR}")
    fields = window.driver.find_elements(By.CSS_SELECTOR, "form[data-save] input[inputmode]")
    if not fields:
        checks.expect("the form of SENACS saves its fields", "no field", "a field")
        return
    name, path = fields[0].get_attribute("name"), window.path
    fields[0].clear()
    fields[0].send_keys("12", Keys.TAB)
    WebDriverWait(window.driver, 10).until(lambda driver: "enregistré" in driver.find_element(By.ID, f"{name}-said").text.lower()
                                           or "enregistré" in driver.find_element(By.ID, "saved").text.lower())
    system.kill("portal")
    system.start_again("portal", address)
    window.open(path)
    checks.expect("what was said to be saved is there after a kill", window.one(f"[name='{name}']").get_attribute("value"), "12")


def without_script(options, checks, address, link, mine):
    """Signs in and goes through a director's pages in a browser that runs no script."""
    with Window(options, address, script=False) as window:
        window.size(WIDE)
        window.open(link)
        window.click("button.main")
        checks.expect("without JavaScript: its button signs in", (window.path, window.heading()), ("/", "Ce qui vous attend"))
        for path in mine:
            window.open(path)
            checks.expect(f"without JavaScript: {path}", window.heading() not in ("", "Cette page n'existe pas"), True)
        stays = [button for form in window.driver.find_elements(By.TAG_NAME, "form")
                 for button in form.find_elements(By.TAG_NAME, "button")]
        checks.expect("without JavaScript: forms have buttons", bool(stays), True)
        window.open("/sessions")
        window.click("main form button")
        checks.expect("without JavaScript: ends all sessions", window.path, "/entrer")


class System(Network):
    """The services with the portal, whose processes may be killed. Mails come back to it, and its help has pictures."""

    def run(self, name):
        path = f"{self.home}/portal.json"
        if name == "portal":
            with open(path, encoding="utf-8") as file:
                options = json.load(file)
            options |= {"pictures": f"{ROOT}/Services/Portal/Assets/help", "bounceAddress": "retours@vigie.example",
                        "bounceFolder": pages.BOUNCES}
            with open(path, "w", encoding="utf-8") as file:
                json.dump(options, file)
        return super().run(name)

    def kill(self, name):
        process = self.processes[self.services.index(name)]
        process.send_signal(signal.SIGKILL)
        process.wait(30)

    def start_again(self, name, address):
        self.processes[self.services.index(name)] = self.run(name)
        pages.wait_until_served(address)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(prog="deploy/portal-check")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--axe", type=pathlib.Path, required=True)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--chromedriver", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for the pictures of the help")
    parser.add_argument("--short", action="store_true", help="each page by axe and in its widths, and the jobs that matter most")
    options = parser.parse_args()
    options.axe, options.work = options.axe.read_text(encoding="utf-8"), tempfile.gettempdir()
    options.out.mkdir(parents=True, exist_ok=True)

    def pictures(window, who):
        if options.pictures:
            options.pictures.mkdir(parents=True, exist_ok=True)
            portal_pictures.make(window, options.pictures, who, checks)

    checks = Checks()
    round_ = Round(options, checks)
    facts = f"{SAMPLE}/network"
    # The pages are those of a structure with a diagnosis, on which no job works.
    team = portal_jobs.teams(facts)[-1]
    person, structure = team.director, team.structure
    with open(f"{facts}/structures.csv", encoding="utf-8-sig", newline="") as file:
        names = {row["structure_code"]: row["name"] for row in csv.DictReader(file, delimiter=";")}
    with System(options, services=("registry", "training", "senacs", "evaluation", "exchange", "portal"), files=()) as system:
        system.vigie("import", facts, "--fictitious", "--except", "submissions.csv")
        pages.campaign(system, facts, SAMPLE)
        address, mails = pages.options(system.home)
        with Window(options, address) as window:
            for who, path in pages.PAGES:
                if who == pages.ANYBODY:
                    round_.page(window, who, path)
            pictures(window, pages.ANYBODY)
            by_mail(window, checks, mails, f"{person.lower()}@example.org", names[structure])
            for who, path in pages.PAGES:
                if who == pages.DIRECTOR:
                    round_.page(window, who, path)
            pictures(window, pages.DIRECTOR)
            saving(window, checks, system, address)
        with Window(options, address) as window:
            window.open(pages.link(system, pages.OFFICER_PERSON))
            window.click("button.main")
            checks.expect("an officer comes in by a link made by hand", window.heading(), "Ce qui vous attend")
            for who, path in pages.PAGES:
                if who == pages.OFFICER:
                    round_.page(window, who, path.replace("STRUCTURE", structure))
            portal_levels.down(window, checks)
            pictures(window, pages.OFFICER)
        without_script(options, checks, address, pages.link(system, person),
                       [path for who, path in pages.PAGES if who == pages.DIRECTOR])
        jobs = portal_jobs.run(options, checks, system, address, mails)
    round_.table()
    jobs.table()
    print(f"pictures: {options.out}")
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()
