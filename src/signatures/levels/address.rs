//! Where a certificate says that its state is told.

use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::der::{self, Element, Malformed, Reader, SEQUENCE, context, primitive};
use crate::signatures::pki::oid;

/// Most addresses of one kind that are looked at in a certificate.
const MOST: usize = 4;

/// The tag of an address among the forms of a name (RFC 5280 4.2.1.6).
const ADDRESS: u8 = primitive(6);

/// Where OCSP answers (RFC 5280 4.2.2.1).
pub(super) fn responders(certificate: &Certificate<'_>) -> Vec<String> {
    let access = |description: &Element<'_>| {
        let mut inside = description.inside();
        let is_ocsp = oid::is(&inside.next()?, &oid::OCSP);
        let place = inside.next()?;
        Ok((is_ocsp && place.tag == ADDRESS).then(|| text(&place)))
    };
    addresses(certificate, &oid::AUTHORITY_ACCESS, |extension| {
        let descriptions = extension.all()?.into_iter();
        let found: Result<Vec<_>, Malformed> = descriptions.map(|description| access(&description)).collect();
        Ok(found?.into_iter().flatten().collect())
    })
}

/// Where the revocation list is kept (RFC 5280 4.2.1.13); parts of a list, and lists of others, are not looked at.
pub(super) fn lists(certificate: &Certificate<'_>) -> Vec<String> {
    addresses(certificate, &oid::DISTRIBUTION_POINTS, |extension| {
        let mut found = Vec::new();
        for point in extension.all()? {
            let mut inside = point.inside();
            let name = inside.optional(context(0))?;
            if !inside.is_empty() {
                continue;
            }
            let full = name.map(|name| name.inside().optional(context(0))).transpose()?.flatten();
            let names = full.map_or(Ok(Vec::new()), |full| full.inside().all())?;
            found.extend(names.iter().filter(|name| name.tag == ADDRESS).map(text));
        }
        Ok(found)
    })
}

fn addresses(
    certificate: &Certificate<'_>,
    extension: &::der::oid::ObjectIdentifier,
    read: impl Fn(Reader<'_>) -> Result<Vec<String>, Malformed>,
) -> Vec<String> {
    let value = certificate.extension(extension).map(|(value, _)| value.value);
    let found = value.map(|value| der::whole(value, SEQUENCE).and_then(read));
    let found = found.and_then(Result::ok).unwrap_or_default();
    // ldap is not asked.
    found.into_iter().filter(|address| address.starts_with("http")).take(MOST).collect()
}

fn text(address: &Element<'_>) -> String {
    String::from_utf8_lossy(address.value).into_owned()
}
