//! What a signed field shows: a page of its own, as large as the field, in the document's own fonts.

use typst::foundations::{IntoValue, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::dict::dict;
use super::typeset::{Template, typeset};
use super::world::ReportWorld;
use crate::project::look::Look;

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
    let page = typeset(&ReportWorld::new(&Look::default()), Template::Panel, value.into_value()).ok()?;
    let options = PdfOptions {
        ident: Smart::Custom(String::new()),
        standards: PdfStandards::new(&[PdfStandard::A_2b]).expect("one standard agrees with itself"),
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&page, &options).ok()
}

#[cfg(test)]
mod tests {
    use memchr::memmem;

    use super::*;

    fn set(name: &str) -> Option<Vec<u8>> {
        let role = "förvaltningschef, Stadsledningskontoret";
        panel(&Panel { size: (240_945, 48_189), name, role, time: "2006-12-06 kl. 13.15" })
    }

    #[test]
    fn a_name_stays_on_one_page_however_long_it_is() {
        for name in ["Kim", &"Kim Andersdotter af Långanäs ".repeat(20)] {
            let page = set(name).expect("a page");
            assert!(memmem::find(&page, b"/Count 1/").is_some(), "{name}");
        }
    }

    #[test]
    fn a_name_that_no_font_has_is_not_set() {
        assert_eq!(set("\u{4f60}\u{597d}"), None);
    }
}
