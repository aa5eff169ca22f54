"""What a director does in the portal, as deploy/portal-check does it in Chromium."""

import io
import re
import zipfile

import portal_pages as pages
from portal_window import Window, gone
from selenium.webdriver.common.keys import Keys

YEAR = pages.YEAR
FORM = f"/senacs/{YEAR}"


def enter(jobs, team):
    """A director asks for a link, follows it from the mail, and comes in."""
    with Window(jobs.options, jobs.address) as window:
        window.size(jobs.width)
        window.open("/entrer")
        window.field("courriel").send_keys(f"{team.director.lower()}@example.org")
        before = jobs.sent()
        window.click("main button.main")
        jobs.expect("the page says that a link is on its way, for every address", "Si cette adresse est connue" in window.text())
        jobs.look(window, "a link is asked for")
        window.open(jobs.mail(before, team.director))
        jobs.look(window, "whom a link is for")
        window.button("Entrer")
        jobs.expect("the link of the mail leads in", window.heading(), "Ce qui vous attend")
        jobs.expect("what waits names the campaign", f"Réponse à SENACS {YEAR}" in window.text())


def typing(jobs, team):
    """A director types: each field that is left is saved, and what is wrong is told at once."""
    window = jobs.window(team.director)
    window.open(f"{FORM}/governance")
    past = " ".join(window.text("#nb_membres_ca-past").split())
    jobs.expect("last year's value is beside the question", re.sub(r"\d+$", "N", past), "2024 : N")
    members = str(window.number("nb_membres_ca") + 2)
    before = window.text("#saved")
    window.saved("nb_membres_ca", members)
    jobs.expect("the page says when all is saved", (before, re.sub(r"\d+", "N", window.text("#saved"))),
                ("Rien n'est encore écrit.", "Tout est enregistré à N h N."))
    helpers = str(window.number("nb_benevoles") + 1)
    window.saved("nb_benevoles", "environ 12")
    jobs.expect("an error is told at its field", window.said("nb_benevoles").startswith("Ce n'est pas un nombre : « environ 12 »"))
    jobs.expect("and where it is heard, with the field's name", window.text("#saved").startswith("Nombre total de bénévoles – Ce n'est pas"))
    jobs.expect("the field says so", window.field("nb_benevoles").get_attribute("aria-invalid"), "true")
    jobs.look(window, "a field in error")
    window.button("Vérifier cette section")
    jobs.expect("checking leads to the list of points", window.focus(), "revoir")
    jobs.expect("what was typed is kept", window.value("nb_benevoles"), "environ 12")
    jobs.look(window, "a section that was checked")
    window.one("#revoir a[href*=nb_benevoles]").click()
    jobs.expect("a point leads to its field", window.until(lambda: window.focus() == "nb_benevoles"))
    jobs.expect("a value that is right is saved", window.saved("nb_benevoles", helpers) and window.said("nb_benevoles"), "Enregistré")


def rules(jobs, team):
    """A director settles a question between fields, and confirms a value that changed much."""
    window = jobs.window(team.director)
    window.open(f"{FORM}/money")
    budget = window.value("budget_total")
    window.saved("budget_total", "1")
    window.button("Vérifier cette section")
    jobs.expect("a sum that is not right is a question", "à régler avant l'envoi" in window.text())
    jobs.look(window, "a question between fields")
    window.saved("budget_total", budget)
    window.button("Vérifier cette section")
    jobs.expect("which is settled by the value", "à régler avant l'envoi" not in window.text())
    window.open(f"{FORM}/territory")
    window.saved("population_zone", "96000")
    window.button("Vérifier cette section")
    jobs.expect("a value that changed much is to be confirmed", "À confirmer" in window.text())
    jobs.look(window, "a value to confirm")
    window.driver.execute_script("document.getElementById('saved').textContent = ''")
    window.tick(window.one("main .note.ask input[type=checkbox]"))
    jobs.expect("the tick is saved", window.until(lambda: window.text("#saved").startswith("Tout est enregistré")))
    window.driver.execute_script("document.getElementById('saved').textContent = ''")
    window.one("main .note.ask textarea").send_keys("La zone couvre deux communes de plus.", Keys.TAB)
    jobs.expect("the sentence is saved", window.until(lambda: window.text("#saved").startswith("Tout est enregistré")))
    window.open(f"{FORM}/territory")
    jobs.expect("and is there afterwards", window.one("main .note.ask input[type=checkbox]").is_selected())


def keyboard(jobs, team):
    """A director fills in a section by the keyboard alone."""
    window = jobs.window(team.director)
    window.open(f"{FORM}/staff")

    def to(name):
        for _ in range(60):
            window.press(Keys.TAB)
            if window.driver.switch_to.active_element.get_attribute("name") == name:
                return
        raise LookupError(f"Tab never comes to {name}")

    employees = str(window.number("nb_salaries") + 2)
    to("nb_salaries")
    window.press(Keys.CONTROL, "a")
    window.press(employees)
    to("poste_direction_vacant")
    window.press("o")
    to("next")
    jobs.expect("what was left is saved on the way", window.until(lambda: window.said("nb_salaries") == "Enregistré"))
    before = window.one("html")
    window.press(Keys.ENTER)
    jobs.expect("Enter on the button goes on", window.until(lambda: gone(before) and window.path.startswith(f"{FORM}/money")))
    window.open(f"{FORM}/staff")
    jobs.expect("both values are there", (window.value("nb_salaries"), window.value("poste_direction_vacant")), (employees, "true"))


def workbook(jobs, team):
    """A director takes the workbook, fills a cell in, and brings it back."""
    window = jobs.window(team.director)
    window.open(f"{FORM}/governance")
    typed = window.value("nb_membres_ca")
    window.open(f"{FORM}/classeur")
    bytes_ = jobs.bytes(window, f"{FORM}/classeur/fichier")
    jobs.expect("the workbook is one", bytes_[:2], b"PK")
    path = jobs.options.out / f"classeur-{jobs.width}.xlsx"
    path.write_bytes(changed(bytes_, "heures_benevolat", "1234.5"))
    window.one("input[type=file]").send_keys(str(path.resolve()))
    window.button("Reprendre ses réponses")
    jobs.look(window, "a workbook that was brought")
    window.open(f"{FORM}/governance")
    jobs.expect("its cell is in the draft", window.value("heures_benevolat"), "1 234,5")
    jobs.expect("and it took no field that was typed", window.value("nb_membres_ca"), typed)
    window.open(f"{FORM}/classeur")
    path.write_bytes(b"no workbook")
    window.one("input[type=file]").send_keys(str(path.resolve()))
    window.button("Reprendre ses réponses")
    jobs.expect("what is no workbook is told", bool(window.all(".note.bad")))
    jobs.look(window, "a file that is no workbook")


def changed(bytes_, field, number):
    """Returns a workbook with another value in the row of a field. The row's first cell has the field's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes_)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in book.namelist():
            text = book.read(name)
            if name.startswith("xl/worksheets/"):
                text = with_value(text.decode(), field, number).encode()
            new.writestr(name, text)
    return out.getvalue()


def with_value(sheet, field, number):
    """Returns a sheet with another number in the fourth cell of a field's row, where the answer stands."""
    return re.sub(rf'(<t>{field}</t>.*?<c r="D\d+" s="\d+"><v>)[^<]*', rf"\g<1>{number}", sheet, count=1)


def going_on(jobs, team):
    """A director goes through all sections, reads the whole again, and sends it; the receipt has the digest."""
    window = jobs.window(team.director)
    window.open(f"{FORM}/territory")
    for _ in range(6):
        window.click("button[name=next]")
    jobs.expect("the last section leads to reading again", window.path.startswith(f"{FORM}/relecture"))
    jobs.expect("what is open is told", "à confirmer" in window.text())
    jobs.expect("nothing is to be settled", "0 à régler" in window.text() or "aucune à régler" in window.text())
    jobs.look(window, "reading again")
    window.button("Envoyer à la Caf")
    jobs.expect("the receipt's heading has the focus", (f"{FORM}/accuse/" in window.path, window.focus()), (True, "H1"))
    jobs.look(window, "the receipt")
    digest = re.sub(r"\s", "", window.one(".digest").text)
    jobs.expect("the receipt has the digest of its text", digest, jobs.digest(window, f"{window.path}/texte"))
    window.open("/")
    jobs.expect("the answer waits no more", f"Réponse à SENACS {YEAR}" not in window.text())
    window.open(f"{FORM}/governance")
    jobs.expect("what was sent can be read, and not changed", (window.text("#nb_membres_ca").isdigit(), window.all("form[data-save]")),
                (True, []))
    jobs.look(window, "an answer that was sent")


def sheet(jobs, team):
    """A director fills in the sheet's questions, and sends them."""
    window = jobs.window(team.director)
    window.open("/fiche")
    form = window.path.rsplit("/", 1)[0]
    jobs.expect("a list's field is saved", window.saved("training_actions:FORM_CAF", "true"))
    for _ in range(4):
        window.click("button[name=next]")
    jobs.expect("the last section leads to reading again", window.path.startswith(f"{form}/relecture"))
    jobs.look(window, "reading the sheet again")
    window.button("Envoyer")
    jobs.expect("the sheet's receipt comes", "/accuse/" in window.path)
    jobs.look(window, "the sheet's receipt")
    window.button("Rouvrir")
    window.open(f"{form}/formation")
    jobs.expect("opened again, it is written on", window.saved("training_actions:FORM_CAF", "false"))
    jobs.look(window, "the sheet's form, opened again")
    window.open(f"{form}/relecture")
    window.button("Envoyer")
    jobs.expect("and sent once more", "/accuse/" in window.path)


def watch(jobs, team):
    """A director says that the structure was at a meeting."""
    window = jobs.window(team.director)
    window.open("/veille/ajouter")
    body = window.one("#body_code option:nth-of-type(2)").get_attribute("value")
    for name, text in (("body_code", body), ("held_on", f"04/06/{YEAR}"), ("response", "present")):
        window.type(name, text)
    window.button("Enregistrer")
    jobs.expect("the list says what was declared", (f"04/06/{YEAR}" in window.text(), "présent" in window.text()), (True, True))
    jobs.look(window, "meetings with a declaration")
    window.open("/veille/ajouter")
    window.button("Enregistrer")
    jobs.expect("an empty form says what is missing", window.focus(), "revoir")
    jobs.look(window, "a declaration without its day")


def diagnosis(jobs, team):
    """A director adds evidence and an objective to the diagnosis, changes and takes back."""
    window = jobs.window(team.director)
    window.open("/diagnostic/ajouter/appui")
    code = window.value("item_code")
    for name, text in (("statement", "Le quartier attend une halte-garderie"), ("base", "inhabitants"), ("kind", "document"),
                       ("source", "Marche exploratoire (fictif)"), ("dated_on", "30/02/2026")):
        window.type(name, text)
    window.button("Enregistrer")
    jobs.expect("a day that is none is told, and kept", (window.focus(), window.value("dated_on")), ("revoir", "30/02/2026"))
    jobs.look(window, "evidence with a day that is none")
    window.type("dated_on", "04/06/2026")
    window.button("Enregistrer")
    jobs.expect("the evidence is in the diagnosis", "halte-garderie" in window.text())
    window.open("/diagnostic/ajouter/objectif")
    window.type("label", "Ouvrir une halte-garderie")
    window.tick(window.one("input[name='linked_to:P1']"))
    window.button("Enregistrer")
    jobs.expect("the objective is in the diagnosis", "Ouvrir une halte-garderie" in window.text())
    jobs.look(window, "the diagnosis with both")
    window.open(f"/diagnostic/{code}/modifier")
    window.type("statement", "Trente familles attendent une halte-garderie")
    window.button("Enregistrer")
    window.open(f"/diagnostic/{code}/histoire")
    jobs.expect("its history has both versions", ("Trente familles" in window.text(), "Le quartier attend" in window.text()), (True, True))
    jobs.look(window, "the history of evidence")


def wrong(jobs, team):
    """A director says that a line of the registry is wrong, and the officer reads it."""
    window = jobs.window(team.director)
    window.open("/structure")
    window.one("main a[href^='/messages/nouveau']").click()
    window.button("Envoyer à la Caf")
    jobs.expect("an empty message is told", bool(window.all("#mot-dit")))
    jobs.look(window, "a message without a word")
    window.type("mot", "L'agrément court depuis le 1er février.")
    window.button("Envoyer à la Caf")
    jobs.expect("the message is in its thread", "1er février" in window.text())
    jobs.look(window, "a message to the caf")
    officer = jobs.window(pages.OFFICER_PERSON)
    officer.open(f"/questions?structure={team.structure}")
    officer.one("main td a, main th a").click()
    jobs.expect("the officer reads it", officer.until(lambda: "1er février" in officer.text()))


def reading(jobs, team):
    """A director reads portrait, feedback, hand-over and renewal."""
    window = jobs.window(team.director)
    for path, words in (("/structure/portrait", "Portrait"), ("/restitution/2025", "Restitution SENACS 2025"),
                        ("/structure/passation", "Dossier de passation"), ("/structure/renouvellement", "Renouvellement")):
        window.open(path)
        jobs.expect(f"{path} is there", window.heading().startswith(words))
        jobs.look(window, words.lower())
        if path.startswith("/restitution"):
            jobs.expect("the feedback stands beside peers", bool(window.all("main table svg")))


# Before the answer is sent, and after it.
DRAFT, SHORT_DRAFT = [enter, typing, rules, keyboard, workbook], [enter, typing]
SENT, SHORT_SENT = [going_on, sheet, watch, diagnosis, wrong, reading], [going_on]
