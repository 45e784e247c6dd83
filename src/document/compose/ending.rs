//! What follows the presenter's part: what was said for the record, kommunstyrelsen's part of an utlåtande, and the
//! bodies that the matter was referred to.

use super::formulae;
use super::{Composer, TOP, again, capitalised, renamed};
use crate::diagnostic::Problem;
use crate::document::tree::{Block, BlockKind, Hand, Inline, InlineKind, ParagraphRole};
use crate::project::content::{Body, Line, Matter, MatterKind, Utterance};
use crate::project::source::{Span, Spanned};

impl Composer<'_> {
    /// Reports what a document of this kind has no place for.
    pub(super) fn misplaced(&mut self, matter: &Matter) {
        let own = matter.own_decisions.first().map(|point| ("beslut-för-egen-del", point.span));
        let executive = matter.executive.as_ref().map(|board| ("kommunstyrelsen", board.span));
        let said = matter.utterances.first().map(|utterance| ("yttranden", utterance.span));
        let referred = matter.bodies.first().map(|body| ("remissinstanser", body.span));
        let none = match matter.kind {
            MatterKind::Statement => Vec::new(),
            MatterKind::Pm => vec![own, executive],
            MatterKind::OfficeStatement => vec![own, executive, said, referred],
        };
        for (key, at) in none.into_iter().flatten() {
            self.findings.add(at, Problem::NotInKind { key: key.to_owned() });
        }
    }

    /// What was said for the record, each under the sentence that tells who said it.
    pub(super) fn utterances(&mut self, utterances: &[Utterance], place: &str) {
        for (at, utterance) in utterances.iter().enumerate() {
            let anchor = format!("{place}/yttrande-{at}");
            let opening = formulae::utterance(utterance, self.content.matter.wording);
            match &utterance.reference {
                Some(reference) => self.ended(&anchor, &opening, reference),
                None => self.paragraph(&anchor, ParagraphRole::Statement, opening, utterance.span),
            }
            let points = self.points(&utterance.points, &format!("{anchor}/beslut"), utterance.span);
            self.blocks.extend(points);
            if let Some(text) = &utterance.text {
                self.text(text, &format!("{anchor}/text"));
            }
        }
    }

    /// A fixed sentence that ends with a clerk's words.
    fn ended(&mut self, anchor: &str, opening: &str, words: &Line) {
        let text = self.sentence(&format!("{opening} "), words);
        let kind = BlockKind::Paragraph { role: ParagraphRole::Statement, text };
        self.block(anchor, Hand::Author, words.span, kind);
    }

    /// Kommunstyrelsen's part: its proposal with the points once more, place and date, and who signs for it.
    pub(super) fn board(&mut self, matter: &Matter, decisions: &[Block]) {
        let Some(board) = &matter.executive else { return };
        let formula = formulae::board_agrees(matter.wording).to_owned();
        self.paragraph("kommunstyrelsen", ParagraphRole::Formula, formula, board.span);
        let points = decisions.iter().cloned().map(|block| renamed(again(block), "kommunstyrelsen"));
        self.blocks.extend(points);
        let date = formulae::dateline(&matter.place.value, board.date.value);
        self.paragraph("kommunstyrelsen/ort-och-datum", ParagraphRole::Dateline, date, board.date.span);
        let behalf = formulae::ON_BEHALF.to_owned();
        self.paragraph("kommunstyrelsen/vägnar", ParagraphRole::Body, behalf, board.span);
        let chair = &board.chair;
        self.name("kommunstyrelsen/ordförande", Hand::House, chair, chair.value.to_uppercase());
        self.secretary("kommunstyrelsen/sekreterare", &board.secretary);
        self.utterances(&board.utterances, "kommunstyrelsen");
    }

    /// The name of who kept the minutes, under that of the chair and at the right.
    fn secretary(&mut self, anchor: &str, name: &Spanned<String>) {
        let text = vec![Inline::text(name.value.clone(), name.span)];
        let kind = BlockKind::Paragraph { role: ParagraphRole::Secretary, text };
        self.block(anchor, Hand::House, name.span, kind);
    }

    /// The bodies that the matter was referred to: what each decided, and the document of its office.
    pub(super) fn bodies(&mut self, matter: &Matter) {
        let Some(first) = matter.bodies.first().filter(|_| matter.kind != MatterKind::OfficeStatement) else {
            return;
        };
        self.block("remissinstanser/sidbrytning", Hand::House, first.span, BlockKind::PageBreak);
        self.fixed_heading("remissinstanser", TOP, "BEREDNING", first.span);
        for (at, body) in matter.bodies.iter().enumerate() {
            self.body(body, &format!("remissinstanser/{at}"));
        }
    }

    fn body(&mut self, body: &Body, anchor: &str) {
        let (name, wording) = (capitalised(&body.name.value), self.content.matter.wording);
        self.fixed_heading(anchor, TOP.below(), &name, body.name.span);
        if let Some(decision) = &body.decision {
            let opening = formulae::body_decided(&name, decision.date.value);
            let text = self.sentence(&format!("{opening} "), &decision.words);
            let kind = BlockKind::Paragraph { role: ParagraphRole::Body, text };
            self.block(&format!("{anchor}/beslut"), Hand::Author, decision.words.span, kind);
        }
        for (number, reservation) in body.reservations.iter().enumerate() {
            let annex = reservation.annex.as_ref().map(|annex| annex.value);
            let words = formulae::body_reservation(&reservation.by, annex, wording);
            let anchor = format!("{anchor}/reservation-{number}");
            self.paragraph(&anchor, ParagraphRole::Body, words, reservation.span);
        }
        if let Some(statement) = &body.statement {
            let words = formulae::introduction(&statement.from.value, statement.date.value, wording);
            let introduced = format!("{anchor}/tjänsteutlåtande");
            self.paragraph(&introduced, ParagraphRole::Body, words, statement.from.span);
            self.text(&statement.text, &format!("{anchor}/text"));
        }
    }

    /// Fixed words, and a clerk's after them with a full stop.
    fn sentence(&mut self, opening: &str, words: &Line) -> Vec<Inline> {
        let generated = |words: &str, at: Span| {
            let said = vec![Inline::text(words, at)];
            Inline { span: at, kind: InlineKind::Generated(said) }
        };
        let end = words.span.range().end;
        let after = Span::new(words.span.file(), end..end);
        let mut text = vec![generated(opening, words.span.part(0, 0))];
        text.extend(self.line_as_written(words));
        if !words.written.ends_with('.') {
            text.push(generated(".", after));
        }
        text
    }
}
