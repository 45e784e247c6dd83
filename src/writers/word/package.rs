//! The package: what docx-rs built, made right, and what it leaves out, in one archive whose bytes depend on the
//! document alone.
//!
//! docx-rs writes children in an order that the schema refuses, ids from counters of the process, and no language,
//! settings, repeated table heads or properties. Every part is therefore read, mended and written anew; the small
//! parts are written here from the start.

mod drawing;
mod logo;
mod mend;
mod notes;
mod order;
mod parts;
mod picture;
mod theme;
pub(super) mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::WordError;
use super::blocks::Drawn;
use super::controls::Controls;
use super::inlines::Links;
use super::notes::Notes;
use crate::document::tree::Meta;
use crate::project::look::{Logo, Look};
use xml::{Element, Malformed};

/// What the rest of the room made.
pub(super) struct Built<'a> {
    pub(super) document: Vec<u8>,
    pub(super) styles: Vec<u8>,
    pub(super) numbering: Vec<u8>,
    /// The running head of every part.
    pub(super) headers: Vec<Vec<u8>>,
    /// That of the first page, where the office has a mark.
    pub(super) first: Option<FirstHead<'a>>,
    /// What the tables show, in order.
    pub(super) descriptions: Vec<String>,
    pub(super) links: Links,
    pub(super) controls: Controls,
    /// The drawings, in order.
    pub(super) drawings: Vec<Drawn>,
    pub(super) notes: Notes,
    /// The base that the file was made from.
    pub(super) version: Option<&'a str>,
}

/// The running head of the first page, with the office's mark.
pub(super) struct FirstHead<'a> {
    pub(super) header: Vec<u8>,
    pub(super) logo: &'a Logo,
    pub(super) look: &'a Look,
}

/// The whole archive.
pub(super) fn pack(meta: &Meta, built: &Built<'_>) -> Result<Vec<u8>, WordError> {
    let mut entries = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(built).write()),
        ("_rels/.rels".to_owned(), parts::package_relationships().write()),
        ("docProps/app.xml".to_owned(), parts::application(meta).write()),
        ("docProps/core.xml".to_owned(), parts::core(meta).write()),
        ("docProps/custom.xml".to_owned(), parts::custom(meta, built.version).write()),
        (
            "word/document.xml".to_owned(),
            mended("word/document.xml", &built.document, |part| {
                mend::document(part, built);
            })?,
        ),
        ("word/_rels/document.xml.rels".to_owned(), parts::document_relationships(built).write()),
        ("word/styles.xml".to_owned(), mended("word/styles.xml", &built.styles, mend::styles)?),
        ("word/numbering.xml".to_owned(), mended("word/numbering.xml", &built.numbering, mend::numbering)?),
        ("word/settings.xml".to_owned(), parts::settings().write()),
        ("word/fontTable.xml".to_owned(), parts::fonts().write()),
        ("word/theme/theme1.xml".to_owned(), theme::THEME.as_bytes().to_vec()),
    ];
    for (at, header) in built.headers.iter().enumerate() {
        let name = format!("word/{}", parts::header_name(at));
        let part = mended(&name, header, |_| {})?;
        entries.push((name, part));
    }
    let name = format!("word/{}", notes::FILE);
    let part = mended(&name, &built.notes.build(), |part| mend::notes(part, built))?;
    entries.push((name, part));
    if built.notes.links.iter().next().is_some() {
        entries.push((notes::LINKS.to_owned(), parts::note_relationships(built).write()));
    }
    for (at, drawn) in built.drawings.iter().enumerate() {
        entries.push((format!("word/{}", drawing::file(at, drawn)), drawn.file.to_vec()));
    }
    if let Some(FirstHead { header, logo, look }) = &built.first {
        let name = format!("word/{}", parts::FIRST_HEADER);
        let part = mended(&name, header, |part| logo::place(part, logo, look))?;
        entries.push((name, part));
        entries.push((parts::FIRST_HEADER_LINKS.to_owned(), parts::first_header_relationships().write()));
        entries.push((format!("word/{}", logo::FILE), logo.png().to_vec()));
    }
    archive(entries).map_err(WordError::Archive)
}

fn mended(name: &str, part: &[u8], particular: impl Fn(&mut Element)) -> Result<Vec<u8>, WordError> {
    let unreadable = |Malformed { at }| WordError::Unreadable { part: name.to_owned(), at };
    let mut root = Element::read(part).map_err(unreadable)?;
    particular(&mut root);
    mend::every(&mut root);
    Ok(root.write())
}

/// Entries in the order given, all dated the first day that the format knows.
pub(super) fn archive(entries: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
