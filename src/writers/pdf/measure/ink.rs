//! What is printed on a page, run by run: which words of the tree the glyphs are, and where they stand.

use std::ops::Range;

use ttf_parser::GlyphId;
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Transform};
use typst::text::TextItem;

use crate::writers::pdf::values::Values;

/// Glyphs side by side that are of one text of the tree, or of none.
pub(super) struct Run<'a> {
    /// The text of the tree, by its number in [`Values`]; nothing for the letters of the page itself.
    pub(super) text: Option<usize>,
    /// What they say.
    pub(super) said: String,
    /// Where the first visible glyph begins and the last one ends.
    pub(super) left: Abs,
    pub(super) right: Abs,
    /// The line that they stand on.
    pub(super) baseline: Abs,
    pub(super) size: Abs,
    /// How many things were drawn before.
    pub(super) order: usize,
    /// What the run is cut by, where something cuts it.
    pub(super) clip: Option<Rect>,
    item: &'a TextItem,
    glyphs: Range<usize>,
    start: Abs,
}

impl Run<'_> {
    /// No letter but one with a ring or an accent stands higher.
    pub(super) fn top(&self) -> Abs {
        self.baseline - self.size * 0.9
    }

    /// No letter hangs lower.
    pub(super) fn bottom(&self) -> Abs {
        self.baseline + self.size * 0.22
    }

    /// What each visible glyph covers.
    pub(super) fn ink(&self) -> Vec<Rect> {
        let font = &self.item.font;
        let mut x = self.start;
        let mut covered = Vec::new();
        for glyph in &self.item.glyphs[self.glyphs.clone()] {
            let up = glyph.y_offset.at(self.size);
            let at = Point::new(x + glyph.x_offset.at(self.size), self.baseline - up);
            x += glyph.x_advance.at(self.size);
            if let Some(bounds) = font.ttf().glyph_bounding_box(GlyphId(glyph.id)) {
                let length = |units: i16| font.to_em(units).at(self.size);
                let corner = |x: i16, y: i16| at + Point::new(length(x), -length(y));
                covered
                    .push(Rect::new(corner(bounds.x_min, bounds.y_max), corner(bounds.x_max, bounds.y_min)));
            }
        }
        covered
    }
}

/// What is printed on a page, in the order in which it is drawn.
#[derive(Default)]
pub(super) struct Printed<'a> {
    pub(super) runs: Vec<Run<'a>>,
    /// Filled shapes, with how many things were drawn before.
    pub(super) fills: Vec<(usize, Rect)>,
    /// Pictures.
    pub(super) pictures: Vec<Rect>,
    drawn: usize,
}

impl<'a> Printed<'a> {
    pub(super) fn of(frame: &'a Frame, values: &Values) -> Self {
        let mut printed = Self::default();
        printed.frame(frame, Transform::identity(), None, values);
        printed
    }

    fn frame(&mut self, frame: &'a Frame, within: Transform, clip: Option<Rect>, values: &Values) {
        for (at, item) in frame.items() {
            let here = within.pre_concat(Transform::translate(at.x, at.y));
            self.drawn += 1;
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let cut = group
                        .clip
                        .as_ref()
                        .map(|_| moved(Point::zero(), group.frame.size().to_point(), inner));
                    self.frame(&group.frame, inner, cut.or(clip), values);
                }
                FrameItem::Text(text) => self.text(text, Point::zero().transform(here), clip, values),
                FrameItem::Shape(shape, _) if shape.fill.is_some() => {
                    let bounds = shape.bbox(false);
                    self.fills.push((self.drawn, moved(bounds.min, bounds.max, here)));
                }
                FrameItem::Image(_, size, _) => {
                    self.pictures.push(moved(Point::zero(), size.to_point(), here));
                }
                FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &'a TextItem, at: Point, clip: Option<Rect>, values: &Values) {
        let mut x = at.x;
        let mut last: Option<Range<u16>> = None;
        let mut open: Option<Run<'a>> = None;
        for (number, glyph) in item.glyphs.iter().enumerate() {
            let text = values.text_at(glyph.span.0);
            let end = x + glyph.x_advance.at(item.size);
            let said = &item.text[glyph.range()];
            let visible = said.chars().any(is_letter);
            if open.as_ref().is_some_and(|run| run.text != text) {
                self.runs.extend(open.take());
            }
            match &mut open {
                Some(run) => run.glyphs.end = number + 1,
                None if !visible => {}
                None => {
                    open = Some(Run {
                        text,
                        said: String::new(),
                        left: x,
                        right: end,
                        baseline: at.y,
                        size: item.size,
                        order: self.drawn,
                        clip,
                        item,
                        glyphs: number..number + 1,
                        start: x,
                    });
                }
            }
            if let Some(run) = open.as_mut().filter(|_| visible) {
                run.right = end;
                // Glyphs of one cluster, such as a letter and its accent, say the same letters.
                if last.as_ref() != Some(&glyph.range) {
                    run.said.extend(said.chars().filter(|c| is_letter(*c)));
                }
            }
            last = Some(glyph.range.clone());
            x = end;
        }
        self.runs.extend(open);
    }
}

fn moved(from: Point, to: Point, within: Transform) -> Rect {
    let (one, other) = (from.transform(within), to.transform(within));
    Rect::new(one.min(other), one.max(other))
}

/// What is compared of a text: whatever leaves a mark on paper, but no hyphen at the end of a line.
pub(super) fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
