"""Checks in a tagged PDF what veraPDF does not look at.

    pdf_structure.py FILE...

prints a line for every finding, and exits with 0 when there is none, with 1 when there are some and
with 2 when a file cannot be read. The rules are those of a Swedish report: tagged throughout,
readable in order, every cell of a table findable by its heads.
"""

import re
import sys
from collections import defaultdict

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

HEADINGS = {f"H{level}": level for level in range(1, 7)}
STANDARD = set(HEADINGS) | set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP "
    "Warichu WT WP Figure Formula Form".split()
)
# Elements that hold others; text belongs into a paragraph, heading or cell inside of them.
DIVISIONS = {"StructTreeRoot", "Document", "Part", "Art", "Sect", "Div"}
HOLDERS = DIVISIONS | {"TOC", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR"}
INLINE = {"Span", "Quote", "Reference", "Code", "Link", "Annot"}
PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}
PAIRS = {"Q": "q", "ET": "BT", "EMC": "BMC"}
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def key_of(thing):
    """What tells one indirect object from another."""
    return thing.objgen


def items(value):
    """The members of an array, or the value alone, or nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def as_text(value):
    """A string object as text; nothing else has any."""
    return str(value) if isinstance(value, pikepdf.String) else ""


def known(marks):
    """Whether what is painted inside of these sequences is tagged or said to be decoration."""
    return "artifact" in marks or "tagged" in marks


def tree_entries(node, leaf, seen=None):
    """Pairs of key and value of a number tree (leaf `/Nums`) or a name tree (leaf `/Names`)."""
    seen = set() if seen is None else seen
    if node is None or (node.is_indirect and key_of(node) in seen):
        return
    seen.add(key_of(node))
    flat = list(node.get(leaf, []))
    yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in node.get("/Kids", []):
        yield from tree_entries(kid, leaf, seen)


class Element:
    """A structure element, with its kids in reading order."""

    def __init__(self, source, role, parent):
        self.source, self.role, self.parent = source, role, parent
        self.kids = []
        self.content = 0

    def attribute(self, name):
        """The value of an attribute, in whichever of the attribute objects it stands."""
        for attributes in items(self.source.get("/A")):
            if isinstance(attributes, (Dictionary, Stream)) and name in attributes:
                return attributes.get(name)
        return None

    def walk(self):
        """This element and all beneath it, in reading order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.kids))

    def beneath(self, role, within):
        """The nearest elements of a role that are reached only through the roles in `within`."""
        for kid in self.kids:
            if kid.role == role:
                yield kid
            elif kid.role in within:
                yield from kid.beneath(role, within)

    def __str__(self):
        number = self.source.objgen[0]
        return f"{self.role} (object {number})" if number else self.role


class Checker:
    """All checks over one document; `findings` is what they found."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.root = pdf.Root
        self.findings = []
        self.page_number = {key_of(page.obj): number for number, page in enumerate(pdf.pages, 1)}
        self.top = None
        # Who claims the marked content with an id in a page or form, and the annotations.
        self.claims = {}
        self.object_claims = defaultdict(list)
        # What stands in the parent tree, and who uses which of its keys.
        self.parents = {}
        self.parent_users = defaultdict(list)
        # What was met on the pages.
        self.present = set()
        self.annotations = set()
        self.forms_seen = set()
        self.fonts_seen = set()

    def find(self, finding):
        if finding not in self.findings:
            self.findings.append(finding)

    def run(self):
        self.catalog()
        structure = self.root.get("/StructTreeRoot")
        if structure is None:
            self.find("the document has no structure tree")
        else:
            self.structure_tree(structure)
            self.parent_tree(structure)
        for page in self.pdf.pages:
            self.page(page)
        if structure is not None:
            self.claimed_but_absent()
            self.unused_parents(structure)
            self.paragraphs()
            self.headings()
            self.tables()
            self.pictures()
        return self.findings

    # --- the document ---------------------------------------------------------------------------

    def catalog(self):
        marked = self.root.get("/MarkInfo", Dictionary()).get("/Marked", False)
        if marked is not True:
            self.find("the catalog does not say that the document is tagged (MarkInfo)")
        if self.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False) is not True:
            self.find("the window would show the file's name: DisplayDocTitle is not true")
        language = as_text(self.root.get("/Lang"))
        if not re.fullmatch(r"sv(-SE)?", language, re.IGNORECASE):
            self.find(f"the document's language is {language!r}, not Swedish")
        info = as_text(self.pdf.docinfo.get("/Title")).strip()
        described = self.described_title()
        if not described:
            self.find("the XMP metadata have no title, or an empty one")
        if not info:
            self.find("the document information has no title, or an empty one")
        if info and described and info != described:
            self.find(f"two titles: {info!r} in the document information, {described!r} in the XMP metadata")

    def described_title(self):
        metadata = self.root.get("/Metadata")
        if metadata is None:
            return ""
        try:
            tree = etree.fromstring(
                metadata.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True)
            )
        except etree.XMLSyntaxError as error:
            self.find(f"the XMP metadata are no XML: {error}")
            return ""
        titles = [title.text or "" for title in tree.iterfind(f".//{DUBLIN_CORE}title/{RDF}Alt/{RDF}li")]
        return titles[0].strip() if titles else ""

    # --- the structure tree ---------------------------------------------------------------------

    def standard_role(self, name):
        """The standard role that a name of the document's own stands for."""
        roles = self.root.StructTreeRoot.get("/RoleMap", Dictionary())
        seen = set()
        while name not in STANDARD and f"/{name}" in roles:
            if name in seen:
                self.find(f"the role {name} is mapped in a circle")
                break
            seen.add(name)
            name = str(roles[f"/{name}"])[1:]
        return name

    def structure_tree(self, structure):
        self.top = Element(structure, "StructTreeRoot", None)
        seen = set()
        stack = [(self.top, kid) for kid in reversed(items(structure.get("/K")))]
        while stack:
            parent, kid = stack.pop()
            if not isinstance(kid, (Dictionary, Stream)):
                self.claim(parent, parent.source.get("/Pg"), kid)
                continue
            kind = kid.get("/Type")
            if kind == Name.MCR:
                owner = kid.get("/Stm", kid.get("/Pg", parent.source.get("/Pg")))
                self.claim(parent, owner, kid.get("/MCID"))
            elif kind == Name.OBJR:
                self.object_claims[key_of(kid.get("/Obj"))].append(parent)
                parent.content += 1
            else:
                if kid.is_indirect:
                    if key_of(kid) in seen:
                        self.find(f"the structure tree is no tree: object {kid.objgen[0]} is reached twice")
                        continue
                    seen.add(key_of(kid))
                role = self.standard_role(str(kid.get("/S", "/?"))[1:])
                if role not in STANDARD:
                    self.find(f"the role {role} is not a standard one, nor mapped to one")
                element = Element(kid, role, parent)
                parent.kids.append(element)
                above = kid.get("/P")
                if above is None or key_of(above) != key_of(parent.source):
                    self.find(f"{element} does not name {parent} as its parent")
                stack.extend((element, below) for below in reversed(items(kid.get("/K"))))

    def claim(self, element, owner, number):
        element.content += 1
        if owner is None or not isinstance(number, int):
            self.find(f"{element} refers to content without saying where it stands")
            return
        place = (key_of(owner), number)
        if place in self.claims:
            self.find(f"{self.place(*place)} is claimed by {self.claims[place]} and by {element}")
        self.claims[place] = element

    def parent_tree(self, structure):
        highest = -1
        for key, value in tree_entries(structure.get("/ParentTree"), "/Nums"):
            if int(key) in self.parents:
                self.find(f"the parent tree has the key {int(key)} twice")
            self.parents[int(key)] = value
            highest = max(highest, int(key))
        following = structure.get("/ParentTreeNextKey")
        if following is not None and int(following) <= highest:
            self.find(f"ParentTreeNextKey is {int(following)}, but the key {highest} is in use")

    def place(self, owner, number=None):
        where = f"page {self.page_number[owner]}" if owner in self.page_number else f"object {owner[0]}"
        return where if number is None else f"content {number} of {where}"

    def claimed_but_absent(self):
        for (owner, number), element in self.claims.items():
            if (owner, number) not in self.present:
                self.find(f"{element} claims {self.place(owner, number)}, which is not there")
        for annotation, elements in self.object_claims.items():
            if annotation not in self.annotations:
                self.find(f"{elements[0]} refers to object {annotation[0]}, which is on no page")

    def unused_parents(self, structure):
        for key, users in self.parent_users.items():
            if len(users) > 1:
                self.find(f"the key {key} of the parent tree is used by {' and '.join(users)}")
        for key in self.parents:
            if key not in self.parent_users:
                self.find(f"the key {key} of the parent tree is used by nobody (StructParents missing?)")

    # --- pages ----------------------------------------------------------------------------------

    def page(self, page):
        where = f"page {self.page_number[key_of(page.obj)]}"
        self.content(page.obj, page.obj, page.get("/Resources", Dictionary()), where, ())
        for annotation in page.obj.get("/Annots", []):
            self.annotation(annotation, where)

    def content(self, stream, owner, resources, where, around):
        """Reads one content stream: nesting, marked content, fonts and the forms that it paints."""
        self.fonts(resources, where)
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except pikepdf.PdfError as error:
            self.find(f"the content of {where} cannot be read: {error}")
            return
        open_pairs, marks, numbers = [], list(around), set()
        for operands, operator in instructions:
            operator = str(operator)
            if operator in ("q", "BT", "BMC", "BDC"):
                open_pairs.append("BMC" if operator == "BDC" else operator)
            if operator in PAIRS:
                # q/Q and BT/ET nest among themselves; marked content may begin inside and end outside of q.
                wanted = PAIRS[operator]
                if wanted in open_pairs:
                    del open_pairs[len(open_pairs) - 1 - open_pairs[::-1].index(wanted)]
                else:
                    self.find(f"{where} has an {operator} without {wanted}")
                    continue
            if operator in ("BMC", "BDC"):
                marks.append(self.mark(operands, resources, where, marks, owner, numbers))
            elif operator == "EMC":
                marks.pop()
            elif operator == "Do":
                self.painted(operands[0], resources, where, marks)
            elif operator in PAINTS and not known(marks):
                self.find(f"{where} paints something that is neither tagged nor an artifact ({operator})")
        for left in sorted(set(open_pairs)):
            self.find(f"{where} leaves {open_pairs.count(left)} {left} open")
        if numbers:
            self.parents_of(owner, numbers, where)

    def mark(self, operands, resources, where, around, owner, numbers):
        """What kind of sequence begins here: `artifact`, `tagged`, or `plain` (such as a language span)."""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = resources.get("/Properties", Dictionary()).get(str(properties))
        number = properties.get("/MCID") if isinstance(properties, (Dictionary, Stream)) else None
        if str(operands[0]) == "/Artifact":
            if number is not None:
                self.find(f"an artifact of {where} has the content id {number}")
            if "tagged" in around:
                self.find(f"{where} has an artifact inside tagged content")
            return "artifact"
        if number is None:
            return "plain"
        number = int(number)
        if known(around):
            self.find(f"content {number} of {where} lies inside other marked content")
        place = (key_of(owner), number)
        if number in numbers:
            self.find(f"{where} has the content id {number} twice")
        elif place not in self.claims:
            self.find(f"content {number} of {where} is in no structure element")
        numbers.add(number)
        self.present.add(place)
        return "tagged"

    def painted(self, name, resources, where, around):
        thing = resources.get("/XObject", Dictionary()).get(str(name))
        if thing is None:
            self.find(f"{where} paints {name}, which its resources do not have")
            return
        if thing.get("/Subtype") != Name.Form:
            if not known(around):
                self.find(f"{where} paints a picture that is neither tagged nor an artifact")
            return
        state = (key_of(thing), known(around))
        if state in self.forms_seen:
            return
        self.forms_seen.add(state)
        self.content(
            thing, thing, thing.get("/Resources", resources), f"form {thing.objgen[0]} of {where}", around
        )

    def parents_of(self, owner, numbers, where):
        """Content ids must be found through the parent tree by what the stream says of itself."""
        key = owner.get("/StructParents")
        if key is None:
            self.find(f"{where} has tagged content but no StructParents")
            return
        self.parent_users[int(key)].append(where)
        row = self.parents.get(int(key))
        if not isinstance(row, Array):
            self.find(f"the parent tree has no row {int(key)} for {where}")
            return
        for number in sorted(numbers):
            element = self.claims.get((key_of(owner), number))
            found = row[number] if number < len(row) else None
            if element is not None and (found is None or key_of(found) != key_of(element.source)):
                self.find(f"the parent tree does not lead from content {number} of {where} to {element}")

    def fonts(self, resources, where):
        for font in dict(resources.get("/Font", Dictionary())).values():
            if key_of(font) in self.fonts_seen and font.is_indirect:
                continue
            self.fonts_seen.add(key_of(font))
            name = str(font.get("/BaseFont", "without name")).lstrip("/")
            if font.get("/Subtype") == Name.Type3:
                for glyph in dict(font.get("/CharProcs", Dictionary())).values():
                    self.content(
                        glyph, glyph, font.get("/Resources", resources), f"a glyph of {name}", ("artifact",)
                    )
                continue
            faces = font.get("/DescendantFonts", [font])
            for face in faces:
                described = face.get("/FontDescriptor", Dictionary())
                if not any(file in described for file in ("/FontFile", "/FontFile2", "/FontFile3")):
                    self.find(f"the font {name} of {where} is not embedded")

    # --- annotations ----------------------------------------------------------------------------

    def annotation(self, annotation, where):
        self.annotations.add(key_of(annotation))
        kind = str(annotation.get("/Subtype", "/?"))[1:]
        label = f"{kind} annotation (object {annotation.objgen[0]}) of {where}"
        for look in dict(annotation.get("/AP", Dictionary())).values():
            streams = [look] if isinstance(look, Stream) else dict(look).values()
            for stream in streams:
                if isinstance(stream, Stream):
                    resources = stream.get("/Resources", Dictionary())
                    self.content(stream, stream, resources, f"the appearance of {label}", ("artifact",))
        if kind == "Link":
            self.destination(annotation, label)
        left, bottom, right, top = (float(side) for side in annotation.get("/Rect", [0, 0, 0, 0]))
        unseen = left == right or bottom == top
        if kind in ("Popup", "PrinterMark") or (unseen and "/StructParent" not in annotation):
            return
        owners = self.object_claims.get(key_of(annotation), [])
        if not owners:
            self.find(f"{label} is in no structure element (OBJR)")
        wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
        for owner in owners:
            if owner.role != wanted:
                self.find(f"{label} is in {owner} rather than in {wanted}")
        key = annotation.get("/StructParent")
        if key is None:
            self.find(f"{label} has no StructParent")
            return
        self.parent_users[int(key)].append(label)
        found = self.parents.get(int(key))
        if not isinstance(found, Dictionary) or all(
            key_of(found) != key_of(owner.source) for owner in owners
        ):
            self.find(f"the parent tree does not lead from {label} to its structure element")

    def destination(self, link, label):
        """A link inside the document must end on a page of it."""
        action = link.get("/A", Dictionary())
        target = link.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None)
        if target is None:
            if "/A" not in link:
                self.find(f"{label} leads nowhere")
            return
        if isinstance(target, (Name, pikepdf.String)):
            target = self.named_destinations.get(str(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        if not isinstance(target, Array) or key_of(target[0]) not in self.page_number:
            self.find(f"{label} leads to a place that is not in the document")

    @property
    def named_destinations(self):
        if not hasattr(self, "_named"):
            names = self.root.get("/Names", Dictionary()).get("/Dests")
            self._named = {str(name): value for name, value in tree_entries(names, "/Names")}
            self._named.update(
                {str(name): value for name, value in dict(self.root.get("/Dests", {})).items()}
            )
        return self._named

    # --- meaning --------------------------------------------------------------------------------

    def paragraphs(self):
        for element in self.top.walk():
            if element.role in HOLDERS and element.content:
                self.find(f"{element} holds text that is in no paragraph")
            if element.role in INLINE and element.parent is not None and element.parent.role in DIVISIONS:
                self.find(f"{element} stands in {element.parent}, in no paragraph")

    def headings(self):
        level = 0
        for element in self.top.walk():
            found = HEADINGS.get(element.role)
            if found is None:
                continue
            if found > level + 1:
                self.find(
                    f"{element} follows a heading of level {level}"
                    if level
                    else f"the first heading is {element}"
                )
            if not any(part.content for part in element.walk()):
                self.find(f"{element} is a heading without text")
            level = found

    def tables(self):
        for table in self.top.walk():
            if table.role == "Table":
                self.table(table)

    def table(self, table):
        rows = list(table.beneath("TR", ("THead", "TBody", "TFoot")))
        cells = [cell for row in rows for cell in row.kids if cell.role in ("TH", "TD")]
        heads = [cell for cell in cells if cell.role == "TH"]
        if not rows:
            self.find(f"{table} has no rows")
            return
        if not heads:
            self.find(f"{table} has no head cells")
        scopes = set()
        for head in heads:
            scope = head.attribute("/Scope")
            if scope is None:
                self.find(f"{head} of {table} has no Scope")
            else:
                scopes.add(str(scope)[1:])
        names = {bytes(head.source["/ID"]) for head in heads if "/ID" in head.source}
        both = "Both" in scopes or {"Row", "Column"} <= scopes
        for cell in cells:
            headers = [bytes(name) for name in items(cell.attribute("/Headers"))]
            if cell.role == "TD" and both and not headers:
                self.find(f"{cell} of {table} does not name its row and column heads (Headers)")
            if any(header not in names for header in headers):
                self.find(f"{cell} of {table} names a head that the table does not have")

    def pictures(self):
        for element in self.top.walk():
            if element.role in ("Figure", "Formula"):
                said = as_text(element.source.get("/Alt")) or as_text(element.source.get("/ActualText"))
                if not said.strip():
                    self.find(f"{element} has no alternative text")


def check(path):
    """The findings in one file."""
    with pikepdf.open(path) as pdf:
        return Checker(pdf).run()


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for path in paths:
        try:
            findings = check(path)
        except (OSError, pikepdf.PdfError) as error:
            print(f"{path}: cannot be read: {error}")
            worst = 2
            continue
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            print(f"{path}: an object is not what its place calls for: {error!r}")
            worst = 2
            continue
        for finding in findings:
            print(f"{path}: {finding}")
        worst = max(worst, 1 if findings else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
