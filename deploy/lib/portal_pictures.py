"""The pictures of the portal's help: which page each one shows, and how deploy/portal-check --pictures makes them."""

import base64

import portal_pages as pages

WIDE, HEIGHT = 1280, 900
MOST_BYTES = 60_000  # HelpPicture.mostBytes: the portal shows no larger one
# The task of the help (/aide/TASK), whose page, its path, and the part of it that is shown, from its top.
PICTURES = [
    ("entrer", pages.ANYBODY, "/entrer", "main"),
    ("brouillon", pages.DIRECTOR, f"/senacs/{pages.YEAR}", "main"),
    ("a-regler", pages.DIRECTOR, f"/senacs/{pages.YEAR}", "form[data-save]"),
    ("envoyer", pages.DIRECTOR, f"/senacs/{pages.YEAR}/relecture", "main"),
    ("signaler", pages.DIRECTOR, "/structure", "main"),
    ("diagnostic", pages.DIRECTOR, "/diagnostic", "main"),
    ("restitution", pages.DIRECTOR, "/restitution/2025", "main"),
    ("campagne", pages.OFFICER, f"/campagne/{pages.YEAR}", "main"),
    ("relancer", pages.OFFICER, f"/campagne/{pages.YEAR}/relance", "main"),
    ("indicateur", pages.OFFICER, "/indicateurs/2025/I4/compte/F-CS-002", "main"),
]
PLACE = """
const box = document.querySelector(arguments[0]).getBoundingClientRect();
return [box.x + scrollX, box.y + scrollY, box.width, box.height];
"""


def make(window, folder, who, checks):
    """Makes the pictures of the pages that somebody has; each is at most 900 pixels high."""
    window.size(WIDE)
    window.media(False)
    for task, whose, path, selector in PICTURES:
        if whose != who:
            continue
        window.open(path)
        if task == "a-regler":
            unreadable(window)
        bytes_ = picture(window, selector)
        (folder / f"{task}.webp").write_bytes(bytes_)
        checks.expect(f"the picture of /aide/{task} has at most 60 kB", len(bytes_) <= MOST_BYTES, True)


def unreadable(window):
    """Writes what is no number into the first field that wants one, and has the section checked."""
    field = window.one("form[data-save] input[inputmode]")
    field.clear()
    field.send_keys("environ 12")
    window.click("button[name=check]")


def picture(window, selector):
    """Takes a part of a page as WebP, as fine as its bound allows."""
    left, top, width, height = window.driver.execute_script(PLACE, selector)
    clip = {"x": left, "y": top, "width": width, "height": min(height, HEIGHT), "scale": 1}
    for quality in (85, 70, 50, 30):
        shot = window.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "format": "webp", "quality": quality, "clip": clip, "captureBeyondViewport": True})
        bytes_ = base64.b64decode(shot["data"])
        if len(bytes_) <= MOST_BYTES:
            break
    return bytes_
