//! Two built documents as one with tracked changes: accepting all gives the later, rejecting all the earlier.
//!
//! The later package carries both. A paragraph that is worded otherwise is cut into the words that stay, go and come;
//! one that came or went is marked with its paragraph mark (ECMA-376 part 1, 17.13.5). Cells are compared where the two
//! tables have the same number of them; a table that is built otherwise stands as the later has it. Notes are compared with
//! those that the same words referred to; one that went is carried over with what referred to it.

mod notes;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use similar::{Algorithm, DiffOp, capture_diff_slices};
use zip::ZipArchive;

use super::WordError;
use super::package::archive;
use super::package::xml::{Element, Malformed, Node};
use crate::document::tree::NOTE_MARK;

use notes::NUMBERS;

const BODY: &str = "word/document.xml";
const NOTES: &str = "word/footnotes.xml";

/// Who is said to have made the changes, and when: `2006-12-06T00:00:00Z`.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The name that Word shows.
    pub author: String,
    /// The time in UTC, as ISO 8601.
    pub date: String,
}

/// For each of the later texts the earlier one that it came of.
pub type Pairing<'a> = dyn Fn(&[String], &[String]) -> Vec<Option<usize>> + 'a;

/// The later document with what differs from the earlier one tracked. Both are packages that [`super::export`] made.
pub fn tracked(
    before: &[u8],
    after: &[u8],
    pairing: &Pairing<'_>,
    revision: &Revision,
) -> Result<Vec<u8>, WordError> {
    let earlier = opened(before)?;
    let mut parts = opened(after)?;
    let mut tracker = Tracker { revision, next: FIRST_ID, same: Vec::new(), carried: Vec::new() };
    let (old, mut later) = (read(&earlier, BODY)?, read(&parts, BODY)?);
    tracker.tables(&old, &mut later);
    tracker.paragraphs(&old, &mut later, pairing);
    let (old, mut notes) = (read(&earlier, NOTES)?, read(&parts, NOTES)?);
    tracker.notes(&old, &mut notes);
    for (name, bytes) in &mut parts {
        match name.as_str() {
            BODY => *bytes = later.write(),
            NOTES => *bytes = notes.write(),
            _ => {}
        }
    }
    archive(parts).map_err(WordError::Archive)
}

/// Ids of changes begin after those that bookmarks of a long report can have.
const FIRST_ID: usize = 100_000;

type Parts = Vec<(String, Vec<u8>)>;

fn opened(docx: &[u8]) -> Result<Parts, WordError> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).map_err(WordError::Archive)?;
    let mut parts = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(WordError::Archive)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| WordError::Archive(error.into()))?;
        parts.push((entry.name().to_owned(), bytes));
    }
    Ok(parts)
}

fn read(parts: &Parts, name: &str) -> Result<Element, WordError> {
    let part = parts.iter().find(|(found, _)| found == name).map_or(&[][..], |(_, bytes)| bytes);
    let unreadable = |Malformed { at }| WordError::Unreadable { part: name.to_owned(), at };
    Element::read(part).map_err(unreadable)
}

/// A word or a space with the properties of its run, or the number of a note.
#[derive(Clone)]
struct Word {
    text: String,
    properties: Option<Element>,
    note: Option<Element>,
}

struct Tracker<'a> {
    revision: &'a Revision,
    next: usize,
    /// The notes that the same words refer to, by their earlier and later ids.
    same: Vec<(String, String)>,
    /// The earlier ids of the notes that went.
    carried: Vec<String>,
}

impl Tracker<'_> {
    /// The cells of tables that have as many on both sides.
    fn tables(&mut self, earlier: &Element, later: &mut Element) {
        let before: Vec<Vec<&Element>> =
            all(earlier, "w:tbl").into_iter().map(|table| all(table, "w:p")).collect();
        let mut at = 0;
        later.mend(&mut |element| {
            if element.name != "w:tbl" {
                return;
            }
            let cells = before.get(at).filter(|cells| cells.len() == all(element, "w:p").len());
            at += 1;
            let Some(cells) = cells else { return };
            let mut cells = cells.iter();
            element.mend(&mut |inner| {
                if inner.name == "w:p"
                    && let Some(cell) = cells.next()
                    && text(cell) != text(inner)
                {
                    self.reword(cell, inner);
                }
            });
        });
    }

    fn paragraphs(&mut self, earlier: &Element, later: &mut Element, pairing: &Pairing<'_>) {
        let (before, after) = (stood(earlier), stood(later));
        let texts =
            |list: &[&Element]| -> Vec<String> { list.iter().map(|paragraph| text(paragraph)).collect() };
        let (old_texts, new_texts) = (texts(&before), texts(&after));
        let of = pairing(&old_texts, &new_texts);
        let mut went = vec![true; before.len()];
        of.iter().flatten().for_each(|old| went[*old] = false);
        // What went stands before the later paragraph that follows it.
        let mut gone: BTreeMap<usize, Vec<Node>> = BTreeMap::new();
        let mut next = 0;
        for (at, old) in of.iter().enumerate().filter_map(|(at, old)| Some((at, (*old)?))) {
            let list: Vec<usize> = (next..old).filter(|old| went[*old]).collect();
            gone.insert(at, list.into_iter().map(|old| Node::Element(self.deleted(before[old]))).collect());
            next = old + 1;
        }
        let rest: Vec<usize> = (next..before.len()).filter(|old| went[*old]).collect();
        let rest: Vec<Node> = rest.into_iter().map(|old| Node::Element(self.deleted(before[old]))).collect();
        let last = new_texts.len();
        gone.entry(last).or_default().extend(rest);
        let mut at = 0;
        each_stood(later, &mut |paragraph| {
            match of.get(at).copied().flatten() {
                None => self.insert(paragraph),
                Some(old) if old_texts[old] != new_texts[at] => self.reword(before[old], paragraph),
                Some(old) => self.pair(&words(before[old]), &words(paragraph)),
            }
            at += 1;
            gone.remove(&(at - 1)).unwrap_or_default()
        });
        self.at_end(later, gone.remove(&last).unwrap_or_default());
    }

    /// What went after the last paragraph that stays goes before the section's end.
    fn at_end(&self, later: &mut Element, nodes: Vec<Node>) {
        let body = later.child("w:body");
        let end = body.children.iter().rposition(|node| is(node, "w:p")).unwrap_or(body.children.len());
        body.children.splice(end..end, nodes);
    }

    fn mark(&mut self, name: &str) -> Element {
        self.next += 1;
        Element::new(name)
            .with("w:id", &self.next.to_string())
            .with("w:author", &self.revision.author)
            .with("w:date", &self.revision.date)
    }

    /// A paragraph that came: its mark and all that it says.
    fn insert(&mut self, paragraph: &mut Element) {
        let new = words(paragraph);
        let runs = self.runs(&new, Some("w:ins"));
        refilled(paragraph, runs);
        let mark = self.mark("w:ins");
        marked(paragraph, mark);
    }

    /// A paragraph that went: its style, its mark, and its words as deleted.
    fn deleted(&mut self, paragraph: &Element) -> Element {
        let mut deleted = unworded(paragraph);
        let old = words(paragraph);
        deleted.children.extend(self.runs(&old, Some("w:del")));
        let mark = self.mark("w:del");
        marked(&mut deleted, mark);
        deleted
    }

    /// A paragraph whose words differ.
    fn reword(&mut self, before: &Element, paragraph: &mut Element) {
        let (old, new) = (words(before), words(paragraph));
        let texts = |words: &[Word]| -> Vec<String> { words.iter().map(|word| word.text.clone()).collect() };
        let mut nodes = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &texts(&old), &texts(&new)) {
            if matches!(op, DiffOp::Equal { .. }) {
                self.pair(&old[op.old_range()], &new[op.new_range()]);
                nodes.extend(self.runs(&new[op.new_range()], None));
            } else {
                nodes.extend(self.runs(&old[op.old_range()], Some("w:del")));
                nodes.extend(self.runs(&new[op.new_range()], Some("w:ins")));
            }
        }
        refilled(paragraph, nodes);
    }

    /// Words as runs, in a change where they are in one.
    fn runs(&mut self, words: &[Word], change: Option<&str>) -> Vec<Node> {
        let name = if change == Some("w:del") { "w:delText" } else { "w:t" };
        let mut runs: Vec<Element> = Vec::new();
        let same = |left: &&Word, right: &&Word| {
            left.properties == right.properties && left.note.is_none() && right.note.is_none()
        };
        for alike in words.chunk_by(|left, right| same(&left, &right)) {
            let run = alike[0].properties.iter().cloned().fold(Element::new("w:r"), Element::holding);
            let said: String = alike.iter().map(|word| word.text.as_str()).collect();
            runs.push(match alike[0].note.clone() {
                Some(number) if change == Some("w:del") => run.holding(self.carry(number)),
                Some(number) => run.holding(number),
                None => run.holding(Element::new(name).with("xml:space", "preserve").saying(&said)),
            });
        }
        let runs: Vec<Node> = runs.into_iter().map(Node::Element).collect();
        match change {
            Some(change) if !runs.is_empty() => {
                vec![Node::Element(Element { children: runs, ..self.mark(change) })]
            }
            Some(_) | None => runs,
        }
    }
}

/// The paragraph with its style alone.
fn unworded(paragraph: &Element) -> Element {
    let style = paragraph.elements().find(|child| child.name == "w:pPr");
    let style = style.and_then(|properties| properties.elements().find(|child| child.name == "w:pStyle"));
    let properties = style.map(|style| Element::new("w:pPr").holding(style.clone()));
    properties.into_iter().fold(Element::new("w:p"), Element::holding)
}

/// The paragraph with other runs between its bookmarks.
fn refilled(paragraph: &mut Element, runs: Vec<Node>) {
    let kept = ["w:pPr", "w:bookmarkStart"];
    let ends: Vec<Node> =
        paragraph.children.iter().filter(|node| is(node, "w:bookmarkEnd")).cloned().collect();
    paragraph.retain(|child| kept.contains(&child.name.as_str()));
    paragraph.children.extend(runs.into_iter().chain(ends));
}

/// The paragraph with its mark tracked.
fn marked(paragraph: &mut Element, mark: Element) {
    if !paragraph.elements().any(|child| child.name == "w:pPr") {
        paragraph.children.insert(0, Node::Element(Element::new("w:pPr")));
    }
    let properties = paragraph.child("w:pPr");
    let end =
        properties.children.iter().position(|node| is(node, "w:sectPr")).unwrap_or(properties.children.len());
    let run = Node::Element(Element::new("w:rPr").holding(mark));
    properties.retain(|child| child.name != "w:rPr");
    properties.children.insert(end.min(properties.children.len()), run);
}

/// The words of a paragraph, each with the properties of its run; a line break is a space.
fn words(paragraph: &Element) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for run in all(paragraph, "w:r") {
        let properties = run.elements().find(|child| child.name == "w:rPr").cloned();
        if let Some(note) = run.elements().find(|child| NUMBERS.contains(&child.name.as_str())) {
            words.push(Word { text: NOTE_MARK.to_string(), properties, note: Some(note.clone()) });
            continue;
        }
        let text = text(run);
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let is_space = first.is_whitespace();
            let end = rest.find(|c: char| c.is_whitespace() != is_space).unwrap_or(rest.len());
            words.push(Word { text: rest[..end].to_owned(), properties: properties.clone(), note: None });
            rest = &rest[end..];
        }
    }
    words
}

fn text(element: &Element) -> String {
    let mut out = String::new();
    for node in &element.children {
        match node {
            Node::Element(inner) if inner.name == "w:br" => out.push(' '),
            Node::Element(inner) if NUMBERS.contains(&inner.name.as_str()) => out.push(NOTE_MARK),
            Node::Element(inner) => out.push_str(&text(inner)),
            Node::Text(said) if element.name == "w:t" => out.push_str(said),
            Node::Text(_) => {}
        }
    }
    out
}

fn is(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(element) if element.name == name)
}

/// Every element of that name, in order.
fn all<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for child in element.elements() {
        if child.name == name {
            found.push(child);
        } else {
            found.extend(all(child, name));
        }
    }
    found
}

/// The paragraphs that say something, outside tables and the list of contents.
fn stood(element: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            "w:tbl" => {}
            "w:p" if !is_listed(child) && !text(child).trim().is_empty() => found.push(child),
            "w:p" => {}
            _ => found.extend(stood(child)),
        }
    }
    found
}

/// Changes those paragraphs, and puts what `change` gives before each, outside its control.
fn each_stood(element: &mut Element, change: &mut dyn FnMut(&mut Element) -> Vec<Node>) -> Vec<Node> {
    let mut before = Vec::new();
    let is_control = element.name == "w:sdt" || element.name == "w:sdtContent";
    for mut node in std::mem::take(&mut element.children) {
        let mut put = Vec::new();
        if let Node::Element(child) = &mut node {
            match child.name.as_str() {
                "w:tbl" => {}
                "w:p" if !is_listed(child) && !text(child).trim().is_empty() => put = change(child),
                "w:p" => {}
                _ => put = each_stood(child, change),
            }
        }
        if is_control {
            before.extend(put);
        } else {
            element.children.extend(put);
        }
        element.children.push(node);
    }
    before
}

/// An entry of the list of contents.
fn is_listed(paragraph: &Element) -> bool {
    let styles = all(paragraph, "w:pStyle");
    styles.iter().any(|style| style.attribute("w:val").is_some_and(|style| style.starts_with("TOC")))
}
