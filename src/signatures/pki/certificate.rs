//! A certificate as it stands (RFC 5280 4.1), with what a verdict needs of it.

use time::UtcDateTime;

use super::algorithm::PublicKey;
use super::der::{
    self, BIT_STRING, BOOLEAN, Element, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader,
    SEQUENCE, SET,
};
use super::{moment, oid};
use ::der::oid::ObjectIdentifier as Oid;

/// A certificate and its parts.
#[derive(Clone, Copy, Debug)]
pub struct Certificate<'a> {
    /// The whole, as it was signed.
    pub raw: &'a [u8],
    /// What its issuer signed.
    pub(crate) signed: &'a [u8],
    /// The contents of the `AlgorithmIdentifier` of its issuer's signature.
    pub(crate) algorithm: &'a [u8],
    pub(crate) signature: &'a [u8],
    pub(crate) serial: &'a [u8],
    pub(crate) issuer: &'a [u8],
    pub(crate) subject: &'a [u8],
    /// The first moment of its validity.
    pub not_before: UtcDateTime,
    /// The last moment of its validity.
    pub not_after: UtcDateTime,
    pub(crate) key: PublicKey<'a>,
    extensions: Option<Element<'a>>,
}

/// What a key may be used for (RFC 5280 4.2.1.3), the bits as they are numbered there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyUse {
    DigitalSignature = 0,
    NonRepudiation = 1,
    CertificateSigning = 5,
    RevocationListSigning = 6,
}

impl<'a> Certificate<'a> {
    /// Reads a certificate, and nothing after it.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = der::whole(bytes, SEQUENCE)?;
        let signed = outer.expect(SEQUENCE)?;
        let algorithm = outer.expect(SEQUENCE)?.value;
        let signature = der::octets(&outer.expect(BIT_STRING)?)?;
        outer.finish()?;

        let mut inner = signed.inside();
        inner.optional(der::context(0))?;
        let serial = inner.expect(INTEGER)?.value;
        if inner.expect(SEQUENCE)?.value != algorithm {
            return Err(Malformed::Shape);
        }
        let issuer = inner.expect(SEQUENCE)?.raw;
        let mut validity = inner.inside(SEQUENCE)?;
        let (not_before, not_after) = (moment::read(&validity.next()?)?, moment::read(&validity.next()?)?);
        let subject = inner.expect(SEQUENCE)?.raw;
        let key = PublicKey::read(&inner.expect(SEQUENCE)?)?;
        inner.optional(der::primitive(1))?;
        inner.optional(der::primitive(2))?;
        let extensions = inner.optional(der::context(3))?;
        inner.finish()?;
        Ok(Self {
            raw: bytes,
            signed: signed.raw,
            algorithm,
            signature,
            serial,
            issuer,
            subject,
            not_before,
            not_after,
            key,
            extensions,
        })
    }

    /// Who it is for, as a person reads it: the common name, with the organisation where there is one.
    #[must_use]
    pub fn name(&self) -> String {
        let part = |oid| name_part(self.subject, oid);
        match (part(&oid::COMMON_NAME), part(&oid::ORGANISATION)) {
            (Some(name), Some(organisation)) if name != organisation => format!("{name}, {organisation}"),
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => hexadecimal(self.serial),
        }
    }

    /// The name of the person or service alone.
    #[must_use]
    pub fn person(&self) -> String {
        name_part(self.subject, &oid::COMMON_NAME).unwrap_or_else(|| self.name())
    }

    /// Who issued it, as a person reads it.
    #[must_use]
    pub fn issuer_name(&self) -> String {
        let part = |oid| name_part(self.issuer, oid);
        part(&oid::COMMON_NAME).or_else(|| part(&oid::ORGANISATION)).unwrap_or_default()
    }

    /// The serial number in hexadecimal.
    #[must_use]
    pub fn serial_text(&self) -> String {
        hexadecimal(self.serial)
    }

    /// The value of an extension, and whether it is critical.
    pub(crate) fn extension(&self, oid: &Oid) -> Option<(Element<'a>, bool)> {
        extension(self.extensions.as_ref()?, oid)
    }

    /// Whether the key may be used so. One without the extension may be used for anything (RFC 5280 4.2.1.3).
    pub(crate) fn may(&self, key_use: KeyUse) -> bool {
        let Some((value, _)) = self.extension(&oid::KEY_USAGE) else { return true };
        let bit = key_use as usize;
        let bits = Reader::new(value.value).expect(BIT_STRING).ok();
        let octet = bits.and_then(|bits| bits.value.get(1 + bit / 8).copied());
        octet.is_some_and(|octet| octet & (0x80 >> (bit % 8)) != 0)
    }

    /// The purposes of the key, and whether they are critical; none where it is not said.
    pub(crate) fn purposes(&self) -> Option<(Vec<Element<'a>>, bool)> {
        let (value, critical) = self.extension(&oid::EXTENDED_KEY_USAGE)?;
        let purposes = der::whole(value.value, SEQUENCE).and_then(Reader::all).unwrap_or_default();
        Some((purposes, critical))
    }

    /// Whether it may issue certificates.
    pub(crate) fn is_authority(&self) -> bool {
        let Some((value, _)) = self.extension(&oid::BASIC_CONSTRAINTS) else { return false };
        let constraints = der::whole(value.value, SEQUENCE);
        let says = constraints.and_then(|mut inside| inside.optional(BOOLEAN));
        says.is_ok_and(|says| says.is_some_and(|says| says.value == [0xFF]))
    }

    /// Whether its issuer says that nothing will ever tell of its revocation (RFC 9608, EN 319 412-1 5.2).
    pub(crate) fn needs_no_revocation(&self) -> bool {
        [oid::NO_REVOCATION_AVAILABLE, oid::SHORT_TERM_ASSURED]
            .iter()
            .any(|oid| self.extension(oid).is_some())
    }

    /// Whether it is valid at a moment.
    pub(crate) fn is_valid_at(&self, at: UtcDateTime) -> bool {
        self.not_before <= at && at <= self.not_after
    }

    /// Whether another issued it: the name is the same and the signature holds.
    pub(crate) fn is_issued_by(&self, issuer: &Certificate<'_>) -> bool {
        self.issuer == issuer.subject
            && issuer.key.verify(self.algorithm, self.signed, self.signature).is_ok()
    }
}

/// The value of an extension among `[n] EXPLICIT SEQUENCE OF Extension`, and whether it is critical.
pub(crate) fn extension<'a>(extensions: &Element<'a>, oid: &Oid) -> Option<(Element<'a>, bool)> {
    let list = extensions.inside().inside(SEQUENCE).and_then(Reader::all).ok()?;
    list.iter().find_map(|extension| {
        let mut inside = extension.inside();
        if !oid::is(&inside.expect(OBJECT_IDENTIFIER).ok()?, oid) {
            return None;
        }
        let critical = inside.optional(BOOLEAN).ok()?.is_some_and(|says| says.value == [0xFF]);
        Some((inside.expect(OCTET_STRING).ok()?, critical))
    })
}

/// Every critical extension among `[n] EXPLICIT SEQUENCE OF Extension` is one of these.
pub(crate) fn only_critical(extensions: &Element<'_>, known: &[Oid]) -> Result<bool, Malformed> {
    let mut all_known = true;
    for extension in extensions.inside().inside(SEQUENCE)?.all()? {
        let mut inside = extension.inside();
        let name = inside.expect(OBJECT_IDENTIFIER)?;
        let critical = inside.optional(BOOLEAN)?.is_some_and(|says| says.value == [0xFF]);
        all_known &= !critical || known.iter().any(|known| oid::is(&name, known));
    }
    Ok(all_known)
}

/// An attribute of a name, which is a sequence of sets of pairs.
fn name_part(name: &[u8], oid: &Oid) -> Option<String> {
    let sets = der::whole(name, SEQUENCE).and_then(Reader::all).ok()?;
    let pairs = sets.iter().filter(|set| set.tag == SET).filter_map(|set| set.inside().all().ok()).flatten();
    let mut found = pairs.filter_map(|pair| {
        let mut inside = pair.inside();
        oid::is(&inside.next().ok()?, oid).then(|| inside.next().ok()).flatten()
    });
    found.next_back().map(|value| directory_string(&value))
}

/// A `DirectoryString` (RFC 5280 4.1.2.4) as text: two octets a letter in a `BMPString`, UTF-8 in what says so or is it, and
/// Latin-1 in older ones.
fn directory_string(value: &Element<'_>) -> String {
    if value.tag == BMP_STRING {
        let units: Vec<u16> =
            value.value.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    let latin = || value.value.iter().map(|octet| char::from(*octet)).collect();
    String::from_utf8(value.value.to_vec()).unwrap_or_else(|_| latin())
}

const BMP_STRING: u8 = 0x1E;

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
