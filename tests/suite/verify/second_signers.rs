//! Two programs sign one file, one after the other: neither makes the signature of the other bad, and both judges agree.

use tertial::signatures::sign::Revision;
use tertial::signatures::verify::{Change, Reason};

use super::craft::{Craft, PLAIN, added, certified, signed, stored};
use super::{expect_passed, lenient, reason};
use crate::pki::{Holder, pki};
use crate::product::scratch;
use crate::signature_judges::{pyhanko, sign_with_pyhanko};
use crate::validators::expect_clean;

/// Ours first, then pyHanko in the second person's field, in a field of its own, and after a certification.
#[test]
fn pyhanko_signs_second() {
    let Some(pki) = pki() else { return };
    let folder = scratch("second-pyhanko");
    for (name, first, field) in [
        ("field", signed(pki), "Underskrift2"),
        ("own", signed(pki), "Sig9"),
        ("certified", certified(pki, 2), "Underskrift2"),
    ] {
        let (from, to) = (stored(name, &first), folder.join(format!("{name}.pdf")));
        if !sign_with_pyhanko(pki, Holder::Second, field, &[], &from, &to) {
            return;
        }
        let report = lenient(pki, &std::fs::read(&to).unwrap());
        expect_passed(name, &report);
        assert_eq!(report.signatures.len(), 2, "{name}");
        assert!(
            report.signatures[0].later.contains(&Change::Signed(field.to_owned())),
            "{name}: {report:#?}"
        );
        expect_clean(pyhanko(&to, &pki.root()));
    }
}

/// pyHanko first, then ours.
#[test]
fn pyhanko_signs_first() {
    let Some(pki) = pki() else { return };
    let folder = scratch("first-pyhanko");
    for (name, field, options) in [
        ("field", "Underskrift1", &[][..]),
        ("own", "Sig9", &[]),
        ("certified", "Underskrift1", &["--certify"]),
    ] {
        let (first, to) = (folder.join(format!("{name}-1.pdf")), folder.join(format!("{name}-2.pdf")));
        let from = stored(&format!("first-{name}"), &PLAIN);
        if !sign_with_pyhanko(pki, Holder::Rsa3072, field, options, &from, &to) {
            return;
        }
        std::fs::rename(&to, &first).unwrap();
        let both = Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&std::fs::read(&first).unwrap());
        let report = lenient(pki, &both);
        expect_passed(name, &report);
        assert_eq!(report.signatures.len(), 2, "{name}");
        std::fs::write(&to, &both).unwrap();
        expect_clean(pyhanko(&to, &pki.root()));
    }
}

/// A later version of the format changes nothing that was signed; one that there is not, or that is no later, does.
#[test]
fn a_later_version_of_the_format_is_borne() {
    let Some(pki) = pki() else { return };
    let raised = |version: &'static [u8]| {
        added(&signed(pki), move |revision: &mut Revision, _| {
            let name = lopdf::Object::Name(version.to_vec());
            revision.change_catalog().unwrap().set("Version", name);
        })
    };
    expect_passed("a later version", &lenient(pki, &raised(b"2.0")));
    for version in [&b"9.9"[..], b"1", b"1.0"] {
        assert_eq!(reason(&lenient(pki, &raised(version))), Some(Reason::ChangedAfter), "{version:?}");
    }
}
