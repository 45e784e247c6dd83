//! A document built again from the sources inside its PDF: whether the pages are what the sources give.

use lopdf::{Document as Pdf, LoadOptions};

use super::{Format, Profile, Project, build, read_sources};
use crate::project::source::Sources;
use crate::signatures::attached::{self, AttachedError, Enclosed, TOOL};
use crate::signatures::verify::{self, Reason};

/// What building a document again has shown.
#[derive(Debug)]
pub enum Rebuilt {
    /// The file begins with the very bytes that its sources give, and what follows is only what signatures need. Whether the
    /// signatures hold is not judged here.
    Same {
        /// How many bytes were added.
        added: usize,
    },
    /// The file does not begin so; in these ways, as far as they could be found out.
    Different(Vec<Difference>),
}

/// Something in which a file is not what its sources give.
#[derive(Debug)]
pub enum Difference {
    /// It was made by another program or version, whose bytes may well be others; this is its name.
    Tool(String),
    /// The source at this path is not the one that the document was locked to: it was changed, removed or added.
    Source(String),
    /// The sources do not give a document; the project tells why.
    Unbuildable(Box<Project>),
    /// Not as many pages.
    PageCount {
        /// Those of the file.
        inside: usize,
        /// Those that the sources give.
        built: usize,
    },
    /// A page says something else.
    Page {
        /// Its number, from 1 through the whole file.
        number: u32,
        /// The first line that differs, as it stands in the file; empty where the file has no more lines.
        inside: String,
        /// The same line as the sources give it.
        built: String,
    },
    /// What its sources give is there, and something else than signatures was added after it, for this reason.
    Added(Reason),
    /// No difference in words was found; this is how many first bytes are the same.
    Bytes(usize),
}

/// The most bytes that the content of a page may become when it is read for its words.
const MAX_PAGE_BYTES: usize = 16 << 20;

/// Builds a PDF again from the sources that it carries and compares.
pub fn rebuild(pdf: &[u8]) -> Result<Rebuilt, AttachedError> {
    let Enclosed { lock, files } = attached::read(pdf)?;
    let mut differences: Vec<Difference> = Vec::new();
    if lock.tool != TOOL {
        differences.push(Difference::Tool(lock.tool.clone()));
    }
    differences.extend(lock.altered(&files).into_iter().map(Difference::Source));

    let mut project = read_sources(Sources::in_memory(files), lock.stage);
    match built(&mut project) {
        Some(built) if pdf.starts_with(&built) => match verify::only_signatures_after(pdf, built.len()) {
            Ok(()) => return Ok(Rebuilt::Same { added: pdf.len() - built.len() }),
            Err(reason) => differences.push(Difference::Added(reason)),
        },
        Some(built) => differences.extend(pages(pdf, &built)),
        None => differences.push(Difference::Unbuildable(Box::new(project))),
    }
    Ok(Rebuilt::Different(differences))
}

fn built(project: &mut Project) -> Option<Vec<u8>> {
    let built = build(project, &[Format::Pdf], Profile::A3a, &mut |_| ()).ok()?;
    built.files.into_iter().next().map(|(_, bytes)| bytes)
}

/// What differs between the words of the pages; where nothing does, how far the bytes are the same.
fn pages(inside: &[u8], built: &[u8]) -> Vec<Difference> {
    let (inside_pages, built_pages) = (words(inside), words(built));
    let mut found = Vec::new();
    if inside_pages.len() != built_pages.len() {
        found.push(Difference::PageCount { inside: inside_pages.len(), built: built_pages.len() });
    }
    for (number, (inside, built)) in (1..).zip(inside_pages.iter().zip(&built_pages)) {
        if inside != built {
            let (inside, built) = first_difference(inside, built);
            found.push(Difference::Page { number, inside, built });
        }
    }
    if found.is_empty() {
        let same = inside.iter().zip(built).take_while(|(one, other)| one == other).count();
        found.push(Difference::Bytes(same));
    }
    found
}

/// The words of each page, in the order in which they are painted. A page that cannot be read has none.
fn words(pdf: &[u8]) -> Vec<String> {
    let options = LoadOptions { strict: true, ..LoadOptions::default() };
    let Ok(document) = Pdf::load_mem_with_options(pdf, options) else { return Vec::new() };
    let numbers = document.get_pages().into_keys();
    numbers
        .map(|page| document.extract_text_with_limit(&[page], MAX_PAGE_BYTES).unwrap_or_default())
        .collect()
}

fn first_difference(inside: &str, built: &str) -> (String, String) {
    let (mut inside, mut built) = (inside.lines(), built.lines());
    loop {
        match (inside.next(), built.next()) {
            (Some(one), Some(other)) if one == other => {}
            (one, other) => return (one.unwrap_or("").to_owned(), other.unwrap_or("").to_owned()),
        }
    }
}
