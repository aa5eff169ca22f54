"""What deploy/portal-check looks at where the portal's script goes down into a figure."""

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

STATE = """
return [document.documentElement.dataset.stays, document.activeElement.id, document.querySelectorAll('h1').length];
"""


def down(window, checks):
    """Goes down into a figure: the page stays, its content and its address change, and the new heading has the focus."""
    window.size(1280)
    window.open("/indicateurs/2025/I4")
    window.driver.execute_script("document.documentElement.dataset.stays = 'yes'")
    window.one("main td a, main th a").click()
    wait = WebDriverWait(window.driver, 10)
    wait.until(lambda driver: driver.execute_script("return document.activeElement.id") == "liste")
    checks.expect("going down into a figure stays on the page", window.driver.execute_script(STATE), ["yes", "liste", 1])
    checks.expect("axe, one level down", window.axe(), [])
    window.driver.back()
    wait.until(lambda driver: not driver.find_elements(By.ID, "liste"))
    checks.expect("going back stays on the page", window.driver.execute_script(STATE)[0], "yes")
