//! A CMS signature as it stands (RFC 5652): one signer, and the bytes of the attributes that were signed.

use ::der::oid::ObjectIdentifier as Oid;

use super::der::{
    self, Element, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, SET, context,
};
use super::oid;

/// `SignedData` with its only signer.
#[derive(Clone, Debug)]
pub(crate) struct SignedData<'a> {
    /// What kind of content was signed.
    pub(crate) content_type: Element<'a>,
    /// The content where it stands within.
    pub(crate) content: Option<&'a [u8]>,
    /// The certificates that came with it, whole.
    pub(crate) certificates: Vec<&'a [u8]>,
    pub(crate) signer: Signer<'a>,
}

/// `SignerInfo`.
#[derive(Clone, Debug)]
pub(crate) struct Signer<'a> {
    /// Issuer and serial number, or the key's identifier.
    pub(crate) identifier: Element<'a>,
    pub(crate) digest: Element<'a>,
    /// The signed attributes in the order of the file, and as they were signed: with the tag of a SET (5.4).
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) signed: Vec<u8>,
    pub(crate) algorithm: Element<'a>,
    pub(crate) signature: &'a [u8],
    pub(crate) unsigned: Vec<Attribute<'a>>,
}

/// An attribute and its values.
#[derive(Clone, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: Element<'a>,
    pub(crate) values: Vec<Element<'a>>,
}

/// Why a CMS cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CmsError {
    Malformed(Malformed),
    /// Not exactly one signer.
    Signers,
    /// The signer has no signed attributes.
    Bare,
}

impl From<Malformed> for CmsError {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error)
    }
}

impl<'a> SignedData<'a> {
    /// Reads a `ContentInfo` that holds signed data.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, CmsError> {
        let (whole, rest) = der::first(bytes)?;
        if whole.tag != SEQUENCE || !rest.is_empty() {
            return Err(Malformed::Shape.into());
        }
        der::check_lengths(&whole)?;
        let mut info = whole.inside();
        if !oid::is(&info.next()?, &oid::SIGNED_DATA) {
            return Err(Malformed::Shape.into());
        }
        let mut data = info.inside(context(0))?.inside(SEQUENCE)?;
        info.finish()?;

        let version = data.expect(INTEGER)?.value;
        let digests = data.expect(SET)?.inside().all()?;
        let (content_type, content) = content(data.inside(SEQUENCE)?)?;
        let certificates = data.optional(context(0))?.map_or(Ok(Vec::new()), |set| set.inside().all())?;
        data.optional(context(1))?;
        let signers = data.expect(SET)?.inside().all()?;
        data.finish()?;
        let [signer] = signers.as_slice() else { return Err(CmsError::Signers) };
        let signer = Signer::read(signer)?;
        // What nobody signed must still be right: the version (5.1) and the digest that is told before the content.
        let expected = if oid::is(&content_type, &oid::DATA) { 1 } else { 3 };
        let told = digests.iter().any(|digest| digest.inside().next() == signer.digest.inside().next());
        if version != [expected] || !told {
            return Err(Malformed::Shape.into());
        }
        Ok(Self {
            content_type,
            content,
            certificates: certificates.into_iter().map(|certificate| certificate.raw).collect(),
            signer,
        })
    }
}

fn content(mut info: Reader<'_>) -> Result<(Element<'_>, Option<&[u8]>), Malformed> {
    let kind = info.expect(OBJECT_IDENTIFIER)?;
    let content = match info.optional(context(0))? {
        Some(explicit) => Some(der::whole_of(explicit.value, OCTET_STRING)?.value),
        None => None,
    };
    info.finish()?;
    Ok((kind, content))
}

impl<'a> Signer<'a> {
    fn read(info: &Element<'a>) -> Result<Self, CmsError> {
        let mut reader = info.inside();
        let version = reader.expect(INTEGER)?.value;
        let identifier = reader.next()?;
        // 1 with issuer and serial number, 3 with the key's identifier (5.3).
        if version != [if identifier.tag == SEQUENCE { 1 } else { 3 }] {
            return Err(Malformed::Shape.into());
        }
        let digest = reader.expect(SEQUENCE)?;
        let set = reader.optional(context(0))?.ok_or(CmsError::Bare)?;
        let algorithm = reader.expect(SEQUENCE)?;
        let signature = reader.expect(OCTET_STRING)?.value;
        let unsigned = reader.optional(context(1))?;
        reader.finish()?;

        let elements = set.inside().all()?;
        der::check_order(&elements)?;
        let mut signed = set.raw.to_vec();
        signed[0] = SET;
        let unsigned = unsigned.map_or(Ok(Vec::new()), |set| set.inside().all())?;
        Ok(Self {
            identifier,
            digest,
            attributes: elements.iter().map(Attribute::read).collect::<Result<_, _>>()?,
            signed,
            algorithm,
            signature,
            unsigned: unsigned.iter().map(Attribute::read).collect::<Result<_, _>>()?,
        })
    }

    /// All values of the signed attributes of this name; each set of them must be in order.
    pub(crate) fn values(&self, name: &Oid) -> Vec<Element<'a>> {
        values(&self.attributes, name)
    }

    /// The only value of the only signed attribute of this name.
    pub(crate) fn only(&self, name: &Oid) -> Option<Element<'a>> {
        match self.values(name).as_slice() {
            [value] => Some(*value),
            _ => None,
        }
    }

    /// All values of the unsigned attributes of this name.
    pub(crate) fn unsigned_values(&self, name: &Oid) -> Vec<Element<'a>> {
        values(&self.unsigned, name)
    }
}

fn values<'a>(attributes: &[Attribute<'a>], name: &Oid) -> Vec<Element<'a>> {
    let named = attributes.iter().filter(|attribute| oid::is(&attribute.name, name));
    named.flat_map(|attribute| attribute.values.iter().copied()).collect()
}

impl<'a> Attribute<'a> {
    fn read(attribute: &Element<'a>) -> Result<Self, Malformed> {
        let mut reader = attribute.inside();
        let name = reader.expect(OBJECT_IDENTIFIER)?;
        let values = reader.inside(SET)?.all()?;
        reader.finish()?;
        der::check_order(&values)?;
        Ok(Self { name, values })
    }
}
