"""`deploy/page-check`: makes every kind of page that `vigie` writes, in both languages, from the sample network, and looks at them as
page_check.py does."""

import argparse
import concurrent.futures
import pathlib
import signal
import sys
import tempfile

from network import ROOT, Network
from page_check import check

SAMPLE = f"{ROOT}/deploy/sample"
SERVICES = ("registry", "training", "senacs", "evaluation")
CAMPAIGNS = ("2022", "2023", "2024", "2025", "2026")
# Of pages that differ only in whom they are about, so many are looked at.
ENOUGH = 4
# A session that was held, one that is planned; a day on which the sample's structures have something of everything.
HELD, PLANNED, DAY = "F-S2025-1", "F-S2026-1", "2025-12-31"
# Pages that a command writes to a file, which it is told last.
FILES = {
    "report-year": "evaluation report --year 2025 --html",
    "report-final": "report freeze --final --html",
    "report-frozen": "report freeze --year 2025 --html",
    "trainer": "training report --html",
    "attendance-held": f"training sheet {HELD} --html",
    "attendance-planned": f"training sheet {PLANNED} --html",
    **{f"{name}-{structure}": f"{command} {structure} --as-of {DAY} --format html --out"
       for structure in ("F-CS-059", "F-EVS-009")
       for name, command in (("portrait", "territory portrait"), ("diagnosis", "diagnosis show"), ("handover", "diagnosis handover"),
                             ("renewal", "renewal"))},
    **{f"portrait-{commune}": f"territory portrait --territory {commune} --as-of {DAY} --format html --out"
       for commune in ("69123", "69381")},
}
# Pages that a command writes into a folder.
FOLDERS = {
    "sheets": "senacs sheet 2025 --all --format html --out",
    "certificates": f"training certificates {HELD} --html",
    "published": "publish --all --year 2025 --format html --out",
}
# Lists, which every command writes with --format html.
LISTS = f"""
registry list --as-of {DAY}
registry list --cross commune
registry list --cross kind,ctcd
registry approvals --as-of {DAY} --ending-by 2026-12-31
registry agreements --as-of {DAY}
registry coverage --kind ctg
registry coverage --kind city_policy
registry coverage --kind tripartite
registry contributions --year 2025
registry contributions --year 2025 --beside-senacs
registry contributions --year 2025 --structure F-CS-059
registry contributions --year 2025 --structure F-CS-059 --beside-senacs
registry partners
registry tools
registry tools --figures
registry tools --near F-CS-059
registry tools --tool F-O-005
registry duplicates
registry duplicates --contacts
people find a
people merges
training catalogue
training sessions --from 2023-01-01 --to {DAY}
training session {PLANNED}
training attendance {HELD}
training certificates {HELD}
training invitations {PLANNED}
training satisfaction {HELD}
training needs --as-of {DAY}
training needs --as-of {DAY} --contacts
training needs --cross commune
training unreached --from 2025-01-01 --to {DAY}
training report
senacs communes 2025
senacs participation 2025
senacs participation 2025 --cross commune
senacs participation 2025 --cross kind,ctcd
senacs missing 2025
senacs expected 2025
senacs reminders 2025
evaluation trajectory
evaluation turnover --year 2025
evaluation retention --as-of {DAY}
evaluation declared --year 2025
evaluation meetings --year 2025
evaluation meetings --year 2025 --declared
evaluation measures
actions
fragile --as-of {DAY}
fragile --contacts
explain I1 --year 2025
explain I2a --year 2025
explain I2d --year 2025
explain I4 --year 2025
explain I4 --year 2025 --structure F-CS-059
explain I6 --year 2025 --structure F-CS-059
diagnosis grades
diagnosis stale
report list
publish --list
publish I4 --year 2025
history structures F-CS-059
audit show
"""


def load(network):
    """Loads the sample: facts, series, campaigns, and the answers to the questions of three of these."""
    for series in sorted(pathlib.Path(f"{SAMPLE}/series").glob("f-*.json")):
        network.vigie("territory", "load", str(series.with_suffix(".csv")), "--series", str(series))
    network.vigie("import", f"{SAMPLE}/network", "--fictitious", "--except", "submissions.csv")
    for campaign in CAMPAIGNS:
        network.vigie("senacs", "open", campaign)
    network.vigie("import", f"{SAMPLE}/network/submissions.csv", "--fictitious")
    for answers in sorted(pathlib.Path(f"{SAMPLE}/network").glob("senacs-answers-*.csv")):
        campaign = answers.stem.rsplit("-", 1)[1]
        network.vigie("senacs", "codebook", campaign, "--set", f"{SAMPLE}/codebook/senacs-base.json")
        network.vigie("senacs", "load", campaign, str(answers), "--fictitious")
    network.vigie("status", "--wait", "60")


def make(network, language, folder):
    """Makes the pages of a language in a folder."""
    def vigie(words, *more):
        return network.vigie(*words.split(), *more, "--lang", language)

    def listed(words):
        page = vigie(words, "--format", "html")
        (folder / f"list {words.replace('/', ' ')}.html").write_text(page, encoding="utf-8")

    def frozen(name):
        # The last word that freezing a report says is its digest.
        digest = vigie(FILES[name], str(folder / f"{name}.html")).split()[-1]
        vigie(f"report show {digest} --public --html", str(folder / f"{name}-public.html"))

    folder.mkdir(parents=True)
    jobs = [lambda name=name: frozen(name) for name in FILES if FILES[name].startswith("report freeze")]
    jobs += [lambda name=name: vigie(FILES[name], str(folder / f"{name}.html"))
             for name in FILES if not FILES[name].startswith("report freeze")]
    jobs += [lambda name=name: vigie(FOLDERS[name], str(folder / name)) for name in FOLDERS]
    jobs += [lambda words=words: listed(words) for words in LISTS.strip().splitlines()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(job) for job in jobs]:
            job.result()


def chosen(root):
    """The pages to look at: all, but of sheets and certificates a few and the page of all."""
    pages = sorted(root.rglob("*.html"))
    few = [page for page in pages if page.parent.name in ("sheets", "certificates")]
    kept = {page for folder in {page.parent for page in few} for own in [[page for page in few if page.parent == folder]]
            for page in [*own[::max(1, len(own) // ENOUGH)], own[-1]]}
    return [page for page in pages if page not in few or page in kept]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    # The services end with the program, however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="vigie-pages.") as work:
        options.work = work
        root = options.out / "pages" if options.out else pathlib.Path(work) / "pages"
        if root.exists():
            sys.exit(f"{root} is there already")
        with Network(options, SERVICES, files=()) as network:
            load(network)
            for language in ("fr", "en"):
                make(network, language, root / language)
        return 1 if check(chosen(root), options.out and options.out / "pictures", root) else 0


sys.exit(main())
