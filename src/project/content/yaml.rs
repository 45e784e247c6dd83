//! YAML as nodes with places. `serde-saphyr` reads it; nothing is typed here but what YAML itself knows.
//!
//! Scalars keep their exact text: `708.0` never passes through a binary float. Anchors and aliases are refused, so
//! that a small file stays small.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{DuplicateKeyPolicy, Error, Location, MergeKeyPolicy, NonFiniteFloatPolicy, Options};

use super::{LEDGERS, bytes, mistake};
use crate::diagnostic::{Findings, Kind, Problem, Reported, Syntax};
use crate::project::source::{FileId, Sources, Span, Spanned};

/// A YAML node and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
    /// What stands after ` #` on the line where a scalar ends: to YAML no part of it.
    pub(super) cut: Option<Cut>,
    /// It is a list in brackets.
    pub(super) bracketed: bool,
}

/// A comment that ends a scalar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut {
    pub(super) span: Span,
    words: String,
    /// It is set off as comments are: by two spaces, or a quotation mark, before, and a space after the sign.
    aside: bool,
}

impl Cut {
    /// What is told of it, beside what is left of the scalar.
    pub(super) fn problem(&self, kept: String) -> Problem {
        Problem::CutText { kept, cut: self.words.clone(), aside: self.aside }
    }

    /// The comment.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Whether it explains, `# förklaring`, and is no part of a name, `#2`.
    pub(super) fn explains(&self) -> bool {
        self.words[1..].starts_with(['#', ' ', '\t'])
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Mapping(Vec<(Spanned<String>, Node)>),
    Null,
    Scalar(String),
    Sequence(Vec<Node>),
}

impl Node {
    /// The kind, for messages.
    pub(super) fn kind(&self) -> Kind {
        match self.value {
            Value::Mapping(_) => Kind::Mapping,
            Value::Null => Kind::Nothing,
            Value::Scalar(_) => Kind::Scalar,
            Value::Sequence(_) => Kind::List,
        }
    }
}

/// Deepest nesting that is read; the report of 2006 has seven levels.
pub(super) const MAX_DEPTH: usize = 48;

/// Reads one file of YAML. A mistake that stops the reading of the file is reported at its place.
pub(super) fn parse(file: FileId, sources: &Sources, findings: &mut Findings) -> Result<Node, Reported> {
    let text = sources.text(file);
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    match serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<Raw>>(body, options()) {
        Ok(raw) => {
            let sheet = sources.inside(file).starts_with(LEDGERS);
            let mut reader = Reader { file, body, offset, sheet, covered: Vec::new(), findings };
            let node = reader.node(raw);
            let covered = std::mem::take(&mut reader.covered);
            for (range, syntax) in bytes::lost(body, covered) {
                let at = Span::new(file, offset + range.start..offset + range.end);
                reader.findings.add(at, Problem::NotYaml { syntax });
            }
            Ok(node)
        }
        Err(error) => {
            let error = error.without_snippet();
            let at = error.location().map_or(0, |location| start(body, location));
            let (problem, range) = problem(error, body, at);
            Err(findings.add(Span::new(file, offset + range.start..offset + range.end), problem))
        }
    }
}

fn options() -> Options {
    let budget = serde_saphyr::budget! { max_aliases: 0, max_anchors: 0, max_depth: MAX_DEPTH };
    serde_saphyr::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

/// Where a location begins, in bytes. Syntax errors know only their line and column.
fn start(body: &str, location: Location) -> usize {
    let offset = location.span().byte_offset().and_then(|at| usize::try_from(at).ok());
    let counted = || {
        let number = |from_one: u64| usize::try_from(from_one.saturating_sub(1)).unwrap_or(0);
        let (line, column) = (number(location.line()), number(location.column()));
        let begin: usize = body.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = &body[begin..];
        begin + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    };
    offset.unwrap_or_else(counted).min(body.len())
}

/// The problem behind an error of the reader, and the bytes to show for it.
fn problem(error: &Error, body: &str, at: usize) -> (Problem, Range<usize>) {
    let syntax = |syntax| (Problem::NotYaml { syntax }, mistake::to_line_end(body, at));
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; what we know better is listed first")]
    match error {
        Error::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. }
        | Error::UnknownAnchor { .. } => (Problem::AnchorInYaml, mistake::to_line_end(body, at)),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => syntax(Syntax::Depth),
        Error::Budget { .. } => syntax(Syntax::Size),
        Error::MultipleDocuments { .. } => syntax(Syntax::Documents),
        Error::Eof { .. } => syntax(Syntax::Ended),
        _ => mistake::of(body, at),
    }
}

/// What serde hands over: scalars that YAML would type are left to be read from the text at their place.
enum Raw {
    Mapping(Vec<(serde_saphyr::Spanned<Self>, serde_saphyr::Spanned<Self>)>),
    Null,
    Sequence(Vec<serde_saphyr::Spanned<Self>>),
    Text(String),
    Typed,
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML node")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    #[expect(
        clippy::disallowed_types,
        reason = "serde's signature; the value is thrown away and the text read"
    )]
    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::Sequence(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            list.push(entry);
        }
        Ok(Raw::Mapping(list))
    }
}

struct Reader<'a> {
    file: FileId,
    body: &'a str,
    offset: usize,
    /// The file is a sheet.
    sheet: bool,
    /// The bytes of the body that are scalars.
    covered: Vec<Range<usize>>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn node(&mut self, raw: serde_saphyr::Spanned<Raw>) -> Node {
        let span = self.span(raw.defined);
        match raw.value {
            Raw::Mapping(entries) => {
                let entries = self.entries(entries);
                self.twice(&entries);
                let end = entries.last().map_or(span, |(key, node)| key.span.to(node.span));
                let start = entries.first().map_or(span, |(key, _)| key.span);
                Node { span: start.to(end), value: Value::Mapping(entries), cut: None, bracketed: false }
            }
            Raw::Null => {
                self.cover(span);
                Node { span, value: Value::Null, cut: None, bracketed: false }
            }
            Raw::Sequence(items) => {
                let bracketed = self.body[span.range().start - self.offset..].starts_with('[');
                let items: Vec<_> = items.into_iter().map(|item| self.node(item)).collect();
                let end = items.last().map_or(span, |item| item.span);
                Node {
                    span: items.first().map_or(span, |item| item.span).to(end),
                    value: Value::Sequence(items),
                    cut: None,
                    bracketed,
                }
            }
            Raw::Text(text) => self.scalar(span, text),
            Raw::Typed => self.scalar(span, self.written(span)),
        }
    }

    fn scalar(&mut self, span: Span, text: String) -> Node {
        self.cover(span);
        Node { span, value: Value::Scalar(text), cut: self.cut(span), bracketed: false }
    }

    fn cover(&mut self, span: Span) {
        let range = span.range();
        self.covered.push(range.start - self.offset..range.end - self.offset);
    }

    /// The comment that ends a scalar.
    fn cut(&self, span: Span) -> Option<Cut> {
        let range = span.range();
        let (start, end) = (range.start - self.offset, range.end - self.offset);
        let quoted = self.body[start..].starts_with(['"', '\'']);
        let comment = bytes::comment(self.body, end)?;
        let span = Span::new(self.file, self.offset + comment.start..self.offset + comment.end);
        let words = self.body[comment.clone()].to_owned();
        let apart = self.body[..comment.start].ends_with("  ") || self.body[..comment.start].ends_with('\t');
        let aside = (apart || quoted) && words[1..].starts_with([' ', '\t']);
        // Sheets are data, with notes set beside them.
        (!aside || !self.sheet).then_some(Cut { span, words, aside })
    }

    /// A key by its text; one that is a list or a mapping is reported.
    fn key(&mut self, key: serde_saphyr::Spanned<Raw>) -> Option<Spanned<String>> {
        let node = self.node(key);
        let kind = node.kind();
        match node.value {
            Value::Scalar(text) => {
                let unseen = self.written(node.span).char_indices().find(|(_, c)| bytes::is_unseen(*c));
                if let Some((at, sign)) = unseen {
                    let at = node.span.part(at, sign.len_utf8());
                    self.findings.add(at, Problem::NotYaml { syntax: Syntax::Unseen(sign) });
                }
                Some(Spanned::new(text, node.span))
            }
            Value::Null => Some(Spanned::new(self.written(node.span), node.span)),
            Value::Mapping(_) | Value::Sequence(_) => {
                self.findings.add(node.span, Problem::WrongKind { expected: Kind::Scalar, found: kind });
                None
            }
        }
    }

    /// The entries of a mapping. In `{ vp: 12,5 }` the `5` is a key without colon or value to YAML, and a decimal to a
    /// clerk: it is put back where it was parted from. Other words parted by a comma are reported.
    fn entries(
        &mut self,
        raw: Vec<(serde_saphyr::Spanned<Raw>, serde_saphyr::Spanned<Raw>)>,
    ) -> Vec<(Spanned<String>, Node)> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        for (key, value) in raw {
            let key = self.key(key);
            let mut value = self.node(value);
            let Some(key) = key else { continue };
            if value.value == Value::Null {
                value.cut = self.cut(key.span);
            }
            let parted = value.value == Value::Null && self.is_lonely(key.span);
            match entries.last_mut().map(|(_, node)| node).filter(|_| parted) {
                Some(Node { span, value: Value::Scalar(text), .. }) if are_parted(text, *span, &key) => {
                    *text = format!("{text},{}", key.value);
                    *span = span.to(key.span);
                }
                Some(_) => {
                    let problem = Problem::NotYaml { syntax: Syntax::Comma };
                    self.findings.add(key.span, problem);
                }
                None => entries.push((key, value)),
            }
        }
        entries
    }

    /// A key in braces that no colon follows.
    fn is_lonely(&self, key: Span) -> bool {
        let after = self.body.get(key.range().end - self.offset..).unwrap_or("");
        after.trim_start_matches(['"', '\'']).trim_start().starts_with([',', '}'])
    }

    /// Reports keys that stand twice in a mapping.
    fn twice(&mut self, entries: &[(Spanned<String>, Node)]) {
        let mut first = BTreeMap::new();
        for (key, _) in entries {
            match first.get(key.value.as_str()) {
                Some(other) => {
                    self.findings.add_two(key.span, Problem::DuplicateKey { key: key.value.clone() }, *other);
                }
                None => {
                    first.insert(key.value.as_str(), key.span);
                }
            }
        }
    }

    fn written(&self, span: Span) -> String {
        let range = span.range();
        self.body.get(range.start - self.offset..range.end - self.offset).unwrap_or("").trim().to_owned()
    }

    fn span(&self, location: Location) -> Span {
        let start = start(self.body, location);
        let length = location.span().byte_len().and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
        let end = (start + length).min(self.body.len());
        let covered = self.body.get(start..end).unwrap_or("").trim_end().len();
        Span::new(self.file, self.offset + start..self.offset + start + covered)
    }
}

/// Digits on both sides of a comma that nothing else stands beside.
fn are_parted(text: &str, span: Span, rest: &Spanned<String>) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text.ends_with(digit) && rest.value.starts_with(digit) && span.range().end + 1 == rest.span.range().start
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn read(text: &str) -> (Sources, Result<Node, Reported>, Findings) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.yaml"), text).unwrap();
        let mut sources = Sources::open(folder.path()).unwrap();
        let (file, outcome) = sources.load(Path::new("a.yaml"));
        outcome.unwrap();
        let mut findings = Findings::default();
        let node = parse(file, &sources, &mut findings);
        (sources, node, findings)
    }

    #[test]
    fn scalars_keep_their_exact_text_and_place() {
        let text =
            "\u{feff}a: 708.0\nb: { c: -0.10, d: 1_000, å: 2006-12-06 }\ne: |\n  två\n  rader\nf:\ng: 'x'\n";
        let (sources, node, _) = read(text);
        let Value::Mapping(entries) = node.unwrap().value else { panic!("a mapping") };
        let scalar = |node: &Node| match &node.value {
            Value::Scalar(text) => text.clone(),
            Value::Mapping(_) | Value::Null | Value::Sequence(_) => panic!("a scalar"),
        };
        assert_eq!(scalar(&entries[0].1), "708.0");
        assert_eq!(sources.slice(entries[0].1.span), "708.0");
        let Value::Mapping(inner) = &entries[1].1.value else { panic!("a mapping") };
        let texts: Vec<_> = inner.iter().map(|(_, node)| scalar(node)).collect();
        assert_eq!(texts, ["-0.10", "1_000", "2006-12-06"]);
        assert_eq!(sources.slice(inner[2].0.span), "å");
        assert_eq!(scalar(&entries[2].1), "två\nrader\n");
        assert!(sources.slice(entries[2].1.span).starts_with("två"));
        assert_eq!(entries[3].1.value, Value::Null);
    }

    #[test]
    fn anchors_are_refused() {
        let (_, node, findings) = read("a: &x [1]\nb: *x\n");
        assert!(node.is_err());
        assert_eq!(findings.sorted()[0].problem, Problem::AnchorInYaml);
    }
}
