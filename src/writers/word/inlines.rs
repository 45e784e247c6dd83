//! Running text as runs, links and references to notes.

use docx_rs::{BreakType, Hyperlink, HyperlinkData, ParagraphChild, Run, RunChild, RunProperty, Sym};

use super::controls::Controls;
use super::styles;
use crate::document::tree::{Inline, InlineKind, plain};
use crate::figures::money::SWEDISH;

/// What the runs of a part lead to outside it: addresses, each once, in the order of their relationships, and notes.
#[derive(Debug, Default)]
pub(super) struct Links {
    addresses: Vec<String>,
    notes: usize,
}

impl Links {
    /// The addresses with their relationship ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = (String, &str)> {
        self.addresses.iter().enumerate().map(|(at, address)| (relationship(at), address.as_str()))
    }

    /// The id of the next note; the first is 1.
    fn note(&mut self) -> usize {
        self.notes += 1;
        self.notes
    }

    fn to(&mut self, address: &str) -> String {
        let address = uri(address);
        let known = self.addresses.iter().position(|known| *known == address);
        relationship(known.unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        }))
    }
}

fn relationship(at: usize) -> String {
    format!("rIdLink{}", at + 1)
}

/// The address with every character that an address may not hold written as its bytes; Word calls a file damaged
/// that links to anything else.
fn uri(address: &str) -> String {
    let mut out = String::new();
    for byte in address.trim().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// How text stands out from the text around it.
#[derive(Clone, Copy, Debug, Default)]
struct Stress {
    emphasis: bool,
    link: bool,
    strong: bool,
}

/// The runs and links of text that is locked as a whole or may be written over.
pub(super) fn pieces(inlines: &[Inline], links: &mut Links) -> Vec<ParagraphChild> {
    Setter { links, controls: None }.set(inlines, Stress::default())
}

/// The runs and links of a clerk's text, with a locked control round what the program says in it.
pub(super) fn guarded(inlines: &[Inline], links: &mut Links, controls: &mut Controls) -> Vec<ParagraphChild> {
    Setter { links, controls: Some(controls) }.set(inlines, Stress::default())
}

/// Text as a run holds it: a line of words, where line ends and tabs are spaces.
pub(super) fn words(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// Text being set, with what it needs from the rest of the package.
struct Setter<'a> {
    links: &'a mut Links,
    controls: Option<&'a mut Controls>,
}

impl Setter<'_> {
    fn set(&mut self, inlines: &[Inline], stress: Stress) -> Vec<ParagraphChild> {
        inlines.iter().flat_map(|inline| self.inline(inline, stress)).collect()
    }

    fn inline(&mut self, inline: &Inline, stress: Stress) -> Vec<ParagraphChild> {
        match &inline.kind {
            InlineKind::Emphasis(inner) => self.set(inner, Stress { emphasis: true, ..stress }),
            InlineKind::Figure(figure) => {
                let words = vec![run(&figure.text(&SWEDISH), stress)];
                self.guard(inline, words)
            }
            InlineKind::Generated(inner) => {
                let runs = inner.iter().map(|inline| run(&plain(std::slice::from_ref(inline)), stress));
                let runs = runs.collect();
                self.guard(inline, runs)
            }
            InlineKind::LineBreak => {
                let line_break = Run::new().add_break(BreakType::TextWrapping);
                vec![ParagraphChild::Run(Box::new(line_break))]
            }
            // A link to nowhere is only words: no package may hold an empty address.
            InlineKind::Link { to, text } if to.trim().is_empty() => self.set(text, stress),
            InlineKind::Link { to, text } => {
                let children = self.set(text, Stress { link: true, ..stress });
                let link = HyperlinkData::External { rid: self.links.to(to), path: String::new() };
                vec![ParagraphChild::Hyperlink(Hyperlink { link, history: None, children })]
            }
            InlineKind::Note(_) => vec![ParagraphChild::Run(Box::new(self.reference()))],
            InlineKind::Stated { text, .. } | InlineKind::Text(text) => {
                vec![ParagraphChild::Run(Box::new(run(text, stress)))]
            }
            InlineKind::Strong(inner) => self.set(inner, Stress { strong: true, ..stress }),
        }
    }

    /// The number that leads to a note; Word counts it. A symbol stands in its place until the package is made right:
    /// docx-rs would gather references to notes of its own.
    fn reference(&mut self) -> Run {
        let mut run = Run::new();
        run.run_property = RunProperty::new().style(styles::NOTE_REFERENCE);
        run.children.push(RunChild::Sym(Sym::new("", self.links.note().to_string())));
        run
    }

    fn guard(&mut self, inline: &Inline, runs: Vec<Run>) -> Vec<ParagraphChild> {
        match &mut self.controls {
            Some(controls) => vec![controls.inline(inline, runs)],
            None => runs.into_iter().map(|run| ParagraphChild::Run(Box::new(run))).collect(),
        }
    }
}

fn run(text: &str, stress: Stress) -> Run {
    let mut run = Run::new().add_text(words(text));
    run.run_property = look(stress);
    run
}

/// A run has one character style: that of the link, else the stronger one; the rest is set on the run.
fn look(stress: Stress) -> RunProperty {
    let plain = RunProperty::new();
    let Stress { emphasis, link, strong } = stress;
    let styled = match (link, strong, emphasis) {
        (true, true, _) => plain.style(styles::HYPERLINK).bold(),
        (true, false, _) => plain.style(styles::HYPERLINK),
        (false, true, _) => plain.style(styles::STRONG),
        (false, false, true) => return plain.style(styles::EMPHASIS),
        (false, false, false) => return plain,
    };
    if emphasis { styled.italic() } else { styled }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_linked_to_once_and_holds_only_what_an_address_may() {
        let mut links = Links::default();
        let first = links.to("https://stad.se/bil agor/åäö?q=<1>");
        assert_eq!(links.to(" https://stad.se/bil agor/åäö?q=<1> "), first);
        let all: Vec<_> = links.iter().collect();
        let address = "https://stad.se/bil%20agor/%C3%A5%C3%A4%C3%B6?q=%3C1%3E";
        assert_eq!(all, [("rIdLink1".to_owned(), address)]);
    }
}
