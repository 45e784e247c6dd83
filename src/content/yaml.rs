//! YAML as nodes with places. `serde-saphyr` reads it; nothing is typed here but what YAML itself knows.
//!
//! Scalars keep their exact text: `708.0` never passes through a binary float. Anchors and aliases are refused, so
//! that a small file stays small.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Error, Location, Options};

use crate::diagnostic::{Findings, Kind, Problem, Reported, Syntax};
use crate::source::{FileId, Sources, Span, Spanned};

/// A YAML node and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
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
const MAX_DEPTH: usize = 48;

/// Reads one file of YAML. A mistake that stops the reading of the file is reported at its place.
pub(super) fn parse(file: FileId, sources: &Sources, findings: &mut Findings) -> Result<Node, Reported> {
    let text = sources.text(file);
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    match serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<Raw>>(body, options()) {
        Ok(raw) => Ok(Reader { file, body, offset }.node(raw)),
        Err(error) => {
            let error = error.without_snippet();
            eprintln!("{error:?}");
            let at = error.location().map_or(0, |location| start(body, location));
            let line = body.get(at..).map_or("", |rest| rest.split('\n').next().unwrap_or(""));
            let at = Span::new(file, offset + at..offset + at + line.trim_end().len().max(1));
            Err(findings.add(at, problem(error, body, line)))
        }
    }
}

fn options() -> Options {
    let budget = serde_saphyr::budget! { max_aliases: 0, max_anchors: 0, max_depth: MAX_DEPTH };
    serde_saphyr::options! { budget: budget, with_snippet: false }
}

fn start(body: &str, location: Location) -> usize {
    match location.span().byte_offset().and_then(|at| usize::try_from(at).ok()) {
        Some(at) => at.min(body.len()),
        None => line_start(body, usize::try_from(location.line()).unwrap_or(1)),
    }
}

fn line_start(body: &str, line: usize) -> usize {
    body.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}

fn problem(error: &Error, body: &str, line: &str) -> Problem {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; what we know better is listed first")]
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            Problem::DuplicateKey { key: key.clone().unwrap_or_else(|| line.trim().to_owned()) }
        }
        Error::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. }
        | Error::UnknownAnchor { .. } => Problem::AnchorInYaml,
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            Problem::NotYaml { syntax: Syntax::Depth }
        }
        Error::Budget { .. } => Problem::NotYaml { syntax: Syntax::Size },
        Error::MultipleDocuments { .. } => Problem::NotYaml { syntax: Syntax::Documents },
        Error::Eof { .. } => Problem::NotYaml { syntax: Syntax::Ended },
        _ if line.trim_start_matches(' ').starts_with('\t') => Problem::NotYaml { syntax: Syntax::Tab },
        _ if line.is_empty() && !body.is_empty() => Problem::NotYaml { syntax: Syntax::Ended },
        _ => Problem::NotYaml { syntax: Syntax::Other },
    }
}

/// What serde hands over: scalars that YAML would type are left to be read from the text at their place.
enum Raw {
    Mapping(Vec<(serde_saphyr::Spanned<String>, serde_saphyr::Spanned<Raw>)>),
    Null,
    Sequence(Vec<serde_saphyr::Spanned<Raw>>),
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
}

impl Reader<'_> {
    fn node(&self, raw: serde_saphyr::Spanned<Raw>) -> Node {
        let span = self.span(raw.defined);
        match raw.value {
            Raw::Mapping(entries) => {
                let entries: Vec<_> =
                    entries.into_iter().map(|(key, value)| (self.key(key), self.node(value))).collect();
                let end = entries.last().map_or(span, |(key, node)| key.span.to(node.span));
                let start = entries.first().map_or(span, |(key, _)| key.span);
                Node { span: start.to(end), value: Value::Mapping(entries) }
            }
            Raw::Null => Node { span, value: Value::Null },
            Raw::Sequence(items) => {
                let items: Vec<_> = items.into_iter().map(|item| self.node(item)).collect();
                let end = items.last().map_or(span, |item| item.span);
                Node {
                    span: items.first().map_or(span, |item| item.span).to(end),
                    value: Value::Sequence(items),
                }
            }
            Raw::Text(text) => Node { span, value: Value::Scalar(text) },
            Raw::Typed => {
                let range = span.range();
                let text = self.body.get(range.start - self.offset..range.end - self.offset).unwrap_or("");
                Node { span, value: Value::Scalar(text.trim().to_owned()) }
            }
        }
    }

    fn key(&self, key: serde_saphyr::Spanned<String>) -> Spanned<String> {
        Spanned::new(key.value, self.span(key.defined))
    }

    fn span(&self, location: Location) -> Span {
        let start = start(self.body, location);
        let length = location.span().byte_len().and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
        let end = (start + length).min(self.body.len());
        let covered = self.body.get(start..end).unwrap_or("").trim_end().len();
        Span::new(self.file, self.offset + start..self.offset + start + covered)
    }
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
            _ => panic!("a scalar"),
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
