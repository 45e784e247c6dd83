//! The world that the typesetter sees: one template, the shipped fonts, no disk, no network, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, IntoValue, Value, dict};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::project::look::{Family, Look, Size};
use crate::writers::setting::FACES;

const TEMPLATE: &str = include_str!("../../../assets/look.typ");

/// The template's file.
static LOOK: LazyLock<FileId> = LazyLock::new(|| file("look.typ"));

/// The file that spans of author text name; it is never read.
static AUTHOR: LazyLock<FileId> = LazyLock::new(|| file("author"));

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The file that spans of author text name.
pub(super) fn author() -> FileId {
    *AUTHOR
}

/// What the typesetter can see.
pub(super) struct ReportWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    look: Source,
}

impl ReportWorld {
    /// The world with its template, which sees the office's look as its inputs, and the fonts.
    pub(super) fn new(look: &Look) -> Self {
        let fonts: Vec<Font> = FACES.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect();
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(
                Library::builder().with_inputs(inputs(look)).with_features(features).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            look: Source::new(*LOOK, TEMPLATE.to_owned()),
        }
    }
}

/// The look as the template reads it: faces by name, sizes in tenths of a point, colours, margins in millimetres.
fn inputs(look: &Look) -> Dict {
    let face = |family| match family {
        Family::Serif => "Liberation Serif",
        Family::Sans => "Liberation Sans",
    };
    let size = |size: Size| i64::from(size.tenths());
    let headings: Array = look.sizes.headings.iter().map(|heading| size(*heading).into_value()).collect();
    let logo = look.logo.as_ref().map_or(Value::None, |logo| {
        let png = Bytes::new(logo.png().to_vec());
        dict! { "png" => png, "width" => i64::from(logo.width()), "description" => logo.description() }
            .into_value()
    });
    let Look { faces, sizes, colours, margins, head: _, logo: _ } = look;
    dict! {
        "body-face" => face(faces.body),
        "heading-face" => face(faces.headings),
        "table-face" => face(faces.tables),
        "body-size" => size(sizes.body),
        "heading-sizes" => headings,
        "table-size" => size(sizes.table),
        "table-head-size" => size(sizes.table_head),
        "small-size" => size(sizes.small),
        "headings" => colours.headings.hex(),
        "rules" => colours.rules.hex(),
        "hairlines" => colours.hairlines.hex(),
        "top" => i64::from(margins.top),
        "bottom" => i64::from(margins.bottom),
        "left" => i64::from(margins.left),
        "right" => i64::from(margins.right),
        "logo" => logo,
    }
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        *LOOK
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *LOOK { Ok(self.look.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
