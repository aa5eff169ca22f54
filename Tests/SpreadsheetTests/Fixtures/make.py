"""Makes the workbooks of this folder: XlsxWriter and openpyxl write them, and LibreOffice opens some and saves them.

    python3 -m venv venv && venv/bin/pip install XlsxWriter==3.3.1 openpyxl==3.1.5
    venv/bin/python make.py            # needs soffice (package libreoffice-calc) on the PATH
"""

import datetime
import pathlib
import subprocess
import tempfile

import openpyxl
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HERE = pathlib.Path(__file__).parent
FIXED = datetime.datetime(2025, 1, 2, 3, 4, 5)


def excel_like(path, date_1904):
    """Writes shared strings and dates as serials, as Excel does: XlsxWriter's own tests compare its files with Excel's, byte for
    byte."""
    book = xlsxwriter.Workbook(path, {"date_1904": date_1904})
    book.set_properties({"title": "Fixture", "author": "Vigie", "created": FIXED})
    sheet = book.add_worksheet("Présences")
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    builtin = book.add_format({"num_format": 14})
    elapsed = book.add_format({"num_format": "[h]:mm"})
    clock = book.add_format({"num_format": "h:mm AM/PM"})
    days = book.add_format({"num_format": '0" days"'})
    red = book.add_format({"num_format": "[Red]0.00"})
    sheet.merge_range("A1:C1", "Structure", bold)
    sheet.merge_range("D1:F1", "Séance", bold)
    sheet.write_row("A2", ["code", "nom", "ville", "jour", "début", "durée"])
    sheet.write_row("A3", ["0690001", "Centre social “Été”", "Lyon"])
    sheet.write_datetime("D3", datetime.datetime(2025, 3, 14), day)
    sheet.write_datetime("E3", datetime.datetime(2025, 3, 14, 13, 30), moment)
    sheet.write_number("F3", 1.5, elapsed)
    sheet.write_rich_string("B5", "Espace ", bold, "de vie", " sociale")
    sheet.write_datetime("D5", datetime.datetime(2024, 2, 29), builtin)
    sheet.write_number("E5", 0.75, clock)
    sheet.write_string("A6", "  two\nlines  ")
    sheet.write_string("B6", "_x000D_ is text")
    sheet.write_string("C6", "\x07bell")
    sheet.write_boolean("D6", True)
    sheet.write_formula("E6", "=1+1", None, 2)
    sheet.write_formula("F6", '="a"&"b"', None, "ab")
    sheet.write_formula("G6", "=NA()", None, "#N/A")
    sheet.write_number("A7", 3, days)
    sheet.write_number("B7", 4.25, red)
    sheet.write_number("C7", 123456789012345)
    sheet.write_number("D7", 0.1 + 0.2)
    sheet.write_number("E7", 1e21)
    sheet.write_number("F7", -1.5e-7)
    if not date_1904:
        for column, serial in enumerate([1, 59, 60, 61, 2958465, 2958466, -1]):
            sheet.write_number(7, column, serial, day)
    else:
        for column, serial in enumerate([0, 1, 60, 2957003, 2957004, -1]):
            sheet.write_number(7, column, serial, day)
    book.add_worksheet("Vide")
    hidden = book.add_worksheet("Clés")
    hidden.write_string("XFD1048576", "last")
    hidden.hide()
    secret = book.add_worksheet("Très cachée")
    secret.very_hidden()
    book.close()


def openpyxl_like(path):
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = FIXED
    sheet = book.active
    sheet.title = "Feuille 1"
    sheet["A1"] = "En-tête"
    sheet.merge_cells("A1:B2")
    sheet["A3"] = datetime.date(2025, 12, 31)
    sheet["B3"] = datetime.datetime(2025, 7, 1, 8, 15, 30)
    sheet["C3"] = datetime.datetime(2025, 7, 1)
    sheet["D3"] = datetime.time(9, 5)
    sheet["E3"] = datetime.timedelta(hours=30)
    sheet["A4"] = CellRichText("Mai", TextBlock(InlineFont(b=True), "son "), "des familles")
    sheet["B4"] = False
    sheet["C4"] = 12
    sheet["D4"] = " padded "
    sheet["A5"].font = Font(bold=True)
    book.create_sheet("Autre")["B2"] = "là"
    book.save(path)


def libreoffice(source, path):
    """Has LibreOffice open a workbook and save it as xlsx."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/out", str(source)],
            check=True, stdout=subprocess.DEVNULL)
        (pathlib.Path(folder) / "out" / source.name).replace(path)


excel_like(HERE / "excel-1900.xlsx", False)
excel_like(HERE / "excel-1904.xlsx", True)
openpyxl_like(HERE / "openpyxl.xlsx")
libreoffice(HERE / "excel-1900.xlsx", HERE / "libreoffice-1900.xlsx")
libreoffice(HERE / "excel-1904.xlsx", HERE / "libreoffice-1904.xlsx")
