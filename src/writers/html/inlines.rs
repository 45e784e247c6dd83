//! Running text.

use super::dates::dates;
use super::page::Writer;
use crate::document::tree::{Inline, InlineKind, Note};
use crate::figures::figure::Figure;
use crate::figures::money::{SWEDISH, Unit};

impl Writer<'_> {
    /// Writes a text.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Emphasis(inner) => self.within("em", inner),
            InlineKind::Figure(figure) => self.figure(figure),
            InlineKind::Generated(inner) => self.inlines(inner),
            InlineKind::LineBreak => self.markup.open("br", &[]),
            InlineKind::Link { to, text } => match address(to) {
                Some(address) => {
                    self.markup.open("a", &[("href", &address), ("rel", "noopener noreferrer")]);
                    self.inlines(text);
                    self.markup.close("a");
                }
                None => self.inlines(text),
            },
            InlineKind::Note(note) => self.reference(note),
            InlineKind::Stated { text, .. } | InlineKind::Text(text) => self.words(text),
            InlineKind::Strong(inner) => self.within("strong", inner),
        }
    }

    fn within(&mut self, name: &'static str, inner: &[Inline]) {
        self.markup.open(name, &[]);
        self.inlines(inner);
        self.markup.close(name);
    }

    /// Words, with their dates as `time`.
    pub(super) fn words(&mut self, text: &str) {
        let mut from = 0;
        for (at, date) in dates(text) {
            self.markup.text(&text[from..at.start]);
            self.markup.element("time", &[("datetime", &date.to_string())], &text[at.clone()]);
            from = at.end;
        }
        self.markup.text(&text[from..]);
    }

    /// A figure with its exact value, its unit, and where it comes from as far as that may be shown.
    pub(super) fn figure(&mut self, figure: &Figure) {
        let exact = figure.rounded().exact();
        let unit = match exact.unit() {
            Unit::Count => "antal",
            Unit::Kronor => "kronor",
            Unit::Share => "andel",
        };
        let value = exact.to_string();
        let origin = (self.options.origin)(figure);
        let mut attributes = vec![("value", value.as_str()), ("data-unit", unit)];
        attributes.extend(origin.as_deref().map(|origin| ("data-origin", origin)));
        self.markup.element("data", &attributes, &figure.text(&SWEDISH));
    }

    fn reference(&mut self, note: &Note) {
        let (own, target) = self.note_ids(note.number);
        self.markup.open("sup", &[]);
        let target = format!("#{target}");
        let attributes: [(&str, &str); 4] = [
            ("id", &own),
            ("href", &target),
            ("role", "doc-noteref"),
            ("aria-label", &format!("Not {}", note.number)),
        ];
        self.markup.element("a", &attributes, &note.number.to_string());
        self.markup.close("sup");
    }
}

/// The address of a link that a reader may follow: one of the web or of mail. Any other, above all one that would run a
/// script, is no link.
fn address(to: &str) -> Option<String> {
    let to = to.trim();
    let scheme = to.split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel").then(|| encoded(to))
}

/// The address with every character that an address may not hold (RFC 3986, 2) written as its bytes.
pub(super) fn encoded(address: &str) -> String {
    let mut out = String::new();
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_and_of_mail_are_links() {
        for hostile in
            ["javascript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "//x", "x", ""]
        {
            assert_eq!(address(hostile), None, "{hostile}");
        }
        assert_eq!(address(" https://a.se/å b ").as_deref(), Some("https://a.se/%C3%A5%20b"));
    }
}
