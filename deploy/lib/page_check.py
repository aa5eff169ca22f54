#!/usr/bin/env python3
"""Looks at pages in Chromium, as people read them: in a window of 1280, 794 (A4) or 390 pixels, and printed. Nothing may be wider than
the window or the sheet, nothing may be hidden that is told nowhere else, no words may leave their cell or chart or lie on other words,
and no heading may stand at the foot of a sheet. With --out, writes a picture of each width and a PDF into a folder.

usage: deploy/lib/page_check.py PAGE.html... [--out DIR]
"""
import argparse
import html
import pathlib
import re
import subprocess
import sys
import tempfile

from chromium import Chromium

WIDTHS = (1280, 794, 390)
# A sheet is A4, of which the style leaves 14 mm on each side; CSS has 96 pixels in 25.4 mm.
MARGINS, FOOT, INCH = 2 * 14, 13, 25.4
UPRIGHT, ACROSS = 210, 297
# What is wrong with a page as it is shown now, in words.
WRONG = """
(() => {
  const root = document.documentElement, room = root.clientWidth, wrong = [];
  const style = e => getComputedStyle(e);
  const words = e => (e.textContent || '').replace(/\\s+/g, ' ').trim();
  const say = (what, all) => { if (all.length) wrong.push(what + ': ' + all.slice(0, 4).map(t => '“' + t.slice(0, 50) + '”').join(', ')
    + (all.length > 4 ? ' and ' + (all.length - 4) + ' more' : '')); };
  const scrolls = e => { for (; e; e = e.parentElement) if (['auto', 'scroll'].includes(style(e).overflowX)) return true; return false; };
  const elements = [...document.querySelectorAll('body *')];
  say('wider than the window', elements.filter(e => e.getBoundingClientRect().right > room + 1 && !scrolls(e)).map(words));
  if (root.scrollWidth > room && !wrong.length) wrong.push('the page can be scrolled to the side');
  say('seen only by scrolling to the side',
    elements.filter(e => ['auto', 'scroll'].includes(style(e).overflowX) && e.scrollWidth > e.clientWidth + 1).map(words));
  say('cut', elements.filter(e => ['hidden', 'clip'].includes(style(e).overflowX) && !(e instanceof SVGElement)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map(words));

  // Each piece of text with the box that it must stay in.
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement, text = words(node);
    if (!text || ['TITLE', 'DESC', 'STYLE', 'SCRIPT'].includes(e.tagName.toUpperCase())) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let box = e.closest('svg');
    for (box = box || e; !(box instanceof SVGElement) && style(box).display === 'inline'; box = box.parentElement);
    texts.push({text, e, box, places: [...range.getClientRects()].filter(r => r.width > 0 && style(e).visibility !== 'hidden')});
  }
  // A column's heading may stand before each of its cells instead.
  const labels = elements.filter(e => e.dataset.label && e.getClientRects().length && getComputedStyle(e, '::before').display !== 'none');
  const shown = texts.filter(t => t.places.length);
  const all = [...shown.map(t => t.text), ...labels.map(e => e.dataset.label)].join(' ').replace(/[\\u00a0\\u202f]/g, ' ');
  // Nothing is lost of a column without cells, nor of the page's heading where each part has one of its own and a sheet to itself.
  const isEmpty = e => { const head = e.closest('thead th'); return head && [...head.closest('table').tBodies].every(body =>
    [...body.rows].every(row => !row.cells[head.cellIndex] || !words(row.cells[head.cellIndex]))); };
  const isRepeated = e => e.closest('header') && document.querySelector('article > h2');
  say('hidden', texts.filter(t => !t.places.length && !all.includes(t.text.replace(/[\\u00a0\\u202f]/g, ' '))
    && !isEmpty(t.e) && !isRepeated(t.e)).map(t => t.text));
  say('out of its cell or chart', shown.filter(t => { const box = t.box.getBoundingClientRect();
    return t.places.some(r => r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 4 || r.bottom > box.bottom + 4); })
    .map(t => t.text));
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const drawn = Map.groupBy(shown.filter(t => t.box instanceof SVGElement), t => t.box);
  say('on other words', [...drawn.values()].flatMap(own => own.filter((t, place) =>
    own.slice(place + 1).some(other => meet(t.places[0], other.places[0])))).map(t => t.text));
  const chars = shown.filter(t => t.box instanceof SVGElement && t.places[0].height < 8);
  say('too small to read', chars.map(t => t.text));
  say('cut short', shown.filter(t => t.box instanceof SVGElement && t.text.endsWith('…')).map(t => t.text));
  return wrong;
})()
"""
# The headings of a page and the heads of its tables, and all its words: they are looked for on paper.
HEADINGS = """
(() => [...document.querySelectorAll('h1, h2, h3, h4, figcaption, thead tr')].filter(e => e.getClientRects().length)
  .map(e => [...(e.tagName === 'TR' ? e.children : [e])].map(one => one.textContent).join(' ')))()
"""


def letters(text):
    """A text without blanks, dashes and what a break of a line may change."""
    return re.sub(r"[\W_]+", "", text)


def sheets(pdf):
    """The lines of each sheet of a PDF, and its words that stand in a margin; what the style prints at the foot is left out."""
    told = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for page in told.split("<page ")[1:]:
        width, height = (float(number) for number in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        words = [(*(float(number) for number in place), html.unescape(text)) for *place, text in re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page)]
        words = [word for word in words if word[3] < height - FOOT / INCH * 72]
        lines = []
        for left, top, _, bottom, text in words:
            # A word stands in the line of the word before unless it is lower, or at the beginning of another column.
            if not lines or top >= lines[-1][1] - 1 or bottom <= lines[-1][0]:
                lines.append([top, bottom, ""])
            lines[-1][2] += letters(text)
        edge = MARGINS / 2 / INCH * 72 - 2
        yield [line[2] for line in lines if line[2]], [word[4] for word in words if word[0] < edge or word[2] > width - edge]


def printed(pdf, headings):
    """What is wrong on paper."""
    wrong, pages = [], list(sheets(pdf))
    for number, (lines, outside) in enumerate(pages, 1):
        if outside:
            wrong.append(f"words in the margin of sheet {number}: {', '.join(outside[:4])}")
        if not lines:
            wrong.append(f"sheet {number} is empty")
        elif number < len(pages):
            # The last lines are a heading, or the beginning of one.
            ends = ["".join(lines[-count:]) for count in range(1, 5)]
            cut = next((end for end in ends if any(end == one or len(end) > 12 and one.startswith(end) for one in headings)), None)
            if cut:
                wrong.append(f"sheet {number} ends with a heading: {cut}")
    return wrong


def faults(browser, path, out=None):
    """What is wrong with a page, each with the width at which it is so."""
    found = []
    browser.open(path)
    across = "A4 landscape" in pathlib.Path(path).read_text(encoding="utf-8")
    sheet = int(((ACROSS if across else UPRIGHT) - MARGINS) / INCH * 96)
    for name, width, medium in [*((f"{width} px", width, "screen") for width in WIDTHS), ("paper", sheet, "print")]:
        browser.look(width, medium)
        found += [f"{name}: {what}" for what in browser.run(WRONG)]
        if out and medium == "screen":
            (out / f"{path.stem}-{width}.png").write_bytes(browser.picture())
    headings = {letters(heading) for heading in browser.run(HEADINGS)} - {""}
    with tempfile.TemporaryDirectory() as folder:
        pdf = (out or pathlib.Path(folder)) / f"{path.stem}.pdf"
        pdf.write_bytes(browser.paper())
        found += [f"paper: {what}" for what in printed(pdf, headings)]
    return found


def check(pages, out=None, root=None):
    """Tells what is wrong with each page, then how many passed and failed.

    - pages: the files.
    - out: a folder for pictures and PDFs; none are kept without it.
    - root: the folder beneath which the pages are named; only their own names are told without it.

    Returns how many failed.
    """
    failed = 0
    with Chromium() as browser:
        for path in pages:
            place = path.relative_to(root) if root else pathlib.Path(path.name)
            folder = out and out / place.parent
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
            wrong = faults(browser, path, folder)
            failed += bool(wrong)
            for what in wrong:
                print(f"{place} at {what}", flush=True)
    print(f"{len(pages) - failed} passed, {failed} failed")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    sys.exit(1 if check(options.pages, options.out) else 0)


if __name__ == "__main__":
    main()
