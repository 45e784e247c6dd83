"""The report as plain blocks, read from the Word file that tertial wrote of it.

A Word file is the one output that keeps every heading, list and table as what it is, so the peers can be given the
same content in their own formats without this script computing a figure of its own.
"""

import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"

ROLES = {
    "Beslutsformel": "formula",
    "Beteckning": "designation",
    "Bilagerad": "annex-entry",
    "Foredragning": "statement",
    "Namn": "name",
    "OrtOchDatum": "dateline",
}


@dataclass
class Heading:
    level: int
    text: str


@dataclass
class Paragraph:
    role: str
    text: str


@dataclass
class List:
    ordered: bool
    number: str
    items: list = field(default_factory=list)  # (depth, paragraphs)


@dataclass
class Row:
    label: str
    cells: list
    role: str  # line, subtotal or total
    depth: int


@dataclass
class Table:
    description: str
    corner: str  # what stands above the row heads
    columns: list
    groups: list  # (label or None, rows)
    note: str | None = None


@dataclass
class Contents:
    deepest: int


@dataclass
class PageBreak:
    pass


@dataclass
class Part:
    running_head: str
    blocks: list


@dataclass
class Report:
    title: str
    author: str
    subject: str
    date: str  # 2006-12-06
    parts: list


def read(path):
    """The report in a Word file of tertial's."""
    with zipfile.ZipFile(path) as package:
        xml = lambda name: ElementTree.fromstring(package.read(name))
        core = xml("docProps/core.xml")
        targets = {it.get("Id"): it.get("Target") for it in xml("word/_rels/document.xml.rels")}
        head = lambda id: text(xml("word/" + targets[id]).find(W + "p")).split("\t")[0]
        reader = Reader(head)
        for element in xml("word/document.xml").find(W + "body"):
            reader.see(element)
    return Report(
        title=core.findtext(DC + "title"),
        author=core.findtext(DC + "creator"),
        subject=core.findtext(DC + "subject"),
        date=core.findtext(DCTERMS + "created")[:10],
        parts=reader.parts,
    )


class Reader:
    def __init__(self, head):
        self.head = head
        self.parts = []
        self.blocks = []

    def see(self, element):
        if element.tag == W + "p":
            self.paragraph(element)
            self.section(element.find(f"{W}pPr/{W}sectPr"))
        elif element.tag == W + "tbl":
            self.page_break(element.find(f".//{W}p"))
            self.blocks.append(table(element))
        elif element.tag == W + "sdt":
            levels = [int(style(p)[3:]) for p in element.iter(W + "p") if re.fullmatch(r"TOC\d", style(p))]
            if levels:
                self.blocks.append(Contents(max(levels)))
                return
            for child in element.find(W + "sdtContent"):
                self.see(child)
        elif element.tag == W + "sectPr":
            self.section(element)

    def section(self, properties):
        if properties is not None:
            reference = properties.find(W + "headerReference")
            self.parts.append(Part(self.head(reference.get(R + "id")), self.blocks))
            self.blocks = []

    def page_break(self, paragraph):
        if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            self.blocks.append(PageBreak())

    def paragraph(self, element):
        name, words = style(element), text(element)
        self.page_break(element)
        if not words:
            return
        last = self.blocks[-1] if self.blocks else None
        if name.startswith("Heading"):
            self.blocks.append(Heading(int(name.removeprefix("Heading")), words))
        elif name.startswith(("ListBullet", "ListNumber")):
            depth = int(value(element, f"{W}pPr/{W}numPr/{W}ilvl") or 0)
            number = value(element, f"{W}pPr/{W}numPr/{W}numId")
            if not isinstance(last, List) or last.number != number:
                last = List(name.startswith("ListNumber"), number)
                self.blocks.append(last)
            last.items.append((depth, [words]))
        elif name.startswith("ListContinue") and isinstance(last, List):
            last.items[-1][1].append(words)
        elif name == "Tabellnot":
            last.note = words
        else:
            self.blocks.append(Paragraph(ROLES.get(name, "body"), words))


def table(element):
    first, *rest = element.findall(W + "tr")
    corner, *columns = [cell_text(cell) for cell in first.findall(W + "tc")]
    groups = []
    for row in rest:
        label, *cells = row.findall(W + "tc")
        name = style(label.find(W + "p"))
        if name == "Tabellgrupp":
            groups.append((cell_text(label), []))
            continue
        if not groups:
            groups.append((None, []))
        role = {"Tabelldelsumma": "subtotal", "Tabellsumma": "total"}.get(name, "line")
        depth = 0 if label.find(f"{W}p/{W}pPr/{W}ind") is None else 1
        groups[-1][1].append(Row(cell_text(label), [cell_text(cell) for cell in cells], role, depth))
    description = value(element, f"{W}tblPr/{W}tblDescription") or ""
    return Table(description, corner, columns, groups)


def cell_text(cell):
    return "\n".join(text(paragraph) for paragraph in cell.findall(W + "p"))


def style(paragraph):
    return value(paragraph, f"{W}pPr/{W}pStyle") or ""


def value(element, path):
    found = element.find(path)
    return None if found is None else found.get(W + "val")


def text(paragraph):
    out = []
    for piece in paragraph.iter():
        if piece.tag == W + "t":
            out.append(piece.text or "")
        elif piece.tag == W + "br":
            out.append("\n")
        elif piece.tag == W + "tab":
            out.append("\t")
    return "".join(out)
