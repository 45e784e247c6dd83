"""Checks in a Word file what a schema cannot say and openxml-audit does not look at.

    docx_integrity.py FILE...

prints a line for every finding, and exits with 0 when there is none, with 1 when there are some and
with 2 when a file cannot be read. The rules are those of a document that Word opens without repair,
that is Swedish, and that comes out with the same bytes every time.
"""

import calendar
import posixpath
import re
import sys
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
DUBLIN_TERMS = "{http://purl.org/dc/terms/}"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# The earliest date of the format, which every entry bears when no clock was looked at.
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
# What this program tags blocks with, and the longest tag or title that Word takes, in UTF-16 units.
KEY = re.compile(r"[tg]_[0-9a-f]{16}")
LONGEST_TAG = 64
STYLE_KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?")


def value(element, name="val"):
    """An attribute of WordprocessingML, or nothing."""
    return None if element is None else element.get(W + name)


def current(root):
    """All elements but those of fallbacks, which say again what stands before them."""
    stack = [root]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element.tag != MC + "Fallback":
            yield element
            stack.extend(reversed(element))


def through(element, tag, wrappers):
    """Children of a tag, looking through content controls and revision marks."""
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in wrappers:
            yield from through(child, tag, wrappers)


WRAPPERS = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}


def repeated(values):
    """Those that occur more than once, in the order of their first coming."""
    return [value for value, count in Counter(values).items() if count > 1]


def whole(text):
    """A whole number, or nothing."""
    return int(text) if text is not None and re.fullmatch(r"[+-]?\d+", text) else None


class Checker:
    """All checks over one package; `findings` is what they found."""

    def __init__(self, archive):
        self.archive = archive
        self.findings = []
        self.trees = {}
        self.relations = {}
        self.names = {info.filename for info in archive.infolist()}
        self.main = None

    def find(self, finding):
        if finding not in self.findings:
            self.findings.append(finding)

    def run(self):
        self.entries()
        self.parse()
        self.content_types()
        self.relationships()
        self.core_properties()
        if self.main is None:
            self.find(
                "no main part: the package has no officeDocument relationship to a part that can be read"
            )
            return self.findings
        self.stories = [name for name in self.parts_of_text() if name in self.trees]
        self.styles()
        self.numbering()
        self.notes()
        self.bookmarks()
        self.unique_ids()
        self.keys()
        for name in self.stories:
            self.fields(name)
            self.spaces(name)
            for table in self.trees[name].iter(W + "tbl"):
                self.table(table, self.place(name, table))
        return self.findings

    @staticmethod
    def place(name, element):
        return f"{name} line {element.sourceline}" if element.sourceline and element.sourceline > 2 else name

    # --- the package ----------------------------------------------------------------------------

    def entries(self):
        infos = self.archive.infolist()
        for name in repeated(info.filename for info in infos):
            self.find(f"the archive has the entry {name} twice")
        broken = self.archive.testzip()
        if broken:
            self.find(f"the archive's entry {broken} does not have the bytes that its checksum was made of")
        dated = [info for info in infos if info.date_time != FIXED_DATE]
        if dated:
            date = "{}-{:02}-{:02} {:02}:{:02}:{:02}".format(*dated[0].date_time)
            self.find(
                f"{len(dated)} entries of the archive do not bear the date 1980-01-01 00:00:00:"
                f" {dated[0].filename} has {date}"
            )
        for info in infos:
            if "\\" in info.filename or info.filename.startswith("/") or ".." in info.filename.split("/"):
                self.find(f"the archive's entry {info.filename} has an unfit name")

    def parse(self):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for name in sorted(self.names):
            if name.endswith((".xml", ".rels")):
                try:
                    root = etree.fromstring(self.archive.read(name), parser)
                except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
                    self.find(f"{name} is not well-formed: {error}")
                    continue
                if root.getroottree().docinfo.doctype:
                    self.find(f"{name} has a document type declaration")
                self.trees[name] = root

    def content_types(self):
        types = self.trees.get("[Content_Types].xml")
        if types is None:
            self.find("[Content_Types].xml is missing")
            return
        extensions = [entry.get("Extension", "").lower() for entry in types if entry.tag.endswith("}Default")]
        parts = [entry.get("PartName", "").lstrip("/") for entry in types if entry.tag.endswith("}Override")]
        for twice in repeated(extensions) + repeated(parts):
            self.find(f"the content type of {twice} is declared twice")
        for part in parts:
            if part not in self.names:
                self.find(f"a content type is declared for {part}, which is not in the package")
        for name in sorted(self.names - {"[Content_Types].xml"}):
            if name.endswith("/"):
                continue
            known = name.rpartition(".")[2].lower() in extensions
            # The general type of XML says nothing about a part of the document.
            if name not in parts and (not known or (name.endswith(".xml") and name.startswith("word/"))):
                self.find(f"{name} has no content type")

    def relationships(self):
        reached = {"[Content_Types].xml"}
        for name in sorted(self.trees):
            if not name.endswith(".rels"):
                continue
            reached.add(name)
            folder, file = posixpath.split(name)
            base = posixpath.dirname(folder)
            owner = posixpath.join(base, file[: -len(".rels")])
            if file == ".rels":
                owner = ""
            elif owner not in self.names:
                self.find(f"{name} belongs to {owner}, which is not in the package")
            relations = {}
            for relation in self.trees[name].iter(RELATIONSHIP):
                number, target = relation.get("Id"), relation.get("Target", "")
                if number in relations:
                    self.find(f"{name} has the id {number} twice")
                relations[number] = (relation.get("Type", ""), None)
                if relation.get("TargetMode") == "External":
                    continue
                part = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(base, target))
                )
                relations[number] = (relation.get("Type", ""), part)
                reached.add(part)
                if part not in self.names:
                    self.find(f"{name} leads to {part}, which is not in the package")
                elif owner == "" and relation.get("Type") == KINDS + "officeDocument":
                    self.main = part if part in self.trees else None
            self.relations[owner] = relations
        for name in sorted(self.names - reached):
            if not name.endswith("/"):
                self.find(f"nothing in the package leads to {name}")
        for name, root in self.trees.items():
            known = self.relations.get(name, {})
            for element in root.iter(etree.Element):
                for attribute, number in element.attrib.items():
                    if attribute.startswith(R) and number not in known:
                        where = self.place(name, element)
                        self.find(f"{where} uses the relationship {number}, which it does not have")

    def parts_of_text(self):
        """The main part and those beside it that hold paragraphs."""
        kinds = {KINDS + kind for kind in ("header", "footer", "footnotes", "endnotes", "comments")}
        others = [part for kind, part in self.relations.get(self.main, {}).values() if kind in kinds and part]
        return [self.main, *sorted(set(others))]

    def part(self, kind):
        """The tree of the part that the main part has for a purpose, such as `styles`."""
        for found, part in self.relations.get(self.main, {}).values():
            if found == KINDS + kind:
                return self.trees.get(part)
        return None

    # --- properties -----------------------------------------------------------------------------

    def core_properties(self):
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        parts = [part for found, part in self.relations.get("", {}).values() if found == kind]
        if len(parts) != 1:
            self.find(f"the package has {len(parts)} parts of core properties, not one")
        core = self.trees.get(parts[0]) if parts else None
        if core is None:
            return
        for tag in repeated(child.tag for child in core.iterchildren(etree.Element)):
            self.find(f"the core properties have {etree.QName(tag).localname} twice")
        if not (core.findtext(DUBLIN_CORE + "title") or "").strip():
            self.find("the core properties have no title, or an empty one")
        for name in ("created", "modified"):
            date = core.find(DUBLIN_TERMS + name)
            if date is None:
                continue
            if not real_moment((date.text or "").strip()):
                self.find(f"the core property {name} is no date: {date.text!r}")
            if not date.get(XSI + "type", "").endswith("W3CDTF"):
                self.find(f"the core property {name} does not say that it is a W3CDTF date")

    def styles(self):
        root = self.part("styles")
        if root is None:
            self.find("the document has no styles")
            return
        language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        if value(language) != "sv-SE":
            self.find(f"the language of the document's defaults is {value(language)}, not sv-SE")
        styles = root.findall(W + "style")
        kinds = {value(style, "styleId"): value(style, "type") for style in styles}
        for twice in repeated(value(style, "styleId") for style in styles):
            self.find(f"the style {twice} is defined twice")
        for twice in repeated((value(style.find(W + "name")) or "").casefold() for style in styles):
            self.find(f"two styles are named {twice!r}")
        standard = [
            value(style, "type") for style in styles if value(style, "default") in ("1", "true", "on")
        ]
        for kind in repeated(standard):
            self.find(f"two styles are the default of kind {kind}")
        if "paragraph" not in standard:
            self.find("no style is the default of paragraphs")
        based = {}
        for style in styles:
            name = value(style, "styleId")
            for tag in ("basedOn", "next", "link"):
                other = value(style.find(W + tag))
                if other is not None and other not in kinds:
                    self.find(f"the style {name} refers to the style {other}, which is not defined ({tag})")
            based[name] = value(style.find(W + "basedOn"))
        for name in based:
            seen = set()
            while name in based and name not in seen:
                seen.add(name)
                name = based[name]
            if name in seen:
                self.find(f"the style {name} is based on itself")
        numbering = [self.part("numbering")] if self.part("numbering") is not None else []
        for where in [self.trees[name] for name in self.stories] + [root] + numbering:
            for tag, kind in STYLE_KINDS.items():
                for use in where.iter(W + tag):
                    name = value(use)
                    if name not in kinds:
                        self.find(f"the style {name} is used but not defined")
                    elif kinds[name] != kind:
                        self.find(f"the style {name} is used as a {kind} style, but is a {kinds[name]} style")

    def numbering(self):
        root = self.part("numbering")
        lists, levels = {}, {}
        if root is not None:
            abstract = root.findall(W + "abstractNum")
            for twice in repeated(value(one, "abstractNumId") for one in abstract):
                self.find(f"the list definition {twice} (abstractNum) exists twice")
            for one in abstract:
                levels[value(one, "abstractNumId")] = {
                    value(level, "ilvl") for level in one.findall(W + "lvl")
                }
            numbers = root.findall(W + "num")
            for twice in repeated(value(one, "numId") for one in numbers):
                self.find(f"the list {twice} (num) exists twice")
            for one in numbers:
                definition = value(one.find(W + "abstractNumId"))
                number = value(one, "numId")
                lists[number] = definition
                if definition not in levels:
                    self.find(f"the list {number} follows the definition {definition}, which does not exist")
        styles = self.part("styles")
        for where in [self.trees[name] for name in self.stories] + ([] if styles is None else [styles]):
            for use in where.iter(W + "numPr"):
                number, level = value(use.find(W + "numId")), value(use.find(W + "ilvl"))
                if number in (None, "0"):
                    continue
                if number not in lists:
                    self.find(f"a paragraph or style belongs to the list {number}, which does not exist")
                elif level is not None and level not in levels.get(lists[number], {level}):
                    self.find(
                        f"a paragraph or style is on level {level} of the list {number}, which has none"
                    )

    def notes(self):
        for kind, reference in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
            root = self.part(kind)
            defined = [] if root is None else [value(note, "id") for note in root.findall(W + reference)]
            ordinary = (
                []
                if root is None
                else [
                    value(note, "id")
                    for note in root.findall(W + reference)
                    if value(note, "type") in (None, "normal")
                ]
            )
            used = [value(use, "id") for use in self.trees[self.main].iter(f"{W}{reference}Reference")]
            for twice in repeated(defined):
                self.find(f"the {reference} {twice} exists twice")
            for twice in repeated(used):
                self.find(f"the {reference} {twice} is referred to twice")
            for number in used:
                if number not in defined:
                    self.find(f"the {reference} {number} is referred to but does not exist")
            for number in ordinary:
                if number not in used:
                    self.find(f"the {reference} {number} is referred to by nothing")

    # --- the text -------------------------------------------------------------------------------

    def bookmarks(self):
        names, numbers = [], []
        for story in self.stories:
            started, ended = [], []
            for element in current(self.trees[story]):
                number = value(element, "id")
                if element.tag == W + "bookmarkStart":
                    started.append(number)
                    name = value(element, "name") or ""
                    names.append(name)
                    if not re.fullmatch(r"[^\W\d][^\s\"\\]{0,39}", name):
                        self.find(f"{story} has a bookmark with the unfit name {name!r}")
                elif element.tag == W + "bookmarkEnd":
                    if number not in started:
                        self.find(f"{story} ends the bookmark {number}, which did not begin")
                    ended.append(number)
            for number in sorted(set(started) - set(ended), key=str):
                self.find(f"{story} does not end the bookmark {number}")
            for number in repeated(ended):
                self.find(f"{story} ends the bookmark {number} twice")
            numbers.extend(started)
        # Word takes names that differ only in case for the same.
        for twice in repeated(name.casefold() for name in names):
            self.find(f"two bookmarks are named {twice}")
        for twice in repeated(numbers):
            self.find(f"two bookmarks have the id {twice}")
        self.targets = {name.casefold() for name in names} | {"_top"}
        for story in self.stories:
            for element in current(self.trees[story]):
                anchor = value(element, "anchor") if element.tag == W + "hyperlink" else None
                if anchor is not None and anchor.casefold() not in self.targets:
                    self.find(
                        f"{self.place(story, element)} links to the bookmark {anchor}, which does not exist"
                    )

    def unique_ids(self):
        drawings, controls, paragraphs = [], [], []
        for story in self.stories:
            for element in current(self.trees[story]):
                if element.tag == WP + "docPr":
                    drawings.append(element.get("id"))
                elif element.tag == W + "sdtPr":
                    controls.append(value(element.find(W + "id")))
                paragraph = element.get(W14 + "paraId")
                if paragraph is not None and element.tag in (W + "p", W + "tr"):
                    paragraphs.append(paragraph.upper())
        for number in drawings:
            if whole(number) is None or whole(number) < 1:
                self.find(f"a drawing has the id {number}, which is no positive number (docPr)")
        for number in paragraphs:
            if not re.fullmatch(r"[0-7][0-9A-F]{7}", number) or int(number, 16) == 0:
                self.find(f"a paragraph has the id {number}, which is out of range (paraId)")
        for what, numbers in (("drawings", drawings), ("paragraphs", paragraphs)):
            for twice in repeated(numbers):
                self.find(f"two {what} have the id {twice}")
        for twice in repeated(number for number in controls if number is not None):
            self.find(f"two content controls have the id {twice}")

    def keys(self):
        """Controls that can be known again: tag and title as Word takes them, and no key without its bookmark.

        What holds a note or is one has the bookmark alone: LibreOffice loses notes in controls.
        """
        keyed, marked, noted = [], set(), set()
        for story in self.stories:
            for element in current(self.trees[story]):
                if element.tag == W + "bookmarkStart" and KEY.fullmatch((value(element, "name") or "")[1:]):
                    key, around = value(element, "name")[1:], element.getparent()
                    is_noted = story.endswith("footnotes.xml") or around.find(f".//{W}footnoteReference") is not None
                    (noted if is_noted else marked).add(key)
                elif element.tag == W + "sdtPr":
                    for name in ("tag", "alias"):
                        text = value(element.find(W + name)) or ""
                        if not 0 < len(text.encode("utf-16-le")) // 2 <= LONGEST_TAG:
                            self.find(f"{story} has a content control with the unfit {name} {text!r}")
                    tag = value(element.find(W + "tag")) or ""
                    # Word updates the list of contents as a whole, and with it any bookmark in it.
                    if KEY.fullmatch(tag) and element.find(W + "docPartObj") is None:
                        keyed.append(tag)
        for twice in repeated(keyed):
            self.find(f"two content controls have the key {twice}")
        for key in sorted(set(keyed) ^ marked):
            self.find(f"the key {key} is not both a content control's and a bookmark's")
        for key in sorted(set(keyed) & noted):
            self.find(f"the key {key} is a content control's, in which LibreOffice loses a note")

    def fields(self, story):
        """Complex fields begin, are separated and end in order; the notes are stories of their own."""
        root = self.trees[story]
        units = [
            note for note in root if note.tag in {W + tag for tag in ("footnote", "endnote", "comment")}
        ] or [root]
        for unit in units:
            open_fields = []
            for element in current(unit):
                where = self.place(story, element)
                if element.tag == W + "fldChar":
                    kind = value(element, "fldCharType")
                    if kind == "begin":
                        open_fields.append({"instruction": "", "separated": False})
                    elif not open_fields:
                        self.find(f"{where} has a field character {kind!r} outside of any field")
                    elif kind == "separate":
                        if open_fields[-1]["separated"]:
                            self.find(f"{where} separates a field twice")
                        open_fields[-1]["separated"] = True
                    elif kind == "end":
                        self.instruction(open_fields.pop()["instruction"], where)
                elif element.tag == W + "instrText":
                    if not open_fields or open_fields[-1]["separated"]:
                        self.find(f"{where} has a field instruction outside of the beginning of a field")
                    else:
                        open_fields[-1]["instruction"] += element.text or ""
                elif element.tag == W + "fldSimple":
                    self.instruction(value(element, "instr") or "", where)
            if open_fields:
                self.find(f"{story} does not end {len(open_fields)} of its fields")

    def instruction(self, text, where):
        words = text.split()
        if not words:
            self.find(f"{where} has a field without an instruction")
            return
        target = None
        if words[0].upper() in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1:
            target = words[1]
        elif words[0].upper() == "HYPERLINK" and "\\l" in words[:-1]:
            target = words[words.index("\\l") + 1].strip('"')
        if target is not None and target.casefold() not in self.targets:
            self.find(f"{where} has a field that refers to the bookmark {target}, which does not exist")

    def spaces(self, story):
        for element in current(self.trees[story]):
            if element.tag in (W + "t", W + "instrText", W + "delText"):
                text = element.text or ""
                if text != text.strip(" \t\r\n") and element.get(XML + "space") != "preserve":
                    self.find(f"{self.place(story, element)} loses the space around {text.strip()[:30]!r}")

    def table(self, table, where):
        grid = table.find(W + "tblGrid")
        columns = 0 if grid is None else len(grid.findall(W + "gridCol"))
        if not columns:
            self.find(f"a table in {where} has no grid")
        joined, body_began = set(), False
        for number, row in enumerate(through(table, "tr", WRAPPERS), 1):
            label = f"row {number} of a table in {where}"
            at = self.skipped(row, "gridBefore")
            joins = set()
            for cell in through(row, "tc", WRAPPERS):
                properties = cell.find(W + "tcPr")
                span = 1 if properties is None else whole(value(properties.find(W + "gridSpan")) or "1")
                if span is None or span < 1:
                    self.find(f"{label} has a cell over {span} columns")
                    span = 1
                merge = None if properties is None else properties.find(W + "vMerge")
                if merge is not None:
                    joins.add((at, span))
                    if value(merge) != "restart" and (at, span) not in joined:
                        self.find(f"{label} continues a cell that did not begin above it")
                blocks = [child.tag for child in cell if child.tag in (W + "p", W + "tbl", W + "sdt")]
                if not blocks or blocks[-1] == W + "tbl":
                    self.find(f"{label} has a cell that does not end with a paragraph")
                at += span
            joined = joins
            at += self.skipped(row, "gridAfter")
            if at != columns:
                self.find(f"{label} fills {at} columns, but the grid has {columns}")
            head = row.find(f"{W}trPr/{W}tblHeader")
            if head is None or value(head) in ("0", "false", "off"):
                body_began = True
            elif body_began:
                self.find(f"{label} is a head below the body and would not be repeated")

    @staticmethod
    def skipped(row, name):
        return whole(value(row.find(f"{W}trPr/{W}{name}")) or "0") or 0


def real_moment(text):
    """Whether a text is a date, or a date and time with a zone, that exists."""
    found = MOMENT.fullmatch(text)
    if not found:
        return False
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return (
        year > 0
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
        and hour < 24
        and minute < 60
        and second < 60
    )


def check(path):
    """The findings in one file."""
    with zipfile.ZipFile(path) as archive:
        return Checker(archive).run()


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for path in paths:
        try:
            findings = check(path)
        except (OSError, zipfile.BadZipFile) as error:
            print(f"{path}: cannot be read: {error}")
            worst = 2
            continue
        for finding in findings:
            print(f"{path}: {finding}")
        worst = max(worst, 1 if findings else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
