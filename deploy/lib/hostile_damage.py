"""Damages what deploy/hostile sends: bytes, documents, fact rows and fact files, as the given random generator decides."""

import copy
import zlib

import hostile_inputs as inputs
from hostile_inputs import TEXTS
from hostile_wire import Raw


def replaced(value, old, new):
    """Returns a value in which one text is replaced by another, however deep."""
    if isinstance(value, dict):
        return {key: replaced(one, old, new) for key, one in value.items()}
    if isinstance(value, list) and len(value) < 100:
        return [replaced(one, old, new) for one in value]
    return new if isinstance(value, str) and value == old else value


def flip(dice, data):
    """Returns bytes of which a few are changed, left out, inserted or doubled."""
    data = bytearray(data or b"{}")
    for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
        at = dice.randrange(len(data)) if data else 0
        what = dice.randrange(5)
        if what == 0 and data:
            data[at] ^= 1 << dice.randrange(8)
        elif what == 1 and data:
            data[at] = dice.choice((0, 0xFF, 0x80, 0x7F, 0x22, 0x5C, 0x7B, 0x5B, 0x39, 0x2D, 0x3B, 0x0A, dice.randrange(256)))
        elif what == 2:
            del data[at:at + dice.choice((1, 2, 8, len(data)))]
        elif what == 3:
            data[at:at] = dice.choice((b"9" * 30, b"\xef\xbb\xbf", b"\0", b"\\u0000", b"\\ud800", b'"', b"[" * 70, b"e99", b"-",
                                       bytes([dice.randrange(256)])))
        else:
            data[at:at] = data[at:at + dice.randrange(1, 40)]
    return bytes(data)


def change_piece(dice, document):
    """Replaces one piece of a document by another value, or deletes it."""
    place = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = dice.choice(keys)
        if isinstance(place[key], (dict, list)) and place[key] and dice.random() < 0.85:
            place = place[key]
            continue
        kind = {str: "string", int: "integer", bool: "boolean"}.get(type(place[key]))
        chosen = dice.choice([one for _, one in inputs.values({"type": kind}) if not isinstance(one, (bytes, Raw))])
        if chosen is inputs.ABSENT:
            del place[key]
        else:
            place[key] = copy.deepcopy(chosen)
        return


def cell(dice):
    """Returns a value to put into a cell."""
    number = dice.choice(inputs.NUMBERS + inputs.YEARS)
    return dice.choice((
        str(number), str(number).replace(".", ","), dice.choice(inputs.DATES), dice.choice(inputs.INSTANTS),
        dice.choice(list(TEXTS.values())[:-3]),
        dice.choice(("1" * 400, "-0", "0001", "1e5", "٣", "½", "NaN", "inf", "TRUE", "oui")),
        dice.choice(("S02", "S06", "2024", "69149", "69123", "QN06901M", "P01", "B01", "T01", "M01", "director"))))


def changed_row(dice, row):
    row = dict(row)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 4))):
        column = dice.choice(sorted(row) or ["x"])
        what = dice.random()
        if what < 0.8:
            row[column] = cell(dice)
        elif what < 0.9:
            row.pop(column, None)
        else:
            row[dice.choice(("x", "", "\0", "structure_code ", "STRUCTURE_CODE", "é", "x" * 5_000))] = cell(dice)
    return row


def changed_file(dice, data):
    """Returns a fact file with changed cells, separators, lines, encoding or bytes."""
    what = dice.randrange(10)
    lines = data.decode().splitlines()
    if what <= 4:
        for _ in range(dice.choice((1, 1, 2, 5))):
            at = dice.randrange(1, len(lines)) if len(lines) > 1 else 0
            cells = lines[at].split(";")
            text = cell(dice).encode("utf-8", "replace").decode()
            cells[dice.randrange(len(cells))] = '"' + text.replace('"', '""') + '"' if dice.random() < 0.8 else text
            lines[at] = ";".join(cells)
    elif what == 5:
        lines = dice.choice((
            lines[1:], lines[:1], lines[:1] * 2 + lines[1:], [lines[0] + ";" + lines[0]] + lines[1:], lines * 40, [],
            [";".join(f"c{number}" for number in range(10_000))] + lines[1:], [""] * 5_000 + lines))
    elif what == 6:
        lines[dice.randrange(len(lines))] = dice.choice((
            '"', '""";"""', ";" * 100_000, "x" * 2_000_000, '"' + "y;\n" * 100_000, "\0" * 50, "a\vb\fc"))
    elif what == 7:
        return flip(dice, data)
    elif what == 8:
        text = data.decode()
        return dice.choice((
            text.encode("utf-16"), text.encode("utf-16-be"), text.encode("cp1252", "replace"), b"\xef\xbb\xbf" * 2 + data,
            zlib.compress(data), b"PK\x03\x04" + data, b"", b"\0", data.replace(b"\n", b"\r"), data.replace(b";", b"\t"),
            data.replace(b"\n", "\u2028".encode()), data[:len(data) // 2]))
    return dice.choice(("\n", "\n", "\r\n")).join(lines).encode("utf-8", "replace") + b"\n"
