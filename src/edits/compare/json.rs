//! A difference for machines.

use serde_json::{Value, json as value};

use super::{Change, Difference};

/// The difference as one JSON object with `wording`, `figures`, `structure` and `annexes`; what came has no `before`,
/// what went no `after`.
pub fn json(difference: &Difference) -> String {
    let changes = |list: &[Change]| -> Vec<Value> {
        let one = |change: &Change| value!({ "under": change.under, "before": change.before, "after": change.after });
        list.iter().map(one).collect()
    };
    let figures: Vec<Value> = difference
        .figures
        .iter()
        .map(|figure| {
            value!({ "cell": figure.cell, "before": figure.before, "after": figure.after, "by": figure.by })
        })
        .collect();
    let all = value!({
        "wording": changes(&difference.wording),
        "figures": figures,
        "structure": changes(&difference.structure),
        "annexes": changes(&difference.annexes),
    });
    format!("{all:#}\n")
}
