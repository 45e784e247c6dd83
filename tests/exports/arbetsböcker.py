#!/usr/bin/env python3
"""Writes the workbooks of the cases in this folder, by programs that are not ours: openpyxl, xlsxwriter and LibreOffice.

All figures are invented. Needs openpyxl, xlsxwriter and soffice. The files are kept in the repository; LibreOffice and
openpyxl write the time into them, so that a file written anew differs in bytes and not in cells.
"""

import datetime
import pathlib
import re
import subprocess
import tempfile
import zipfile

import openpyxl
import xlsxwriter

HERE = pathlib.Path(__file__).parent


def book(name, write, sheet="Plan"):
    workbook = xlsxwriter.Workbook(HERE / f"{name}.xlsx")
    workbook.set_properties({"created": datetime.datetime(2024, 1, 2)})
    write(workbook, workbook.add_worksheet(sheet))
    workbook.close()


def rows(sheet, *lines, top=0):
    for at, line in enumerate(lines, top):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(at, column, value)


def hidden(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"), ("Skola", 120.5), ("Kultur", 30))
    sheet.set_row(2, None, None, {"hidden": True})


def merged_heads(workbook, sheet):
    bold = workbook.add_format({"bold": True})
    sheet.merge_range("A1:E1", "Uppföljning 2024", bold)
    sheet.merge_range("A3:A4", "Verksamhet", bold)
    sheet.merge_range("B3:C3", "2023", bold)
    sheet.merge_range("D3:E3", "2024", bold)
    rows(sheet, (None, "Budget", "Utfall", "Budget", "Prognos"), ("Skola", 1, 2, 3, 120.5), ("Kultur", 4, 5, 6, 30), top=3)


def errors(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"), ("Skola", None), ("Kultur", 30))
    sheet.write_formula("B2", "=#REF!+1", None, "#REF!")


def formulas(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"), ("Skola", None), ("Kultur", None), ("Summa", None))
    sheet.write_formula("B2", "=0.1+0.2", None, 0.30000000000000004)
    sheet.write_formula("B3", "=30", None, 30)
    sheet.write_formula("B4", "=SUM(B2:B3)", None, 30.3)


def text_numbers(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"))
    sheet.write_string("A2", "Skola")
    sheet.write_string("B2", "1\u00a0120,50")
    sheet.write_string("A3", "Kultur ")
    sheet.write_string("B3", "-30")


def dates(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"), ("Skola", None), ("Kultur", 30))
    sheet.write_datetime("B2", datetime.datetime(2024, 8, 31), workbook.add_format({"num_format": "yyyy-mm-dd"}))


def several(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"), ("Skola", 120.5), ("Kultur", 30))
    workbook.add_worksheet("Noter")


def wrong_total(workbook, sheet):
    rows(sheet, ("Verksamhet", "Prognos"), ("Skola", 120.5), ("Kultur", 30), ("Summa", 151))


book("dolda-rader", hidden)
book("sammanslagna-rubriker", merged_heads)
book("felceller", errors)
book("formler", formulas)
book("tal-som-text", text_numbers)
book("datum", dates)
book("flera-blad", several)
book("fel-summa", wrong_total)

def altered(name, source, change):
    """The workbook `source` with its parts, by name, as `change` makes them."""
    with zipfile.ZipFile(HERE / f"{source}.xlsx") as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    with zipfile.ZipFile(HERE / f"{name}.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in change(parts).items():
            archive.writestr(zipfile.ZipInfo(part, (2024, 1, 2, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def other_names(parts):
    """Tags with a prefix and a workbook of another name, as some programs write them."""
    sheet = "xl/worksheets/sheet1.xml"
    text = parts[sheet].replace("xmlns=", "xmlns:x=")
    parts[sheet] = re.sub(r"<(/?)(\w)", r"<\1x:\2", text)
    renamed = {part.replace("workbook.xml", "arbetsbok.xml"): text for part, text in parts.items()}
    for part in ("[Content_Types].xml", "_rels/.rels"):
        renamed[part] = renamed[part].replace("xl/workbook.xml", "xl/arbetsbok.xml")
    return renamed


def dimension_backwards(parts):
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(r'<dimension ref="(\w+):(\w+)"', r'<dimension ref="\2:\1"', parts[sheet])
    return parts


altered("andra-namn", "dolda-rader", other_names)
altered("omvänt-omfång", "fel-summa", dimension_backwards)

workbook = openpyxl.Workbook()
sheet = workbook.active
sheet.title = "Plan"
for line in [("Rapport 7 (påhittad)",), (), ("Verksamhet", "Prognos"), ("Skola", 120.5), ("Kultur", 30), ("Delsumma", 150.5)]:
    sheet.append(line)
workbook.save(HERE / "openpyxl.xlsx")

with tempfile.TemporaryDirectory() as folder:
    table = pathlib.Path(folder) / "libreoffice.csv"
    table.write_text("Verksamhet;Prognos\nSkola;120,5\nKultur;30\nTotalt;150,5\n", encoding="utf-8")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/lo", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--infilter=CSV:59,34,UTF8,1,,1053", "--outdir", str(HERE), str(table)],
        check=True, capture_output=True,
    )

whole = (HERE / "openpyxl.xlsx").read_bytes()
(HERE / "avklippt.xlsx").write_bytes(whole[: len(whole) // 2])
(HERE / "gammalt-format.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
with zipfile.ZipFile(HERE / "inte-arbetsbok.xlsx", "w") as archive:
    archive.writestr(zipfile.ZipInfo("läs-mig.txt", (2024, 1, 2, 0, 0, 0)), "Inget ark.")
