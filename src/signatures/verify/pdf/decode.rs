//! The bytes of a stream without its filters, within a limit.

use lopdf::Object as Foreign;

use super::super::reason::Reason;
use super::object::{Dictionary, Object};

/// The most that a table, an object stream, a certificate or a revocation list may grow to.
const LIMIT: usize = 64 << 20;

/// Decodes what tables and validation data have: no filter, or one that lopdf knows with whole numbers as parameters.
pub(crate) fn decode(entries: &Dictionary, raw: &[u8]) -> Result<Vec<u8>, Reason> {
    let filter = match entries.get(b"Filter") {
        None | Some(Object::Null) => return Ok(raw.to_vec()),
        Some(Object::Array(list)) if list.is_empty() => return Ok(raw.to_vec()),
        Some(Object::Array(list)) if list.len() == 1 => list[0].as_name(),
        Some(other) => other.as_name(),
    };
    let mut stream = lopdf::Dictionary::new();
    stream.set("Filter", Foreign::Name(filter.ok_or(Reason::BrokenObject)?.to_vec()));
    let parameters = entries.get(b"DecodeParms").map(|parms| match parms.as_array() {
        Some([only]) => only,
        _ => parms,
    });
    if let Some(Object::Dictionary(parameters)) = parameters {
        let mut known = lopdf::Dictionary::new();
        for (key, value) in parameters.iter() {
            known.set(key.to_vec(), Foreign::Integer(value.as_integer().ok_or(Reason::BrokenObject)?));
        }
        stream.set("DecodeParms", known);
    }
    let stream = lopdf::Stream::new(stream, raw.to_vec());
    stream.get_plain_content_with_limit(LIMIT).map_err(|_| Reason::BrokenObject)
}
