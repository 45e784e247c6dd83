"""Plants one fault in a copy of a good file: the negative controls of the validators.

    plant.py FAULT IN OUT      writes a copy of IN with the fault
    plant.py --list pdf|docx   prints each fault and, after a tab, the validator that must refuse it

The fault `nothing` writes a copy that went the same way and must still pass: without it a control
could be refused for the copying alone. The exit code is 2 when a fault is unknown or when the file
has no place for it, such as a link for a fault in a link.
"""

import copy
import pathlib
import re
import sys
import zipfile

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name

FAULTS = {"pdf": {}, "docx": {}}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class NoPlace(Exception):
    """The file has nothing that this fault could be planted in."""


def fault(kind, validator, on=None):
    """Registers a function as a fault, by its name, together with the validator that must refuse it.

    The function gets the opened document and changes it; with `on=bytes` it gets the file's bytes and
    gives others.
    """

    def register(function):
        FAULTS[kind][function.__name__.replace("_", "-")] = (validator, on, function)
        return function

    return register


def first(candidates, what):
    """The first candidate; a file without any is not fit for this fault."""
    for candidate in candidates:
        return candidate
    raise NoPlace(f"there is no {what}")


# --- PDF --------------------------------------------------------------------------------------------


def elements(pdf, role):
    """The structure elements of a role, in reading order."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        if element.get("/S") == Name(role):
            yield element
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, Array) else [kids]
        stack.extend(kid for kid in reversed(kids) if isinstance(kid, Dictionary) and "/S" in kid)


def annotations(pdf, kind):
    """Annotations of a kind, in the order of the pages."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == Name(kind):
                yield annotation


def set_attribute(element, name, value):
    """Sets an attribute that a structure element has, or removes it for None; says whether it was there."""
    attributes = element.get("/A")
    for one in list(attributes) if isinstance(attributes, Array) else [attributes]:
        if isinstance(one, Dictionary) and name in one:
            if value is None:
                del one[name]
            else:
                one[name] = value
            return True
    return False


def retitle(pdf, title):
    """Gives the document another title in both places, or none at all."""
    xmp = pdf.Root.Metadata.read_bytes()
    new = b"" if title is None else rb"\1" + title.encode() + rb"\2"
    pattern = rb"(<dc:title>.*?<rdf:li[^>]*>).*?(</rdf:li>.*?</dc:title>)"
    xmp, count = re.subn(pattern, new, xmp, flags=re.DOTALL)
    if not count:
        raise NoPlace("there is no title in the metadata")
    pdf.Root.Metadata.write(xmp)
    if title is None:
        del pdf.docinfo["/Title"]
    else:
        pdf.docinfo["/Title"] = title


def with_content(pdf):
    """Structure elements whose first kid is a content id."""
    for role in ("/P", "/Span", "/H1", "/LBody", "/TD"):
        for element in elements(pdf, role):
            kids = element.get("/K")
            if isinstance(kids, int) or (isinstance(kids, Array) and len(kids) and isinstance(kids[0], int)):
                yield element


@fault("pdf", "verapdf")
def no_title(pdf):
    retitle(pdf, None)


@fault("pdf", "pdf_structure")
def empty_title(pdf):
    retitle(pdf, "")


@fault("pdf", "verapdf")
def no_mark_info(pdf):
    del pdf.Root["/MarkInfo"]


@fault("pdf", "verapdf")
def no_output_intent(pdf):
    # Colours of a device are allowed only with an output intent, so there must be one on the page.
    if "/OutputIntents" in pdf.Root:
        del pdf.Root["/OutputIntents"]
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"/Artifact BMC 1 0 0 rg 0 0 1 1 re f EMC"))


@fault("pdf", "verapdf")
def no_standard(pdf):
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(re.sub(rb"<(pdfaid|pdfuaid):part>\d</\1:part>", b"", xmp))


@fault("pdf", "verapdf")
def no_embedded_font(pdf):
    descriptors = (
        item
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor
    )
    descriptor = first(descriptors, "font")
    for file in ("/FontFile", "/FontFile2", "/FontFile3"):
        if file in descriptor:
            del descriptor[file]


@fault("pdf", "verapdf")
def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


@fault("pdf", "pdf_structure")
def no_display_title(pdf):
    del pdf.Root["/ViewerPreferences"]


@fault("pdf", "pdf_structure")
def english(pdf):
    pdf.Root.Lang = "en"


@fault("pdf", "pdf_structure")
def orphaned_content(pdf):
    element = first(with_content(pdf), "tagged content")
    if isinstance(element.K, Array):
        del element.K[0]
    else:
        del element["/K"]


@fault("pdf", "pdf_structure")
def absent_content(pdf):
    element = first(with_content(pdf), "tagged content")
    element.K = Array([*element.K, 9999]) if isinstance(element.K, Array) else Array([element.K, 9999])


@fault("pdf", "pdf_structure")
def no_struct_parents(pdf):
    page = first((page.obj for page in pdf.pages if "/StructParents" in page.obj), "tagged page")
    del page["/StructParents"]


@fault("pdf", "pdf_structure")
def wrong_parent(pdf):
    page = first((page.obj for page in pdf.pages if "/StructParents" in page.obj), "tagged page")
    page.StructParents = 99999


@fault("pdf", "pdf_structure")
def unbalanced_q(pdf):
    pdf.pages[0].contents_add(pdf.make_stream(b"\nq\n"))


@fault("pdf", "pdf_structure")
def untagged_paint(pdf):
    pdf.pages[0].contents_add(pdf.make_stream(b"\n0 0 1 1 re f\n"))


@fault("pdf", "pdf_structure")
def cyclic_tree(pdf):
    element = first(with_content(pdf), "tagged content")
    kids = element.K if isinstance(element.K, Array) else Array([element.K])
    element.K = Array([*kids, element.P])


@fault("pdf", "pdf_structure")
def no_link_object(pdf):
    for element in elements(pdf, "/Link"):
        kids = list(element.K) if isinstance(element.K, Array) else [element.K]
        left = [kid for kid in kids if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)]
        if len(left) < len(kids):
            element.K = Array(left)
            return
    raise NoPlace("there is no tagged link")


@fault("pdf", "pdf_structure")
def no_struct_parent(pdf):
    del first(annotations(pdf, "/Link"), "link")["/StructParent"]


@fault("pdf", "pdf_structure")
def link_to_nowhere(pdf):
    link = first(annotations(pdf, "/Link"), "link")
    if "/A" in link:
        del link["/A"]
    link.Dest = "ingenstans"


@fault("pdf", "pdf_structure")
def no_scope(pdf):
    if not any(set_attribute(head, "/Scope", None) for head in elements(pdf, "/TH")):
        raise NoPlace("there is no head cell with a scope")


@fault("pdf", "pdf_structure")
def no_headers(pdf):
    # Where there are heads in both directions, a cell must name its own.
    heads = [head for head in elements(pdf, "/TH") if set_attribute(head, "/Scope", Name.Both)]
    first(heads, "head cell with a scope")
    for cell in elements(pdf, "/TD"):
        set_attribute(cell, "/Headers", None)


@fault("pdf", "pdf_structure")
def skipped_heading(pdf):
    first(elements(pdf, "/H2"), "heading of the second level").S = Name.H4


@fault("pdf", "pdf_structure")
def loose_text(pdf):
    """A heading is what every document has directly in it."""
    first(elements(pdf, "/H1"), "heading").S = Name.Span


@fault("pdf", "pdf_structure")
def data_only_table(pdf):
    heads = list(elements(pdf, "/TH"))
    first(heads, "head cell")
    for head in heads:
        head.S = Name.TD


@fault("pdf", "qpdf", on=bytes)
def broken_xref(data):
    """Every offset of the cross-reference table leads a few bytes too far."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    table = re.sub(
        rb"(\d{10})( \d{5} n)", lambda entry: b"%010d" % (int(entry[1]) + 7) + entry[2], data[start:]
    )
    if table == data[start:]:
        raise NoPlace("there is no cross-reference table in plain text")
    return data[:start] + table


@fault("pdf", "qpdf", on=bytes)
def cut_pdf(data):
    return data[: len(data) * 2 // 3]


# --- docx -------------------------------------------------------------------------------------------


class Package:
    """The parts of a docx: bytes, or a tree where a fault has looked into one."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.infos = archive.infolist()
            self.parts = {info.filename: archive.read(info) for info in self.infos}

    def tree(self, name):
        """The root element of a part."""
        if name not in self.parts:
            raise NoPlace(f"there is no part {name}")
        if isinstance(self.parts[name], bytes):
            self.parts[name] = etree.fromstring(self.parts[name], etree.XMLParser(resolve_entities=False))
        return self.parts[name]

    @property
    def body(self):
        """The body of the main part."""
        return self.tree("word/document.xml").find(f"{W}body")

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self.infos:
                part = self.parts.get(info.filename)
                if part is None:
                    continue
                if not isinstance(part, bytes):
                    part = etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
                copied = zipfile.ZipInfo(info.filename, info.date_time)
                copied.compress_type = info.compress_type
                archive.writestr(copied, part)


def named(tag, **attributes):
    """An element of WordprocessingML with its attributes."""
    element = etree.Element(W + tag)
    for name, value in attributes.items():
        element.set(W + name, value)
    return element


def run(*children):
    """A run around some elements."""
    element = named("r")
    element.extend(children)
    return element


def paragraph(package):
    """The first paragraph."""
    return first(package.body.iter(f"{W}p"), "paragraph")


def add_paragraph(package, *settings):
    """Puts an empty paragraph with some properties before all others."""
    properties, added = named("pPr"), named("p")
    properties.extend(settings)
    added.append(properties)
    package.body.insert(0, added)


def bookmark(number, name):
    return [named("bookmarkStart", id=number, name=name), named("bookmarkEnd", id=number)]


def drawing(number):
    """An empty inline drawing with an id."""
    return etree.fromstring(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<w:drawing><wp:inline><wp:docPr id="{number}" name="Bild"/></wp:inline></w:drawing></w:r>'
    )


@fault("docx", "openxml_audit")
def wrong_order(package):
    add_paragraph(package, named("jc", val="left"), named("keepNext"))


@fault("docx", "openxml_audit")
def unknown_element(package):
    paragraph(package).append(named("paragraf"))


@fault("docx", "openxml_audit")
def bad_value(package):
    add_paragraph(package, named("jc", val="mitten"))


@fault("docx", "docx_integrity")
def same_bookmark_name(package):
    paragraph(package).extend([*bookmark("90001", "samma"), *bookmark("90002", "Samma")])


@fault("docx", "docx_integrity")
def same_bookmark_id(package):
    paragraph(package).extend([*bookmark("90001", "ett"), *bookmark("90001", "annat")])


@fault("docx", "docx_integrity")
def open_bookmark(package):
    paragraph(package).append(named("bookmarkStart", id="90001", name="utan_slut"))


@fault("docx", "docx_integrity")
def open_field(package):
    instruction = named("instrText")
    instruction.text = "PAGE"
    paragraph(package).append(run(named("fldChar", fldCharType="begin"), instruction))


@fault("docx", "docx_integrity")
def ended_field(package):
    paragraph(package).append(run(named("fldChar", fldCharType="end")))


@fault("docx", "docx_integrity")
def same_drawing_id(package):
    paragraph(package).extend([drawing(90001), drawing(90001)])


def keyed(package):
    """The properties of a content control that a block of the document stands in, and its key."""
    tags = (tag for tag in package.body.iter(f"{W}tag") if tag.get(f"{W}val").startswith("t_"))
    tag = first(tags, "content control with a key")
    return tag.getparent(), tag.get(f"{W}val")


@fault("docx", "docx_integrity")
def same_key(package):
    control, _ = keyed(package)
    package.body.insert(0, copy.deepcopy(control.getparent()))


@fault("docx", "docx_integrity")
def long_title(package):
    keyed(package)[0].find(f"{W}alias").set(f"{W}val", "å" * 65)


@fault("docx", "docx_integrity")
def key_without_bookmark(package):
    key = "_" + keyed(package)[1]
    marks = (mark for mark in package.body.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == key)
    first(marks, "bookmark of that key").set(f"{W}name", "annat")


@fault("docx", "docx_integrity")
def short_grid(package):
    columns = first(package.body.iter(f"{W}tblGrid"), "table")
    columns.remove(first(columns, "column"))


@fault("docx", "docx_integrity")
def wide_cell(package):
    cell = first(package.body.iter(f"{W}tc"), "table cell")
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = named("tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{W}gridSpan"):
        properties.remove(old)
    width = properties.find(f"{W}tcW")
    properties.insert(0 if width is None else list(properties).index(width) + 1, named("gridSpan", val="9"))


@fault("docx", "docx_integrity")
def unknown_list(package):
    place = named("numPr")
    place.extend([named("ilvl", val="0"), named("numId", val="90001")])
    add_paragraph(package, place)


@fault("docx", "docx_integrity")
def unknown_style(package):
    add_paragraph(package, named("pStyle", val="Finnsinte"))


@fault("docx", "docx_integrity")
def unknown_anchor(package):
    paragraph(package).append(named("hyperlink", anchor="finns_inte"))


@fault("docx", "docx_integrity")
def lost_space(package):
    text = named("t")
    text.text = "slutar med blanksteg "
    paragraph(package).append(run(text))


@fault("docx", "docx_integrity")
def bad_date(package):
    dates = package.tree("docProps/core.xml").iterfind("{http://purl.org/dc/terms/}*")
    first(dates, "date in the core properties").text = "2006-13-06"


@fault("docx", "docx_integrity")
def two_titles(package):
    core = package.tree("docProps/core.xml")
    titles = core.iterfind("{http://purl.org/dc/elements/1.1/}title")
    core.append(copy.deepcopy(first(titles, "title in the core properties")))


@fault("docx", "docx_integrity")
def english_docx(package):
    languages = package.tree("word/styles.xml").iter(f"{W}lang")
    first(languages, "language in the styles").set(W + "val", "en-US")


@fault("docx", "docx_integrity")
def missing_part(package):
    package.tree("word/styles.xml")
    package.parts["word/styles.xml"] = None


@fault("docx", "docx_integrity")
def no_content_type(package):
    types = package.tree("[Content_Types].xml")
    for entry in types:
        if entry.get("PartName") == "/word/styles.xml":
            types.remove(entry)
            for default in types:
                if default.get("Extension") == "xml":
                    types.remove(default)
            return
    raise NoPlace("the content type of the styles is not declared")


@fault("docx", "docx_integrity")
def dated_entries(package):
    for info in package.infos:
        info.date_time = (2026, 2, 3, 4, 5, 6)


@fault("docx", "docx_integrity")
def not_xml(package):
    part = package.parts["word/document.xml"]
    package.parts["word/document.xml"] = part.replace(b"</w:body>", b"\x0b</w:body>")


@fault("docx", "docx_integrity", on=bytes)
def cut_docx(data):
    return data[: len(data) * 2 // 3]


@fault("docx", "libreoffice", on=bytes)
def no_archive(data):
    return b"\0" * len(data)


# --- the command ------------------------------------------------------------------------------------


def plant(name, source, target):
    """Writes the copy with the fault."""
    data = source.read_bytes()
    kind = "pdf" if data.startswith(b"%PDF") else "docx"
    on, function = None, None
    if name != "nothing":
        if name not in FAULTS[kind]:
            raise NoPlace(f"no fault {name} is known for a {kind}")
        _, on, function = FAULTS[kind][name]
    if on is bytes:
        target.write_bytes(function(data))
    elif kind == "pdf":
        with pikepdf.open(source) as pdf:
            if function:
                function(pdf)
            pdf.save(target, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    else:
        package = Package(source)
        if function:
            function(package)
        package.save(target)


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--list" and arguments[1] in FAULTS:
        for name, (validator, _, _) in FAULTS[arguments[1]].items():
            print(f"{name}\t{validator}")
        return 0
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    name, source, target = arguments
    try:
        plant(name, pathlib.Path(source), pathlib.Path(target))
    except (NoPlace, OSError, pikepdf.PdfError, zipfile.BadZipFile) as error:
        print(f"{source}: the fault {name} cannot be planted: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
