//! Every change that the lists of a report ask for stands in a point of the decision, with its amount: a council decides on
//! what it is asked, not on what stands in an annex.

use crate::diagnostic::{Findings, Problem};
use crate::document::reading::{Mention, mentions};
use crate::document::tree::{Block, BlockKind, Document, plain};
use crate::figures::money::{Rounded, SWEDISH};
use crate::figures::sheet::Book;

pub(super) fn check(document: &Document, book: &Book, findings: &mut Findings) {
    let mut decided = Vec::new();
    document.decisions().for_each(|block| amounts(block, &mut decided));
    for (sheet, table) in book.tables() {
        for (post, change, at) in sheet.asked(table) {
            if !decided.iter().any(|mention| tells(mention, change)) {
                let amount = change.text(&SWEDISH);
                let problem = Problem::UndecidedChange { post: post.value.clone(), amount };
                findings.add_two(at, problem, post.span);
            }
        }
    }
}

/// The amounts that a block tells.
fn amounts(block: &Block, into: &mut Vec<Mention>) {
    match &block.kind {
        BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| amounts(block, into)),
        BlockKind::Paragraph { text, .. } => into.extend(mentions(&plain(text))),
        BlockKind::Chart(_)
        | BlockKind::Contents { .. }
        | BlockKind::Heading { .. }
        | BlockKind::Image(_)
        | BlockKind::PageBreak
        | BlockKind::Signature(_)
        | BlockKind::Table(_) => {}
    }
}

/// Whether an amount is of the size of a change, as far as either is written out; words tell its direction.
fn tells(mention: &Mention, change: Rounded) -> bool {
    let unsigned = Mention { amount: mention.amount.absolute(), signed: false, ..mention.clone() };
    mention.unit && unsigned.may_be(change.exact())
}
