//! Known ways to cheat, one in a line of a table: what it is called, the code and the sub-indication that it must be
//! refused with, and how it is made of honest files. A new one is a new line.
//!
//! USF, ISA and SWA are after Mladenov et al. (1 Trillion Dollar Refund, 2019); shadow attacks after Mainka et al. (2021);
//! EAA and SSA after Rohlmann et al. (2021).

use tertial::signatures::sign::asn1::{SET, sequence, tlv};
use tertial::signatures::verify::Indication;

use super::craft::{
    PLAIN, appended, certified, list, number, ocsp, replaced, signed, stamp, timestamped,
    with_indefinite_length, with_long_length, with_parts, with_security, with_signer,
};
use super::files::*;
use super::signatures::*;
use super::{lenient, reason, strict};
use crate::pki::{Holder, Pki, Service, pki};

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
    ("isa: another page content after a stranger's signature", "changed-after", FORMAT, |pki| new_page_content(&by(pki, Holder::Stranger))),
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

    // Structure: what another reader, or one that repairs the file, would see otherwise.
    ("structure: an object that nothing names", "hidden-objects", FORMAT, |pki| { let file = signed(pki); let end = file.len(); appended(&file, "9999 0 obj\n<<>>\nendobj\n", &[(9999, end)]) }),
    ("structure: an object of another generation", "generation", "GENERIC", |pki| replaced(&secured(pki, b"proof"), " 00000 n", " 00001 n")),
    ("structure: a generation that the table raises alone", "generation", "GENERIC", |pki| raised_generation(&signed(pki))),
    ("structure: a reference to another generation", "generation", "GENERIC", |pki| replaced(&secured(pki, b"proof"), " 0 R", " 1 R")),
    ("structure: a size that shrinks", "hidden-objects", FORMAT, |pki| with_size(&secured(pki, b"proof"), "9")),
    ("structure: no size", "broken-table", FORMAT, |pki| replaced(&secured(pki, b"proof"), "/Size ", "/Sizf ")),
    ("structure: a size that is no number", "broken-table", FORMAT, |pki| replaced(&secured(pki, b"proof"), "/Size ", "/Size/")),
    ("structure: an object in the data of a stream", "hidden-objects", FORMAT, |pki| secured(pki, b"\n7 0 obj\n<</Type/Page>>\nendobj\n")),
    ("structure: an object in the data of a stream, on one line", "hidden-objects", FORMAT, |pki| secured(pki, b"x 7 0 obj<<>>endobj")),
    ("structure: an object over lines", "hidden-objects", FORMAT, |pki| secured(pki, b"7\r\n0\r\nobj\r\n<<>>")),
    ("structure: an object without a blank", "hidden-objects", FORMAT, |pki| secured(pki, b"7 0obj<<>>endobj")),
    ("structure: a trailer in the data of a stream", "hidden-objects", FORMAT, |pki| secured(pki, b"\ntrailer\n<</Root 7 0 R>>\n")),
    ("structure: a table in the data of a stream", "hidden-objects", FORMAT, |pki| secured(pki, b"\nxref\n0 1\n")),
    ("structure: the end of a table in the data of a stream", "hidden-objects", FORMAT, |pki| secured(pki, b"\nstartxref\n0\n")),
    ("structure: the end of a file in the data of a stream", "hidden-objects", FORMAT, |pki| secured(pki, b"%%EOF")),
    ("structure: another file in the data of a stream", "hidden-objects", FORMAT, |pki| secured(pki, b"%PDF-1.7\n")),
    ("structure: an object in a comment", "hidden-objects", FORMAT, |pki| { let file = signed(pki); let end = file.len(); appended(&file, "9999 0 obj\n<<>>%7 0 obj\nendobj\n", &[(9999, end)]) }),
    ("structure: an object in a text", "hidden-objects", FORMAT, |pki| { let file = signed(pki); let end = file.len(); appended(&file, "9999 0 obj\n(\n7 0 obj\n)\nendobj\n", &[(9999, end)]) }),
    ("structure: a stream of objects that no table names", "hidden-objects", FORMAT, |pki| { let file = signed(pki); let end = file.len(); appended(&file, "9999 0 obj\n<</Type/ObjStm/N 1/First 4/Length 8>>stream\n7 0 <<>>\nendstream\nendobj\n", &[(9999, end)]) }),

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
    ("trailer: a second table", "hybrid-table", "GENERIC", |pki| replaced_late(pki, "/Prev ", "/XRefStm 10/Prev ")),
    ("file: bytes after the end", "trailing-bytes", FORMAT, |pki| [signed(pki), b"x".to_vec()].concat()),
    ("file: blank lines after the end", "trailing-bytes", FORMAT, |pki| [signed(pki), b"\n\n".to_vec()].concat()),
    ("file: bytes before the head", "not-a-pdf", FORMAT, |pki| [b"x".to_vec(), signed(pki)].concat()),
    ("file: cut short", "trailing-bytes", FORMAT, |pki| { let mut file = signed(pki); file.truncate(file.len() - 4); file }),
    ("file: not signed", "no-signature", FORMAT, |_| PLAIN.clone()),

    // The signature dictionary.
    ("dictionary: a key twice", "duplicate-key", FORMAT, |pki| with_reason(pki, "/M(AAAAAAAAA)")),
    ("dictionary: a certificate", "signature-dictionary", FORMAT, |pki| with_reason(pki, "/Cert(AAAAAA)")),
    ("dictionary: another kind of signature", "wrong-subfilter", CONSTRAINTS, other_sub_filter),

    // The CMS.
    ("cms: a length longer than it need be", "not-der", FORMAT, |pki| spoilt(pki, &with_long_length)),
    ("cms: an indefinite length", "not-der", FORMAT, |pki| spoilt(pki, &with_indefinite_length)),
    ("cms: another version", "broken-cms", FORMAT, |pki| spoilt(pki, &|cms| with_parts(&cms, |parts| parts[0] = number(&[3])))),
    ("cms: another digest told before the content", "broken-cms", FORMAT, |pki| spoilt(pki, &|cms| with_parts(&cms, |parts| parts[1] = tlv(SET, &sequence(&[SHA1]))))),
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
    ("cms: SHA-1", "weak-algorithm", "CRYPTO_CONSTRAINTS_FAILURE", |pki| spoilt(pki, &by_sha1)),
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
fn told_otherwise(
    name: &str,
    code: &str,
    sub: &str,
    report: &tertial::signatures::verify::Report,
) -> Option<String> {
    let told = reason(report);
    let right = told.is_some_and(|told| told.code() == code && told.sub_indication() == sub);
    let refused = report.indication() != Indication::Passed;
    (!right || !refused).then(|| format!("{name}: expected {code} ({sub}), was {told:?}"))
}
