//! The places of the signatures: at the signer's name where the document prints it, otherwise together, with the words
//! that say whose they are.

use super::{Composer, capitalised};
use crate::document::tree::{BlockKind, Hand, Inline, InlineKind, ParagraphRole, SignaturePlace};
use crate::project::content::{Content, MatterKind, SectionBlock, Signer};
use crate::project::source::Spanned;

impl Composer<'_> {
    /// A name under a part, after the place of its signature if it is a signer's.
    pub(super) fn name(&mut self, anchor: &str, hand: Hand, name: &Spanned<String>, printed: String) {
        let signers = &self.content.matter.signers;
        if let Some((at, signer)) = signers.iter().enumerate().find(|(_, signer)| signer.is(&name.value)) {
            self.signature(at, signer);
        }
        let text = vec![Inline::text(printed, name.span)];
        self.block(anchor, hand, name.span, BlockKind::Paragraph { role: ParagraphRole::Name, text });
    }

    /// The signers whose names the document prints nowhere else.
    pub(super) fn other_signatures(&mut self) {
        let content = self.content;
        let printed = printed_names(content);
        for (at, signer) in content.matter.signers.iter().enumerate() {
            if printed.iter().any(|name| signer.is(name)) {
                continue;
            }
            self.signature(at, signer);
            let text = words(signer);
            let kind = BlockKind::Paragraph { role: ParagraphRole::Name, text };
            self.block(&format!("underskrift-{}/namn", at + 1), Hand::House, signer.span, kind);
        }
    }

    /// The place of signer number `at`, once.
    fn signature(&mut self, at: usize, signer: &Signer) {
        let anchor = format!("underskrift-{}", at + 1);
        if self.blocks.iter().any(|block| block.anchor.as_str() == anchor) {
            return;
        }
        let optional = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let place = SignaturePlace {
            number: at + 1,
            role: signer.role.value.clone(),
            name: optional(&signer.name),
            place: optional(&signer.place),
            organisation: optional(&signer.organisation),
        };
        self.block(&anchor, Hand::House, signer.span, BlockKind::Signature(place));
    }
}

impl Signer {
    fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|own| own.value == name)
    }
}

/// The names that [`Composer::name`] is called with, in the main part.
fn printed_names(content: &Content) -> Vec<&str> {
    let presenters = content.matter.presenter.iter().flat_map(|presenter| &presenter.names);
    let chair = content.matter.executive.iter().filter(|_| content.matter.kind == MatterKind::Statement);
    let chair = chair.map(|board| &board.chair);
    let mut open: Vec<&SectionBlock> =
        content.sections.iter().flat_map(|(_, section)| &section.blocks).collect();
    let mut names: Vec<&str> = presenters.chain(chair).map(|name| name.value.as_str()).collect();
    while let Some(block) = open.pop() {
        match block {
            SectionBlock::Name(name) => names.push(&name.value),
            SectionBlock::Section(section) => open.extend(&section.blocks),
            SectionBlock::Chart(_)
            | SectionBlock::Picture(_)
            | SectionBlock::Table(_)
            | SectionBlock::Text(_) => {}
        }
    }
    names
}

/// The name, and on the next line the capacity; the capacity alone where nobody is named.
fn words(signer: &Signer) -> Vec<Inline> {
    let role = Inline::text(capitalised(&signer.role.value), signer.role.span);
    let Some(name) = &signer.name else { return vec![role] };
    let line_break = Inline { span: name.span, kind: InlineKind::LineBreak };
    vec![Inline::text(name.value.clone(), name.span), line_break, role]
}
