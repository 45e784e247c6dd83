//! Findings as text: for a terminal, one line each, or as JSON.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Findings, Language, Problem, Severity, english, swedish};
use crate::project::source::{Sources, Span};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the line of the file and colours.
    Colour,
    /// One line a finding, `path:line:column: level[code]: message`.
    Concise,
    /// One JSON array.
    Json,
    /// A log in SARIF 2.1.0 (OASIS), as code review tools read it.
    Sarif,
    /// With the line of the file, without colours.
    Plain,
}

/// Shows all findings, by place.
pub fn render(findings: &Findings, sources: &Sources, style: Style, language: Language) -> String {
    let all = findings.sorted();
    let each = |show: &dyn Fn(&Diagnostic) -> String| all.iter().map(|found| show(found)).collect::<String>();
    match style {
        Style::Colour => with_lines(&all, sources, language, &Renderer::styled()),
        Style::Plain => with_lines(&all, sources, language, &Renderer::plain()),
        Style::Concise => each(&|found| concise(found, sources, language)),
        Style::Json => json(&all, sources, language),
        Style::Sarif => sarif(&all, sources, language),
    }
}

impl Language {
    /// What is wrong, in this language.
    pub fn message(self, problem: &Problem) -> String {
        match self {
            Self::English => english::message(problem),
            Self::Swedish => swedish::message(problem),
        }
    }

    /// What to do about it, in this language.
    pub fn hint(self, problem: &Problem) -> Option<String> {
        match self {
            Self::English => english::hint(problem),
            Self::Swedish => swedish::hint(problem),
        }
    }

    fn level(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (Self::English, Severity::Error) => "error",
            (Self::English, Severity::Final) => "error in final",
            (Self::English, Severity::Warning) => "warning",
            (Self::English, Severity::Notice) => "notice",
            (Self::Swedish, Severity::Error) => "fel",
            (Self::Swedish, Severity::Final) => "fel i slutlig",
            (Self::Swedish, Severity::Warning) => "varning",
            (Self::Swedish, Severity::Notice) => "uppgift",
        }
    }

    /// What stands before a hint; what is only told of has a reason instead.
    fn help(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (Self::English, Severity::Notice) => "reason",
            (Self::Swedish, Severity::Notice) => "anledning",
            (Self::English, Severity::Error | Severity::Final | Severity::Warning) => "help",
            (Self::Swedish, Severity::Error | Severity::Final | Severity::Warning) => "gör så här",
        }
    }

    fn more(self, count: usize) -> String {
        match self {
            Self::English => format!("… and {count} more"),
            Self::Swedish => format!("… och {count} till"),
        }
    }

    /// What is said of the second place of a problem.
    fn other(self, problem: &Problem) -> &'static str {
        let compared = matches!(
            problem,
            Problem::ContradictsTable { .. } | Problem::DoesNotFoot { .. } | Problem::WrongDirection { .. }
        );
        match (self, compared) {
            (Self::English, false) => "first here",
            (Self::English, true) => "compare with this",
            (Self::Swedish, false) => "först här",
            (Self::Swedish, true) => "jämför med detta",
        }
    }
}

/// More findings are not shown with their lines; nobody reads them, and each takes time by the length of its file.
const MOST_SHOWN: usize = 500;

fn with_lines(all: &[&Diagnostic], sources: &Sources, language: Language, renderer: &Renderer) -> String {
    let shown = all.iter().take(MOST_SHOWN).map(|found| with_line(found, sources, language, renderer));
    let rest = all.len().saturating_sub(MOST_SHOWN);
    let more = (rest > 0).then(|| format!("{}\n\n", language.more(rest)));
    shown.chain(more).collect()
}

fn with_line(found: &Diagnostic, sources: &Sources, language: Language, renderer: &Renderer) -> String {
    let severity = found.problem.severity();
    let level = match severity {
        Severity::Error | Severity::Final => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE,
    };
    let title = level
        .with_name(language.level(severity))
        .primary_title(language.message(&found.problem))
        .id(found.problem.code());
    let here = AnnotationKind::Primary;
    let first = AnnotationKind::Context;
    let mut group = match found.other {
        None => title.element(snippet(sources, &[(found.at, here, None)])),
        Some(other) if other.file() == found.at.file() => {
            let places = [(found.at, here, None), (other, first, Some(language.other(&found.problem)))];
            title.element(snippet(sources, &places))
        }
        Some(other) => title
            .element(snippet(sources, &[(found.at, here, None)]))
            .element(snippet(sources, &[(other, first, Some(language.other(&found.problem)))])),
    };
    if let Some(hint) = language.hint(&found.problem) {
        group = group.element(Level::HELP.with_name(language.help(severity)).message(hint));
    }
    format!("{}\n\n", renderer.render(&[group]))
}

type Marked = (Span, AnnotationKind, Option<&'static str>);

/// The lines of one file from the first place to the last, marked.
fn snippet<'a>(sources: &'a Sources, places: &[Marked]) -> Snippet<'a, Annotation<'a>> {
    let file = places[0].0.file();
    let text = sources.text(file);
    let ranges = || places.iter().map(|(at, ..)| shown(sources, *at));
    let first = ranges().map(|range| range.start).min().unwrap_or(0);
    let last = ranges().map(|range| range.end).max().unwrap_or(0);
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let begin = text[..first].rfind('\n').map_or(mark.min(first), |end| end + 1);
    let end = text[last..].find('\n').map_or(text.len(), |length| last + length + 1);
    let end = end.min(text.ceil_char_boundary(last + MOST_OF_LINE));
    let path = sources.path(file).to_string_lossy().into_owned();
    let line = sources.place(Span::new(file, begin..begin)).line;
    let snippet = Snippet::source(&text[begin..end]).line_start(line).path(path);
    places.iter().zip(ranges()).fold(snippet, |snippet, ((_, kind, label), range)| {
        let marked = kind.span(range.start - begin..range.end - begin);
        snippet.annotation(if let Some(label) = label { marked.label(*label) } else { marked })
    })
}

/// More of a line is not handed on to be shown, in bytes, nor underlined; far less has room.
const MOST_OF_LINE: usize = 500;

/// The part of a span that is underlined: at most its first line.
fn shown(sources: &Sources, at: Span) -> Range<usize> {
    let range = at.range();
    let text = sources.text(at.file());
    let length = sources.slice(at).find('\n').unwrap_or(range.len()).min(MOST_OF_LINE);
    let start = text.floor_char_boundary(range.start);
    start..text.ceil_char_boundary((range.start + length).min(text.len())).max(start)
}

fn concise(found: &Diagnostic, sources: &Sources, language: Language) -> String {
    let place = sources.place(found.at);
    let level = language.level(found.problem.severity());
    let hint = match (language.hint(&found.problem), found.problem.severity()) {
        (None, _) => String::new(),
        (Some(hint), severity @ Severity::Notice) => format!("; {}: {hint}", language.help(severity)),
        (Some(hint), _) => format!("; {hint}"),
    };
    format!("{place}: {level}[{}]: {}{hint}\n", found.problem.code(), language.message(&found.problem))
}

fn json(all: &[&Diagnostic], sources: &Sources, language: Language) -> String {
    let one = |found: &&Diagnostic| {
        let place = sources.place(found.at);
        serde_json::json!({
            "code": found.problem.code(),
            "severity": Language::English.level(found.problem.severity()),
            "path": place.path.to_string_lossy(),
            "line": place.line,
            "column": place.column,
            "message": language.message(&found.problem),
            "hint": language.hint(&found.problem),
        })
    };
    let list: Vec<_> = all.iter().map(one).collect();
    format!("{:#}\n", serde_json::Value::Array(list))
}

/// SARIF 2.1.0, 3.27: a result a finding, with its rule, level, message and region. Columns count characters.
fn sarif(all: &[&Diagnostic], sources: &Sources, language: Language) -> String {
    let result = |found: &&Diagnostic| {
        let place = sources.place(found.at);
        let hint = language.hint(&found.problem).map_or(String::new(), |hint| format!("; {hint}"));
        serde_json::json!({
            "ruleId": found.problem.code(),
            "level": match found.problem.severity() {
                Severity::Error | Severity::Final => "error",
                Severity::Warning => "warning",
                Severity::Notice => "note",
            },
            "message": { "text": format!("{}{hint}", language.message(&found.problem)) },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": place.path.to_string_lossy() },
                "region": { "startLine": place.line, "startColumn": place.column },
            }}],
        })
    };
    let rules: std::collections::BTreeSet<_> = all.iter().map(|found| found.problem.code()).collect();
    let rules: Vec<_> = rules.into_iter().map(|code| serde_json::json!({ "id": code })).collect();
    let log = serde_json::json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "tertial", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": all.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}
