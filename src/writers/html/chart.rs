//! Charts as SVG, drawn at the exact places that the tree computes, with the table that they draw beside them. Series are
//! told apart by fill, dashes and marks, never by colour alone (WCAG 1.4.1).

use super::markup::Markup;
use super::page::Writer;
use crate::document::tree::{AXIS, Block, Chart, ChartForm, MISSING, plain};
use crate::figures::money::{Amount, SWEDISH};

/// Width of a drawing; its height follows from what is drawn.
const WIDTH: i64 = 640;
/// Left and right of the axis of bars: half a label of the axis, and a value outside the longest bar.
const BAR_EDGES: (i64, i64) = (50, 90);
/// Left and right of the plot of lines: the labels of its axis, and half the name of the last column.
const LINE_EDGES: (i64, i64) = (80, 60);
/// Height of a line of text, of a bar with its distance, and of the plot of lines.
const LINE: i64 = 17;
const BAR: i64 = 16;
const PLOT: i64 = 260;
/// Characters of a line of text across the drawing.
const ACROSS: usize = 80;

impl Writer<'_> {
    /// Writes a chart: its caption, its drawing, and its table.
    pub(super) fn chart(&mut self, block: &Block, chart: &Chart) {
        let id = self.id(&block.anchor);
        let number = self.next_chart();
        self.markup.open("figure", &[("id", &id), ("class", "chart")]);
        self.markup.open("figcaption", &[]);
        self.inlines(chart.caption());
        self.markup.close_line("figcaption");
        let (title, description) = (format!("{number}-t"), format!("{number}-d"));
        let region: [(&str, &str); 5] = [
            ("class", "drawing"),
            ("role", "group"),
            ("tabindex", "0"),
            ("aria-labelledby", &title),
            ("data-furniture", ""),
        ];
        self.markup.open("div", &region);
        let drawing = Drawing::of(chart);
        let labels = format!("{title} {description}");
        let view = format!("0 0 {WIDTH} {}", drawing.height);
        self.markup.open("svg", &[("viewBox", &view), ("role", "img"), ("aria-labelledby", &labels)]);
        self.markup.element("title", &[("id", &title)], &plain(chart.caption()).replace('\n', " "));
        self.markup.element("desc", &[("id", &description)], &chart.alternative());
        drawing.shapes.iter().for_each(|shape| shape.write(&mut self.markup));
        self.markup.close("svg");
        self.markup.close_line("div");
        self.markup.open("details", &[("open", "")]);
        self.markup.element("summary", &[("data-furniture", "")], "Diagrammets värden som tabell");
        self.table(chart.table());
        self.markup.close_line("details");
        self.markup.close_line("figure");
    }
}

/// An element of the drawing, without content or with text.
struct Shape {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
}

impl Shape {
    fn write(&self, markup: &mut Markup) {
        let attributes: Vec<(&'static str, &str)> =
            self.attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        markup.element(self.name, &attributes, &self.text);
    }
}

/// A drawing that grows downwards.
struct Drawing {
    shapes: Vec<Shape>,
    height: i64,
    /// The ends of the axis.
    axis: (i64, i64),
}

impl Drawing {
    fn of(chart: &Chart) -> Self {
        let mut drawing = Self { shapes: Vec::new(), height: 0, axis: (0, 0) };
        drawing.legend(chart);
        match chart.form() {
            ChartForm::Bars => drawing.bars(chart),
            ChartForm::Lines => drawing.lines(chart),
        }
        drawing
    }

    fn legend(&mut self, chart: &Chart) {
        let series = chart.series();
        self.text(0, LINE, "unit", "start", chart.unit());
        self.height = LINE + 6;
        if series.len() < 2 {
            return;
        }
        for (at, series) in series.iter().enumerate() {
            let y = self.height;
            match chart.form() {
                ChartForm::Bars => self.bar(at, (0, y + 3), 22),
                ChartForm::Lines => {
                    self.line(&format!("s{at}"), (0, y + 9), (30, y + 9));
                    self.mark(at, (15, y + 9));
                }
            }
            self.block_of_text(38, "legend", &series.name);
        }
        self.height += 4;
    }

    /// Bars lie under the name of their row, each with its value at its end.
    fn bars(&mut self, chart: &Chart) {
        self.axis = (BAR_EDGES.0, WIDTH - BAR_EDGES.1);
        let zero = chart.ticks().iter().map(|tick| tick.exact()).find(|tick| tick.is_zero());
        let zero = self.across(chart, zero);
        let top = self.height;
        let (series, first) = (chart.series(), self.shapes.len());
        for (place, name) in chart.places().iter().enumerate() {
            self.height += 8;
            self.block_of_text(0, "name", name);
            for (at, series) in series.iter().enumerate() {
                let y = self.height;
                match series.figures.get(place).copied().flatten() {
                    None => self.text(zero + 4, y + 11, "value", "start", MISSING),
                    Some(figure) => {
                        let end = self.across(chart, Some(figure.rounded().exact()));
                        self.bar(at, (zero.min(end), y), (end - zero).abs());
                        let (x, anchor) = if end < zero { (end - 4, "end") } else { (end + 4, "start") };
                        self.text(x, y + 11, "value", anchor, &figure.text(&SWEDISH));
                    }
                }
                self.height += BAR;
            }
        }
        self.height += 6;
        let bottom = self.height;
        let drawn = self.shapes.split_off(first);
        for tick in chart.ticks() {
            let x = self.across(chart, Some(tick.exact()));
            let class = if tick.exact().is_zero() { "axis" } else { "grid" };
            self.line(class, (x, top), (x, bottom));
            self.text(x, bottom + 14, "tick", "middle", &tick.text(&SWEDISH));
        }
        // Bars and names lie over the lines of the axis.
        self.shapes.extend(drawn);
        self.height += LINE + 4;
    }

    /// Lines run over the columns from left to right; a value that is missing breaks its line.
    fn lines(&mut self, chart: &Chart) {
        self.axis = (LINE_EDGES.0, WIDTH - LINE_EDGES.1);
        let top = self.height + 10;
        let height = |along: i64| top + PLOT - along * PLOT / AXIS;
        for tick in chart.ticks() {
            let y = height(chart.along(tick.exact()));
            let class = if tick.exact().is_zero() { "axis" } else { "grid" };
            self.line(class, (self.axis.0, y), (self.axis.1, y));
            self.text(self.axis.0 - 8, y + 4, "tick", "end", &tick.text(&SWEDISH));
        }
        let places = chart.places();
        let steps = i64::try_from(places.len().saturating_sub(1)).unwrap_or(1).max(1);
        let (from, to) = (self.axis.0 + 30, self.axis.1 - 30);
        let x = |place: usize| from + (to - from) * i64::try_from(place).unwrap_or(0) / steps;
        for (at, series) in chart.series().iter().enumerate() {
            let points: Vec<Option<(i64, i64)>> = series
                .figures
                .iter()
                .enumerate()
                .map(|(place, figure)| {
                    figure.map(|figure| (x(place), height(chart.along(figure.rounded().exact()))))
                })
                .collect();
            for pair in points.windows(2) {
                if let [Some(from), Some(to)] = pair {
                    self.line(&format!("s{at}"), *from, *to);
                }
            }
            points.iter().flatten().for_each(|point| self.mark(at, *point));
        }
        self.height = top + PLOT + 6;
        let room = usize::try_from((to - from) / steps / 7).unwrap_or(8).clamp(6, 40);
        let mut deepest = self.height;
        for (place, name) in places.iter().enumerate() {
            for (line, words) in wrapped(name, room).iter().enumerate() {
                let y = self.height + LINE * (i64::try_from(line).unwrap_or(0) + 1);
                self.text(x(place), y, "tick", "middle", words);
                deepest = deepest.max(y);
            }
        }
        self.height = deepest + 8;
    }

    fn across(&self, chart: &Chart, amount: Option<Amount>) -> i64 {
        let along = amount.map_or(0, |amount| chart.along(amount));
        self.axis.0 + along * (self.axis.1 - self.axis.0) / AXIS
    }

    fn bar(&mut self, series: usize, at: (i64, i64), width: i64) {
        let attributes = vec![
            ("class", format!("b{series}")),
            ("x", at.0.to_string()),
            ("y", at.1.to_string()),
            ("width", width.to_string()),
            ("height", "12".to_owned()),
        ];
        self.shapes.push(Shape { name: "rect", attributes, text: String::new() });
    }

    fn line(&mut self, class: &str, from: (i64, i64), to: (i64, i64)) {
        let attributes = vec![
            ("class", class.to_owned()),
            ("x1", from.0.to_string()),
            ("y1", from.1.to_string()),
            ("x2", to.0.to_string()),
            ("y2", to.1.to_string()),
        ];
        self.shapes.push(Shape { name: "line", attributes, text: String::new() });
    }

    /// The mark of a point: disc, square, ring, diamond.
    fn mark(&mut self, series: usize, (x, y): (i64, i64)) {
        let path = match series {
            0 => format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0", x - 4),
            1 => format!("M{} {}h8v8h-8z", x - 4, y - 4),
            2 => format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0", x - 4),
            _ => format!("M{x} {}l5 5l-5 5l-5-5z", y - 5),
        };
        let attributes = vec![("class", format!("m{series}")), ("d", path)];
        self.shapes.push(Shape { name: "path", attributes, text: String::new() });
    }

    fn text(&mut self, x: i64, y: i64, class: &str, anchor: &str, text: &str) {
        let attributes = vec![
            ("class", class.to_owned()),
            ("x", x.to_string()),
            ("y", y.to_string()),
            ("text-anchor", anchor.to_owned()),
            // The paper around letters that lie on a line is drawn beneath them.
            ("paint-order", "stroke".to_owned()),
        ];
        self.shapes.push(Shape { name: "text", attributes, text: text.to_owned() });
    }

    /// Text in as many lines as it needs, below what was drawn.
    fn block_of_text(&mut self, x: i64, class: &str, text: &str) {
        for line in wrapped(text, ACROSS) {
            self.height += LINE;
            self.text(x, self.height - 4, class, "start", &line);
        }
    }
}

/// The lines of a text, each of at most so many characters; a word that is longer is cut.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut count = 0;
    for word in text.split_whitespace() {
        let mut letters: Vec<char> = word.chars().collect();
        while !letters.is_empty() {
            if count > 0 && count + 1 + letters.len() > most {
                lines.push(String::new());
                count = 0;
            }
            let rest = if letters.len() > most { letters.split_off(most) } else { Vec::new() };
            let line = lines.last_mut().expect("there is always a line");
            if count > 0 {
                line.push(' ');
                count += 1;
            }
            count += letters.len();
            line.extend(letters);
            letters = rest;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_without_losing_a_letter() {
        assert_eq!(wrapped("Äldreomsorg och hemtjänst", 12), ["Äldreomsorg", "och", "hemtjänst"]);
        assert_eq!(wrapped("kommunalförbundsstyrelse", 10), ["kommunalfö", "rbundsstyr", "else"]);
        assert_eq!(wrapped("", 10), [""]);
    }
}
