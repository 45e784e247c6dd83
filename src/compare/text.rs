//! A difference for people.

use similar::{ChangeTag, TextDiff};

use super::{Change, Difference, FigureChange};
use crate::diagnostic::Language;

/// The difference under its four headings; what is the same has none. Within a paragraph `[-what went-]` and
/// `{+what came+}` stand in place.
pub fn text(difference: &Difference, language: Language) -> String {
    let names = match language {
        Language::English => ["Wording", "Figures", "Structure", "Bilagor"],
        Language::Swedish => ["Lydelse", "Siffror", "Struktur", "Bilagor"],
    };
    let figures = difference.figures.iter().map(figure).collect();
    let lists = [
        difference.wording.iter().map(paragraph).collect(),
        figures,
        difference.structure.iter().map(line).collect(),
        difference.annexes.iter().map(line).collect(),
    ];
    let sections = names.iter().zip(lists).filter(|(_, list): &(_, Vec<String>)| !list.is_empty());
    sections.map(|(name, list)| format!("{name}\n{}", list.concat())).collect::<Vec<_>>().join("\n")
}

fn paragraph(change: &Change) -> String {
    format!("  {}\n    {}\n", change.under, marked(change).replace('\n', "\n    "))
}

fn line(change: &Change) -> String {
    format!("  {}\n", marked(change))
}

fn marked(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), None) => format!("[-{before}-]"),
        (None, Some(after)) => format!("{{+{after}+}}"),
        (Some(before), Some(after)) if before == after => format!("{{>{after}<}}"),
        (Some(before), Some(after)) => words(before, after),
        (None, None) => String::new(),
    }
}

fn words(before: &str, after: &str) -> String {
    let diff = TextDiff::from_words(before, after);
    let mut out = String::new();
    let mut open = ChangeTag::Equal;
    for change in diff.iter_all_changes() {
        if change.tag() != open {
            out.push_str(closing(open));
            out.push_str(opening(change.tag()));
            open = change.tag();
        }
        out.push_str(change.value());
    }
    out.push_str(closing(open));
    out
}

fn opening(tag: ChangeTag) -> &'static str {
    match tag {
        ChangeTag::Delete => "[-",
        ChangeTag::Equal => "",
        ChangeTag::Insert => "{+",
    }
}

fn closing(tag: ChangeTag) -> &'static str {
    match tag {
        ChangeTag::Delete => "-]",
        ChangeTag::Equal => "",
        ChangeTag::Insert => "+}",
    }
}

fn figure(figure: &FigureChange) -> String {
    let printed = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let by = figure.by.as_ref().map_or(String::new(), |by| format!(" ({by})"));
    format!("  {}: {} → {}{by}\n", figure.cell, printed(&figure.before), printed(&figure.after))
}
