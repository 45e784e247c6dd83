//! The signature fields of a file (ISO 32000-1 12.7.4.5), and who is to sign in each.

use lopdf::{Dictionary, Object, ObjectId};

use super::error::FileError;
use super::revision::Revision;

/// A signature field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its object.
    pub id: ObjectId,
    /// Its name: `Underskrift1`.
    pub name: String,
    /// Whether it is signed.
    pub signed: bool,
    /// Width and height on the page, in thousandths of a point; nothing where it has no place there.
    pub size: Option<(u32, u32)>,
    /// Who is to sign, as the document's author wrote it.
    pub signer: Option<Expected>,
}

/// Who is to sign in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// In what capacity.
    pub role: String,
    /// The name.
    pub name: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// For whom.
    pub organisation: Option<String>,
}

/// The key of a field's dictionary under which tertial writes who is to sign.
const SIGNER: &str = "TRTL_Signer";

/// The names of tertial's own fields for timestamps begin so.
pub(super) const TIMESTAMP: &str = "Dokumenttidsstampel";

/// More fields than any document has.
const MAX_FIELDS: usize = 1000;

/// The signature fields of a file, in the order of its form. A file with other fields is refused: what it shows could
/// be changed after it was signed, and it would still look signed.
pub fn fields(revision: &Revision) -> Result<Vec<Field>, FileError> {
    let Some(form) = revision.dictionary(revision.catalog()?, "AcroForm") else { return Ok(Vec::new()) };
    if form.has(b"XFA") {
        return Err(FileError::ForeignField("XFA".to_owned()));
    }
    let list = revision.entry(form, "Fields").and_then(|list| list.as_array().ok());
    let list = list.map_or(&[][..], Vec::as_slice);
    if list.len() > MAX_FIELDS {
        return Err(FileError::Unreadable(format!("more than {MAX_FIELDS} form fields")));
    }
    list.iter().map(|reference| field(revision, reference)).collect()
}

impl Field {
    /// Whether it is for a timestamp over the document, and not for a person.
    pub fn is_for_timestamp(&self) -> bool {
        self.name.starts_with(TIMESTAMP)
    }
}

fn field(revision: &Revision, reference: &Object) -> Result<Field, FileError> {
    let unreadable = || FileError::Unreadable("a form field".to_owned());
    let id = reference.as_reference().map_err(|_| unreadable())?;
    let dictionary = revision.resolved(reference).and_then(|object| object.as_dict().ok());
    let dictionary = dictionary.ok_or_else(unreadable)?;
    let name = text(revision, dictionary, "T").ok_or_else(unreadable)?;
    let kind = revision.entry(dictionary, "FT").and_then(|kind| kind.as_name().ok());
    if kind != Some(b"Sig") || dictionary.has(b"Kids") {
        return Err(FileError::ForeignField(name));
    }
    let signer = revision.dictionary(dictionary, SIGNER).map(|signer| Expected {
        role: text(revision, signer, "Role").unwrap_or_default(),
        name: text(revision, signer, "Name"),
        place: text(revision, signer, "Place"),
        organisation: text(revision, signer, "Organisation"),
    });
    let signed = revision.entry(dictionary, "V").is_some_and(|value| !value.is_null());
    Ok(Field { id, name, signed, size: size(revision, dictionary), signer })
}

fn text(revision: &Revision, dictionary: &Dictionary, key: &str) -> Option<String> {
    lopdf::decode_text_string(revision.entry(dictionary, key)?).ok()
}

fn size(revision: &Revision, dictionary: &Dictionary) -> Option<(u32, u32)> {
    let rect = revision.entry(dictionary, "Rect")?.as_array().ok()?;
    let corner = |at: usize| revision.resolved(rect.get(at)?).and_then(|number| number.as_float().ok());
    let between = |from, to| {
        let thousandths = ((corner(to)? - corner(from)?).abs() * 1000.0).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the range")]
        let length = thousandths.clamp(0.0, 100_000_000.0) as u32;
        (length > 0).then_some(length)
    };
    Some((between(0, 2)?, between(1, 3)?))
}
