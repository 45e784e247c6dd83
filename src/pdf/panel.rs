//! What a signed field shows: a page of its own, as large as the field, in the document's own fonts.

use typst::foundations::{IntoValue, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::dict::dict;
use super::typeset::{Look, typeset};
use super::world::ReportWorld;

/// What stands in the field.
#[derive(Clone, Copy, Debug)]
pub struct Panel<'a> {
    /// Width and height, in thousandths of a point.
    pub size: (u32, u32),
    /// Whose signature it is.
    pub name: &'a str,
    /// In what capacity, and for whom.
    pub role: &'a str,
    /// When.
    pub time: &'a str,
}

/// The page as PDF, archival so that its fonts are within; nothing where it cannot be set, as when no font has a letter
/// of the name.
pub fn panel(panel: &Panel<'_>) -> Option<Vec<u8>> {
    let value = dict! {
        "width" => i64::from(panel.size.0),
        "height" => i64::from(panel.size.1),
        "name" => panel.name,
        "role" => panel.role,
        "time" => panel.time,
    };
    let page = typeset(&ReportWorld::new(), Look::Panel, value.into_value()).ok()?;
    let options = PdfOptions {
        ident: Smart::Custom(String::new()),
        standards: PdfStandards::new(&[PdfStandard::A_2b]).expect("one standard agrees with itself"),
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&page, &options).ok()
}
