//! Edits of a docx as Word makes them, by a script of one edit a line.
//!
//! ```text
//! type "old" => "new"                  over the words, as they stand
//! tracked type "old" => "new"          with the change tracked; either side may be empty
//! insert after "words": "new"          a paragraph; `item`, `number`, `heading 3` or `foreign` before the colon
//! delete "words"                       the paragraph, with its control
//! tracked delete "words"               the paragraph, tracked, with its mark
//! move "words" after "words"           the paragraph, with its control
//! split before "words"                 the paragraph in two
//! join "words"                         the paragraph with the next
//! bold "words"   italic "words"   plain "words"
//! link "words" => "address"
//! comment on "words": "said"
//! note at "words": "said"              a footnote
//! unnote "words"                       the footnotes of the paragraph go, with what refers to them
//! unwrap "words"                       the control goes, the paragraph stays
//! noise                                what Word strews in at every save
//! style "words" => "Style"
//! table "words"                        a table after the paragraph
//! outside "address"                    a template from elsewhere
//! look "words" => "<w:strike/>"        a property of the run; `¤` stands for a quotation mark
//! xml after "words": "<w:r/>"          elements within the paragraph, after the words
//! block after "words": "<w:p/>"        elements after the paragraph
//! list "words" => "<w:numPr/>"         properties of the paragraph, its style taken away
//! cells "words" after "words": "new"   a row as the one that says the words, with one cell said anew
//! placeholder "words"                  the text of the control goes, and it shows its placeholder
//! describe "old" => "new"              the words for a picture or table
//! head "old" => "new"                  in the running heads
//! bare                                 every control and bookmark goes, as other programs save the file
//! prefix                               another prefix for the main namespace
//! forget                               the base that the project keeps
//! ```

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;

use crate::golden::failure;
use crate::xml::{Element, Node};

const BODY: &str = "word/document.xml";
const NOTES: &str = "word/footnotes.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A docx that is being edited.
pub(crate) struct Docx {
    parts: BTreeMap<String, Vec<u8>>,
    body: Element,
    notes: Element,
    comments: Vec<String>,
    outside: Vec<String>,
    links: Vec<String>,
    /// The main namespace is to have another prefix.
    renames: bool,
    /// The base is to be forgotten.
    pub(crate) forgets: bool,
}

impl Docx {
    pub(crate) fn open(bytes: &[u8]) -> datatest_stable::Result<Self> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at)?;
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            parts.insert(entry.name().to_owned(), bytes);
        }
        let body = Element::read(std::str::from_utf8(&parts[BODY])?)?;
        let notes = Element::read(std::str::from_utf8(&parts[NOTES])?)?;
        let empty = Vec::new;
        Ok(Self {
            parts,
            body,
            notes,
            comments: empty(),
            outside: empty(),
            links: empty(),
            renames: false,
            forgets: false,
        })
    }

    /// The docx as bytes.
    pub(crate) fn close(mut self) -> datatest_stable::Result<Vec<u8>> {
        self.parts.insert(BODY.to_owned(), self.body.write().into_bytes());
        self.parts.insert(NOTES.to_owned(), self.notes.write().into_bytes());
        self.relate()?;
        if self.renames {
            for bytes in
                self.parts.iter_mut().filter(|(name, _)| name.starts_with("word/")).map(|(_, part)| part)
            {
                let Ok(text) = std::str::from_utf8(bytes) else { continue };
                let renamed = text.replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace(" w:", " ns0:");
                *bytes = renamed.replace("xmlns:w=", "xmlns:ns0=").into_bytes();
            }
        }
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            archive.start_file(name.as_str(), SimpleFileOptions::default())?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn relate(&mut self) -> datatest_stable::Result<()> {
        let mut relations = Element::read(std::str::from_utf8(&self.parts[RELATIONS])?)?;
        let mut add = |id: &str, kind: &str, target: &str, outside: bool| {
            let mode = if outside { " TargetMode=\"External\"" } else { "" };
            let (kind, target) = (format!("{OFFICE}/{kind}"), quick_xml::escape::escape(target));
            let written = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>");
            relations.children.push(Node::Element(Element::of(&written)));
        };
        for (at, address) in self.outside.iter().enumerate() {
            add(&format!("rIdTemplate{at}"), "attachedTemplate", address, true);
        }
        for (at, address) in self.links.iter().enumerate() {
            add(&format!("rIdTyped{at}"), "hyperlink", address, true);
        }
        if !self.comments.is_empty() {
            add("rIdComments", "comments", "comments.xml", false);
            let part = format!("<w:comments xmlns:w=\"urn:w\">{}</w:comments>", self.comments.concat());
            self.parts.insert("word/comments.xml".to_owned(), part.into_bytes());
        }
        self.parts.insert(RELATIONS.to_owned(), relations.write().into_bytes());
        Ok(())
    }

    /// Makes the edits of a script.
    pub(crate) fn edit(&mut self, script: &str) -> datatest_stable::Result<()> {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line).map_err(|error| failure(format!("{line}: {error}")))?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> datatest_stable::Result<()> {
        let quoted: Vec<String> = line
            .split('"')
            .skip(1)
            .step_by(2)
            .map(|text| text.replace("\\n", "\n").replace('¤', "\""))
            .collect();
        let words = line.split('"').step_by(2).collect::<Vec<_>>().join(" ").replace(':', " : ");
        let words: Vec<&str> = words.split_whitespace().collect();
        let [one, two] = [0, 1].map(|at| quoted.get(at).map_or("", String::as_str));
        match words.as_slice() {
            ["type", "=>"] => self.over(one, |run| vec![said(run, two)]),
            ["tracked", "type", "=>"] => self.over(one, |run| {
                let gone = (!one.is_empty()).then(|| tracked("w:del", vec![deleted(run.clone())]));
                let come = (!two.is_empty()).then(|| tracked("w:ins", vec![said(run, two)]));
                gone.into_iter().chain(come).collect()
            }),
            ["tracked", "add", "after", ":"] => self.over(one, |run| {
                let new = said(run.clone(), two);
                vec![Node::Element(run), tracked("w:ins", vec![new])]
            }),
            ["bold"] => self.over(one, |run| vec![looking(run, "<w:b/>")]),
            ["italic"] => self.over(one, |run| vec![looking(run, "<w:i/>")]),
            ["plain"] => self.over(one, |mut run| {
                run.children.retain(|node| !is(node, "w:rPr"));
                vec![Node::Element(run)]
            }),
            ["link", "=>"] => {
                self.links.push(two.to_owned());
                let id = format!("rIdTyped{}", self.links.len() - 1);
                self.over(one, |run| {
                    let mut link = Element::of("<w:hyperlink/>");
                    link.attributes.push(("r:id".to_owned(), id.clone()));
                    link.children.push(Node::Element(run));
                    vec![Node::Element(link)]
                })
            }
            ["comment", "on", ":"] => {
                let id = self.comments.len();
                self.comments.push(format!(
                    "<w:comment w:id=\"{id}\" w:author=\"Anna\"><w:p><w:r><w:t>{two}</w:t></w:r></w:p></w:comment>"
                ));
                self.over(one, |run| {
                    let mark = |name: &str| Node::Element(Element::of(&format!("<w:{name} w:id=\"{id}\"/>")));
                    let end = [mark("commentRangeEnd"), mark("commentReference")];
                    [mark("commentRangeStart"), Node::Element(run)].into_iter().chain(end).collect()
                })
            }
            ["note", "at", ":"] => {
                let id = self.notes.children.len() + 1;
                let note = format!(
                    "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {two}</w:t></w:r></w:p></w:footnote>"
                );
                self.notes.children.push(Node::Element(Element::of(&note)));
                self.over(one, |run| {
                    let mark = format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
                    vec![Node::Element(run), Node::Element(Element::of(&mark))]
                })
            }
            ["unnote"] => self.unnote(one),
            ["delete"] => self.take(one).map(|_| ()),
            ["tracked", "delete"] => self.paragraph(one, |paragraph| {
                mark(paragraph, "w:del");
                runs(paragraph, &mut |run| vec![tracked("w:del", vec![deleted(run)])]);
            }),
            ["move", "after"] => {
                let taken = self.take(one)?;
                self.put_after(two, taken)
            }
            ["insert", "after", kind @ .., ":"] => {
                let style = match kind {
                    ["item"] => "ListBullet",
                    ["number"] => "ListNumber",
                    ["heading", level] => &format!("Heading{level}"),
                    ["foreign"] => "MsoNormal",
                    _ => "Normal",
                };
                self.put_after(one, new_paragraph(style, two))
            }
            ["tracked", "insert", "after", ":"] => {
                let mut paragraph = new_paragraph("Normal", two);
                if let Node::Element(paragraph) = &mut paragraph {
                    mark(paragraph, "w:ins");
                    runs(paragraph, &mut |run| vec![tracked("w:ins", vec![Node::Element(run)])]);
                }
                self.put_after(one, paragraph)
            }
            ["split", "before"] => self.split(one),
            ["join"] => self.join(one),
            ["unwrap"] => self.unwrap(one),
            ["style", "=>"] => self.paragraph(one, |paragraph| {
                paragraph.children.retain(|node| !is(node, "w:pPr"));
                let style = Element::of(&format!("<w:pPr><w:pStyle w:val=\"{two}\"/></w:pPr>"));
                paragraph.children.insert(0, Node::Element(style));
            }),
            ["table"] => {
                let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
                let row = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Ny"), cell("tabell"));
                self.put_after(one, Node::Element(Element::of(&row)))
            }
            ["look", "=>"] => self.over(one, |run| vec![looking(run, &two.replace('¤', "\""))]),
            ["xml", "after", ":"] => {
                self.over(one, |run| std::iter::once(Node::Element(run)).chain(elements(two)).collect())
            }
            ["block", "after", ":"] => {
                for node in elements(two).into_iter().rev() {
                    self.put_after(one, node)?;
                }
                Ok(())
            }
            ["list", "=>"] => self.paragraph(one, |paragraph| {
                paragraph.children.retain(|node| !is(node, "w:pPr"));
                let properties = Element::of(&format!("<w:pPr>{two}</w:pPr>"));
                paragraph.children.insert(0, Node::Element(properties));
            }),
            ["cells", "after", ":"] => self.cells(one, two, quoted.get(2).map_or("", String::as_str)),
            ["placeholder"] => {
                let path = self.outer(one)?;
                let control = self.body.at(&path);
                let shows = Node::Element(Element::of("<w:showingPlcHdr/>"));
                if let Some(Node::Element(properties)) = control.children.first_mut() {
                    properties.children.push(shows);
                }
                let mut first = true;
                runs(control, &mut |run| match std::mem::replace(&mut first, false) {
                    true => vec![said(run, "Klicka här för att ange text.")],
                    false => Vec::new(),
                });
                Ok(())
            }
            ["describe", "=>"] => {
                self.body.each(&mut |element| {
                    let describes = matches!(element.name.as_str(), "wp:docPr" | "w:tblDescription");
                    for (_, value) in element.attributes.iter_mut().filter(|_| describes) {
                        *value = value.replace(one, two);
                    }
                });
                Ok(())
            }
            ["head", "=>"] => {
                for (_, bytes) in self.parts.iter_mut().filter(|(name, _)| name.starts_with("word/header")) {
                    *bytes = std::str::from_utf8(bytes)?.replace(one, two).into_bytes();
                }
                Ok(())
            }
            ["bare"] => {
                bare(&mut self.body);
                Ok(())
            }
            ["prefix"] => {
                self.renames = true;
                Ok(())
            }
            ["noise"] => {
                self.body.each(&mut noise);
                Ok(())
            }
            ["outside"] => {
                self.outside.push(one.to_owned());
                Ok(())
            }
            ["forget"] => {
                self.forgets = true;
                Ok(())
            }
            _ => Err(failure("no such edit")),
        }
    }

    /// The paragraph that says these words, the last of those that do: decisions are printed twice.
    fn find(&self, words: &str) -> datatest_stable::Result<Vec<usize>> {
        let says = |element: &Element| element.name == "w:p" && element.text().contains(words);
        let is_entry = |element: &Element| {
            element.path_to(&|inner| inner.name == "w:pStyle" && style_of(inner).starts_with("TOC")).is_some()
        };
        self.body
            .path_to(&|element| says(element) && !is_entry(element))
            .ok_or_else(|| failure(format!("no paragraph says `{words}`")))
    }

    /// Changes the paragraph that says these words, in the body or in a note.
    fn paragraph(&mut self, words: &str, change: impl FnOnce(&mut Element)) -> datatest_stable::Result<()> {
        let says = |element: &Element| element.name == "w:p" && element.text().contains(words);
        match self.notes.path_to(&says) {
            Some(path) => change(self.notes.at(&path)),
            None => {
                let path = self.find(words)?;
                change(self.body.at(&path));
            }
        }
        Ok(())
    }

    fn unnote(&mut self, words: &str) -> datatest_stable::Result<()> {
        let mut gone = Vec::new();
        self.paragraph(words, |paragraph| {
            runs(paragraph, &mut |run| {
                let id = run.children.iter().find_map(reference);
                gone.extend(id.clone());
                if id.is_some() { Vec::new() } else { vec![Node::Element(run)] }
            });
        })?;
        self.notes.children.retain(|node| match node {
            Node::Element(note) => {
                !gone.iter().any(|id| note.attributes.contains(&("w:id".to_owned(), id.clone())))
            }
            Node::Text(_) => true,
        });
        Ok(())
    }

    /// Puts something in place of the runs that say just these words.
    fn over(
        &mut self,
        words: &str,
        mut with: impl FnMut(Element) -> Vec<Node>,
    ) -> datatest_stable::Result<()> {
        self.paragraph(words, |paragraph| {
            let text = paragraph.text();
            let start = text.find(words).expect("found by these words");
            let mut cut = Cut { at: 0, start, end: start + words.len(), done: false };
            cut.within(paragraph, &mut with);
        })
    }

    /// The path of the paragraph, or of the control that holds it alone.
    fn outer(&mut self, words: &str) -> datatest_stable::Result<Vec<usize>> {
        let path = self.find(words)?;
        let held = path.len().checked_sub(2).filter(|depth| self.body.at(&path[..*depth]).name == "w:sdt");
        Ok(path[..held.unwrap_or(path.len())].to_vec())
    }

    /// A row after the one that says `words`, with one of its cells said anew.
    fn cells(&mut self, words: &str, old: &str, new: &str) -> datatest_stable::Result<()> {
        let says = |element: &Element| element.name == "w:tr" && element.text().contains(words);
        let path = self.body.path_to(&says).ok_or_else(|| failure(format!("no row says `{words}`")))?;
        let mut row = self.body.at(&path).clone();
        runs(&mut row, &mut |run| match run.text() == old {
            true => vec![said(run, new)],
            false => vec![Node::Element(run)],
        });
        let (last, parent) = path.split_last().ok_or("a row stands in a table")?;
        self.body.at(parent).children.insert(last + 1, Node::Element(row));
        Ok(())
    }

    fn take(&mut self, words: &str) -> datatest_stable::Result<Node> {
        let path = self.outer(words)?;
        let (last, parent) = path.split_last().ok_or("a paragraph stands in the body")?;
        Ok(self.body.at(parent).children.remove(*last))
    }

    fn put_after(&mut self, words: &str, node: Node) -> datatest_stable::Result<()> {
        let path = self.outer(words)?;
        let (last, parent) = path.split_last().ok_or("a paragraph stands in the body")?;
        self.body.at(parent).children.insert(last + 1, node);
        Ok(())
    }

    /// As Word splits: both halves in the control, the bookmark round the first.
    fn split(&mut self, words: &str) -> datatest_stable::Result<()> {
        let path = self.find(words)?;
        let (last, parent) = path.split_last().ok_or("a paragraph stands in the body")?;
        let first = self.body.at(&path);
        let text = first.text();
        let start = text.find(words).ok_or("found by these words")?;
        let mut second = first.clone();
        second.children.retain(|node| !is(node, "w:bookmarkStart") && !is(node, "w:bookmarkEnd"));
        let nothing = |_: Element| Vec::new();
        Cut { at: 0, start, end: text.len(), done: false }.within(first, &mut { nothing });
        Cut { at: 0, start: 0, end: start, done: false }.within(&mut second, &mut { nothing });
        self.body.at(parent).children.insert(last + 1, Node::Element(second));
        Ok(())
    }

    fn join(&mut self, words: &str) -> datatest_stable::Result<()> {
        let path = self.outer(words)?;
        let (last, parent) = path.split_last().ok_or("a paragraph stands in the body")?;
        let Node::Element(mut next) = self.body.at(parent).children.remove(last + 1) else {
            return Err(failure("text follows"));
        };
        let inner = next.path_to(&|element| element.name == "w:p").ok_or("a paragraph follows")?;
        let mut more = std::mem::take(&mut next.at(&inner).children);
        more.retain(|node| !is(node, "w:pPr"));
        self.paragraph(words, |paragraph| paragraph.children.extend(more))
    }

    fn unwrap(&mut self, words: &str) -> datatest_stable::Result<()> {
        let path = self.outer(words)?;
        let inner = self.find(words)?;
        let mut paragraph = self.body.at(&inner).clone();
        paragraph.children.retain(|node| !is(node, "w:bookmarkStart") && !is(node, "w:bookmarkEnd"));
        let (last, parent) = path.split_last().ok_or("a paragraph stands in the body")?;
        self.body.at(parent).children[*last] = Node::Element(paragraph);
        Ok(())
    }
}

/// A stretch of a paragraph, in bytes of its text, as its runs are walked through.
struct Cut {
    at: usize,
    start: usize,
    end: usize,
    done: bool,
}

impl Cut {
    /// Cuts the runs at the ends of the stretch, and puts something in place of the first within; the others go.
    fn within(&mut self, element: &mut Element, with: &mut dyn FnMut(Element) -> Vec<Node>) {
        let mut out = Vec::new();
        for node in std::mem::take(&mut element.children) {
            match node {
                Node::Element(run) if run.name == "w:r" => out.extend(self.run(run, with)),
                Node::Element(mut inner) => {
                    self.within(&mut inner, with);
                    out.push(Node::Element(inner));
                }
                Node::Text(text) => out.push(Node::Text(text)),
            }
        }
        element.children = out;
    }

    fn run(&mut self, run: Element, with: &mut dyn FnMut(Element) -> Vec<Node>) -> Vec<Node> {
        let plain = run.text();
        let (from, to) = (self.at, self.at + plain.len());
        self.at = to;
        let (start, end) = (self.start.clamp(from, to) - from, self.end.clamp(from, to) - from);
        if start == end {
            return vec![Node::Element(run)];
        }
        let part = |text: &str| (!text.is_empty()).then(|| said(run.clone(), text));
        let mut out: Vec<Node> = part(&plain[..start]).into_iter().collect();
        let Node::Element(inside) = said(run.clone(), &plain[start..end]) else { return out };
        if !std::mem::replace(&mut self.done, true) {
            let whole = self.end.min(to) - self.start.max(from);
            debug_assert!(whole <= plain.len());
            out.extend(with(inside));
        }
        out.extend(part(&plain[end..]));
        out
    }
}

/// The elements of a piece of XML.
fn elements(xml: &str) -> Vec<Node> {
    Element::of(&format!("<all>{xml}</all>")).children
}

/// What a program leaves that knows neither controls nor bookmarks.
fn bare(element: &mut Element) {
    let mut out = Vec::new();
    for node in std::mem::take(&mut element.children) {
        match node {
            Node::Element(mut inner) => {
                bare(&mut inner);
                match inner.name.as_str() {
                    "w:sdt" | "w:sdtContent" => out.append(&mut inner.children),
                    "w:sdtPr" | "w:bookmarkStart" | "w:bookmarkEnd" => {}
                    _ => out.push(Node::Element(inner)),
                }
            }
            Node::Text(text) => out.push(Node::Text(text)),
        }
    }
    element.children = out;
}

fn style_of(element: &Element) -> &str {
    element.attributes.iter().find(|(name, _)| name == "w:val").map_or("", |(_, value)| value)
}

/// The id of the note that a piece of a run refers to.
fn reference(node: &Node) -> Option<String> {
    let Node::Element(element) = node else { return None };
    let id = element.attributes.iter().find(|(name, _)| name == "w:id").map(|(_, id)| id.clone());
    id.filter(|_| element.name == "w:footnoteReference")
}

fn is(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(element) if element.name == name)
}

/// The run with other words; a line break stands for `\n`.
fn said(mut run: Element, words: &str) -> Node {
    run.children.retain(|node| is(node, "w:rPr"));
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            run.children.push(Node::Element(Element::of("<w:br/>")));
        }
        let mut text = Element::of("<w:t xml:space=\"preserve\"/>");
        text.children.push(Node::Text(line.to_owned()));
        run.children.push(Node::Element(text));
    }
    Node::Element(run)
}

fn looking(mut run: Element, property: &str) -> Node {
    if !run.children.iter().any(|node| is(node, "w:rPr")) {
        run.children.insert(0, Node::Element(Element::of("<w:rPr/>")));
    }
    if let Some(Node::Element(properties)) = run.children.first_mut() {
        properties.children.extend(elements(property));
    }
    Node::Element(run)
}

fn tracked(name: &str, children: Vec<Node>) -> Node {
    let start = format!("<{name} w:id=\"900\" w:author=\"Anna\" w:date=\"2006-12-07T09:00:00Z\"/>");
    Node::Element(Element { children, ..Element::of(&start) })
}

fn deleted(mut run: Element) -> Node {
    run.each(&mut |element| {
        if element.name == "w:t" {
            element.name = "w:delText".to_owned();
        }
    });
    Node::Element(run)
}

/// Tracks the mark of a paragraph.
fn mark(paragraph: &mut Element, name: &str) {
    if !paragraph.children.iter().any(|node| is(node, "w:pPr")) {
        paragraph.children.insert(0, Node::Element(Element::of("<w:pPr/>")));
    }
    if let Some(Node::Element(properties)) = paragraph.children.first_mut() {
        let tracked = Element::of(&format!("<w:rPr><{name} w:id=\"901\" w:author=\"Anna\"/></w:rPr>"));
        properties.children.push(Node::Element(tracked));
    }
}

fn runs(element: &mut Element, with: &mut dyn FnMut(Element) -> Vec<Node>) {
    let mut out = Vec::new();
    for node in std::mem::take(&mut element.children) {
        match node {
            Node::Element(run) if run.name == "w:r" => out.extend(with(run)),
            Node::Element(mut inner) => {
                runs(&mut inner, with);
                out.push(Node::Element(inner));
            }
            Node::Text(text) => out.push(Node::Text(text)),
        }
    }
    element.children = out;
}

fn new_paragraph(style: &str, words: &str) -> Node {
    let mut paragraph = Element::of(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr></w:p>"));
    paragraph.children.push(said(Element::of("<w:r/>"), words));
    Node::Element(paragraph)
}

/// Revision marks, spelling marks, bookmarks of the cursor, and every run cut in two.
fn noise(element: &mut Element) {
    if element.name != "w:p" {
        return;
    }
    element.attributes.push(("w:rsidR".to_owned(), "00AB12CD".to_owned()));
    runs(element, &mut |run| {
        let plain = run.text();
        let middle = plain.char_indices().nth(plain.chars().count() / 2).map_or(0, |(at, _)| at);
        let whole = run.children.iter().filter(|node| is(node, "w:t")).count() != 1;
        if whole || middle == 0 {
            return vec![Node::Element(run)];
        }
        let spelling = |kind: &str| Node::Element(Element::of(&format!("<w:proofErr w:type=\"{kind}\"/>")));
        let (left, right) = plain.split_at(middle);
        vec![spelling("spellStart"), said(run.clone(), left), spelling("spellEnd"), said(run, right)]
    });
    let marks = ["<w:bookmarkStart w:id=\"990\" w:name=\"_GoBack\"/>", "<w:bookmarkEnd w:id=\"990\"/>"];
    element.children.extend(marks.map(|mark| Node::Element(Element::of(mark))));
}
