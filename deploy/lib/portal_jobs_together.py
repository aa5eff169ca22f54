"""What happens to a draft when two people write it, and when the portal or a service is killed, as deploy/portal-check does it."""

import time

import portal_pages as pages

FORM = f"/senacs/{pages.YEAR}"
KILLS = 4


def two(jobs, team):
    """Two people write one draft: each sees the other's change, and a value that both wrote is asked for."""
    one, other = jobs.window(team.director), jobs.window(team.other)
    for window in (one, other):
        window.open(f"{FORM}/actions")
    one.saved("nb_habitants_touches", "611")
    other.saved("touches_0_5", "21")
    jobs.expect("different fields never conflict", (one.value("nb_habitants_touches"), other.said("touches_0_5")), ("611", "Enregistré"))
    one.open(f"{FORM}/actions")
    jobs.expect("each sees what the other wrote", one.value("touches_0_5"), "21")
    other.type("nb_habitants_touches", "612")
    jobs.expect("the page asks which value to keep", other.until(lambda: other.all("input[name='keep-nb_habitants_touches']")))
    text = other.text()
    jobs.expect("it has both values", ("611" in text, "612" in text), (True, True))
    jobs.look(other, "two values for one field")
    other.tick(other.one("#nb_habitants_touches-mine"))
    other.click("main fieldset.note.ask button")
    one.open(f"{FORM}/actions")
    jobs.expect("the one that was chosen is kept", one.value("nb_habitants_touches"), "612")
    jobs.expect("and the other person is told of it, with a way back", ("611" in one.said("nb_habitants_touches"),
                bool(one.all("button[name=back]"))), (True, True))
    jobs.look(one, "a change by the other person")
    one.click("button[name=back][value=nb_habitants_touches]")
    jobs.expect("which puts the value back", one.value("nb_habitants_touches"), "611")


def killed(jobs, team):
    """The portal is killed in mid-save: what was said to be saved is there, and what was not is saved later."""
    window = jobs.window(team.director)
    window.open(f"{FORM}/actions")
    fields, lost = ("touches_6_11", "touches_12_17", "touches_18_25"), []
    for number in range(1 if jobs.options.short else KILLS):
        values = [str(700 + 10 * number + step) for step in range(3)]
        for name, value in zip(fields, values):
            window.type(name, value)
        # The kill comes before, amid or after the saves.
        time.sleep(number * 0.02)
        jobs.kill("portal")
        said = [name for name in fields if window.said(name) == "Enregistré"]
        if number == 0:
            jobs.expect("the page says that it is not saved yet", window.until(lambda: len(said) == 3 or
                        window.text("#alarm").startswith("Pas encore enregistré")))
            jobs.look(window, "the portal does not answer", reaches=False)
        jobs.start("portal")
        window.until(lambda: window.text("#alarm") == "" and window.said("touches_18_25") == "Enregistré", 30)
        window.open(f"{FORM}/actions")
        # That the portal did not answer is of this job's own making.
        window.complaints()
        found = [window.value(name) for name in fields]
        if found != values:
            lost.append((said, values, found))
    jobs.expect("after each kill all is there", lost, [])


def down(jobs, team):
    """SENACS is killed: writing goes on, reading again says so, and it is back without a gesture."""
    window = jobs.window(team.director)
    jobs.kill("senacs")
    try:
        window.open(f"{FORM}/governance")
        jobs.expect("the form is there", window.heading(), f"SENACS {pages.YEAR} : Gouvernance et bénévolat")
        count = str(window.number("nb_habitants_ca") + 1)
        jobs.expect("a field is saved all the same", window.saved("nb_habitants_ca", count) and window.said("nb_habitants_ca"),
                    "Enregistré")
        jobs.look(window, "the form without senacs")
        window.open(f"{FORM}/relecture")
        jobs.expect("sending is absent, with its reason", ("SENACS ne répond pas" in window.text(),
                    any("Envoyer" in one.text for one in window.all("main button"))), (True, False))
        jobs.look(window, "reading again without senacs")
        window.open("/")
        jobs.look(window, "what waits without senacs")
    finally:
        jobs.start("senacs")
    jobs.expect("it is back", window.until(lambda: window.open(f"{FORM}/governance") or "ne répond pas" not in window.text(), 30))
    jobs.expect("with what was written", window.value("nb_habitants_ca"), count)


ALL = [two, killed, down]
SHORT = [two, killed]
