//! The body of a foreign docx as paragraphs: text with its stress and links, lists, cells, tracked changes, controls
//! and bookmarks with their keys. Looks, shapes and whatever else a document holds are passed over.

use std::collections::BTreeMap;

use super::line::{CellAt, Line, Run, Tracked, TrackedKind};
use super::looks::Looks;
use super::package::DocxError;
use super::xml::{Part, Step, Tag};
use crate::document::tree::NOTE_MARK;
use crate::edits::base::Key;

/// More paragraphs has no report: that of 2006 has 430, cells included some 800.
const MAX_LINES: usize = 20_000;

/// The paragraphs of a body, those in cells too.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    looks: &Looks,
    links: &BTreeMap<String, String>,
) -> Result<Vec<Line>, DocxError> {
    let mut part = Part::new(name, bytes);
    let mut body = Body::new(looks, links);
    loop {
        match part.next()? {
            Step::Open(tag) => {
                body.open(&tag);
                if tag.empty {
                    body.close(tag.name());
                }
            }
            Step::Close(name) => body.close(&name),
            Step::Text(text) => body.text(&text),
            Step::End => return Ok(body.lines),
        }
        if body.lines.len() > MAX_LINES {
            return Err(DocxError::TooLarge { part: name.to_owned(), limit: MAX_LINES as u64 });
        }
    }
}

/// What is passed over with all that stands in it: what was before a change of looks, what stands for a newer form, and
/// drawings with the text in them.
const PASSED_OVER: [&str; 9] = [
    "mc:Fallback",
    "w:drawing",
    "w:object",
    "w:pict",
    "w:pPrChange",
    "w:rPrChange",
    "w:sectPrChange",
    "w:tblPrChange",
    "w:numberingChange",
];

struct Body<'a> {
    looks: &'a Looks,
    links: &'a BTreeMap<String, String>,
    lines: Vec<Line>,
    /// What is being passed over, and how deep within elements of that name.
    passed: Option<(String, usize)>,
    line: Option<Line>,
    style: String,
    list: Option<(String, u8)>,
    run: Run,
    /// In `w:t` or `w:delText`.
    speaks: bool,
    /// In the properties of a paragraph, where `w:ins` and `w:del` concern its mark.
    in_properties: bool,
    tracked: Vec<Tracked>,
    controls: Vec<Vec<Key>>,
    /// Keys of bookmarks that begin between paragraphs.
    waiting: Vec<Key>,
    comments: Vec<String>,
    link: Option<String>,
    /// The note that is open, in a part of notes.
    note: Option<String>,
    fields: Vec<Field>,
    /// The tables that are open, with the cell that is.
    tables: Vec<(usize, Option<usize>)>,
    next_table: usize,
}

/// A field: its instruction is not text, its result is.
#[derive(PartialEq)]
enum Field {
    Instruction,
    Result,
}

impl<'a> Body<'a> {
    fn new(looks: &'a Looks, links: &'a BTreeMap<String, String>) -> Self {
        Self {
            looks,
            links,
            lines: Vec::new(),
            passed: None,
            line: None,
            style: String::new(),
            list: None,
            run: Run::default(),
            speaks: false,
            in_properties: false,
            tracked: Vec::new(),
            controls: Vec::new(),
            waiting: Vec::new(),
            comments: Vec::new(),
            link: None,
            note: None,
            fields: Vec::new(),
            tables: Vec::new(),
            next_table: 0,
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if let Some((passed, depth)) = &mut self.passed {
            *depth += usize::from(name == passed);
            return;
        }
        if PASSED_OVER.contains(&name) {
            self.passed = Some((name.to_owned(), 1));
            return;
        }
        match name {
            "w:p" => self.begin(),
            "w:pPr" => self.in_properties = true,
            "w:pStyle" => self.style = tag.value().unwrap_or_default(),
            "w:ilvl" => self.list.get_or_insert_default().1 = level(tag),
            "w:numId" => self.list.get_or_insert_default().0 = tag.value().unwrap_or_default(),
            "w:ins" | "w:moveTo" => self.track(tag, TrackedKind::Inserted),
            "w:del" | "w:moveFrom" => self.track(tag, TrackedKind::Deleted),
            "w:r" => {
                self.run =
                    Run { track: self.tracked.last().cloned(), link: self.link.clone(), ..Run::default() };
            }
            "w:rStyle" => {
                let stress = self.looks.stress(&tag.value().unwrap_or_default());
                self.run.stress.emphasis |= stress.emphasis;
                self.run.stress.strong |= stress.strong;
            }
            "w:b" => self.run.stress.strong = tag.is_on(),
            "w:i" => self.run.stress.emphasis = tag.is_on(),
            "w:t" | "w:delText" => self.speaks = true,
            "w:tab" if !self.in_properties => self.say("\t"),
            "w:br" | "w:cr" => {
                let is_line = tag.attribute("w:type").is_none_or(|kind| kind == "textWrapping");
                self.say(if is_line { "\n" } else { " " });
            }
            "w:noBreakHyphen" => self.say("\u{2011}"),
            "w:softHyphen" => self.say("\u{ad}"),
            "w:sym" => self.say("\u{fffd}"),
            "w:hyperlink" => {
                self.link = tag.attribute("r:id").and_then(|id| self.links.get(&id)).cloned();
            }
            "w:fldChar" => self.field(tag),
            "w:sdt" => self.controls.push(Vec::new()),
            "w:tag" => {
                let key = tag.value().and_then(|tag| Key::read(&tag));
                if let Some(control) = self.controls.last_mut() {
                    control.extend(key);
                }
            }
            "w:sdtContent" => self.enter_control(),
            "w:bookmarkStart" => {
                let key = tag.attribute("w:name").and_then(|name| Key::of_bookmark(&name));
                self.keyed(key);
            }
            "w:footnote" | "w:endnote" => self.note = note_id(tag),
            "w:footnoteReference" | "w:endnoteReference" => self.refer(note_id(tag)),
            "w:commentRangeStart" | "w:commentReference" => self.comment(tag.attribute("w:id")),
            "w:tbl" => {
                self.tables.push((self.next_table, None));
                self.next_table += 1;
            }
            "w:tc" => {
                if let Some((_, cell)) = self.tables.last_mut() {
                    *cell = Some(cell.map_or(0, |at| at + 1));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((passed, depth)) = &mut self.passed {
            *depth -= usize::from(name == passed);
            if *depth == 0 {
                self.passed = None;
            }
            return;
        }
        match name {
            "w:p" => self.end(),
            "w:pPr" => self.in_properties = false,
            "w:r" => self.run = Run::default(),
            "w:t" | "w:delText" => self.speaks = false,
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" if !self.in_properties => {
                self.tracked.pop();
            }
            "w:hyperlink" => self.link = None,
            "w:sdt" => {
                self.controls.pop();
            }
            "w:tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.speaks && self.passed.is_none() {
            self.say(text);
        }
    }

    fn begin(&mut self) {
        let cell =
            self.tables.last().and_then(|(table, cell)| Some(CellAt { table: *table, cell: (*cell)? }));
        let mut line = Line { cell, ..Line::default() };
        line.keys.extend(self.controls.iter().flatten().cloned());
        line.keys.append(&mut self.waiting);
        line.comments.append(&mut self.comments);
        line.of_note.clone_from(&self.note);
        self.line = Some(line);
        self.style = String::new();
        self.list = None;
    }

    fn end(&mut self) {
        let Some(mut line) = self.line.take() else { return };
        let list = self.list.as_ref().map(|(id, level)| (id.as_str(), *level));
        line.kind = self.looks.kind(&self.style, list);
        self.lines.push(line);
    }

    fn track(&mut self, tag: &Tag<'_>, kind: TrackedKind) {
        let author = tag.attribute("w:author").unwrap_or_default();
        let tracked = Tracked { kind, author };
        if self.in_properties {
            if let Some(line) = &mut self.line {
                line.mark = Some(tracked);
            }
        } else {
            self.tracked.push(tracked);
        }
    }

    /// The keys of a control within a paragraph are the paragraph's; those round it wait for what stands in it.
    fn enter_control(&mut self) {
        if let (Some(line), Some(control)) = (&mut self.line, self.controls.last()) {
            line.keys.extend(control.iter().cloned());
        }
    }

    fn keyed(&mut self, key: Option<Key>) {
        match &mut self.line {
            Some(line) => line.keys.extend(key),
            None => self.waiting.extend(key),
        }
    }

    fn comment(&mut self, id: Option<String>) {
        let Some(id) = id else { return };
        match &mut self.line {
            Some(line) if line.comments.contains(&id) => {}
            Some(_) if self.lines.iter().rev().take(50).any(|line| line.comments.contains(&id)) => {}
            Some(line) => line.comments.push(id),
            None => self.comments.push(id),
        }
    }

    /// A run of its own, so that what it refers to stays with it.
    fn refer(&mut self, id: Option<String>) {
        if let Some(line) = &mut self.line {
            line.runs.push(Run { text: NOTE_MARK.to_string(), note: id, ..self.run.clone() });
        }
    }

    fn field(&mut self, tag: &Tag<'_>) {
        match tag.attribute("w:fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::Instruction),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            Some(_) => {
                self.fields.pop();
            }
            None => {}
        }
    }

    fn say(&mut self, text: &str) {
        let Some(line) = &mut self.line else { return };
        if self.fields.contains(&Field::Instruction) {
            return;
        }
        let like = |run: &&mut Run| {
            let alike = run.stress == self.run.stress && run.link == self.run.link;
            alike && run.track == self.run.track && run.note.is_none()
        };
        match line.runs.last_mut().filter(like) {
            Some(run) => run.text.push_str(text),
            None => line.runs.push(Run { text: text.to_owned(), ..self.run.clone() }),
        }
    }
}

/// Footnotes and endnotes are counted apart.
fn note_id(tag: &Tag<'_>) -> Option<String> {
    let kind = if tag.name().starts_with("w:end") { "end" } else { "foot" };
    tag.attribute("w:id").map(|id| format!("{kind} {id}"))
}

fn level(tag: &Tag<'_>) -> u8 {
    tag.value().and_then(|level| level.parse().ok()).unwrap_or(0).min(8)
}
