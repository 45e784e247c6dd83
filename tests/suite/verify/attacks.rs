//! Known ways to cheat, one in a line of a table: what it is called, the code and the sub-indication that it must be
//! refused with, and how it is made of honest files. A new one is a new line.
//!
//! USF, ISA and SWA are after Mladenov et al. (1 Trillion Dollar Refund, 2019); shadow attacks after Mainka et al. (2021);
//! EAA and SSA after Rohlmann et al. (2021).

use lopdf::{Object, dictionary};
use tertial::sign::asn1::{INTEGER, OCTETS, SET, context, oid, sequence, set_of, tlv};
use tertial::sign::attribute;
use tertial::verify::Indication;

use super::craft::{
    Craft, PLAIN, SIGNATURE_TIME_STAMP, added, appended, certified, contents, contents_text, elements,
    last_table, list, number, ocsp, page, range_text, replaced, signed, stamp, timestamped, token,
    with_indefinite_length, with_long_length, with_parts, with_security, with_signer, write_over,
};
use super::{lenient, reason, strict};
use crate::pki::{Holder, Pki, Service, pki};
use crate::product::{REPORT, scratch};
use crate::signature_judges::sign_with_pyhanko;

type Make = fn(&Pki) -> Vec<u8>;

const FORMAT: &str = "FORMAT_FAILURE";
const CONSTRAINTS: &str = "SIG_CONSTRAINTS_FAILURE";
const OLD: Option<&str> = Some("2024-01-01T00:00:00+00:00");

#[rustfmt::skip]
const ATTACKS: &[(&str, &str, &str, Make)] = &[
    // Universal signature forgery: a signature that covers nothing.
    ("usf: no byte range", "byte-range", FORMAT, |pki| replaced(&signed(pki), "/ByteRange[", "/ByteRangx[")),
    ("usf: null byte range", "byte-range", FORMAT, |pki| with_range(pki, "null")),
    ("usf: empty byte range", "byte-range", FORMAT, |pki| with_range(pki, "[]")),
    ("usf: byte range of zeros", "byte-range", FORMAT, |pki| with_range(pki, "[0 0 0 0]")),
    ("usf: negative byte range", "byte-range", FORMAT, |pki| with_range(pki, "[0 -10 20 10]")),
    ("usf: one pair", "byte-range", FORMAT, |pki| with_range(pki, "[0 1000]")),
    ("usf: contents of zeros", "broken-cms", FORMAT, |pki| with_contents(pki, &zeros)),
    ("usf: null contents", "contents-gap", FORMAT, |pki| with_contents(pki, &|_| "/Contents null".to_owned())),
    ("usf: empty contents", "contents-gap", FORMAT, |pki| with_contents(pki, &|_| "/Contents<>".to_owned())),
    ("usf: no contents", "contents-gap", FORMAT, |pki| with_contents(pki, &|text| text.replacen("/Contents", "/Contentz", 1))),

    // Byte ranges that lie.
    ("range: not from the first byte", "byte-range", FORMAT, |pki| with_range(pki, "[9 1000 2000 10]")),
    ("range: beyond the file", "byte-range", FORMAT, |pki| with_range(pki, "[0 10 20 999999999]")),
    ("range: more is left out than the signature", "contents-gap", FORMAT, wider_gap),
    ("range: white space in the gap", "contents-gap", FORMAT, |pki| with_contents(pki, &|text| text.replacen("0>", " >", 1))),
    ("range: ends before the revision", "coverage", FORMAT, shorter_range),

    // Incremental saving: something is added, the signature still covers what it did.
    ("isa: another page content", "changed-after", FORMAT, |pki| new_page_content(&signed(pki))),
    ("isa: no table", "hidden-objects", FORMAT, addition_without_table),
    ("isa: no trailer", "broken-table", FORMAT, addition_without_trailer),
    ("isa: a copy of the signature", "contents-gap", FORMAT, copied_signature),

    // Wrapping: what was signed is moved, and something else stands in its place.
    ("swa: a table within the gap", "hidden-objects", FORMAT, wrapped),

    // Shadows: the signed file holds what is shown later.
    ("shadow: hide", "changed-after", FORMAT, |pki| emptied_stream(&signed(pki))),
    ("shadow: replace", "changed-after", FORMAT, |pki| replaced_font(&signed(pki))),
    ("shadow: hide and replace", "hidden-objects", FORMAT, table_into_signed_bytes),
    ("shadow: a reference comes to life", "changed-after", FORMAT, reference_comes_alive),
    ("shadow: an object is freed", "changed-after", FORMAT, |pki| appended(&signed(pki), "", &[(7, 0)])),
    ("shadow: an object that no table names", "hidden-objects", FORMAT, |pki| with_unnamed_object(&signed(pki))),
    ("shadow: bytes between objects", "hidden-objects", FORMAT, |pki| with_stray_bytes(&signed(pki))),

    // Certification: what may be added must not show.
    ("eaa: a remark over the amount, P=2", "changed-after", FORMAT, |pki| remark(&certified(pki, 2))),
    ("eaa: a remark over the amount, P=3", "changed-after", FORMAT, |pki| remark(&certified(pki, 3))),
    ("ssa: a visible field, P=2", "changed-after", FORMAT, |pki| new_field(&certified(pki, 2), [10, 10, 300, 300])),
    ("ssa: an invisible field that acts", "changed-after", FORMAT, acting_field),
    ("certification: a second signer after P=1", "not-permitted", FORMAT, |pki| signed_again(pki, 1)),
    ("certification: a new field after P=1", "not-permitted", FORMAT, |pki| new_field(&certified(pki, 1), [0, 0, 0, 0])),
    ("certification: after another signature", "changed-after", FORMAT, certified_late),
    ("certification: a field that the signer locked", "not-permitted", FORMAT, locked_field),

    // The catalog and the trailer.
    ("catalog: an action on opening", "changed-after", FORMAT, |pki| with_catalog(pki, "OpenAction")),
    ("catalog: other pages", "changed-after", FORMAT, |pki| with_catalog(pki, "Pages")),
    ("trailer: another catalog", "changed-after", FORMAT, |pki| other_root(&signed(pki))),
    ("trailer: encryption", "encrypted", FORMAT, |pki| replaced_late(pki, "/Prev ", "/Encrypt 1 0 R/Prev ")),
    ("trailer: a second table", "hybrid-table", FORMAT, |pki| replaced_late(pki, "/Prev ", "/XRefStm 10/Prev ")),
    ("file: bytes after the end", "trailing-bytes", FORMAT, |pki| [signed(pki), b"x".to_vec()].concat()),
    ("file: blank lines after the end", "trailing-bytes", FORMAT, |pki| [signed(pki), b"\n\n".to_vec()].concat()),
    ("file: bytes before the head", "not-a-pdf", FORMAT, |pki| [b"x".to_vec(), signed(pki)].concat()),
    ("file: cut short", "trailing-bytes", FORMAT, |pki| { let mut file = signed(pki); file.truncate(file.len() - 4); file }),
    ("file: not signed", "no-signature", FORMAT, |_| PLAIN.clone()),

    // The signature dictionary.
    ("dictionary: a key twice", "duplicate-key", FORMAT, |pki| with_reason(pki, "/M(AAAAAAAAA)")),
    ("dictionary: a certificate", "signature-dictionary", FORMAT, |pki| with_reason(pki, "/Cert(AAAAAA)")),
    ("dictionary: another kind of signature", "wrong-subfilter", FORMAT, other_sub_filter),

    // The CMS.
    ("cms: a length longer than it need be", "not-der", FORMAT, |pki| spoilt(pki, &with_long_length)),
    ("cms: an indefinite length", "not-der", FORMAT, |pki| spoilt(pki, &with_indefinite_length)),
    ("cms: attributes out of order", "unsorted-set", FORMAT, |pki| with_attributes(pki, &reversed)),
    ("cms: bytes after the signature", "padding", FORMAT, |pki| spoilt(pki, &|cms| [cms, vec![0, 0, 1]].concat())),
    ("cms: two signers", "signers", FORMAT, |pki| spoilt(pki, &two_signers)),
    ("cms: no signed attributes", "attributes", FORMAT, |pki| spoilt(pki, &|cms| with_signer(&cms, |parts| { parts.remove(3); }))),
    ("cms: content within", "attributes", FORMAT, |pki| spoilt(pki, &content_within)),
    ("cms: no certificates", "no-signing-certificate", "NO_SIGNING_CERTIFICATE_FOUND", |pki| spoilt(pki, &|cms| with_parts(&cms, |parts| { parts.remove(3); }))),
    ("cms: an attribute twice", "attributes", FORMAT, |pki| with_attributes(pki, &twice)),
    ("cms: no certificate named", "certificate-not-named", CONSTRAINTS, |pki| with_attributes(pki, &|list| without(list, ESS))),
    ("cms: another certificate named", "certificate-swapped", CONSTRAINTS, |pki| with_attributes(pki, &other_certificate)),
    ("cms: a time within", "signing-time", CONSTRAINTS, |pki| with_attributes(pki, &with_time)),
    ("cms: revocation values within", "forbidden-attribute", CONSTRAINTS, |pki| with_attributes(pki, &with_values)),
    ("cms: other algorithms protected", "algorithm-swapped", CONSTRAINTS, |pki| with_attributes(pki, &other_protection)),
    ("cms: SHA-1", "weak-algorithm", "CRYPTO_CONSTRAINTS_FAILURE", |pki| spoilt(pki, &|cms| with_signer(&cms, |parts| parts[2] = sequence(&[SHA1])))),
    ("cms: another signature value", "wrong-signature", "SIG_CRYPTO_FAILURE", |pki| spoilt(pki, &other_value)),
    ("cms: another file", "hash-mismatch", "HASH_FAILURE", |pki| { let mut file = signed(pki); file[5000] ^= 1; file }),

    // Who signed.
    ("signer: expired", "expired", "OUT_OF_BOUNDS_NO_POE", |pki| by(pki, Holder::Expired)),
    ("signer: not yet valid", "not-yet-valid", "OUT_OF_BOUNDS_NO_POE", |pki| by(pki, Holder::NotYetValid)),
    ("signer: proven before valid", "signed-before-valid", "NOT_YET_VALID", |pki| by_with_time(pki, Holder::NotYetValid)),
    ("signer: expired before the timestamp", "expired", "OUT_OF_BOUNDS_NO_POE", |pki| by_with_time(pki, Holder::Expired)),
    ("signer: not made for signing", "wrong-use", "CHAIN_CONSTRAINTS_FAILURE", |pki| by(pki, Holder::WrongUsage)),
    ("signer: RSA with 1024 bits", "weak-algorithm", "CRYPTO_CONSTRAINTS_FAILURE", |pki| by_pyhanko(pki, Holder::Rsa1024)),
    ("signer: an authority", "authority-as-signer", "CHAIN_CONSTRAINTS_FAILURE", |pki| by(pki, Holder::CaAsLeaf)),
    ("signer: issued by one who is no authority", "wrong-use", "CHAIN_CONSTRAINTS_FAILURE", |pki| by(pki, Holder::IssuedByLeaf)),
    ("signer: of an authority that is not trusted", "no-path", "NO_CERTIFICATE_CHAIN_FOUND", |pki| by(pki, Holder::Stranger)),
    ("signer: revoked, by OCSP", "revoked", "REVOKED_NO_POE", |pki| with_ocsp(pki, Holder::Revoked, Service::Ocsp, None)),
    ("signer: revoked, by a list", "revoked", "REVOKED_NO_POE", |pki| with_security(&by(pki, Holder::Revoked), &[], &[list(pki, Service::Crl, None)])),
    ("signer: revoked before the timestamp", "revoked", "REVOKED_NO_POE", |pki| with_security(&by_with_time(pki, Holder::Revoked), &[], &[list(pki, Service::Crl, None)])),

    // Timestamps.
    ("time: replayed from another signature", "timestamp-imprint", CONSTRAINTS, |pki| stamped(pki, |_| stamp(pki, Service::Tsa, b"another"))),
    ("time: by one who is not made for it", "timestamp-untrusted", "NO_POE", |pki| stamped(pki, |value| stamp(pki, Service::UnauthorisedTsa, value))),
    ("time: altered", "timestamp-broken", CONSTRAINTS, |pki| stamped(pki, |value| altered_stamp(pki, value))),
    ("time: over the document, by one who is not made for it", "timestamp-untrusted", "NO_POE", |pki| timestamped(pki, &signed(pki), Service::UnauthorisedTsa)),
    ("time: over the document, replayed", "timestamp-imprint", CONSTRAINTS, replayed_document_stamp),
];

/// What is refused only where everything must be known of revocation.
#[rustfmt::skip]
const UNSETTLED: &[(&str, &str, &str, Make)] = &[
    ("revocation: nothing said", "revocation-unknown", "TRY_LATER", signed),
    ("revocation: of another certificate", "revocation-unknown", "TRY_LATER", |pki| with_security(&signed(pki), &[ocsp(pki, Service::Ocsp, Holder::Second, None)], &[list(pki, Service::RootCrl, None)])),
    ("revocation: by an unauthorised responder", "revocation-unauthorised", "TRY_LATER", |pki| with_ocsp(pki, Holder::P256, Service::UnauthorisedOcsp, None)),
    ("revocation: a list too old", "revocation-stale", "TRY_LATER", |pki| with_security(&signed(pki), &[], &[list(pki, Service::Crl, OLD), list(pki, Service::RootCrl, None)])),
    ("revocation: a response too old", "revocation-stale", "TRY_LATER", |pki| with_ocsp(pki, Holder::P256, Service::Ocsp, OLD)),
    ("revocation: nothing said of the authority", "revocation-unknown", "TRY_LATER", |pki| with_security(&signed(pki), &[ocsp(pki, Service::Ocsp, Holder::P256, None)], &[])),
];

#[test]
fn every_attack_is_refused_for_its_own_reason() {
    let Some(pki) = pki() else { return };
    let wrong: Vec<String> = ATTACKS
        .iter()
        .filter_map(|(name, code, sub, make)| told_otherwise(name, code, sub, &lenient(pki, &make(pki))))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_known_of_revocation_is_not_valid() {
    let Some(pki) = pki() else { return };
    let wrong: Vec<String> = UNSETTLED
        .iter()
        .filter_map(|(name, code, sub, make)| told_otherwise(name, code, sub, &strict(pki, &make(pki))))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was said of an attack, where it is not what should be.
fn told_otherwise(name: &str, code: &str, sub: &str, report: &tertial::verify::Report) -> Option<String> {
    let told = reason(report);
    let right = told.is_some_and(|told| told.code() == code && told.sub_indication() == sub);
    let refused = report.indication() != Indication::Passed;
    (!right || !refused).then(|| format!("{name}: expected {code} ({sub}), was {told:?}"))
}

// Ranges and contents.

fn with_range(pki: &Pki, range: &str) -> Vec<u8> {
    let file = signed(pki);
    replaced(&file, &range_text(&file), &format!("/ByteRange {range}"))
}

fn with_contents(pki: &Pki, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let file = signed(pki);
    let text = contents_text(&file);
    replaced(&file, &text, &change(&text))
}

fn zeros(text: &str) -> String {
    let digits = text.len() - "/Contents<>".len();
    format!("/Contents<{}>", "0".repeat(digits))
}

fn range(file: &[u8]) -> [usize; 4] {
    let text = range_text(file);
    let numbers = text.trim_start_matches("/ByteRange[").trim_end_matches(']').split_whitespace();
    let numbers: Vec<usize> = numbers.map(|number| number.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

fn wider_gap(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let [_, start, end, length] = range(&file);
    replaced(&file, &range_text(&file), &format!("/ByteRange[0 {start} {} {}]", end + 20, length - 20))
}

fn shorter_range(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let [_, start, end, length] = range(&file);
    replaced(&file, &range_text(&file), &format!("/ByteRange[0 {start} {end} {}]", length - 40))
}

/// The second range begins later; at the byte that the signed end of the file names stands a table of the attacker's.
fn wrapped(pki: &Pki) -> Vec<u8> {
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

fn new_page_content(file: &[u8]) -> Vec<u8> {
    added(file, |revision, document| {
        let content = revision.add(lopdf::Stream::new(dictionary! {}, b"q Q".to_vec()));
        revision.change(page(document)).unwrap().set("Contents", content);
    })
}

fn addition_without_table(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let table = last_table(&file);
    [file, format!("9999 0 obj\n<<>>\nendobj\nstartxref\n{table}\n%%EOF\n").into_bytes()].concat()
}

fn addition_without_trailer(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let table = file.len() + "9999 0 obj\n<<>>\nendobj\n".len();
    let entry = format!("xref\n9999 1\n{:010} 00000 n \nstartxref\n{table}\n%%EOF\n", file.len());
    [file, format!("9999 0 obj\n<<>>\nendobj\n{entry}").into_bytes()].concat()
}

fn copied_signature(pki: &Pki) -> Vec<u8> {
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
fn field(document: &lopdf::Document, signed: bool) -> lopdf::ObjectId {
    let found = document.objects.iter().find(|(_, object)| {
        object.as_dict().is_ok_and(|entries| {
            let field = entries.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig");
            field && entries.has(b"V") == signed
        })
    });
    *found.unwrap().0
}

fn invisible(name: &str, rectangle: [i64; 4]) -> lopdf::Dictionary {
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
fn append_field(
    revision: &mut tertial::sign::Revision,
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

fn append(form: &mut lopdf::Dictionary, id: lopdf::ObjectId) {
    form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(Object::Reference(id));
}

fn new_field(file: &[u8], rectangle: [i64; 4]) -> Vec<u8> {
    added(file, |revision, document| append_field(revision, document, invisible("Ny", rectangle)))
}

fn acting_field(pki: &Pki) -> Vec<u8> {
    added(&signed(pki), |revision, document| {
        let mut widget = invisible("Ny", [0, 0, 0, 0]);
        widget.set("A", dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") });
        append_field(revision, document, widget);
    })
}

fn emptied_stream(file: &[u8]) -> Vec<u8> {
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

fn replaced_font(file: &[u8]) -> Vec<u8> {
    added(file, |revision, document| {
        let font = document.objects.iter().find(|(_, object)| {
            object.as_dict().is_ok_and(|entries| entries.has_type(b"Font") && entries.has(b"ToUnicode"))
        });
        revision.change(*font.unwrap().0).unwrap().set("BaseFont", "Other");
    })
}

/// Only a table, which takes an object of the signed bytes for another.
fn table_into_signed_bytes(pki: &Pki) -> Vec<u8> {
    let file = signed(pki);
    let at = memchr::memmem::find(&file, b"\n7 0 obj").unwrap() + 1;
    appended(&file, "", &[(7, at)])
}

/// The signer's file names an object that is not there; later it is.
fn reference_comes_alive(pki: &Pki) -> Vec<u8> {
    let before = added(&PLAIN, |revision, document| {
        revision.change(page(document)).unwrap().set("Trap", Object::Reference((9999, 0)));
    });
    let file = Craft::new(pki).sign(&before);
    let end = file.len();
    appended(&file, "9999 0 obj\n<<>>\nendobj\n", &[(9999, end)])
}

fn with_unnamed_object(file: &[u8]) -> Vec<u8> {
    let end = file.len();
    appended(file, "9998 0 obj\n<<>>\nendobj\n9999 0 obj\n<<>>\nendobj\n", &[(9998, end)])
}

fn with_stray_bytes(file: &[u8]) -> Vec<u8> {
    let end = file.len();
    appended(file, "9998 0 obj\n<<>>\nendobj\n%PDF-1.7 <<>>\n", &[(9998, end)])
}

fn remark(file: &[u8]) -> Vec<u8> {
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
fn signed_again(pki: &Pki, permission: u8) -> Vec<u8> {
    let open = certified(pki, 2);
    let both = Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&open);
    let closed = certified(pki, permission);
    assert_eq!(open.len(), closed.len());
    [&closed, &both[open.len()..]].concat()
}

fn certified_late(pki: &Pki) -> Vec<u8> {
    added(&signed(pki), |revision, document| {
        let value = document.get_dictionary(field(document, true)).unwrap().get(b"V").unwrap().clone();
        revision.change_catalog().unwrap().set("Perms", dictionary! { "DocMDP" => value });
    })
}

fn with_catalog(pki: &Pki, key: &str) -> Vec<u8> {
    added(&signed(pki), |revision, _| {
        let value = revision.add(dictionary! {});
        revision.change_catalog().unwrap().set(key, value);
    })
}

/// A copy of the catalog, which the trailer names instead.
fn other_root(file: &[u8]) -> Vec<u8> {
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
fn replaced_late(pki: &Pki, old: &str, new: &str) -> Vec<u8> {
    let file = signed(pki);
    let end = file.len();
    let added = appended(&file, "9998 0 obj\n<<>>\nendobj\n", &[(9998, end)]);
    let at = memchr::memmem::rfind(&added, old.as_bytes()).unwrap();
    [&added[..at], new.as_bytes(), &added[at + old.len()..]].concat()
}

// The signature dictionary and the CMS.

/// A signature dictionary in which something stands instead of the reason.
fn with_reason(pki: &Pki, instead: &str) -> Vec<u8> {
    let reason = "A".repeat(instead.len() - "/Reason()".len());
    let change = |bytes: &mut Vec<u8>| write_over(bytes, &format!("/Reason({reason})"), instead);
    Craft { reason: Some(&reason), file: &change, ..Craft::new(pki) }.sign(&PLAIN)
}

fn locked_field(pki: &Pki) -> Vec<u8> {
    let lock = "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/All>>>>]";
    Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&with_reason(pki, lock))
}

fn other_sub_filter(pki: &Pki) -> Vec<u8> {
    let change = |bytes: &mut Vec<u8>| write_over(bytes, "/ETSI.CAdES.detached", "/adbe.pkcs7.detached");
    Craft { file: &change, ..Craft::new(pki) }.sign(&PLAIN)
}

fn spoilt(pki: &Pki, cms: &dyn Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    Craft { cms, ..Craft::new(pki) }.sign(&PLAIN)
}

fn with_attributes(pki: &Pki, attributes: &dyn Fn(Vec<Vec<u8>>) -> Vec<u8>) -> Vec<u8> {
    Craft { attributes, ..Craft::new(pki) }.sign(&PLAIN)
}

const fn identifier(text: &str) -> der::asn1::ObjectIdentifier {
    der::asn1::ObjectIdentifier::new_unwrap(text)
}

const ESS: der::asn1::ObjectIdentifier = identifier("1.2.840.113549.1.9.16.2.47");
const PROTECTION: der::asn1::ObjectIdentifier = identifier("1.2.840.113549.1.9.52");
const SHA1: [u8; 7] = [0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A];

/// The attributes as the signer would not write them: the last first.
fn reversed(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.sort();
    list.reverse();
    tlv(SET, &list.concat())
}

fn is(attribute: &[u8], name: der::asn1::ObjectIdentifier) -> bool {
    elements(attribute).first() == Some(&oid(name))
}

fn without(list: Vec<Vec<u8>>, name: der::asn1::ObjectIdentifier) -> Vec<u8> {
    set_of(SET, list.into_iter().filter(|attribute| !is(attribute, name)).collect())
}

fn twice(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.push(attribute(identifier("1.2.840.113549.1.9.4"), &tlv(OCTETS, &[0; 32])));
    set_of(SET, list)
}

fn with_time(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.push(attribute(identifier("1.2.840.113549.1.9.5"), &tlv(0x17, b"261124100000Z")));
    set_of(SET, list)
}

fn with_values(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.push(attribute(identifier("1.2.840.113549.1.9.16.2.24"), &sequence::<Vec<u8>>(&[])));
    set_of(SET, list)
}

fn other_certificate(list: Vec<Vec<u8>>) -> Vec<u8> {
    let named = sequence(&[sequence(&[sequence(&[tlv(OCTETS, &[7; 32])])])]);
    let mut others: Vec<_> = list.into_iter().filter(|attribute| !is(attribute, ESS)).collect();
    others.push(attribute(ESS, &named));
    set_of(SET, others)
}

fn other_protection(list: Vec<Vec<u8>>) -> Vec<u8> {
    let sha384 = sequence(&[oid(identifier("2.16.840.1.101.3.4.2.2"))]);
    let ecdsa = tlv(context(1), &oid(identifier("1.2.840.10045.4.3.3")));
    let mut others: Vec<_> = list.into_iter().filter(|attribute| !is(attribute, PROTECTION)).collect();
    others.push(attribute(PROTECTION, &sequence(&[sha384, ecdsa])));
    set_of(SET, others)
}

fn two_signers(cms: Vec<u8>) -> Vec<u8> {
    with_parts(&cms, |parts| {
        let last = parts.last_mut().unwrap();
        let one = contents(last).to_vec();
        *last = tlv(SET, &[one.clone(), one].concat());
    })
}

fn content_within(cms: Vec<u8>) -> Vec<u8> {
    with_parts(&cms, |parts| {
        let mut inside = elements(&parts[2]);
        inside.push(tlv(context(0), &tlv(OCTETS, b"within")));
        parts[2] = sequence(&inside);
    })
}

fn other_value(cms: Vec<u8>) -> Vec<u8> {
    with_signer(&cms, |parts| {
        let half = number(&[0x11; 32]);
        assert_eq!(half[0], INTEGER);
        *parts.last_mut().unwrap() = tlv(OCTETS, &sequence(&[half.clone(), half]));
    })
}

// Signers, revocation and timestamps.

fn by(pki: &Pki, holder: Holder) -> Vec<u8> {
    Craft { holder, ..Craft::new(pki) }.sign(&PLAIN)
}

fn by_with_time(pki: &Pki, holder: Holder) -> Vec<u8> {
    Craft { holder, unsigned: &|value| stamp(pki, Service::Tsa, value), ..Craft::new(pki) }.sign(&PLAIN)
}

fn by_pyhanko(pki: &Pki, holder: Holder) -> Vec<u8> {
    let file = scratch("verify-weak").join("weak.pdf");
    assert!(
        sign_with_pyhanko(pki, holder, "Sig1", &[], &REPORT.pdf, &file),
        "pyHanko is there where its PKI is"
    );
    std::fs::read(file).unwrap()
}

fn with_ocsp(pki: &Pki, holder: Holder, service: Service, time: Option<&str>) -> Vec<u8> {
    let responses = [ocsp(pki, service, holder, time)];
    with_security(&by(pki, holder), &responses, &[list(pki, Service::RootCrl, None)])
}

fn stamped(pki: &Pki, unsigned: impl Fn(&[u8]) -> Vec<Vec<u8>>) -> Vec<u8> {
    Craft { unsigned: &unsigned, ..Craft::new(pki) }.sign(&PLAIN)
}

/// A timestamp whose time was changed after it was made.
fn altered_stamp(pki: &Pki, value: &[u8]) -> Vec<Vec<u8>> {
    let digest = tertial::sign::DigestAlgorithm::Sha256.digest(&[value]);
    let mut token = token(pki, Service::Tsa, &digest);
    let is_time = |octets: &[u8]| octets[0] == 0x18 && octets[2..].starts_with(b"202");
    let time = token.windows(5).position(is_time).expect("a timestamp has its time");
    token[time + 4] = b'1';
    vec![attribute(SIGNATURE_TIME_STAMP, &token)]
}

/// The timestamp of one document in another.
fn replayed_document_stamp(pki: &Pki) -> Vec<u8> {
    let donor = timestamped(pki, &by(pki, Holder::Second), Service::Tsa);
    let mut file = timestamped(pki, &signed(pki), Service::Tsa);
    let own = contents_text(&file);
    write_over(&mut file, &own, &contents_text(&donor));
    file
}
