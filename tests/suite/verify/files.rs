//! Files that lie about what they cover, and additions that an attacker makes to signed files.

use lopdf::{Object, dictionary};

use super::craft::{
    Craft, PLAIN, added, appended, certified, contents_text, last_table, page, range_text, replaced, signed,
    with_security,
};
use crate::pki::{Holder, Pki};

pub(super) fn with_range(pki: &Pki, range: &str) -> Vec<u8> {
    let file = signed(pki);
    replaced(&file, &range_text(&file), &format!("/ByteRange {range}"))
}

pub(super) fn with_contents(pki: &Pki, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let file = signed(pki);
    let text = contents_text(&file);
    replaced(&file, &text, &change(&text))
}

pub(super) fn zeros(text: &str) -> String {
    let digits = text.len() - "/Contents<>".len();
    format!("/Contents<{}>", "0".repeat(digits))
}

pub(super) fn range(file: &[u8]) -> [usize; 4] {
    let text = range_text(file);
    let numbers = text.trim_start_matches("/ByteRange[").trim_end_matches(']').split_whitespace();
    let numbers: Vec<usize> = numbers.map(|number| number.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

pub(super) fn wider_gap(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let [_, start, end, length] = range(&file);
    replaced(&file, &range_text(&file), &format!("/ByteRange[0 {start} {} {}]", end + 20, length - 20))
}

pub(super) fn shorter_range(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let [_, start, end, length] = range(&file);
    replaced(&file, &range_text(&file), &format!("/ByteRange[0 {start} {end} {}]", length - 40))
}

/// The second range begins later; at the byte that the signed end of the file names stands a table of the attacker's.
pub(super) fn wrapped(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let [_, start, end, length] = range(&file);
    let table = last_table(&file);
    let ending = memchr::memmem::rfind(&file, b"startxref").unwrap();
    let text = String::from_utf8(file[table..ending].to_vec()).unwrap();
    let evil = |moved: usize| {
        let lines =
            text.split_inclusive('\n').map(|line| match line[..10.min(line.len())].parse::<usize>() {
                Ok(offset) if line.ends_with("n \n") && offset >= end => {
                    format!("{:010}{}", offset + moved, &line[10..])
                }
                _ => line.to_owned(),
            });
        let filler = "\n".repeat(table - end);
        format!("{filler}{}startxref\n{table}\n%%EOF\n", lines.collect::<String>())
    };
    let evil = evil(evil(0).len());
    let moved = format!("/ByteRange[0 {start} {} {length}]", end + evil.len());
    let mut out = replaced(&file, &range_text(&file), &moved);
    out.splice(end..end, evil.bytes());
    out
}

// Additions.

pub(super) fn new_page_content(file: &[u8]) -> Vec<u8> {
    added(file, |revision, document| {
        let content = revision.add(lopdf::Stream::new(dictionary! {}, b"q Q".to_vec()));
        revision.change(page(document)).unwrap().set("Contents", content);
    })
}

pub(super) fn addition_without_table(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let table = last_table(&file);
    [file, format!("9999 0 obj\n<<>>\nendobj\nstartxref\n{table}\n%%EOF\n").into_bytes()].concat()
}

pub(super) fn addition_without_trailer(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let table = file.len() + "9999 0 obj\n<<>>\nendobj\n".len();
    let entry = format!("xref\n9999 1\n{:010} 00000 n \nstartxref\n{table}\n%%EOF\n", file.len());
    [file, format!("9999 0 obj\n<<>>\nendobj\n{entry}").into_bytes()].concat()
}

pub(super) fn copied_signature(pki: &Pki) -> Vec<u8> {
    added(&signed(pki), |revision, document| {
        let field = field(document, true);
        let value = document.get_dictionary(field).unwrap().get(b"V").unwrap().as_reference().unwrap();
        let copy = revision.add(document.get_dictionary(value).unwrap().clone());
        let mut widget = invisible("Kopia", [0, 0, 0, 0]);
        widget.set("V", copy);
        append_field(revision, document, widget);
    })
}

/// A signature field of the report, signed or not.
pub(super) fn field(document: &lopdf::Document, signed: bool) -> lopdf::ObjectId {
    let found = document.objects.iter().find(|(_, object)| {
        object.as_dict().is_ok_and(|entries| {
            let field = entries.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig");
            field && entries.has(b"V") == signed
        })
    });
    *found.unwrap().0
}

pub(super) fn invisible(name: &str, rectangle: [i64; 4]) -> lopdf::Dictionary {
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => Object::string_literal(name),
        "F" => 132,
        "Rect" => rectangle.iter().map(|side| Object::Integer(*side)).collect::<Vec<_>>(),
    }
}

/// A field after those that are there.
pub(super) fn append_field(
    revision: &mut tertial::signatures::sign::Revision,
    document: &lopdf::Document,
    widget: lopdf::Dictionary,
) {
    let id = revision.add(widget);
    let form = document.catalog().unwrap().get(b"AcroForm").unwrap().clone();
    match form {
        Object::Reference(form) => append(revision.change(form).unwrap(), id),
        _ => append(
            revision.change_catalog().unwrap().get_mut(b"AcroForm").unwrap().as_dict_mut().unwrap(),
            id,
        ),
    }
}

pub(super) fn append(form: &mut lopdf::Dictionary, id: lopdf::ObjectId) {
    form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(Object::Reference(id));
}

pub(super) fn new_field(file: &[u8], rectangle: [i64; 4]) -> Vec<u8> {
    added(file, |revision, document| append_field(revision, document, invisible("Ny", rectangle)))
}

pub(super) fn acting_field(pki: &Pki) -> Vec<u8> {
    added(&signed(pki), |revision, document| {
        let mut widget = invisible("Ny", [0, 0, 0, 0]);
        widget.set("A", dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") });
        append_field(revision, document, widget);
    })
}

pub(super) fn emptied_stream(file: &[u8]) -> Vec<u8> {
    added(file, |revision, document| {
        let content = document
            .get_dictionary(page(document))
            .unwrap()
            .get(b"Contents")
            .unwrap()
            .as_reference()
            .unwrap();
        revision.set(content, lopdf::Stream::new(dictionary! {}, Vec::new()));
    })
}

pub(super) fn replaced_font(file: &[u8]) -> Vec<u8> {
    added(file, |revision, document| {
        let font = document.objects.iter().find(|(_, object)| {
            object.as_dict().is_ok_and(|entries| entries.has_type(b"Font") && entries.has(b"ToUnicode"))
        });
        revision.change(*font.unwrap().0).unwrap().set("BaseFont", "Other");
    })
}

/// Only a table, which takes an object of the signed bytes for another.
pub(super) fn table_into_signed_bytes(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let at = memchr::memmem::find(&file, b"\n7 0 obj").unwrap() + 1;
    appended(&file, "", &[(7, at)])
}

/// The signer's file names an object that is not there; later it is.
pub(super) fn reference_comes_alive(pki: &Pki) -> Vec<u8> {
    let before = added(&PLAIN, |revision, document| {
        revision.change(page(document)).unwrap().set("Trap", Object::Reference((9999, 0)));
    });
    let file = Craft::new(pki).sign(&before);
    let end = file.len();
    appended(&file, "9999 0 obj\n<<>>\nendobj\n", &[(9999, end)])
}

pub(super) fn with_unnamed_object(file: &[u8]) -> Vec<u8> {
    let end = file.len();
    appended(file, "9998 0 obj\n<<>>\nendobj\n9999 0 obj\n<<>>\nendobj\n", &[(9998, end)])
}

pub(super) fn with_stray_bytes(file: &[u8]) -> Vec<u8> {
    let end = file.len();
    appended(file, "9998 0 obj\n<<>>\nendobj\n%PDF-1.7 <<>>\n", &[(9998, end)])
}

pub(super) fn remark(file: &[u8]) -> Vec<u8> {
    added(file, |revision, document| {
        let remark = dictionary! {
            "Type" => "Annot",
            "Subtype" => "FreeText",
            "Rect" => vec![10.into(), 10.into(), 300.into(), 300.into()],
            "Contents" => Object::string_literal("900,0"),
        };
        let remark = revision.add(remark);
        let first = revision.change(page(document)).unwrap();
        let mut list = first.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
        list.push(Object::Reference(remark));
        first.set("Annots", list);
    })
}

/// Our own signer refuses after P=1: the attacker has a second signature made after P=2 and puts it there.
pub(super) fn signed_again(pki: &Pki, permission: u8) -> Vec<u8> {
    let open = certified(pki, 2);
    let both = Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&open);
    let closed = certified(pki, permission);
    assert_eq!(open.len(), closed.len());
    [&closed, &both[open.len()..]].concat()
}

pub(super) fn certified_late(pki: &Pki) -> Vec<u8> {
    added(&signed(pki), |revision, document| {
        let value = document.get_dictionary(field(document, true)).unwrap().get(b"V").unwrap().clone();
        revision.change_catalog().unwrap().set("Perms", dictionary! { "DocMDP" => value });
    })
}

pub(super) fn with_catalog(pki: &Pki, key: &str) -> Vec<u8> {
    added(&signed(pki), |revision, _| {
        let value = revision.add(dictionary! {});
        revision.change_catalog().unwrap().set(key, value);
    })
}

/// A copy of the catalog, which the trailer names instead.
pub(super) fn other_root(file: &[u8]) -> Vec<u8> {
    let document = lopdf::Document::load_mem(file).unwrap();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let start = memchr::memmem::rfind(file, format!("\n{root} 0 obj").as_bytes()).unwrap() + 1;
    let length = memchr::memmem::find(&file[start..], b"endobj").unwrap();
    let catalog = String::from_utf8(file[start..start + length].to_vec()).unwrap();
    let body = format!("9998{}endobj\n", catalog.strip_prefix(&root.to_string()).unwrap());
    let added = appended(file, &body, &[(9998, file.len())]);
    let old = format!("/Root {root} 0 R");
    let at = memchr::memmem::rfind(&added, old.as_bytes()).unwrap();
    [&added[..at], b"/Root 9998 0 R", &added[at + old.len()..]].concat()
}

/// A later trailer with something more in it.
pub(super) fn replaced_late(pki: &Pki, old: &str, new: &str) -> Vec<u8> {
    let file = signed(pki);
    let end = file.len();
    let added = appended(&file, "9998 0 obj\n<<>>\nendobj\n", &[(9998, end)]);
    let at = memchr::memmem::rfind(&added, old.as_bytes()).unwrap();
    [&added[..at], new.as_bytes(), &added[at + old.len()..]].concat()
}

/// A signed file with validation data of these bytes, in a stream that is not compressed.
pub(super) fn secured(pki: &Pki, bytes: &[u8]) -> Vec<u8> {
    with_security(&signed(pki), &[bytes.to_vec()], &[])
}

/// The last trailer of a file with another size, in the room of the old one.
pub(super) fn with_size(file: &[u8], size: &str) -> Vec<u8> {
    let mut out = file.to_vec();
    let at = memchr::memmem::rfind(file, b"/Size ").unwrap() + 6;
    let digits = file[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let padded = format!("{size:<digits$}");
    out[at..at + digits].copy_from_slice(padded.as_bytes());
    out
}

/// A table that raises the generation of an object and leaves it where it is.
pub(super) fn raised_generation(file: &[u8]) -> Vec<u8> {
    let at = memchr::memmem::find(file, b"\n7 0 obj").unwrap() + 1;
    replaced(&appended(file, "", &[(7, at)]), " 00000 n", " 00001 n")
}
