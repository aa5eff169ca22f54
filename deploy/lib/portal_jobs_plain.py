"""Jobs in a browser that runs no script, as deploy/portal-check does them."""

import portal_pages as pages
from portal_window import Window

FORM = f"/senacs/{pages.YEAR}"


def form(jobs, team):
    """Without JavaScript a director fills in the form by its buttons, and sends it."""
    with signed_in(jobs, team.director) as window:
        window.open(f"{FORM}/governance")
        jobs.expect("the page says to press the button", "avant de quitter la page" in window.text(".saved"))
        window.type("nb_membres_ca", "environ 12")
        window.button("Vérifier cette section")
        jobs.expect("what is wrong is told, and kept", (window.value("nb_membres_ca"), "Ce n'est pas un nombre" in
                    window.said("nb_membres_ca")), ("environ 12", True))
        window.type("nb_membres_ca", "17")
        window.button("Enregistrer et continuer")
        window.open(f"{FORM}/governance")
        jobs.expect("what was written is there", window.value("nb_membres_ca"), "17")
        window.open(f"{FORM}/territory")
        for _ in range(6):
            window.click("button[name=next]")
        window.button("Envoyer à la Caf")
        jobs.expect("the receipt comes", f"{FORM}/accuse/" in window.path)


def remind(jobs, team):
    """Without JavaScript an officer sends one reminder."""
    with signed_in(jobs, pages.OFFICER_PERSON) as window:
        window.open(f"/campagne/{pages.YEAR}/relance")
        ticks = window.all("main input[type=checkbox]")
        for tick in ticks[1:]:
            window.tick(tick)
        before = jobs.sent()
        window.click("main form button.main")
        jobs.expect("one reminder goes", len(jobs.sent() - before), 1)


def bring(jobs, team):
    """Without JavaScript an officer brings a file, loads it, and undoes it."""
    with signed_in(jobs, pages.OFFICER_PERSON) as window:
        path = jobs.options.out / "tools-plain.csv"
        path.write_text("tool_code;title;kind;owner_structure_code;sharing\nF-O-97;Carnet (fictif);survey;;open\n", encoding="utf-8")
        window.open("/fichiers")
        window.one("#fichier").send_keys(str(path.resolve()))
        window.button("Vérifier le fichier")
        jobs.expect("the page loads itself until the file is rehearsed", window.until(lambda: "Charger" in window.text(), 60))
        window.button("Charger")
        jobs.expect("it is loaded", window.until(lambda: "Annuler ce chargement" in window.text(), 60))
        window.button("Annuler ce chargement")
        jobs.expect("it is undone", window.until(lambda: "Annuler ce chargement" not in window.text(), 60))


def signed_in(jobs, person):
    window = Window(jobs.options, jobs.address, script=False)
    window.size(jobs.width)
    window.open(pages.link(jobs.system, person))
    window.click("button.main")
    return window


ALL = [form, remind, bring]
