//! Author text into blocks of the tree, with its figures looked up and said as asked.

use super::spacing::hard_spaces;
use super::{Composer, formulae};
use crate::diagnostic::{NameOf, Problem};
use crate::document::tree::{Anchor, Block, BlockKind, Hand, Inline, InlineKind, Note, ParagraphRole};
use crate::figures::figure::{CellRef, Figure, Origin, Sign};
use crate::figures::money::{ArithmeticError, Rounding, SWEDISH, Scale};
use crate::figures::sheet::{Nature, NoFigure, Signed};
use crate::project::content::{Line, Phrase, PhraseKind, Prose, ProseBlock, Saying, Way, unknown};
use crate::project::source::{Span, Spanned};

/// A figure that prose refers to.
struct Looked {
    figure: Figure,
    /// The cells that it is the sum of.
    terms: Vec<Signed>,
    nature: Nature,
}

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

    /// A line of author text with its figures said. Whatever a clerk writes is printed by this, or as [`Self::prose`].
    pub(super) fn line(&mut self, line: &Line) -> Vec<Inline> {
        let mut said = self.line_as_written(line);
        said.iter_mut().for_each(harden);
        said
    }

    /// The same with the spaces as they are written.
    pub(super) fn line_as_written(&mut self, line: &Line) -> Vec<Inline> {
        let mut said = self.merged(&line.phrases);
        if let [Inline { span, kind: InlineKind::Text(_) }] = said.as_mut_slice() {
            *span = line.span;
        }
        said
    }

    fn phrases(&mut self, phrases: &[Phrase]) -> Vec<Inline> {
        let mut merged = self.merged(phrases);
        merged.iter_mut().for_each(harden);
        merged
    }

    fn merged(&mut self, phrases: &[Phrase]) -> Vec<Inline> {
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
        let said = self.expression(reference, span).and_then(|looked| self.said(&looked, way, span));
        said.map_or_else(|| InlineKind::Text(format!("[{reference}]")), InlineKind::Generated)
    }

    /// The figure of a cell, or of cells added and taken from one another: `a + b - c`.
    fn expression(&mut self, reference: &str, span: Span) -> Option<Looked> {
        let words: Vec<&str> = reference.split(' ').collect();
        let first = self.looked_up(words.first()?, reference, span)?;
        let mut terms = vec![(false, first.cell().clone())];
        let mut nature = self.book.nature(first.cell());
        if words.len() == 1 {
            return Some(Looked { figure: first, terms, nature });
        }
        let mut total = first.rounded().exact();
        for pair in words[1..].chunks(2) {
            let [operator, cell] = pair else { return self.no_expression(reference, span) };
            let figure = self.looked_up(cell, reference, span)?;
            let amount = figure.rounded().exact();
            let (minus, sum) = match *operator {
                "+" => (false, total.plus(amount)),
                "-" | "−" => (true, total.minus(amount)),
                _ => return self.no_expression(reference, span),
            };
            nature = nature.joined(minus, self.book.nature(figure.cell()));
            terms.push((minus, figure.cell().clone()));
            total = self.computed(sum, reference, span)?;
        }
        let rounded = self.computed(total.round(first.rounded().rounding()), reference, span)?;
        let inputs = terms.iter().map(|(_, cell)| cell.clone()).collect();
        let origin = Origin::Computed { formula: span, inputs };
        let figure = Figure::new(CellRef::expression(reference), rounded, Sign::Shown, origin);
        Some(Looked { figure, terms, nature })
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
    fn said(&mut self, looked: &Looked, way: Way, span: Span) -> Option<Vec<Inline>> {
        let figure = &looked.figure;
        if way.saying == Saying::Day {
            let day = Spanned::new("datum".to_owned(), span);
            unknown(NameOf::Way, &day, ["belopp", "tal"], self.findings);
            return None;
        }
        let own = figure.rounded().rounding();
        let points = way.points || looked.nature == Nature::Points;
        if points && let Some(Scale::Percent) = way.scale {
            let (first, second) = ("procent".to_owned(), "procentenheter".to_owned());
            self.findings.add(span, Problem::WaysExclude { first, second });
        }
        let scale = if way.points { Scale::Percent } else { way.scale.unwrap_or(own.scale) };
        let usual = if scale == own.scale { own.decimals } else { decimals(scale) };
        let rounding = Rounding { scale, decimals: way.decimals.unwrap_or(usual) };
        let reference = figure.cell().to_string();
        let rounded = if rounding == own {
            figure.rounded()
        } else {
            self.computed(figure.rounded().exact().round(rounding), &reference, span)?
        };
        let up = match way.saying {
            Saying::Change | Saying::Relation => self.book.grows(&looked.terms, rounded.exact()),
            Saying::Amount | Saying::Day | Saying::Number | Saying::Result | Saying::Unsigned => {
                rounded.steps() > 0
            }
        };
        let (before, after) = directions(way.saying, up);
        if rounded.steps() == 0 && (before, after) != (None, None) {
            self.findings.add(span, Problem::DirectionOfZero { reference });
            return None;
        }
        let sign = match way.saying {
            Saying::Amount | Saying::Number if way.points => Sign::Said,
            Saying::Amount | Saying::Number => Sign::Shown,
            Saying::Change | Saying::Day | Saying::Relation | Saying::Result | Saying::Unsigned => Sign::Said,
        };
        let said = Figure::new(figure.cell().clone(), rounded, sign, figure.origin().clone());
        let mut inlines: Vec<Inline> = before.into_iter().map(|words| Inline::text(words, span)).collect();
        let unit = match (way.saying, points) {
            (Saying::Number, _) => None,
            (_, true) => Some(if said.text(&SWEDISH) == "1" { "procentenhet" } else { "procentenheter" }),
            (_, false) => scale.word(),
        };
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
        Saying::Amount | Saying::Day | Saying::Number | Saying::Unsigned => (None, None),
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
