//! The body of a foreign docx as paragraphs: text with its stress and links, lists, cells, tracked changes, controls
//! and bookmarks with their keys. Whatever else a document holds is passed over or told, as [`super::inventory`] says.

use std::collections::BTreeMap;

use super::inventory::{self, Known};
use super::line::{CellAt, Described, Line, LineKind, Odd, Run, Stress, Tracked, TrackedKind};
use super::looks::Looks;
use super::package::DocxError;
use super::xml::{Part, Step, Tag};
use crate::diagnostic::Dropped;
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
            Step::End => {
                body.finish();
                return Ok(body.lines);
            }
        }
        if body.lines.len() > MAX_LINES {
            return Err(DocxError::TooLarge { part: name.to_owned(), limit: MAX_LINES as u64 });
        }
    }
}

/// What is being passed over with all that stands in it.
struct Passed {
    name: String,
    /// How deep within elements of that name.
    depth: usize,
    /// What it is told as, where it is.
    told: Option<Dropped>,
    /// The text in it.
    text: String,
    speaks: bool,
    /// Its words for who cannot see it.
    words: String,
    /// It shows a picture.
    is_picture: bool,
}

struct Body<'a> {
    looks: &'a Looks,
    links: &'a BTreeMap<String, String>,
    lines: Vec<Line>,
    passed: Option<Passed>,
    /// In what a property was before a change of it under tracking.
    in_change: bool,
    /// What stands between paragraphs and is told with the next.
    odd: Vec<Odd>,
    described: Vec<Described>,
    /// Properties of the open run that the files cannot say.
    looks_of_run: Vec<Dropped>,
    /// Letters are raised (`true`) or lowered.
    shifted: Option<bool>,
    hidden: bool,
    style_before: Option<String>,
    list_before: Option<(String, u8)>,
    /// The line begins in a list of contents or holds the beginning of one, and says nothing outside it.
    in_contents: bool,
    says_more: bool,
    /// For each open control, whether it shows its placeholder.
    placeholders: Vec<bool>,
    line: Option<Line>,
    style: String,
    list: Option<(String, u8)>,
    run: Run,
    /// In `w:t` or `w:delText`.
    speaks: bool,
    /// In the instruction of a field.
    instructs: bool,
    /// The text before had a look that the files cannot say, which may go on.
    follows: bool,
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
#[derive(Default)]
struct Field {
    instruction: String,
    is_result: bool,
    link: Option<String>,
}

impl Field {
    /// The list of contents.
    fn is_contents(&self) -> bool {
        self.instruction.trim_start().starts_with("TOC")
    }

    /// The address of `HYPERLINK "address"` (ISO 29500-1 17.16.5.25), where the field is one.
    fn address(&self) -> Option<String> {
        let rest = self.instruction.trim_start().strip_prefix("HYPERLINK")?;
        let address = rest.split('"').nth(1)?;
        (!rest.trim_start().starts_with('\\')).then(|| address.to_owned())
    }
}

impl<'a> Body<'a> {
    fn new(looks: &'a Looks, links: &'a BTreeMap<String, String>) -> Self {
        Self {
            looks,
            links,
            lines: Vec::new(),
            passed: None,
            in_change: false,
            odd: Vec::new(),
            described: Vec::new(),
            looks_of_run: Vec::new(),
            shifted: None,
            hidden: false,
            style_before: None,
            list_before: None,
            in_contents: false,
            says_more: false,
            placeholders: Vec::new(),
            line: None,
            style: String::new(),
            list: None,
            run: Run::default(),
            speaks: false,
            instructs: false,
            follows: false,
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
        if let Some(passed) = &mut self.passed {
            passed.open(tag);
            return;
        }
        if self.in_change {
            self.before_change(tag);
            return;
        }
        match inventory::of(name) {
            Known::Read => {}
            Known::Nothing => return,
            Known::PassedOver => return self.pass_over(tag, None),
            Known::Told(what) => return self.pass_over(tag, Some(what)),
            Known::Look(what) => {
                if !self.in_properties && tag.is_on() {
                    self.looks_of_run.push(what);
                }
                return;
            }
        }
        match name {
            "w:drawing" | "w:pict" | "w:object" => {
                let what = if name == "w:object" { Dropped::Object } else { Dropped::TextBox };
                self.pass_over(tag, Some(what));
            }
            "w:rPrChange" | "w:pPrChange" => {
                self.in_change = true;
                if name == "w:pPrChange" {
                    self.style_before = Some(String::new());
                } else if !self.in_properties {
                    self.run.was = Some(Stress::default());
                }
            }
            "w:vanish" if !self.in_properties => self.hidden = tag.is_on(),
            "w:vertAlign" if !self.in_properties => {
                self.shifted = match tag.value().as_deref() {
                    Some("superscript") => Some(true),
                    Some("subscript") => Some(false),
                    Some(_) | None => None,
                };
            }
            "w:showingPlcHdr" => {
                if let Some(shows) = self.placeholders.last_mut() {
                    *shows = tag.is_on();
                }
            }
            "w:fldSimple" => {
                let mut field = Field { is_result: true, ..Field::default() };
                field.instruction = tag.attribute("w:instr").unwrap_or_default();
                field.link = field.address();
                self.fields.push(field);
            }
            "w:instrText" => self.instructs = true,
            "w:tblDescription" => self.described.push(Described {
                words: tag.value().unwrap_or_default(),
                is_table: true,
                track: None,
            }),
            "w:p" => self.begin(),
            "w:pPr" => self.in_properties = true,
            "w:pStyle" => self.style = tag.value().unwrap_or_default(),
            "w:ilvl" => self.list.get_or_insert_default().1 = level(tag),
            "w:numId" => self.list.get_or_insert_default().0 = tag.value().unwrap_or_default(),
            "w:ins" | "w:moveTo" => self.track(tag, TrackedKind::Inserted),
            "w:del" | "w:moveFrom" => self.track(tag, TrackedKind::Deleted),
            "w:r" => {
                let link = self.fields.iter().rev().find_map(|field| field.link.clone());
                let link = link.or_else(|| self.link.clone());
                self.run = Run { track: self.tracked.last().cloned(), link, ..Run::default() };
                self.looks_of_run.clear();
                self.shifted = None;
                self.hidden = false;
            }
            "w:rStyle" => {
                let stress = self.looks.stress(&tag.value().unwrap_or_default());
                self.run.stress.emphasis |= stress.emphasis;
                self.run.stress.strong |= stress.strong;
            }
            "w:b" if !self.in_properties => self.run.stress.strong = tag.is_on(),
            "w:i" if !self.in_properties => self.run.stress.emphasis = tag.is_on(),
            "w:t" | "w:delText" => self.speaks = true,
            "w:tab" if !self.in_properties => self.say("\t"),
            "w:br" | "w:cr" => {
                let is_line = tag.attribute("w:type").is_none_or(|kind| kind == "textWrapping");
                self.say(if is_line { "\n" } else { " " });
            }
            "w:noBreakHyphen" => self.say("\u{2011}"),
            "w:softHyphen" => self.say("\u{ad}"),
            "w:sym" => self.symbol(tag),
            "w:hyperlink" => {
                self.link = tag.attribute("r:id").and_then(|id| self.links.get(&id)).cloned();
            }
            "w:fldChar" => self.field(tag),
            "w:sdt" => {
                self.controls.push(Vec::new());
                self.placeholders.push(false);
            }
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
        if let Some(passed) = &mut self.passed {
            if passed.close(name) {
                self.passed_over();
            }
            return;
        }
        match name {
            "w:rPrChange" | "w:pPrChange" => self.in_change = false,
            _ if self.in_change => {}
            "w:instrText" => self.instructs = false,
            "w:fldSimple" => {
                self.fields.pop();
            }
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
                self.placeholders.pop();
            }
            "w:tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(passed) = &mut self.passed {
            if passed.speaks {
                passed.text.push_str(text);
            }
        } else if self.instructs {
            if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
                field.instruction.push_str(text);
            }
        } else if self.speaks {
            self.say(text);
        }
    }

    fn pass_over(&mut self, tag: &Tag<'_>, told: Option<Dropped>) {
        let mut passed = Passed {
            name: tag.name().to_owned(),
            depth: 0,
            told,
            text: String::new(),
            speaks: false,
            words: String::new(),
            is_picture: false,
        };
        passed.open(tag);
        self.passed = Some(passed);
    }

    /// Tells of what has been passed over; a picture is kept with its words.
    fn passed_over(&mut self) {
        let Some(passed) = self.passed.take() else { return };
        let Some(what) = passed.told else { return };
        let track = self.tracked.last().cloned();
        let text = passed.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if passed.is_picture && text.is_empty() {
            let described = Described { words: passed.words, is_table: false, track };
            match &mut self.line {
                Some(line) => line.described.push(described),
                None => self.described.push(described),
            }
            return;
        }
        let text = if text.is_empty() { passed.words } else { text };
        self.is_odd(what, &text);
    }

    fn is_odd(&mut self, what: Dropped, text: &str) {
        let track = self.tracked.last().cloned();
        let odd = match &mut self.line {
            Some(line) => &mut line.odd,
            None => &mut self.odd,
        };
        match odd.last_mut().filter(|last| last.what == what && last.track == track && self.follows) {
            Some(last) => last.text.push_str(text),
            None => odd.push(Odd { what, text: text.to_owned(), track }),
        }
    }

    /// What a run or paragraph was before its looks were changed under tracking.
    fn before_change(&mut self, tag: &Tag<'_>) {
        let stress = self.run.was.as_mut();
        match (tag.name(), stress) {
            ("w:b", Some(stress)) => stress.strong = tag.is_on(),
            ("w:i", Some(stress)) => stress.emphasis = tag.is_on(),
            ("w:pStyle", _) => self.style_before = tag.value(),
            ("w:ilvl", _) => self.list_before.get_or_insert_default().1 = level(tag),
            ("w:numId", _) => self.list_before.get_or_insert_default().0 = tag.value().unwrap_or_default(),
            _ => {}
        }
    }

    fn symbol(&mut self, tag: &Tag<'_>) {
        let font = tag.attribute("w:font").unwrap_or_default();
        let code = tag.attribute("w:char").unwrap_or_default();
        match u32::from_str_radix(&code, 16).ok().and_then(|code| inventory::symbol(&font, code)) {
            Some(c) => self.say(&c.to_string()),
            None => self.is_odd(Dropped::Symbol, &format!("{font} {code}")),
        }
    }

    /// What is told after the last paragraph goes with it.
    fn finish(&mut self) {
        if let Some(last) = self.lines.last_mut() {
            last.odd.append(&mut self.odd);
            last.described.append(&mut self.described);
            last.comments.append(&mut self.comments);
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
        line.odd.append(&mut self.odd);
        line.described.append(&mut self.described);
        self.in_contents = self.fields.iter().any(Field::is_contents);
        self.says_more = false;
        self.style_before = None;
        self.list_before = None;
        self.line = Some(line);
        self.style = String::new();
        self.list = None;
    }

    fn end(&mut self) {
        let Some(mut line) = self.line.take() else { return };
        let list = self.list.as_ref().map(|(id, level)| (id.as_str(), *level));
        line.kind = self.looks.kind(&self.style, list);
        if self.in_contents && !self.says_more {
            line.kind = LineKind::Contents;
        }
        if let Some(style) = self.style_before.take() {
            let list = self.list_before.as_ref().map(|(id, level)| (id.as_str(), *level));
            line.was = Some(self.looks.kind(&style, list));
        }
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
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                    field.link = field.address();
                    self.in_contents |= field.is_contents();
                }
            }
            Some(_) => {
                self.fields.pop();
            }
            None => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.line.is_none() || self.fields.iter().any(|field| !field.is_result) {
            return;
        }
        // What a control shows until something is written in it is no text of anybody's.
        if self.placeholders.contains(&true) {
            return;
        }
        if self.hidden {
            self.is_odd(Dropped::Hidden, text);
            self.follows = true;
            return;
        }
        let as_letters = self.shifted.and_then(|raised| inventory::shifted(text, raised));
        if as_letters.is_none()
            && let Some(raised) = self.shifted
        {
            self.is_odd(if raised { Dropped::Raised } else { Dropped::Lowered }, text);
        }
        for what in self.looks_of_run.clone() {
            self.is_odd(what, text);
        }
        self.follows = !self.looks_of_run.is_empty() || self.shifted.is_some();
        let text = as_letters.as_deref().unwrap_or(text);
        self.says_more |= !self.fields.iter().any(Field::is_contents) && !text.trim().is_empty();
        let Some(line) = &mut self.line else { return };
        let like = |run: &&mut Run| {
            let alike = run.stress == self.run.stress && run.link == self.run.link;
            alike && run.track == self.run.track && run.was == self.run.was && run.note.is_none()
        };
        match line.runs.last_mut().filter(like) {
            Some(run) => run.text.push_str(text),
            None => line.runs.push(Run { text: text.to_owned(), ..self.run.clone() }),
        }
    }
}

impl Passed {
    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        self.depth += usize::from(name == self.name);
        match name {
            "w:t" | "m:t" | "a:t" => self.speaks = !tag.empty,
            "wp:docPr" => self.words = tag.attribute("descr").unwrap_or_default(),
            "v:shape" if self.words.is_empty() => self.words = tag.attribute("alt").unwrap_or_default(),
            "pic:pic" | "v:imagedata" => self.is_picture = true,
            "w:p" if !self.text.is_empty() => self.text.push(' '),
            _ => {}
        }
    }

    /// Whether this is where it ends.
    fn close(&mut self, name: &str) -> bool {
        self.speaks &= !matches!(name, "w:t" | "m:t" | "a:t");
        self.depth -= usize::from(name == self.name);
        self.depth == 0
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
