//! What the styles and lists of a foreign docx mean. Ids differ between languages and programs; names do not.

use std::collections::BTreeMap;

use super::line::{LineKind, Stress};
use super::package::DocxError;
use super::xml::{Part, Step, Tag};

/// The styles and lists of a document.
#[derive(Default)]
pub(super) struct Looks {
    styles: BTreeMap<String, Look>,
    /// For each numbering, whether it counts: by list, then by level.
    lists: BTreeMap<String, Vec<bool>>,
}

#[derive(Default)]
struct Look {
    name: String,
    based_on: Option<String>,
    stress: Stress,
    /// The numbering that its paragraphs have, and how deep.
    list: Option<(String, u8)>,
}

/// Styles are based on styles; a longer chain is a ring.
const MAX_CHAIN: usize = 12;

impl Looks {
    pub(super) fn read(styles: Option<&[u8]>, numbering: Option<&[u8]>) -> Result<Self, DocxError> {
        let mut looks = Self::default();
        if let Some(part) = styles {
            looks.read_styles(part)?;
        }
        if let Some(part) = numbering {
            looks.read_lists(part)?;
        }
        Ok(looks)
    }

    /// What a paragraph of a style is; `list` is the numbering and level that it names itself.
    pub(super) fn kind(&self, style: &str, list: Option<(&str, u8)>) -> LineKind {
        let of_style = || self.chain(style).find_map(|look| look.list.as_ref());
        let list = list.or_else(|| of_style().map(|(id, level)| (id.as_str(), *level)));
        let own = self.chain(style).find_map(|look| named(&look.name)).unwrap_or_default();
        match (own, list) {
            (LineKind::Contents | LineKind::Heading(_) | LineKind::Note | LineKind::Table, _)
            | (_, None | Some(("0", _))) => own,
            (LineKind::Item { ordered, depth }, Some((id, level))) => {
                let depth = if depth > 0 { depth } else { level };
                LineKind::Item { ordered: self.counts(id, level).unwrap_or(ordered), depth }
            }
            (LineKind::Continued(_) | LineKind::Text, Some((id, level))) => {
                LineKind::Item { ordered: self.counts(id, level).unwrap_or(false), depth: level }
            }
        }
    }

    /// How text of a character style stands out.
    pub(super) fn stress(&self, style: &str) -> Stress {
        let mut stress = Stress::default();
        for look in self.chain(style) {
            stress.emphasis |= look.stress.emphasis;
            stress.strong |= look.stress.strong;
        }
        stress
    }

    fn chain<'a>(&'a self, style: &'a str) -> impl Iterator<Item = &'a Look> {
        let first = self.styles.get(style);
        let next = |look: &&'a Look| look.based_on.as_ref().and_then(|style| self.styles.get(style));
        std::iter::successors(first, next).take(MAX_CHAIN)
    }

    fn counts(&self, list: &str, level: u8) -> Option<bool> {
        let levels = self.lists.get(list)?;
        levels.get(usize::from(level)).or(levels.first()).copied()
    }

    fn read_styles(&mut self, bytes: &[u8]) -> Result<(), DocxError> {
        let mut part = Part::new("word/styles.xml", bytes);
        let mut open: Option<(String, Look, bool)> = None;
        loop {
            match part.next()? {
                Step::Open(tag) => match tag.name() {
                    "w:style" => {
                        let is_character = tag.attribute("w:type").as_deref() == Some("character");
                        let id = tag.attribute("w:styleId").unwrap_or_default();
                        open = Some((id, Look::default(), is_character));
                    }
                    // A change of the style itself says what it was.
                    "w:rPrChange" | "w:pPrChange" => {}
                    name => {
                        if let Some((_, look, is_character)) = &mut open {
                            look.set(name, &tag, *is_character);
                        }
                    }
                },
                Step::Close(name) if name == "w:style" => {
                    if let Some((id, look, _)) = open.take() {
                        self.styles.insert(id, look);
                    }
                }
                Step::Close(_) | Step::Text(_) => {}
                Step::End => return Ok(()),
            }
        }
    }

    fn read_lists(&mut self, bytes: &[u8]) -> Result<(), DocxError> {
        let mut part = Part::new("word/numbering.xml", bytes);
        let mut kinds: BTreeMap<String, Vec<bool>> = BTreeMap::new();
        let (mut definition, mut list) = (String::new(), String::new());
        loop {
            match part.next()? {
                Step::Open(tag) => match tag.name() {
                    "w:abstractNum" => definition = tag.attribute("w:abstractNumId").unwrap_or_default(),
                    "w:num" => list = tag.attribute("w:numId").unwrap_or_default(),
                    "w:numFmt" => {
                        let counts = !matches!(tag.value().as_deref(), Some("bullet" | "none"));
                        kinds.entry(definition.clone()).or_default().push(counts);
                    }
                    "w:abstractNumId" => {
                        let levels = kinds.get(&tag.value().unwrap_or_default()).cloned();
                        self.lists.insert(list.clone(), levels.unwrap_or_default());
                    }
                    _ => {}
                },
                Step::Close(_) | Step::Text(_) => {}
                Step::End => return Ok(()),
            }
        }
    }
}

impl Look {
    fn set(&mut self, name: &str, tag: &Tag<'_>, is_character: bool) {
        match name {
            "w:name" => self.name = tag.value().unwrap_or_default().to_lowercase(),
            "w:ilvl" => {
                self.list.get_or_insert_default().1 =
                    tag.value().and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
            }
            "w:numId" => self.list.get_or_insert_default().0 = tag.value().unwrap_or_default(),
            "w:basedOn" => self.based_on = tag.value(),
            "w:b" if is_character => self.stress.strong = tag.is_on(),
            "w:i" if is_character => self.stress.emphasis = tag.is_on(),
            _ => {}
        }
    }
}

/// What a built-in style is for, by its name.
fn named(name: &str) -> Option<LineKind> {
    let numbered = |prefix: &str| -> Option<u8> {
        let rest = name.strip_prefix(prefix)?.trim();
        if rest.is_empty() { Some(1) } else { rest.parse().ok().filter(|number| (1..=9).contains(number)) }
    };
    let item = |ordered| move |number: u8| LineKind::Item { ordered, depth: number - 1 };
    if name == "title" {
        return Some(LineKind::Heading(1));
    }
    numbered("heading ")
        .map(LineKind::Heading)
        .or_else(|| numbered("toc ").map(|_| LineKind::Contents))
        .or_else(|| numbered("list bullet").map(item(false)))
        .or_else(|| numbered("list number").map(item(true)))
        .or_else(|| numbered("list continue").map(|number| LineKind::Continued(number - 1)))
}
