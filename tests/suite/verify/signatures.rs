//! Signatures that are spoilt by who makes them, and signers and timestamps that must not be believed.

use tertial::signatures::sign::asn1::{INTEGER, OCTETS, SET, context, oid, sequence, set_of, tlv};
use tertial::signatures::sign::attribute;

use super::craft::{
    Craft, PLAIN, SIGNATURE_TIME_STAMP, contents, contents_text, elements, list, number, ocsp, signed, stamp,
    timestamped, token, with_parts, with_security, with_signer, write_over,
};
use crate::pki::{Holder, Pki, Service};
use crate::product::{REPORT, scratch};
use crate::signature_judges::sign_with_pyhanko;

/// A signature dictionary in which something stands instead of the reason.
pub(super) fn with_reason(pki: &Pki, instead: &str) -> Vec<u8> {
    let reason = "A".repeat(instead.len() - "/Reason()".len());
    let change = |bytes: &mut Vec<u8>| write_over(bytes, &format!("/Reason({reason})"), instead);
    Craft { reason: Some(&reason), file: &change, ..Craft::new(pki) }.sign(&PLAIN)
}

pub(super) fn locked_field(pki: &Pki) -> Vec<u8> {
    let lock = "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/All>>>>]";
    Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&with_reason(pki, lock))
}

pub(super) fn other_sub_filter(pki: &Pki) -> Vec<u8> {
    let change = |bytes: &mut Vec<u8>| write_over(bytes, "/ETSI.CAdES.detached", "/adbe.pkcs7.detached");
    Craft { file: &change, ..Craft::new(pki) }.sign(&PLAIN)
}

pub(super) fn spoilt(pki: &Pki, cms: &dyn Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    Craft { cms, ..Craft::new(pki) }.sign(&PLAIN)
}

pub(super) fn with_attributes(pki: &Pki, attributes: &dyn Fn(Vec<Vec<u8>>) -> Vec<u8>) -> Vec<u8> {
    Craft { attributes, ..Craft::new(pki) }.sign(&PLAIN)
}

const fn identifier(text: &str) -> der::asn1::ObjectIdentifier {
    der::asn1::ObjectIdentifier::new_unwrap(text)
}

pub(super) const ESS: der::asn1::ObjectIdentifier = identifier("1.2.840.113549.1.9.16.2.47");
const PROTECTION: der::asn1::ObjectIdentifier = identifier("1.2.840.113549.1.9.52");
pub(super) const SHA1: [u8; 7] = [0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A];

/// The attributes as the signer would not write them: the last first.
pub(super) fn reversed(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.sort();
    list.reverse();
    tlv(SET, &list.concat())
}

pub(super) fn is(attribute: &[u8], name: der::asn1::ObjectIdentifier) -> bool {
    elements(attribute).first() == Some(&oid(name))
}

pub(super) fn without(list: Vec<Vec<u8>>, name: der::asn1::ObjectIdentifier) -> Vec<u8> {
    set_of(SET, list.into_iter().filter(|attribute| !is(attribute, name)).collect())
}

pub(super) fn twice(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.push(attribute(identifier("1.2.840.113549.1.9.4"), &tlv(OCTETS, &[0; 32])));
    set_of(SET, list)
}

pub(super) fn with_time(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.push(attribute(identifier("1.2.840.113549.1.9.5"), &tlv(0x17, b"261124100000Z")));
    set_of(SET, list)
}

pub(super) fn with_values(mut list: Vec<Vec<u8>>) -> Vec<u8> {
    list.push(attribute(identifier("1.2.840.113549.1.9.16.2.24"), &sequence::<Vec<u8>>(&[])));
    set_of(SET, list)
}

pub(super) fn other_certificate(list: Vec<Vec<u8>>) -> Vec<u8> {
    let named = sequence(&[sequence(&[sequence(&[tlv(OCTETS, &[7; 32])])])]);
    let mut others: Vec<_> = list.into_iter().filter(|attribute| !is(attribute, ESS)).collect();
    others.push(attribute(ESS, &named));
    set_of(SET, others)
}

pub(super) fn other_protection(list: Vec<Vec<u8>>) -> Vec<u8> {
    let sha384 = sequence(&[oid(identifier("2.16.840.1.101.3.4.2.2"))]);
    let ecdsa = tlv(context(1), &oid(identifier("1.2.840.10045.4.3.3")));
    let mut others: Vec<_> = list.into_iter().filter(|attribute| !is(attribute, PROTECTION)).collect();
    others.push(attribute(PROTECTION, &sequence(&[sha384, ecdsa])));
    set_of(SET, others)
}

pub(super) fn two_signers(cms: Vec<u8>) -> Vec<u8> {
    with_parts(&cms, |parts| {
        let last = parts.last_mut().unwrap();
        let one = contents(last).to_vec();
        *last = tlv(SET, &[one.clone(), one].concat());
    })
}

pub(super) fn content_within(cms: Vec<u8>) -> Vec<u8> {
    with_parts(&cms, |parts| {
        let mut inside = elements(&parts[2]);
        inside.push(tlv(context(0), &tlv(OCTETS, b"within")));
        parts[2] = sequence(&inside);
    })
}

pub(super) fn by_sha1(cms: Vec<u8>) -> Vec<u8> {
    let told = with_parts(&cms, |parts| parts[1] = tlv(SET, &sequence(&[SHA1])));
    with_signer(&told, |parts| parts[2] = sequence(&[SHA1]))
}

pub(super) fn other_value(cms: Vec<u8>) -> Vec<u8> {
    with_signer(&cms, |parts| {
        let half = number(&[0x11; 32]);
        assert_eq!(half[0], INTEGER);
        *parts.last_mut().unwrap() = tlv(OCTETS, &sequence(&[half.clone(), half]));
    })
}

// Signers, revocation and timestamps.

pub(super) fn by(pki: &Pki, holder: Holder) -> Vec<u8> {
    Craft { holder, ..Craft::new(pki) }.sign(&PLAIN)
}

pub(super) fn by_with_time(pki: &Pki, holder: Holder) -> Vec<u8> {
    Craft { holder, unsigned: &|value| stamp(pki, Service::Tsa, value), ..Craft::new(pki) }.sign(&PLAIN)
}

pub(super) fn by_pyhanko(pki: &Pki, holder: Holder) -> Vec<u8> {
    let file = scratch("verify-weak").join("weak.pdf");
    assert!(
        sign_with_pyhanko(pki, holder, "Sig1", &[], &REPORT.pdf, &file),
        "pyHanko is there where its PKI is"
    );
    std::fs::read(file).unwrap()
}

pub(super) fn with_ocsp(pki: &Pki, holder: Holder, service: Service, time: Option<&str>) -> Vec<u8> {
    let responses = [ocsp(pki, service, holder, time)];
    with_security(&by(pki, holder), &responses, &[list(pki, Service::RootCrl, None)])
}

pub(super) fn stamped(pki: &Pki, unsigned: impl Fn(&[u8]) -> Vec<Vec<u8>>) -> Vec<u8> {
    Craft { unsigned: &unsigned, ..Craft::new(pki) }.sign(&PLAIN)
}

/// A timestamp whose time was changed after it was made.
pub(super) fn altered_stamp(pki: &Pki, value: &[u8]) -> Vec<Vec<u8>> {
    let digest = tertial::signatures::sign::DigestAlgorithm::Sha256.digest(&[value]);
    let mut token = token(pki, Service::Tsa, &digest);
    let is_time = |octets: &[u8]| octets[0] == 0x18 && octets[2..].starts_with(b"202");
    let time = token.windows(5).position(is_time).expect("a timestamp has its time");
    token[time + 4] = b'1';
    vec![attribute(SIGNATURE_TIME_STAMP, &token)]
}

/// The timestamp of one document in another.
pub(super) fn replayed_document_stamp(pki: &Pki) -> Vec<u8> {
    let donor = timestamped(pki, &by(pki, Holder::Second), Service::Tsa);
    let mut file = timestamped(pki, &signed(pki), Service::Tsa);
    let own = contents_text(&file);
    write_over(&mut file, &own, &contents_text(&donor));
    file
}
