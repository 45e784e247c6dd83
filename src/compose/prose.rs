//! Author text into blocks of the tree, with its figures looked up and said as asked.

use super::Composer;
use super::spacing::hard_spaces;
use crate::content::{Phrase, PhraseKind, Prose, ProseBlock, Way};
use crate::diagnostic::Problem;
use crate::document::{Anchor, Block, BlockKind, Inline, InlineKind, ParagraphRole};
use crate::figure::{Figure, Sign};
use crate::money::{Rounding, Scale};
use crate::sheet::NoFigure;
use crate::source::Span;

impl Composer<'_> {
    /// The blocks of a text, named after where it stands.
    pub(super) fn prose(&mut self, prose: &Prose, anchor: &str) -> Vec<Block> {
        self.blocks(&prose.blocks, anchor)
    }

    fn blocks(&mut self, blocks: &[ProseBlock], anchor: &str) -> Vec<Block> {
        blocks
            .iter()
            .enumerate()
            .map(|(at, block)| self.prose_block(block, &format!("{anchor}.{at}")))
            .collect()
    }

    fn prose_block(&mut self, block: &ProseBlock, anchor: &str) -> Block {
        let (span, kind) = match block {
            ProseBlock::List { ordered, items, span } => {
                let items =
                    items.iter().enumerate().map(|(at, item)| self.blocks(item, &format!("{anchor}-{at}")));
                (*span, BlockKind::List { ordered: *ordered, items: items.collect() })
            }
            ProseBlock::Paragraph { phrases, span } => {
                (*span, BlockKind::Paragraph { role: ParagraphRole::Body, text: self.phrases(phrases) })
            }
        };
        Block { anchor: Anchor::new(anchor), span, kind }
    }

    fn phrases(&mut self, phrases: &[Phrase]) -> Vec<Inline> {
        let inlines = phrases.iter().flat_map(|phrase| self.phrase(phrase));
        let mut merged: Vec<Inline> = Vec::new();
        for inline in inlines {
            match (merged.last_mut(), &inline.kind) {
                (Some(Inline { span, kind: InlineKind::Text(before) }), InlineKind::Text(more)) => {
                    before.push_str(more);
                    *span = span.to(inline.span);
                }
                _ => merged.push(inline),
            }
        }
        merged.iter_mut().for_each(harden);
        merged
    }

    fn phrase(&mut self, phrase: &Phrase) -> Vec<Inline> {
        let kind = match &phrase.kind {
            PhraseKind::Emphasis(inner) => InlineKind::Emphasis(self.phrases(inner)),
            PhraseKind::LineBreak => InlineKind::LineBreak,
            PhraseKind::Link { to, phrases } => {
                InlineKind::Link { to: to.clone(), text: self.phrases(phrases) }
            }
            PhraseKind::Reference { cell, way } => return self.figure(cell, *way, phrase.span),
            PhraseKind::Stated { text, reason } => {
                InlineKind::Stated { text: hard_spaces(text), reason: reason.clone() }
            }
            PhraseKind::Strong(inner) => InlineKind::Strong(self.phrases(inner)),
            PhraseKind::Words(words) => InlineKind::Text(words.clone()),
        };
        vec![Inline { span: phrase.span, kind }]
    }

    /// A figure with the words that its way of saying it asks for. An unknown one stands as it was written.
    fn figure(&mut self, reference: &str, way: Way, span: Span) -> Vec<Inline> {
        let figure = match self.book.figure(reference) {
            Ok(figure) => figure,
            Err(why) => {
                if let NoFigure::Unknown { nearest, known } = why {
                    let problem = Problem::UnknownCell { reference: reference.to_owned(), nearest, known };
                    self.findings.add(span, problem);
                }
                return vec![Inline::text(format!("[{reference}]"), span)];
            }
        };
        let Some((before, sign, rounding, unit)) = self.saying(figure, way, span) else {
            return vec![Inline::text(format!("[{reference}]"), span)];
        };
        let rounded = match figure.rounded().exact().round(rounding) {
            Ok(rounded) => rounded,
            Err(error) => {
                let cell = figure.cell().to_string();
                self.findings.add(span, error.shown(cell));
                return vec![Inline::text(format!("[{reference}]"), span)];
            }
        };
        let figure = Figure::new(figure.cell().clone(), rounded, sign, figure.origin().clone());
        let mut inlines = vec![Inline { span, kind: InlineKind::Figure(figure) }];
        if let Some(before) = before {
            inlines.insert(0, Inline::text(before, span));
        }
        if let Some(unit) = unit {
            inlines.push(Inline::text(format!("\u{a0}{unit}"), span));
        }
        inlines
    }

    /// The words before a figure, whether its sign shows, how it is rounded, and the unit after it.
    fn saying(
        &mut self,
        figure: &Figure,
        way: Way,
        span: Span,
    ) -> Option<(Option<&'static str>, Sign, Rounding, Option<&'static str>)> {
        let own = figure.rounded().rounding();
        let unit = own.scale.word();
        Some(match way {
            Way::Amount => (None, Sign::Shown, own, unit),
            Way::Number => (None, Sign::Shown, own, None),
            Way::Result => {
                let steps = figure.rounded().steps();
                if steps == 0 {
                    let reference = figure.cell().to_string();
                    self.findings.add(span, Problem::DirectionOfZero { reference });
                    return None;
                }
                let before = if steps > 0 { "överskott på " } else { "underskott på " };
                (Some(before), Sign::Said, own, unit)
            }
            Way::Scaled(scale) => {
                (None, Sign::Shown, Rounding { scale, decimals: decimals(scale) }, scale.word())
            }
            Way::Unsigned => (None, Sign::Said, own, unit),
        })
    }
}

/// Decimals where prose asks for another scale than the sheet's.
fn decimals(scale: Scale) -> u8 {
    match scale {
        Scale::Kronor | Scale::Ones | Scale::Percent | Scale::Tkr => 0,
        Scale::Mdkr | Scale::Mnkr => 1,
    }
}

fn harden(inline: &mut Inline) {
    if let InlineKind::Text(text) = &mut inline.kind {
        *text = hard_spaces(text);
    }
}
