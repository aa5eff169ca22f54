#!/usr/bin/env python3
"""Looks at pages in headless Chromium: nothing may be wider than a window of 1280, 794 (A4) or 390 pixels, nor than A4 paper
between its margins, and no words of a chart may be cut at its edge. With --out, writes a picture of each width and a PDF into a
folder. Run it by hand; no test needs it.

usage: deploy/lib/page_check.py PAGE.html... [--out DIR]
"""
import argparse
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WIDTHS = (1280, 794, 390)
# A4 is 210 mm wide, of which the style leaves 14 mm on each side; CSS has 96 pixels in 25.4 mm.
PAPER = int((210 - 2 * 14) * 96 / 25.4)
# Finds what is wider than the window, with the elements that cause it. Elements that scroll by themselves do not count.
MEASURE = """
const found = [];
for (const frame of document.querySelectorAll('iframe')) {
  const root = frame.contentDocument.documentElement;
  const scrolls = e => { for (; e; e = e.parentElement)
    if (['auto', 'scroll'].includes(frame.contentWindow.getComputedStyle(e).overflowX)) return true; return false; };
  const leaves = e => { const own = e.getBoundingClientRect(), chart = e.closest('svg').getBoundingClientRect();
    return own.left < chart.left - 1 || own.right > chart.right + 1; };
  const wide = [...root.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e))
    .concat([...root.querySelectorAll('svg text')].filter(leaves));
  found.push({name: frame.title, scroll: root.scrollWidth, client: root.clientWidth,
    wide: wide.slice(0, 5).map(e => e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + e.textContent.trim().slice(0, 40))});
}
document.body.textContent = 'MEASURED' + JSON.stringify(found) + 'END';
"""


def chromium(*arguments):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        sys.exit("chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}",
             *arguments], capture_output=True, text=True, timeout=120, check=True).stdout


def as_printed(page):
    """Returns the page with its rules for paper in force on the screen."""
    return page.replace("@media print", "@media all").replace("@media screen", "@media not all")


def measure(page, folder):
    frames = [(str(width), width, page) for width in WIDTHS] + [("paper", PAPER, as_printed(page))]
    wrapper = "<!DOCTYPE html><meta charset=utf-8><body>" + "".join(
        f'<iframe title="{name}" style="border:0;width:{width}px;height:800px" srcdoc="{html.escape(text)}"></iframe>'
        for name, width, text in frames) + f"<script>onload = () => {{ {MEASURE} }}</script>"
    path = folder / "wrapper.html"
    path.write_text(wrapper, encoding="utf-8")
    told = chromium("--dump-dom", "--virtual-time-budget=5000", path.as_uri())
    return json.loads(html.unescape(re.search("MEASURED(.*?)END", told, re.S).group(1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    failed = False
    for path in options.pages:
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            for result in measure(page, pathlib.Path(folder)):
                fits = result["scroll"] <= result["client"] and not result["wide"]
                failed = failed or not fits
                print(f"{path.name} at {result['name']}: {result['scroll']} of {result['client']} px"
                      + ("" if fits else f", too wide or cut: {result['wide']}"))
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            uri = path.resolve().as_uri()
            for width in WIDTHS:
                # Chromium's windows are at least 500 pixels wide, so the page stands in a frame of the wanted width.
                with tempfile.TemporaryDirectory() as folder:
                    frame = pathlib.Path(folder) / "frame.html"
                    frame.write_text(
                        '<!DOCTYPE html><meta charset=utf-8><body style="margin:0"><iframe style="border:0;'
                        f'width:{width}px;height:3000px" srcdoc="{html.escape(page)}"></iframe>', encoding="utf-8")
                    chromium(f"--screenshot={options.out / f'{path.stem}-{width}.png'}",
                             f"--window-size={max(width, 500)},3000", frame.as_uri())
            chromium("--no-pdf-header-footer", f"--print-to-pdf={options.out / f'{path.stem}.pdf'}", uri)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
