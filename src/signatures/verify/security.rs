//! The validation data that a file carries (`/DSS`, EN 319 142-1 5.4.2): certificates, OCSP responses, revocation lists.

use super::pdf::decode;
use super::pdf::file::View;
use super::pdf::object::Object;
use super::reason::Reason;

/// The bytes of everything that is there.
#[derive(Default)]
pub(super) struct Security {
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) responses: Vec<Vec<u8>>,
    pub(super) lists: Vec<Vec<u8>>,
}

/// The most objects of a kind.
const MOST: usize = 1_000;

impl Security {
    /// Reads the validation data of a view.
    pub(super) fn read(view: &View<'_>) -> Result<Self, Reason> {
        let dictionary = view.resolve(view.catalog()?.get(b"DSS"))?;
        let Some(entries) = dictionary.as_dictionary() else { return Ok(Self::default()) };
        Ok(Self {
            certificates: streams(view, entries.get(b"Certs"))?,
            responses: streams(view, entries.get(b"OCSPs"))?,
            lists: streams(view, entries.get(b"CRLs"))?,
        })
    }

    /// Whether a view has validation data at all.
    pub(super) fn is_in(view: &View<'_>) -> bool {
        view.catalog().is_ok_and(|catalog| catalog.get(b"DSS").is_some())
    }
}

fn streams(view: &View<'_>, list: Option<&Object>) -> Result<Vec<Vec<u8>>, Reason> {
    let list = view.resolve(list)?;
    let list = list.as_array().unwrap_or_default();
    if list.len() > MOST {
        return Err(Reason::TooLarge);
    }
    let mut found = Vec::new();
    for item in list {
        if let Object::Stream(entries, span) = &*view.resolve(Some(item))? {
            found.push(decode(entries, &view.file.bytes[span.clone()])?);
        }
    }
    Ok(found)
}
