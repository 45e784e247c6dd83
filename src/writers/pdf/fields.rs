//! Signature fields in the written PDF (ISO 32000-1 12.7.4.5), in place before anyone signs, so that a signer touches
//! nothing but the value and the appearance of a field of its own.
//!
//! typst knows no forms, but it tags links: each with its annotation, its element in reading order, and the entries
//! that lead from one to the other. The template therefore sets a link where a field is to be, and here the few
//! objects of each such link are made those of a field. The rest of the file is copied.

use std::ops::Range;

use memchr::memmem;

use crate::document::tree::SignaturePlace;

/// The field of a timestamp over the whole document; it has no place on the page.
pub(super) const TIMESTAMP: &str = "Dokumenttidsstampel1";

const TIMESTAMP_USE: &str = "Dokumenttidsstämpel";

/// How the address of a link begins that becomes a field.
const SCHEME: &str = "tertial-field:";

/// Print and Locked (ISO 32000-1 table 165): shown on paper, and not to be moved.
const FLAGS: u8 = 4 + 128;

/// Signatures exist, and the file may only be appended to (ISO 32000-1 table 219). Set from the start, so that the
/// form itself stays as it is when somebody signs.
const SIGNATURE_FLAGS: u8 = 1 + 2;

/// The address of the link that becomes this field.
pub(super) fn address(field: &str) -> String {
    format!("{SCHEME}{field}")
}

/// Whether a link to this address would become a field.
pub(super) fn is_address(to: &str) -> bool {
    to.starts_with(SCHEME)
}

/// The PDF that typst has written, with the fields of these places in the order of the signers, and that of the
/// document's timestamp. Without places nothing is changed.
pub(super) fn add(pdf: Vec<u8>, mut places: Vec<&SignaturePlace>) -> Vec<u8> {
    places.sort_by_key(|place| place.number);
    if places.is_empty() {
        return pdf;
    }
    let mut file = Rewrite::new(&pdf);
    let blank =
        file.add("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream".to_owned());
    let mut fields: Vec<usize> = places
        .iter()
        .map(|place| {
            let appearance = format!("/AP<</N {blank} 0 R>>{}", signer(place));
            file.make_field(&place.field(), &place.description(), None, &appearance)
        })
        .collect();
    fields.push(file.make_field(TIMESTAMP, TIMESTAMP_USE, Some("0 0 0 0"), ""));
    let fields: Vec<String> = fields.iter().map(|field| format!("{field} 0 R")).collect();
    let form = file.add(format!("<</Fields[{}]/SigFlags {SIGNATURE_FLAGS}>>", fields.join(" ")));
    file.edit_catalog(&format!("/AcroForm {form} 0 R"));
    file.written()
}

/// What `tertial sign` prints in the field besides what the certificate says.
fn signer(place: &SignaturePlace) -> String {
    let entry = |key: &str, text: &str| format!("/{key}{}", text_string(text));
    let role = entry("Role", &place.role);
    let optional = [("Name", &place.name), ("Place", &place.place), ("Organisation", &place.organisation)];
    let optional = optional.iter().filter_map(|(key, text)| Some(entry(key, text.as_ref()?)));
    format!("/TRTL_Signer<<{role}{}>>", optional.collect::<String>())
}

/// A text string in UTF-16 (ISO 32000-1 7.9.2.2), in hexadecimal digits.
fn text_string(text: &str) -> String {
    let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<FEFF{units}>")
}

/// A file as krilla writes it, objects that are changed, and new ones: one classic cross-reference table, every
/// dictionary on one line with its keys in a fixed order. That it does is looked at on every upgrade of typst.
struct Rewrite<'a> {
    file: &'a [u8],
    /// Where each object begins, by its number; the object 0 is none.
    offsets: Vec<usize>,
    /// Where the cross-reference table begins.
    table: usize,
    edits: Vec<(Range<usize>, String)>,
    added: Vec<String>,
}

/// What a field adds to a file is a few hundred bytes.
const SPACE_FOR_FIELDS: usize = 8192;

const AS_WRITTEN: &str = "krilla writes one cross-reference table, and links as they are read here";

impl<'a> Rewrite<'a> {
    fn new(file: &'a [u8]) -> Self {
        let read = || {
            let at = memmem::rfind(file, b"startxref\n")? + b"startxref\n".len();
            let table: usize = number(&file[at..])?;
            let rows = file.get(table..)?.strip_prefix(b"xref\n0 ")?;
            let count = number(rows)?;
            let first = table + b"xref\n0 ".len() + count.to_string().len() + 1;
            let row = |at: usize| file.get(first + at * 20..).and_then(number);
            Some((table, (0..count).map(row).collect::<Option<Vec<usize>>>()?))
        };
        let (table, offsets) = read().expect(AS_WRITTEN);
        Self { file, offsets, table, edits: Vec::new(), added: Vec::new() }
    }

    /// Adds an object and gives its number.
    fn add(&mut self, object: String) -> usize {
        self.added.push(object);
        self.offsets.len() + self.added.len() - 1
    }

    /// Makes the link of that address a field, and gives the number of its object.
    fn make_field(&mut self, name: &str, tooltip: &str, rect: Option<&str>, more: &str) -> usize {
        let link = self.link(name).expect(AS_WRITTEN);
        let element = self.element(link.object).expect(AS_WRITTEN);
        let widget = format!(
            "<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/TU{}/F {FLAGS}/Rect[{}]/P {} 0 R/StructParent {}{more}>>",
            text_string(tooltip),
            rect.unwrap_or(&link.rect),
            element.page,
            link.struct_parent,
        );
        self.edits.push((self.body(link.object), widget));
        self.edits.push((element.body, element.as_form));
        link.object
    }

    /// Adds entries to the catalog.
    fn edit_catalog(&mut self, entries: &str) {
        let root = self.trailer().split("/Root ").nth(1).and_then(|rest| number(rest.as_bytes()));
        let start = self.body(root.expect(AS_WRITTEN)).start + b"<<".len();
        self.edits.push((start..start, entries.to_owned()));
    }

    fn trailer(&self) -> &'a str {
        let trailer = memmem::rfind(self.file, b"trailer\n").map(|at| &self.file[at..]);
        trailer.and_then(|bytes| str::from_utf8(bytes).ok()).expect(AS_WRITTEN)
    }

    /// The link to a field's address. No other object begins so, whatever words an author wrote.
    fn link(&self, name: &str) -> Option<Link> {
        let target = format!("/Border[0 0 0]/A<</Type/Action/S/URI/URI({})>>", address(name));
        memmem::find_iter(self.file, &target).find_map(|at| {
            let object = self.holding(at)?;
            let body = self.text(&self.body(object))?;
            let (rect, rest) = body.strip_prefix("<</Type/Annot/Subtype/Link/Rect[")?.split_once(']')?;
            let after = rest.strip_prefix(&target)?.split("/StructParent ").nth(1)?;
            Some(Link { object, rect: rect.to_owned(), struct_parent: number(after.as_bytes())? })
        })
    }

    /// The element whose only child is this annotation. As a form's it is named not in an array but by itself.
    fn element(&self, annotation: usize) -> Option<Element> {
        let reference = format!(" 0 R/Obj {annotation} 0 R>>]");
        memmem::find_iter(self.file, &reference).find_map(|at| {
            let body = self.body(self.holding(at)?);
            let link = self.text(&body)?.strip_prefix("<</Type/StructElem/S/Link/")?;
            let (before, child) = link.split_once("/K[<</Type/OBJR/Pg ")?;
            let page = number(child.as_bytes())?;
            let after = child.strip_prefix(&format!("{page}{reference}"))?;
            let child = format!("<</Type/OBJR/Pg {page} 0 R/Obj {annotation} 0 R>>");
            Some(Element {
                body,
                page,
                as_form: format!("<</Type/StructElem/S/Form/{before}/K{child}{after}"),
            })
        })
    }

    /// The number of the object that a place in the file lies in.
    fn holding(&self, at: usize) -> Option<usize> {
        let begun = |(_, offset): &(usize, &usize)| **offset <= at;
        let objects = self.offsets.iter().enumerate().skip(1).filter(begun);
        objects.max_by_key(|(_, offset)| **offset).map(|(number, _)| number)
    }

    /// Where the value of an object stands: between `1 0 obj` and `endobj`.
    fn body(&self, object: usize) -> Range<usize> {
        let start = self.offsets[object] + format!("{object} 0 obj\n").len();
        let length = memmem::find(&self.file[start..], b"\nendobj\n").expect(AS_WRITTEN);
        start..start + length
    }

    fn text(&self, range: &Range<usize>) -> Option<&'a str> {
        str::from_utf8(&self.file[range.clone()]).ok()
    }

    /// The file with what was changed, and a line end after its last line: an increment follows on a line of its own
    /// (ISO 19005-2 6.1.9).
    fn written(mut self) -> Vec<u8> {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut out = Vec::with_capacity(self.file.len() + SPACE_FOR_FIELDS);
        let mut from = 0;
        for (range, text) in &self.edits {
            out.extend_from_slice(&self.file[from..range.start]);
            out.extend_from_slice(text.as_bytes());
            from = range.end;
        }
        out.extend_from_slice(&self.file[from..self.table]);
        let mut offsets: Vec<usize> = self.offsets.iter().map(|offset| self.moved(*offset)).collect();
        for (number, object) in (self.offsets.len()..).zip(&self.added) {
            offsets.push(out.len());
            out.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
        }
        let (table, count) = (out.len(), offsets.len());
        out.extend_from_slice(format!("xref\n0 {count}\n0000000000 65535 f\r\n").as_bytes());
        for offset in offsets.iter().skip(1) {
            out.extend_from_slice(format!("{offset:010} 00000 n\r\n").as_bytes());
        }
        let (size, new_size) = (format!("/Size {}/", self.offsets.len()), format!("/Size {count}/"));
        let (trailer, _) = self.trailer().split_once("startxref\n").expect(AS_WRITTEN);
        let trailer = trailer.replacen(&size, &new_size, 1);
        out.extend_from_slice(format!("{trailer}startxref\n{table}\n%%EOF\n").as_bytes());
        out
    }

    /// Where something that stood at a place stands after the edits.
    fn moved(&self, place: usize) -> usize {
        let before = self.edits.iter().take_while(|(range, _)| range.start < place);
        before.fold(place, |place, (range, text)| place + text.len() - range.len())
    }
}

struct Link {
    object: usize,
    rect: String,
    struct_parent: usize,
}

struct Element {
    body: Range<usize>,
    page: usize,
    as_form: String,
}

/// The decimal number that bytes begin with.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    str::from_utf8(&bytes[..digits]).ok()?.parse().ok()
}
