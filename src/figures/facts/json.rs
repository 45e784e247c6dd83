//! Facts for machines. `docs/facts.md` tells what every key means; a key is never renamed, only added.

use serde_json::{Value, json};

use super::{Fact, Facts, How, Printing};
use crate::document::tree::Within;
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, SWEDISH, Scale, Unit};
use crate::project::source::{Sources, Span};

/// All facts as one array.
pub fn json(facts: &Facts<'_>) -> String {
    let list = facts.all().map(|fact| one(fact, facts.sources)).collect();
    format!("{:#}\n", Value::Array(list))
}

fn one(fact: &Fact<'_>, sources: &Sources) -> Value {
    let rounded = fact.figure.rounded();
    let printings = fact.printings.iter().map(|printing| printed(printing, sources));
    json!({
        "cell": fact.figure.cell().to_string(),
        "value": { "exact": rounded.exact().to_string(), "unit": unit(rounded.exact().unit()) },
        "printed": fact.figure.text(&SWEDISH),
        "scale": scale(rounded.rounding().scale),
        "decimals": rounded.rounding().decimals,
        "origin": origin(&fact.how, sources),
        "printed_at": printings.collect::<Vec<_>>(),
    })
}

fn origin(how: &How<'_>, sources: &Sources) -> Value {
    let known = match how {
        How::Entered { written, .. } => json!({ "kind": "entered", "written": written }),
        How::Taken { rows, .. } => {
            let listed = rows.listed().iter().map(|at| placed(json!({}), *at, sources));
            json!({ "kind": "taken", "count": rows.count(), "rows": listed.collect::<Vec<_>>() })
        }
        How::Formula { text, inputs, period, .. } => {
            let mut known = json!({ "kind": "computed", "formula": text, "inputs": names(inputs) });
            if let Some(period) = period {
                let exact = Amount::share(period.share).to_string();
                known["period"] = placed(json!({ "exact": exact }), period.months.span, sources);
            }
            known
        }
        How::Sum { inputs, .. } => {
            let posts: Vec<&str> = inputs.iter().map(|input| input.post.as_str()).collect();
            json!({ "kind": "computed", "formula": posts.join(" + "), "inputs": names(inputs) })
        }
    };
    placed(known, how.at(), sources)
}

fn printed(printing: &Printing<'_>, sources: &Sources) -> Value {
    let shown = &printing.shown;
    let known = json!({
        "anchor": printing.block.as_str(),
        "part": printing.part.as_str(),
        "headings": printing.headings,
        "within": match shown.within {
            Within::Table => "table",
            Within::Text => "text",
        },
        "printed": shown.figure.text(&SWEDISH),
        "scale": scale(shown.figure.rounded().rounding().scale),
    });
    placed(known, shown.at, sources)
}

/// The same object with a place in it.
fn placed(mut object: Value, at: Span, sources: &Sources) -> Value {
    let place = sources.place(at);
    object["path"] = place.path.to_string_lossy().into();
    object["line"] = place.line.into();
    object["column"] = place.column.into();
    object
}

fn names(cells: &[CellRef]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

/// The word that a sheet's `enhet` has for it.
fn scale(scale: Scale) -> &'static str {
    scale.word().unwrap_or("antal")
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "antal",
        Unit::Kronor => "kronor",
        Unit::Share => "andel",
    }
}
