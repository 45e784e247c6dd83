//! `typst-alone SOURCE.typ OUTPUT.pdf [--timings]`: the typst compiler on a plain file, and no more. The shipped faces
//! are in the program as they are in tertial, and the output is PDF/A-2a and PDF/UA-1 as there.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

const FACES: [&[u8]; 6] = [
    include_bytes!("../../../assets/fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSerif-BoldItalic.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let timings =
        arguments.iter().position(|word| word == "--timings").map(|at| arguments.remove(at)).is_some();
    let [source, output] =
        <[_; 2]>::try_from(arguments).map_err(|_| "usage: typst-alone SOURCE.typ OUTPUT.pdf")?;
    let began = Instant::now();
    let world = Alone::new(std::fs::read_to_string(PathBuf::from(source))?)?;
    let read = began.elapsed();
    let pages = typst::compile::<PagedDocument>(&world).output.map_err(|errors| said(&errors))?;
    let set = began.elapsed() - read;
    let date = Datetime::from_ymd_hms(2006, 12, 6, 0, 0, 0).ok_or("no such date")?;
    let options = PdfOptions {
        ident: Smart::Custom("plain".to_owned()),
        timestamp: Some(Timestamp::new_utc(date)),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| error.message().to_string())?,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&pages, &options).map_err(|errors| said(&errors))?;
    let written = began.elapsed() - set - read;
    std::fs::write(PathBuf::from(output), pdf)?;
    if timings {
        eprintln!("reading {read:.1?}\nsetting the pages {set:.1?}\nwriting PDF {written:.1?}");
    }
    Ok(())
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// One source file and the shipped faces.
struct Alone {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
}

impl Alone {
    fn new(text: String) -> Result<Self, Box<dyn Error>> {
        let path = VirtualPath::new("plain.typ").map_err(|_| "a plain file name is a path")?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        let fonts: Vec<Font> = FACES.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect();
        let features = [Feature::A11yExtras].into_iter().collect();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(id, text),
        })
    }
}

impl World for Alone {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
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
