"""What an officer does in the portal, as deploy/portal-check does it in Chromium."""

import re

import portal_pages as pages
from portal_window import WIDE, Window

YEAR = pages.YEAR
CAMPAIGN = f"/campagne/{YEAR}"


def follow(jobs, team):
    """An officer follows the campaign and filters its list."""
    window = jobs.window(pages.OFFICER_PERSON)
    window.open(CAMPAIGN)
    window.type("type", "EVS")
    window.type("etat", "pas-ouverte")
    window.click("form.filters button")
    jobs.expect("the filtered list has an address", ("type=EVS" in window.path, window.path.endswith("#liste")), (True, True))
    count = int(re.search(r"\d+", window.text("#liste"))[0])
    jobs.expect("its heading says how many", 0 < count < 38)
    jobs.look(window, "a filtered campaign")
    window.open(f"{CAMPAIGN}?nom=personne-ne-porte-ce-nom#liste")
    jobs.look(window, "a filter that finds nothing")


def remind(jobs, team):
    """An officer reads each reminder before it goes, leaves one out, and sends; a mail's link works."""
    window = jobs.window(pages.OFFICER_PERSON)
    # The page of people differs by width: most of a page are reminded, and nobody is twice in a day.
    path = f"{CAMPAIGN}/relance" + ("" if jobs.width == WIDE else "?page=2")
    window.open(path)
    ticks = window.all("main input[type=checkbox]")
    names = [tick.get_attribute("name").removeprefix("personne-") for tick in ticks]
    keep = 2
    jobs.expect("reminders wait", len(names) > keep + 1)
    # Whoever is left out is left to the job without script.
    for tick in ticks[-keep:]:
        window.tick(tick)
    before = jobs.sent()
    window.click("main form button.main")
    jobs.look(window, "reminders that were sent")
    went = jobs.sent() - before
    jobs.expect("each goes but those that were left out", len(went), len(names) - keep)
    # One of them comes back, as another job finds.
    pages.bounce(jobs.system, sorted(went)[-1])
    texts = "".join(open(path, encoding="utf-8").read() for path in went)
    jobs.expect("who was left out got none", names[-1].lower() in texts, False)
    window.open(path)
    left = [tick.get_attribute("name").removeprefix("personne-") for tick in window.all("main input[type=checkbox]")]
    jobs.expect("nobody is reminded twice in a day", left, names[-keep:])
    with Window(jobs.options, jobs.address) as other:
        other.size(jobs.width)
        other.open(pages.mailed(jobs.mails, before, to=names[0]))
        other.click("button.main")
        jobs.expect("the link of a reminder leads in", other.heading(), "Ce qui vous attend")


def ask(jobs, team):
    """An officer asks about a cell, asks again, has it corrected, and settles it; the structure answers from its first page."""
    window, other = jobs.window(pages.OFFICER_PERSON), jobs.window(team.director)
    answer = f"/structures/{team.structure}/reponse/{YEAR}"
    window.open(f"{answer}/nb_salaries")
    jobs.look(window, "a cell to ask about")
    before = jobs.sent()
    window.button("Envoyer la question")
    jobs.expect("an empty question is told", bool(window.all("#mot-dit")))
    window.type("mot", "Comptez-vous les vacataires ?")
    window.button("Envoyer la question")
    jobs.expect("the question is asked", "posée" in window.text())
    thread = window.path.split("#")[0]
    jobs.look(window, "a question that was asked")
    jobs.expect("its mails have the link alone", any("vacataires" in text for text in mailed(jobs, before)), False)

    def say(text):
        other.open("/")
        other.one("main .todo a[href^='/messages/']").click()
        other.until(lambda: other.all("#mot"))
        other.type("mot", text)
        other.click("main form button.main")

    say("Oui, deux vacataires y sont.")
    jobs.look(other, "a question that was answered")
    decide(window, thread, "demander", "Lesquels ?")
    jobs.expect("asked again, it waits for the structure", "posée" in window.text())
    say("Ceux de l'été.")
    decide(window, thread, "rouvrir", "Ôtez-les donc.")
    jobs.look(window, "a cell that was opened again")
    other.open(f"/senacs/{YEAR}/staff")
    editable = [one.get_attribute("name") for one in other.all("form[data-save] input:not([type=hidden])")]
    jobs.expect("that one cell is open again", editable, ["nb_salaries"])
    other.saved("nb_salaries", str(other.number("nb_salaries") - 1))
    jobs.look(other, "the form with one cell open")
    other.open(f"/senacs/{YEAR}/relecture")
    other.button("Envoyer")
    window.open(thread)
    jobs.expect("the thread says that the answer was sent once more", "envoyée de nouveau" in window.text())
    decide(window, thread, "regler", "")
    jobs.expect("settled", "réglée" in window.text())
    jobs.look(window, "a question that was settled")


def mailed(jobs, before):
    return [open(path, encoding="utf-8").read() for path in jobs.sent() - before]


def decide(window, thread, choice, text):
    window.open(thread)
    window.one(f"#suite-{choice}").click()
    window.field("mot").send_keys(text)
    window.button("Enregistrer")


def read(jobs, team):
    """An officer marks an answer as read; no rate changes."""
    window = jobs.window(pages.OFFICER_PERSON)
    window.open(CAMPAIGN)
    rate = window.one("main tbody tr").text
    window.open(f"/structures/{team.structure}/reponse/{YEAR}")
    window.button("Marquer comme lue")
    jobs.expect("the answer is said to be read", "lue" in window.text() and "à lire" not in window.text())
    jobs.look(window, "an answer that was read")
    window.open(CAMPAIGN)
    jobs.expect("no rate changes", window.one("main tbody tr").text, rate)


def collect(jobs, team):
    """An officer ends the collection of a closed campaign, and opens it again."""
    window = jobs.window(pages.OFFICER_PERSON)
    window.open("/campagne/2025/collecte")
    window.button("Terminer la collecte")
    window.open("/campagne/2025/collecte")
    jobs.expect("the collection has ended", "Rouvrir la collecte" in window.text())
    jobs.look(window, "a collection that has ended")
    window.button("Rouvrir la collecte")
    window.open("/campagne/2025/collecte")
    jobs.expect("it is open again", "Terminer la collecte" in window.text())


def figure(jobs, team):
    """An officer goes down from a figure to the versions of a record."""
    window = jobs.window(pages.OFFICER_PERSON)
    window.open("/indicateurs/2025")
    for words, link in (("the figure", "/indicateurs/2025/I4"), ("whom it counts", "/indicateurs/2025/I4/compte"),
                        ("one of them", "/indicateurs/2025/I4/compte/F-"), ("a record", "/indicateurs/2025/I4/compte/F-")):
        before = window.path
        found = [one for one in window.all(f"main a[href^='{link}']") if one.get_attribute("href").split("#")[0] !=
                 window.driver.current_url.split("#")[0]]
        if words == "a record":
            found = [one for one in found if one.get_attribute("href").split("#")[0].count("/") > 7]
        found[0].click()
        jobs.expect(f"{words} is there", window.until(lambda: window.path != before and window.all("h1")))
    jobs.expect("the record has its versions", window.until(lambda: window.all("ol.thread li")))
    jobs.look(window, "the versions of a record")


def file(jobs, team):
    """An officer brings a file, watches it, loads it, and undoes it."""
    window = jobs.window(pages.OFFICER_PERSON)
    bring(jobs, window, f"tool_code;title;kind;owner_structure_code;sharing\nF-O-9{jobs.width};Carnet (fictif);survey;;open\n", "tools")
    jobs.expect("it is rehearsed, and nothing is loaded", window.until(lambda: "Charger" in window.text(), 60))
    jobs.look(window, "a file that was rehearsed")
    window.button("Charger")
    jobs.expect("it is loaded", window.until(lambda: "Annuler ce chargement" in window.text(), 60))
    jobs.look(window, "a file that was loaded")
    window.button("Annuler ce chargement")
    jobs.expect("it is undone", window.until(lambda: "Annuler ce chargement" not in window.text() and "annulé" in window.text(), 60))
    jobs.look(window, "a file that was undone")
    bring(jobs, window, "tool_code;title;kind;owner_structure_code;sharing\nF-O-98;;nothing;F-NONE;open\n", "tools")
    window.until(lambda: window.all("main table"), 60)
    jobs.look(window, "a file with findings")
    bring(jobs, window, "rien;de connu\n1;2\n", "inconnu")
    jobs.look(window, "a file that no kind fits")


def bring(jobs, window, text, name):
    path = jobs.options.out / f"{name}-{jobs.width}.csv"
    path.write_text(text, encoding="utf-8")
    window.open("/fichiers")
    window.one("#fichier").send_keys(str(path.resolve()))
    if name != "inconnu":
        window.type("type", f"{name}.csv")
    window.button("Vérifier le fichier")


def reports(jobs, team):
    """An officer freezes a report, and reads it."""
    window = jobs.window(pages.OFFICER_PERSON)
    window.open("/rapports?annee=2025")
    jobs.look(window, "a report to freeze")
    window.button("Figer")
    jobs.expect("the report is there", window.until(lambda: re.fullmatch("/rapports/[0-9a-f]{64}", window.path), 60))
    path = window.path
    jobs.look(window, "a frozen report")
    window.open("/rapports")
    jobs.expect("the list has it", bool(window.all(f"main a[href='{path}']")))


def returned(jobs, team):
    """A mail comes back, and the officer is told."""
    window = jobs.window(pages.OFFICER_PERSON)
    # The portal looks into the folder once a minute.
    jobs.expect("the mail is in the list", window.until(lambda: window.open("/courriels") or window.all("main tbody tr"), 75))
    jobs.look(window, "mails that did not arrive")
    window.button("C'est réglé")
    jobs.expect("settled, it is off the list", len(window.all("main tbody tr")), 0)


def end(jobs, team):
    """An officer ends all sessions, in every browser."""
    window = jobs.window(pages.OFFICER_PERSON)
    with Window(jobs.options, jobs.address) as other:
        other.size(jobs.width)
        other.open(pages.link(jobs.system, pages.OFFICER_PERSON))
        other.click("button.main")
        other.open("/sessions")
        jobs.expect("both sessions are listed", len(other.all("main tbody tr")) >= 2)
        jobs.look(other, "the sessions")
        other.button("Mettre fin à toutes les sessions")
        window.open("/")
        jobs.expect("both are out", (other.path, window.path), ("/entrer", "/entrer"))


ALL = [follow, remind, ask, read, collect, figure, file, reports, returned, end]
SHORT = [remind, ask]
