//! The messages in English.

use super::problem::{Construct, Kind, NameOf, Problem, Syntax};
use crate::money::Unit;

/// What is wrong.
pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::AnchorInYaml => "anchors and aliases (& and *) cannot be used".to_owned(),
        Problem::ComputedCell { column } => format!("column `{column}` is computed and not entered"),
        Problem::ControlCharacter { code } => {
            format!("character U+{code:04X} is invisible and cannot be printed")
        }
        Problem::DecimalComma { .. } => "decimal comma in a number".to_owned(),
        Problem::DirectionOfZero { reference } => format!("`{reference}` is zero and has no direction"),
        Problem::DivideByZero { cell } => format!("division by zero in `{cell}`"),
        Problem::DuplicateKey { key } => format!("key `{key}` stands twice"),
        Problem::DuplicateName { of, name } => format!("{} `{name}` exists twice", name_of(*of)),
        Problem::EmptySection { heading } => format!("nothing stands under the heading `{heading}`"),
        Problem::EmptyValue { key } => format!("`{key}` is empty"),
        Problem::FileTooLarge { bytes, limit } => {
            format!("the file is too large: {} MB, at most {} MB are read", bytes >> 20, limit >> 20)
        }
        Problem::FormulaCycle { cell } => format!("the formula for `{cell}` depends on itself"),
        Problem::FormulaSyntax { near } => format!("the formula cannot be read at `{near}`"),
        Problem::FormulaUnits { left, right } => {
            format!("the formula mixes {} with {}", unit(*left), unit(*right))
        }
        Problem::GlyphMissing { text } => format!("the document's fonts lack a character of `{text}`"),
        Problem::MissingCells { post, row: Some(row), columns } => {
            format!("row `{post}.{row}` lacks {}", quoted(columns))
        }
        Problem::MissingCells { post, row: None, columns } => {
            format!("post `{post}` lacks {}", quoted(columns))
        }
        Problem::MissingFile { path } => format!("there is no file `{path}`"),
        Problem::MissingKey { key } => format!("key `{key}` is missing"),
        Problem::MissingReason { text } => format!("`{text}` has no reason"),
        Problem::MissingRow { post, row } => format!("post `{post}` lacks row `{row}`"),
        Problem::NotAnAmount { text } => format!("`{text}` is not a number"),
        Problem::NotArchival { said } => format!("the document cannot be archived so: {said}"),
        Problem::NotInText { construct } => {
            format!("{} cannot stand in running text", self::construct(*construct))
        }
        Problem::NotUtf8 => "the file is not saved as UTF-8".to_owned(),
        Problem::NotYaml { syntax } => match syntax {
            Syntax::Depth => "too many levels within each other".to_owned(),
            Syntax::Documents => "the file holds more than one document".to_owned(),
            Syntax::Ended => "the file ends before something is closed".to_owned(),
            Syntax::Other => "the file cannot be read as YAML here".to_owned(),
            Syntax::Size => "the file holds more parts than any report has".to_owned(),
            Syntax::Tab => "a tab where spaces are needed".to_owned(),
        },
        Problem::OutOfRange { cell } => format!("`{cell}` becomes too large to be exact"),
        Problem::OutsideProject { path } => format!("`{path}` lies outside the project's folder"),
        Problem::SignConvention { row, cost: true } => {
            format!("`{row}` is a cost but lacks the sheet's sign for costs")
        }
        Problem::SignConvention { row, cost: false } => {
            format!("`{row}` is a revenue but lacks the sheet's sign for revenues")
        }
        Problem::StatedLiteral { text, .. } => format!("`{text}` is written by hand"),
        Problem::Typesetting { said } => format!("typesetting stopped: {said}"),
        Problem::UnclosedBrace => "the brace `{` is not closed".to_owned(),
        Problem::UnknownCell { reference, .. } => format!("there is no cell `{reference}`"),
        Problem::UnknownKey { key, .. } => format!("unknown key `{key}`"),
        Problem::UnknownName { of, name, .. } => format!("there is no {} `{name}`", name_of(*of)),
        Problem::Unreadable { path, why } => format!("`{path}` cannot be read: {why}"),
        Problem::WrongChoice { text, .. } => format!("`{text}` cannot be chosen here"),
        Problem::WrongDate { text } => format!("`{text}` is not a date"),
        Problem::WrongKind { expected, found } => {
            format!("expected {}, found {}", kind(*expected), kind(*found))
        }
        Problem::WrongNumber { text, .. } => format!("`{text}` cannot be used here"),
        Problem::WrongPeriod { text } => format!("`{text}` is not a period of months"),
    }
}

/// What to do about it.
pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::AnchorInYaml => "write the text out; if it begins with & or *, put it in quotes".to_owned(),
        Problem::ComputedCell { .. } => "remove the number, or the column's formula".to_owned(),
        Problem::ControlCharacter { .. } => "remove the character".to_owned(),
        Problem::DecimalComma { with_point } => format!("write it with a point: {with_point}"),
        Problem::DirectionOfZero { .. } => "write the sentence without a direction".to_owned(),
        Problem::DivideByZero { .. } => "change the formula or the number it divides by".to_owned(),
        Problem::DuplicateKey { .. } => "keep one of them".to_owned(),
        Problem::DuplicateName { .. } => "give one of them another name".to_owned(),
        Problem::EmptySection { .. } => "write something under the heading, or remove it".to_owned(),
        Problem::EmptyValue { .. } => "fill it in".to_owned(),
        Problem::FileTooLarge { .. } => "split the file, or make sure it is the right one".to_owned(),
        Problem::FormulaCycle { .. } => "change the formula to use other cells only".to_owned(),
        Problem::FormulaSyntax { .. } => {
            "write `vp * period` or `vp - utfall`, with spaces round the signs".to_owned()
        }
        Problem::FormulaUnits { .. } => "add only what is counted in one unit".to_owned(),
        Problem::GlyphMissing { .. } => "write it with other characters".to_owned(),
        Problem::MissingCells { .. } => "enter the numbers; where they are zero, write 0".to_owned(),
        Problem::MissingFile { .. } => "correct the path, or add the file".to_owned(),
        Problem::MissingKey { key } => format!("add the line `{key}: …`"),
        Problem::MissingReason { .. } => "write {= the amount | why it stands so}".to_owned(),
        Problem::MissingRow { row, .. } => format!("add `{row}: {{ … }}`, or choose another template"),
        Problem::NotAnAmount { .. } => "write digits with a decimal point and no spaces: -1234.5".to_owned(),
        Problem::NotInText { construct } => match construct {
            Construct::Heading => "make a section: `- avsnitt: { rubrik: …, innehåll: … }`".to_owned(),
            Construct::Code => "remove the indentation or the back quote (`)".to_owned(),
            Construct::Html | Construct::Picture | Construct::Quote | Construct::Rule => {
                "text has paragraphs, lists, emphasis and links; put \\ before the sign to show it".to_owned()
            }
        },
        Problem::NotUtf8 => "save the file again with the encoding UTF-8".to_owned(),
        Problem::NotYaml { syntax } => match syntax {
            Syntax::Depth | Syntax::Size => "make sure it is the right file".to_owned(),
            Syntax::Documents => "remove the line `---` and what follows".to_owned(),
            Syntax::Ended => "look for a quote or bracket that is left open".to_owned(),
            Syntax::Other => {
                "check indentation, colons and quotes; text with a colon is put in quotes".to_owned()
            }
            Syntax::Tab => "replace the tab by spaces".to_owned(),
        },
        Problem::OutOfRange { .. } => "check the numbers that go into it".to_owned(),
        Problem::OutsideProject { .. } => {
            "move the file into the folder and give the path from there".to_owned()
        }
        Problem::SignConvention { .. } => "change the sign, or the sheet's `tecken`".to_owned(),
        Problem::StatedLiteral { reason, .. } => format!("reason: {reason}"),
        Problem::NotArchival { .. } | Problem::Typesetting { .. } => return None,
        Problem::UnclosedBrace => "close it with `}`".to_owned(),
        Problem::UnknownCell { nearest, .. } | Problem::UnknownName { nearest, .. } => {
            meant(nearest.as_ref()?)
        }
        Problem::UnknownKey { nearest: Some(name), .. }
        | Problem::WrongChoice { nearest: Some(name), .. } => meant(name),
        Problem::UnknownKey { known, .. } => format!("known here: {}", quoted(known)),
        Problem::WrongChoice { known, .. } => format!("choose {}", quoted(known)),
        Problem::Unreadable { .. } => "make sure that the file may be read".to_owned(),
        Problem::WrongDate { .. } => "write the date as 2006-12-06".to_owned(),
        Problem::WrongKind { .. } => "compare with the examples of the guide".to_owned(),
        Problem::WrongNumber { least, most, .. } => format!("write a whole number from {least} to {most}"),
        Problem::WrongPeriod { .. } => "write the months as 1–8".to_owned(),
    })
}

fn meant(name: &str) -> String {
    format!("did you mean `{name}`?")
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn name_of(of: NameOf) -> &'static str {
    match of {
        NameOf::Column => "column",
        NameOf::FormulaTerm => "term",
        NameOf::Post => "post",
        NameOf::Row => "row",
        NameOf::Table => "table",
        NameOf::Template => "template",
        NameOf::Way => "way of saying",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::List => "a list",
        Kind::Mapping => "keys with values",
        Kind::Nothing => "nothing",
        Kind::Scalar => "a text or number",
    }
}

fn construct(construct: Construct) -> &'static str {
    match construct {
        Construct::Code => "code",
        Construct::Heading => "a heading",
        Construct::Html => "HTML",
        Construct::Picture => "a picture",
        Construct::Quote => "a quotation block",
        Construct::Rule => "a rule",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "counts",
        Unit::Kronor => "kronor",
        Unit::Share => "shares",
    }
}
