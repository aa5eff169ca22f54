"""A window of Chromium, as deploy/portal-check drives it."""

import re
import tempfile

from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

WIDE, PHONE, NARROW, HEIGHT = 1280, 390, 320, 900
PAPER = 718  # a sheet of A4 between margins of 10 mm, 96 pixels an inch
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What sticks to an edge covers some field or other, which one scrolls to (WCAG 2.5.8 is about targets, not where the page is scrolled to).
AXE = """
const done = arguments[arguments.length - 1];
const sticky = [...document.querySelectorAll('*')].filter(one => getComputedStyle(one).position === 'sticky');
const set = position => sticky.forEach(one => { one.style.position = position; });
set('static');
axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']}).then(
  found => done(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', '))),
  error => done(['axe: ' + error])).finally(() => set(''));
"""
# What is wider than the window, except where it scrolls by itself.
WIDER = """
const room = document.documentElement.clientWidth;
const scrolls = e => { for (; e; e = e.parentElement)
  if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true; return false; };
return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1 && !scrolls(e) &&
  getComputedStyle(e).position !== 'absolute').slice(0, 5).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40));
"""


def plain(text):
    """A text with ordinary spaces, since the driver changes some of those of French."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def gone(element):
    """Whether the page of an element has gone; the driver tells it in several ways."""
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False


class Window:
    """A window of Chromium with a profile of its own."""

    def __init__(self, options, address, script=True):
        self.address, self.options = f"http://{address}", options
        self.profile = tempfile.TemporaryDirectory(prefix="vigie-portal-check.", ignore_cleanup_errors=True)
        settings = webdriver.ChromeOptions()
        settings.binary_location = options.chromium
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--force-prefers-reduced-motion", "--lang=fr", f"--user-data-dir={self.profile.name}"):
            settings.add_argument(word)
        settings.add_experimental_option("prefs", {
            "intl.accept_languages": "fr", "profile.managed_default_content_settings.javascript": 1 if script else 2})
        settings.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(settings, webdriver.ChromeService(options.chromedriver))
        self.driver.set_page_load_timeout(60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.profile.cleanup()

    def size(self, width, scale=1):
        # A window of its own accord is at least 500 pixels wide.
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": HEIGHT, "deviceScaleFactor": scale, "mobile": False})

    def media(self, dark):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def paper(self, on):
        """Shows the page as it is printed, or on the screen again."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print" if on else ""})

    def open(self, path):
        self.driver.get(self.address + path)

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.address)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector):
        """Presses what leads to another page, and waits for it."""
        self.follow(self.one(selector))

    def follow(self, element):
        before = self.one("html")
        self.tick(element)
        if not self.until(lambda: gone(before), 30):
            raise WebDriverException(f"{self.path} stays")

    def tick(self, element):
        """Presses an element where it can be seen: the line that sticks to the window's foot would take the press."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def button(self, words):
        """Presses a button or a link of the page's content by its words, and waits for the next page."""
        found = [one for one in self.all("main button:not(.hidden), main a") if plain(one.text).startswith(words)]
        if not found:
            raise WebDriverException(f"{self.path} has nothing to press that begins with: {words}")
        self.follow(found[0])

    def field(self, name):
        return self.one(f"main [name='{name}']:not([type=hidden])")

    def value(self, name):
        return plain(self.field(name).get_attribute("value"))

    def number(self, name):
        return int(re.sub(r"\D", "", self.value(name)))

    def type(self, name, text):
        """Types a value into a field in place of what is there, or chooses it from its list, and leaves the field."""
        field = self.field(name)
        if field.tag_name == "select":
            Select(field).select_by_value(text)
        else:
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(Keys.DELETE, text)
        self.driver.switch_to.active_element.send_keys(Keys.TAB)

    def until(self, found, seconds=15):
        """Waits until something is so, and says whether it came; the page may be another one meanwhile."""
        try:
            return bool(WebDriverWait(self.driver, seconds, 0.05, [WebDriverException]).until(lambda _: found()))
        except TimeoutException:
            return False

    def said(self, name):
        """What the page says at a field."""
        return plain(self.driver.find_element(By.ID, f"{name}-said").text)

    def saved(self, name, text):
        """Types a value, and says whether the page then says that it is saved."""
        self.driver.execute_script("document.getElementById(arguments[0]).textContent = ''", f"{name}-said")
        self.type(name, text)
        return self.until(lambda: self.said(name) != "" and not plain(self.one("#alarm").text))

    def focus(self):
        return self.driver.execute_script("return document.activeElement.id || document.activeElement.tagName")

    def text(self, selector="main"):
        return plain(self.one(selector).text)

    def cookie(self):
        return "; ".join(f"{one['name']}={one['value']}" for one in self.driver.get_cookies())

    def heading(self):
        return plain(self.one("h1").text)

    def press(self, *keys):
        focused = self.driver.switch_to.active_element
        # A field for files takes what is typed for a path.
        if focused.get_attribute("type") == "file":
            ActionChains(self.driver).send_keys(*keys).perform()
        else:
            focused.send_keys(*keys)

    def axe(self):
        self.driver.execute_script(self.options.axe)
        return self.driver.execute_async_script(AXE, RULES)

    def wider(self):
        return self.driver.execute_script(WIDER)

    def picture(self, name):
        """Writes the whole page, as far as 6,000 pixels."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": int(size["width"]), "height": min(int(size["height"]), 6000), "deviceScaleFactor": 1, "mobile": False})
        self.driver.save_screenshot(str(self.options.out / f"{name}.png"))

    def complaints(self):
        """What the browser found wrong with pages since the last time: what a policy kept from loading, errors of the script. That a
        page was not found or refused is for other checks to say."""
        return [one["message"] for one in self.driver.get_log("browser")
                if one["level"] in ("SEVERE", "WARNING") and "the server responded with a status of" not in one["message"]]
