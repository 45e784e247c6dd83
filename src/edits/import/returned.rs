//! A document that came back from Word, read whole.

use std::collections::BTreeMap;

use super::body;
use super::line::{Line, LineKind, TrackChanges, joined, settled};
use super::looks::Looks;
use super::package::{DocxError, Package};
use super::relations::{Relations, place};
use super::xml::{Part, Step};
use crate::edits::base::VERSION_PROPERTY;

/// What a docx says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    pub(super) lines: Vec<Line>,
    pub(super) comments: BTreeMap<String, Comment>,
    /// The paragraphs of its notes, by their ids.
    pub(super) notes: BTreeMap<String, Vec<Line>>,
    /// It was saved by LibreOffice, which in 7.4 gives all words of a paragraph in a control one stress.
    pub(super) evens_stress: bool,
    /// The version of the base that it was made with, where it says so.
    pub version: Option<String>,
    /// What its running heads and feet say, as far as they say anything.
    pub(super) heads: Vec<String>,
    /// The kinds of its parts that are not known.
    pub(super) unknown: Vec<String>,
    /// What it would fetch from elsewhere when Word opens it. It is never followed.
    pub outside: Vec<String>,
}

/// A comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comment {
    pub(super) author: String,
    pub(super) text: String,
    /// The paragraph that ends it, by which its thread names it.
    paragraph: String,
    /// The comment that it answers, by who made that.
    pub(super) answers: Option<String>,
    /// It was marked as dealt with.
    pub(super) is_resolved: bool,
}

impl Returned {
    /// Reads a docx. Memory and time are bounded by the limits of this room, whatever the file holds.
    pub fn read(bytes: &[u8]) -> Result<Self, DocxError> {
        let mut package = Package::open(bytes)?;
        let types = package.need("[Content_Types].xml")?;
        if is_with_macros(&types)? {
            return Err(DocxError::Macros);
        }
        let top = Relations::read("", "_rels/.rels", &package.need("_rels/.rels")?)?;
        let main = top.part("officeDocument").ok_or(DocxError::NotDocx)?.to_owned();
        let named = place(&main);
        let relations = package.part(&named)?;
        let relations = relations
            .map_or_else(|| Ok(Relations::default()), |part| Relations::read(&main, &named, &part))?;
        let mut part = |kind: &str| relations.part(kind).map_or(Ok(None), |name| package.part(name));
        let (styles, numbering) = (part("styles")?, part("numbering")?);
        let looks = Looks::read(styles.as_deref(), numbering.as_deref())?;
        let mut comments = part("comments")?.map_or_else(|| Ok(BTreeMap::new()), |part| comments(&part))?;
        if let Some(threads) = part("commentsExtended")? {
            thread(&mut comments, &threads)?;
        }
        let notes = notes(&relations, &looks, &mut package)?;
        let body = package.need(&main)?;
        let mut lines = body::read(&main, &body, &looks, &relations.links)?;
        lines.retain(|line| line.kind != LineKind::Contents);
        let properties = top.part("custom-properties").map_or(Ok(None), |name| package.part(name))?;
        let version = properties.map_or(Ok(None), |part| version(&part))?;
        let application = top.part("extended-properties").map_or(Ok(None), |name| package.part(name))?;
        let application = application.map_or(Ok(None), |part| application_of(&part))?.unwrap_or_default();
        let evens_stress = application.starts_with("LibreOffice");
        let heads = heads(&relations, &looks, &mut package)?;
        let outside = [top.outside, relations.outside].concat();
        let unknown = [top.unknown, relations.unknown].concat();
        Ok(Self { lines, comments, notes, evens_stress, version, heads, unknown, outside })
    }
}

impl Returned {
    /// The paragraphs with their tracked changes made or undone, after each the notes that it refers to.
    pub(super) fn settled(&self, changes: TrackChanges) -> Vec<Line> {
        let lines = settled(&self.lines, changes).into_iter();
        let with_notes = lines.flat_map(|line| {
            let notes: Vec<Line> = line.notes().filter_map(|id| self.note(id, changes)).collect();
            std::iter::once(line).chain(notes)
        });
        with_notes.collect()
    }

    /// A note as one paragraph.
    fn note(&self, id: &str, changes: TrackChanges) -> Option<Line> {
        let lines = settled(self.notes.get(id)?, changes).into_iter();
        lines.reduce(joined).map(|line| Line { kind: LineKind::Note, ..line })
    }
}

/// The paragraphs of the notes; the lines above notes have none that say anything.
fn notes(
    relations: &Relations,
    looks: &Looks,
    package: &mut Package<'_>,
) -> Result<BTreeMap<String, Vec<Line>>, DocxError> {
    let mut notes: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for name in ["footnotes", "endnotes"].into_iter().filter_map(|kind| relations.part(kind)) {
        let Some(bytes) = package.part(name)? else { continue };
        let place = place(name);
        let own = package.part(&place)?;
        let own =
            own.map_or_else(|| Ok(Relations::default()), |part| Relations::read(name, &place, &part))?;
        for line in body::read(name, &bytes, looks, &own.links)? {
            if let Some(id) = line.of_note.clone() {
                notes.entry(id).or_default().push(line);
            }
        }
    }
    Ok(notes)
}

/// What each running head and foot says: the results of its fields too.
fn heads(relations: &Relations, looks: &Looks, package: &mut Package<'_>) -> Result<Vec<String>, DocxError> {
    let mut heads = Vec::new();
    for name in &relations.heads {
        let Some(bytes) = package.part(name)? else { continue };
        let lines = body::read(name, &bytes, looks, &BTreeMap::new())?;
        let said: Vec<String> = lines.iter().map(|line| line.text_with(TrackChanges::Accept)).collect();
        heads.push(said.join(" "));
    }
    Ok(heads)
}

/// Which comments answer which, and which are dealt with ([MS-DOCX] 2.5.1.1).
fn thread(comments: &mut BTreeMap<String, Comment>, bytes: &[u8]) -> Result<(), DocxError> {
    let mut part = Part::new("word/commentsExtended.xml", bytes);
    loop {
        match part.next()? {
            Step::Open(tag) if tag.name() == "w15:commentEx" => {
                let paragraph = tag.attribute("w15:paraId").unwrap_or_default();
                let parent = tag.attribute("w15:paraIdParent");
                let done = tag.attribute("w15:done").is_some_and(|done| done == "1" || done == "true");
                let answers = parent.and_then(|parent| {
                    let found = comments.values().find(|comment| comment.paragraph == parent)?;
                    Some(found.author.clone())
                });
                if let Some(comment) = comments.values_mut().find(|comment| comment.paragraph == paragraph) {
                    comment.answers = answers;
                    comment.is_resolved = done;
                }
            }
            Step::Open(_) | Step::Close(_) | Step::Text(_) => {}
            Step::End => return Ok(()),
        }
    }
}

/// The main part of a document with macros has a type of its own ([MS-OFFMACRO2] 2.2.1).
fn is_with_macros(types: &[u8]) -> Result<bool, DocxError> {
    let mut part = Part::new("[Content_Types].xml", types);
    loop {
        match part.next()? {
            Step::Open(tag) => {
                let kind = tag.attribute("ContentType").unwrap_or_default();
                if kind.contains("macroEnabled") || kind.contains("vbaProject") {
                    return Ok(true);
                }
            }
            Step::Close(_) | Step::Text(_) => {}
            Step::End => return Ok(false),
        }
    }
}

fn comments(bytes: &[u8]) -> Result<BTreeMap<String, Comment>, DocxError> {
    let mut part = Part::new("word/comments.xml", bytes);
    let (mut all, mut id, mut speaks) = (BTreeMap::<String, Comment>::new(), String::new(), false);
    loop {
        match part.next()? {
            Step::Open(tag) => match tag.name() {
                "w:comment" => {
                    id = tag.attribute("w:id").unwrap_or_default();
                    let author = tag.attribute("w:author").unwrap_or_default();
                    all.insert(id.clone(), Comment { author, ..Comment::default() });
                }
                "w:p" => {
                    if let Some(comment) = all.get_mut(&id) {
                        comment.paragraph = tag.attribute("w14:paraId").unwrap_or_default();
                    }
                }
                "w:t" => speaks = !tag.empty,
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "w:t" => speaks = false,
                "w:p" => {
                    if let Some(comment) = all.get_mut(&id) {
                        comment.text.push(' ');
                    }
                }
                _ => {}
            },
            Step::Text(text) if speaks => {
                if let Some(comment) = all.get_mut(&id) {
                    comment.text.push_str(&text);
                }
            }
            Step::Text(_) => {}
            Step::End => break,
        }
    }
    all.values_mut().for_each(|comment| comment.text = comment.text.trim().to_owned());
    Ok(all)
}

/// The program that saved the file.
fn application_of(bytes: &[u8]) -> Result<Option<String>, DocxError> {
    let mut part = Part::new("docProps/app.xml", bytes);
    let mut names_it = false;
    loop {
        match part.next()? {
            Step::Open(tag) => names_it = tag.name() == "Application",
            Step::Text(text) if names_it => return Ok(Some(text.trim().to_owned())),
            Step::Close(_) | Step::Text(_) => {}
            Step::End => return Ok(None),
        }
    }
}

/// The custom property that names the base.
fn version(bytes: &[u8]) -> Result<Option<String>, DocxError> {
    let mut part = Part::new("docProps/custom.xml", bytes);
    let (mut names_it, mut found) = (false, None);
    loop {
        match part.next()? {
            Step::Open(tag) if tag.name() == "property" => {
                names_it = tag.attribute("name").as_deref() == Some(VERSION_PROPERTY);
            }
            Step::Text(text) if names_it => {
                found.get_or_insert_with(String::new).push_str(text.trim());
            }
            Step::Open(_) | Step::Close(_) | Step::Text(_) => {}
            Step::End => return Ok(found.filter(|version: &String| !version.is_empty())),
        }
    }
}
