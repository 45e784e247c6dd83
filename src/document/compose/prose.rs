//! Author text into blocks of the tree, with its figures looked up and said as asked.

use super::spacing::hard_spaces;
use super::{Composer, formulae};
use crate::diagnostic::Problem;
use crate::document::tree::{Anchor, Block, BlockKind, Hand, Inline, InlineKind, Note, ParagraphRole};
use crate::figures::figure::{CellRef, Figure, Origin, Sign};
use crate::figures::money::{ArithmeticError, Rounding, SWEDISH, Scale};
use crate::figures::sheet::NoFigure;
use crate::project::content::{Phrase, PhraseKind, Prose, ProseBlock, Saying, Way};
use crate::project::source::Span;

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
        Block { anchor: Anchor::new(anchor), span, hand: Hand::Author, kind }
    }

    fn phrases(&mut self, phrases: &[Phrase]) -> Vec<Inline> {
        let inlines = phrases.iter().map(|phrase| self.phrase(phrase));
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

    fn phrase(&mut self, phrase: &Phrase) -> Inline {
        let kind = match &phrase.kind {
            PhraseKind::Emphasis(inner) => InlineKind::Emphasis(self.phrases(inner)),
            PhraseKind::LineBreak => InlineKind::LineBreak,
            PhraseKind::Link { to, phrases } => {
                InlineKind::Link { to: to.clone(), text: self.phrases(phrases) }
            }
            PhraseKind::Note(note) => {
                InlineKind::Note(Note { number: 0, span: note.span, text: self.phrases(&note.phrases) })
            }
            PhraseKind::Reference { cell, way } => self.reference(cell, *way, phrase.span),
            PhraseKind::Stated { text, reason } => {
                InlineKind::Stated { text: hard_spaces(text), reason: reason.clone() }
            }
            PhraseKind::Strong(inner) => InlineKind::Strong(self.phrases(inner)),
            PhraseKind::Words(words) => InlineKind::Text(words.clone()),
        };
        Inline { span: phrase.span, kind }
    }

    /// A figure with the words that its way of saying it asks for. An unknown one stands as it was written.
    fn reference(&mut self, reference: &str, way: Way, span: Span) -> InlineKind {
        if let Some(words) = self.period_words(reference, way) {
            return InlineKind::Generated(vec![Inline::text(words, span)]);
        }
        let said = self.expression(reference, span).and_then(|figure| self.said(&figure, way, span));
        said.map_or_else(|| InlineKind::Text(format!("[{reference}]")), InlineKind::Generated)
    }

    /// The figure of a cell, or of cells added and taken from one another: `a + b - c`.
    fn expression(&mut self, reference: &str, span: Span) -> Option<Figure> {
        let words: Vec<&str> = reference.split(' ').collect();
        let first = self.looked_up(words.first()?, reference, span)?;
        if words.len() == 1 {
            return Some(first);
        }
        let mut total = first.rounded().exact();
        let mut inputs = vec![first.cell().clone()];
        for pair in words[1..].chunks(2) {
            let [operator, cell] = pair else { return self.no_expression(reference, span) };
            let figure = self.looked_up(cell, reference, span)?;
            let amount = figure.rounded().exact();
            inputs.push(figure.cell().clone());
            let sum = match *operator {
                "+" => total.plus(amount),
                "-" | "−" => total.minus(amount),
                _ => return self.no_expression(reference, span),
            };
            total = self.computed(sum, reference, span)?;
        }
        let rounded = self.computed(total.round(first.rounded().rounding()), reference, span)?;
        let origin = Origin::Computed { formula: span, inputs };
        Some(Figure::new(CellRef::expression(reference), rounded, Sign::Shown, origin))
    }

    fn looked_up(&mut self, cell: &str, reference: &str, span: Span) -> Option<Figure> {
        match self.book.figure(cell) {
            Ok(figure) => Some(figure.clone()),
            Err(NoFigure::Unknown { nearest, known }) => {
                let whole = if cell.is_empty() { reference } else { cell };
                self.findings.add(span, Problem::UnknownCell { reference: whole.to_owned(), nearest, known });
                None
            }
            Err(NoFigure::Nothing) => {
                self.findings.add(span, Problem::NoValue { cell: cell.to_owned() });
                None
            }
            Err(NoFigure::Told) => None,
        }
    }

    fn no_expression<T>(&mut self, reference: &str, span: Span) -> Option<T> {
        self.findings.add(span, Problem::FormulaSyntax { near: reference.to_owned() });
        None
    }

    fn computed<T>(&mut self, value: Result<T, ArithmeticError>, reference: &str, span: Span) -> Option<T> {
        let told = |error: ArithmeticError| {
            self.findings.add(span, error.shown(reference.to_owned()));
        };
        value.map_err(told).ok()
    }

    /// A figure with the words around it.
    fn said(&mut self, figure: &Figure, way: Way, span: Span) -> Option<Vec<Inline>> {
        let own = figure.rounded().rounding();
        let scale =
            if way.saying == Saying::Points { Scale::Percent } else { way.scale.unwrap_or(own.scale) };
        let usual = if scale == own.scale { own.decimals } else { decimals(scale) };
        let rounding = Rounding { scale, decimals: way.decimals.unwrap_or(usual) };
        let reference = figure.cell().to_string();
        let rounded = if rounding == own {
            figure.rounded()
        } else {
            self.computed(figure.rounded().exact().round(rounding), &reference, span)?
        };
        let (before, after) = directions(way.saying, rounded.steps() > 0);
        if rounded.steps() == 0 && (before, after) != (None, None) {
            self.findings.add(span, Problem::DirectionOfZero { reference });
            return None;
        }
        let sign = match way.saying {
            Saying::Amount | Saying::Number => Sign::Shown,
            Saying::Change
            | Saying::Day
            | Saying::Points
            | Saying::Relation
            | Saying::Result
            | Saying::Unsigned => Sign::Said,
        };
        let said = Figure::new(figure.cell().clone(), rounded, sign, figure.origin().clone());
        let mut inlines: Vec<Inline> = before.into_iter().map(|words| Inline::text(words, span)).collect();
        let unit = unit(way.saying, scale, said.text(&SWEDISH) == "1");
        inlines.push(Inline { span, kind: InlineKind::Figure(said) });
        inlines.extend(unit.map(|unit| Inline::text(format!("\u{a0}{unit}"), span)));
        inlines.extend(after.map(|words| Inline::text(words, span)));
        Some(inlines)
    }

    /// The words of the report's period: `{period}`, `{period.start}`, `{period.slut}`.
    fn period_words(&self, reference: &str, way: Way) -> Option<String> {
        let period = self.content.matter.period.as_ref()?;
        let (first, last) = period.days();
        let day = |date| {
            if way.saying == Saying::Day {
                formulae::short_date(date)
            } else {
                format!("den {}", formulae::long_date(date))
            }
        };
        match reference {
            "period" => Some(formulae::months(first, last)),
            "period.start" => Some(day(first)),
            "period.slut" => Some(day(last)),
            _ => None,
        }
    }
}

/// The words before and after a figure that say its direction.
fn directions(saying: Saying, up: bool) -> (Option<&'static str>, Option<&'static str>) {
    match saying {
        Saying::Change => (Some(if up { "ökade med " } else { "minskade med " }), None),
        Saying::Relation => (None, Some(if up { " högre" } else { " lägre" })),
        Saying::Result => (Some(if up { "överskott på " } else { "underskott på " }), None),
        Saying::Amount | Saying::Day | Saying::Number | Saying::Points | Saying::Unsigned => (None, None),
    }
}

/// The unit after a figure, in the singular where the figure is one.
fn unit(saying: Saying, scale: Scale, one: bool) -> Option<&'static str> {
    match saying {
        Saying::Number => None,
        Saying::Points => Some(if one { "procentenhet" } else { "procentenheter" }),
        Saying::Amount
        | Saying::Change
        | Saying::Day
        | Saying::Relation
        | Saying::Result
        | Saying::Unsigned => scale.word(),
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
    } else if let InlineKind::Generated(inner) = &mut inline.kind {
        inner.iter_mut().for_each(harden);
    }
}
