//! Findings as text: for a terminal, one line each, or as JSON.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Findings, Language, Problem, Severity, english, swedish};
use crate::source::{Sources, Span};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the line of the file and colours.
    Colour,
    /// One line a finding, `path:line:column: level[code]: message`.
    Concise,
    /// One JSON array.
    Json,
    /// With the line of the file, without colours.
    Plain,
}

/// Shows all findings, by place.
pub fn render(findings: &Findings, sources: &Sources, style: Style, language: Language) -> String {
    let all = findings.sorted();
    let each = |show: &dyn Fn(&Diagnostic) -> String| all.iter().map(|found| show(found)).collect::<String>();
    match style {
        Style::Colour => each(&|found| with_line(found, sources, language, &Renderer::styled())),
        Style::Plain => each(&|found| with_line(found, sources, language, &Renderer::plain())),
        Style::Concise => each(&|found| concise(found, sources, language)),
        Style::Json => json(&all, sources, language),
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

    fn help(self) -> &'static str {
        match self {
            Self::English => "help",
            Self::Swedish => "gör så här",
        }
    }

    fn first(self) -> &'static str {
        match self {
            Self::English => "first here",
            Self::Swedish => "först här",
        }
    }
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
    let here = AnnotationKind::Primary.span(shown(sources, found.at));
    let first = found
        .other
        .map(|other| (other, AnnotationKind::Context.span(shown(sources, other)).label(language.first())));
    let snippet_here = snippet(sources, found.at).annotation(here);
    let mut group = match first {
        None => title.element(snippet_here),
        Some((other, first)) if other.file() == found.at.file() => {
            title.element(snippet_here.annotation(first))
        }
        Some((other, first)) => {
            title.element(snippet_here).element(snippet(sources, other).annotation(first))
        }
    };
    if let Some(hint) = language.hint(&found.problem) {
        group = group.element(Level::HELP.with_name(language.help()).message(hint));
    }
    format!("{}\n\n", renderer.render(&[group]))
}

fn snippet<'a>(sources: &'a Sources, at: Span) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(sources.text(at.file())).path(sources.path(at.file()).to_string_lossy().into_owned())
}

/// The part of a span that is underlined: at most its first line.
fn shown(sources: &Sources, at: Span) -> Range<usize> {
    let range = at.range();
    let text = sources.text(at.file());
    let length = sources.slice(at).find('\n').unwrap_or(range.len());
    range.start.min(text.len())..(range.start + length).min(text.len())
}

fn concise(found: &Diagnostic, sources: &Sources, language: Language) -> String {
    let place = sources.place(found.at);
    let level = language.level(found.problem.severity());
    let hint = language.hint(&found.problem).map_or(String::new(), |hint| format!("; {hint}"));
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
