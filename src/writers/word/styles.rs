//! The named styles: what everything in the document looks like. Paragraphs and tables name a style and carry next
//! to no formatting of their own, so that an office changes the look in one place.
//!
//! Built-in styles keep the names that every Word knows, so that the navigation pane and the contents work in
//! Swedish too. The house's own are named in Swedish and based on Normal. Sizes are half-points, lengths are twips
//! (1/20 point), rules are eighths of a point.

use docx_rs::{
    AlignmentType, BorderType, CharacterSpacing, LineSpacing, LineSpacingType, NumberingProperty,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, RunFonts, SpecialIndentType, Style,
    StyleType, Styles, Tab, TabLeaderType, TabValueType, TableBorder, TableBorderPosition, TableBorders,
    TableCellMargins, TableProperty, VertAlign, VertAlignType,
};

use super::numbering;
use super::section::text_width;
use crate::document::tree::{Level, Orientation, ParagraphRole};
use crate::project::look::{Family, INK, Look, Size};

pub(super) const AFTER_TABLE: &str = "TextEfterTabell";
pub(super) const BEFORE_TABLE: &str = "TextForeTabell";
pub(super) const CAPTION: &str = "Caption";
pub(super) const DRAFT_MARK: &str = "Utkast";
pub(super) const DRAWING: &str = "Diagram";
pub(super) const EMPHASIS: &str = "Emphasis";
pub(super) const HEADER: &str = "Header";
pub(super) const HYPERLINK: &str = "Hyperlink";
pub(super) const NORMAL: &str = "Normal";
pub(super) const NOTE: &str = "FootnoteText";
pub(super) const NOTE_REFERENCE: &str = "FootnoteReference";
pub(super) const PICTURE: &str = "Bild";
pub(super) const SIGNATURE: &str = "Underskrift";
pub(super) const SPACER: &str = "Avskiljare";
pub(super) const STRONG: &str = "Strong";
pub(super) const SUBTITLE: &str = "Subtitle";
pub(super) const TABLE: &str = "Rapporttabell";
pub(super) const TABLE_GROUP: &str = "Tabellgrupp";
pub(super) const TABLE_HEAD: &str = "Tabellhuvud";
pub(super) const TABLE_HEAD_FIGURE: &str = "TabellhuvudSiffra";
pub(super) const TABLE_NOTE: &str = "Tabellnot";

/// Lists have a style of their own down to this depth; deeper ones look like the last.
pub(super) const LIST_DEPTHS: usize = 5;

/// Styles that the house made, which Word lists apart from its own.
pub(super) const OURS: &[&str] = &[
    AFTER_TABLE,
    BEFORE_TABLE,
    DRAFT_MARK,
    DRAWING,
    PICTURE,
    SIGNATURE,
    SPACER,
    TABLE,
    TABLE_GROUP,
    TABLE_HEAD,
    TABLE_HEAD_FIGURE,
    TABLE_NOTE,
    "Beslutsformel",
    "Beteckning",
    "Bilagerad",
    "Foredragning",
    "Namn",
    "OrtOchDatum",
    "Sekreterare",
    "Tabelldelsumma",
    "TabelldelsummaSiffra",
    "Tabellsiffra",
    "Tabellsumma",
    "TabellsummaSiffra",
    "Tabelltext",
];

/// Styles of text that is set without hyphens at line ends.
pub(super) const UNHYPHENATED: &[&str] = &[
    "Beteckning",
    CAPTION,
    HEADER,
    "Heading1",
    "Heading2",
    "Heading3",
    "Heading4",
    "Heading5",
    "Heading6",
    "Namn",
    "OrtOchDatum",
    SUBTITLE,
    TABLE_HEAD,
    "Tabellsiffra",
    "TOCHeading",
];

/// The style that a type of style falls back on: paragraph, character, table and list.
pub(super) const DEFAULTS: &[&str] = &["DefaultParagraphFont", "NoList", NORMAL, "TableNormal"];

const LINE: i32 = 282;
const AFTER_BODY: u32 = 110;
const SIGNATURE_WIDTH: usize = 4820;

/// Space before and after headings 1 to 6.
const HEADINGS: &[(u32, u32)] = &[(0, 200), (260, 90), (160, 60), (110, 60), (110, 60), (110, 60)];
/// Headings down to this level have the face of headings; deeper ones have that of the text, in italics.
const DISPLAYED: usize = 3;
const BOLD_HEADINGS: usize = 4;
/// Notes have type of so many hundredths of the size of the text.
const NOTE_SHARE: usize = 85;
/// What stands before the title of a document: ten points.
const DESIGNATION: usize = 20;

/// The style of a heading.
pub(super) fn heading(level: Level) -> String {
    format!("Heading{}", level.number())
}

/// The style of an entry in the contents.
pub(super) fn contents(level: Level) -> String {
    format!("TOC{}", level.number())
}

/// The style of a list item's first paragraph.
pub(super) fn list(ordered: bool, depth: usize) -> String {
    deeper(if ordered { "ListNumber" } else { "ListBullet" }, depth)
}

/// The style of further paragraphs of a list item.
pub(super) fn list_continued(depth: usize) -> String {
    deeper("ListContinue", depth)
}

/// The style of a paragraph.
pub(super) fn paragraph(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::AnnexEntry => "Bilagerad",
        ParagraphRole::Body => NORMAL,
        ParagraphRole::Dateline => "OrtOchDatum",
        ParagraphRole::Designation => "Beteckning",
        ParagraphRole::Formula => "Beslutsformel",
        ParagraphRole::Name => "Namn",
        ParagraphRole::Secretary => "Sekreterare",
        ParagraphRole::Statement => "Foredragning",
        ParagraphRole::Subtitle => SUBTITLE,
    }
}

/// All styles, with what text looks like where no style says otherwise.
pub(super) fn all(look: &Look) -> Styles {
    let mut styles = Styles::new()
        .default_fonts(fonts(look.faces.body))
        .default_size(half_points(look.sizes.body))
        .default_line_spacing(LineSpacing::new().line_rule(LineSpacingType::Auto).line(LINE));
    styles.styles =
        [fallbacks(), headings(look), lists(), listings(look), roles(look), tables(look), characters()]
            .concat();
    styles
}

/// A size as Word counts it, to the nearest half point.
fn half_points(size: Size) -> usize {
    (usize::from(size.tenths()) * 2 + 5) / 10
}

fn fallbacks() -> Vec<Style> {
    let plain = TableProperty::without_borders()
        .indent(0)
        .set_margins(TableCellMargins::new().margin(0, 108, 0, 108));
    vec![
        Style::new(NORMAL, StyleType::Paragraph).name("Normal").line_spacing(space(0, AFTER_BODY)),
        hidden(Style::new("DefaultParagraphFont", StyleType::Character).name("Default Paragraph Font"))
            .ui_priority(1),
        hidden(Style::new("TableNormal", StyleType::Table).name("Normal Table")).table_property(plain),
        hidden(Style::new("NoList", StyleType::Numbering).name("No List")),
    ]
}

fn headings(look: &Look) -> Vec<Style> {
    let sizes = look.sizes.headings;
    let mut styles: Vec<Style> = (1..)
        .zip(HEADINGS)
        .map(|(number, (before, after))| {
            let face = if number <= DISPLAYED { look.faces.headings } else { look.faces.body };
            let style = based(&format!("Heading{number}"), &format!("heading {number}"), NORMAL)
                .next(NORMAL)
                .ui_priority(9)
                .fonts(fonts(face))
                .size(half_points(sizes[number.min(sizes.len()) - 1]))
                .line_spacing(space(*before, *after).line_rule(LineSpacingType::Auto).line(247))
                .outline_lvl(number - 1);
            let style = if number <= BOLD_HEADINGS { style.bold() } else { style };
            kept(coloured(if number > DISPLAYED { style.italic() } else { style }, look))
        })
        .collect();
    let contents = based("TOCHeading", "TOC Heading", NORMAL)
        .next(NORMAL)
        .ui_priority(39)
        .fonts(fonts(look.faces.headings))
        .size(half_points(sizes[1]))
        .bold()
        .line_spacing(space(260, 90));
    styles.push(kept(coloured(contents, look)));
    styles
}

/// A heading in the office's colour; ink is left to Word, which adapts it to dark and contrasting screens.
fn coloured(style: Style, look: &Look) -> Style {
    let colour = look.colours.headings;
    if colour == INK { style } else { style.color(colour.hex()) }
}

fn lists() -> Vec<Style> {
    let mut styles = Vec::new();
    for depth in 0..LIST_DEPTHS {
        for ordered in [false, true] {
            let base = if ordered { "List Number" } else { "List Bullet" };
            let mut style = based(&list(ordered, depth), &deeper_name(base, depth), NORMAL)
                .ui_priority(20)
                .line_spacing(space(0, 60));
            style.paragraph_property.numbering_property = Some(NumberingProperty::new().add_num(
                docx_rs::NumberingId::new(numbering::of_style(ordered)),
                docx_rs::IndentLevel::new(depth),
            ));
            styles.push(style);
        }
        let continued = based(&list_continued(depth), &deeper_name("List Continue", depth), NORMAL);
        let left = numbering::text_indent(depth);
        styles.push(continued.ui_priority(21).line_spacing(space(0, 60)).indent(
            Some(left),
            None,
            None,
            None,
        ));
    }
    styles
}

/// The words of a note.
fn note(look: &Look) -> Style {
    let line = space(0, 40).line_rule(LineSpacingType::Auto).line(240);
    let size = (half_points(look.sizes.body) * NOTE_SHARE + 50) / 100;
    based(NOTE, "footnote text", NORMAL).ui_priority(99).size(size).line_spacing(line)
}

/// The running head, notes, and the contents: lines with a page number at the right margin.
fn listings(look: &Look) -> Vec<Style> {
    let edge = |id: &str, name: &str| {
        let line = space(0, 0).line_rule(LineSpacingType::Auto).line(240);
        let style = based(id, name, NORMAL).ui_priority(99).fonts(fonts(look.faces.tables));
        let style = style.size(half_points(look.sizes.small)).line_spacing(line);
        to_margin(style, TabLeaderType::None, look)
    };
    let mut header = edge(HEADER, "header");
    let below = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .size(4)
        .space(4)
        .color(look.colours.rules.hex());
    header.paragraph_property.borders = Some(ParagraphBorders::with_empty().set(below));
    let mut styles = vec![header, edge("Footer", "footer"), note(look)];
    for level in 1..=Level::DEEPEST.number() {
        let left = 240 * i32::from(level.saturating_sub(2));
        let entry = based(&contents(Level::new(level)), &format!("toc {level}"), NORMAL)
            .next(NORMAL)
            .ui_priority(39)
            .indent(Some(left), None, None, None)
            .line_spacing(space(if level <= 2 { 60 } else { 0 }, 40));
        styles.push(to_margin(entry, TabLeaderType::Dot, look));
    }
    styles
}

fn roles(look: &Look) -> Vec<Style> {
    let own = |role, name: &str, before, after| {
        based(paragraph(role), name, NORMAL).ui_priority(10).line_spacing(space(before, after))
    };
    let annex_indent = Some(SpecialIndentType::Hanging(1134));
    let mut spacer = based(SPACER, "Avskiljare", NORMAL).ui_priority(98).size(4);
    spacer.paragraph_property.line_spacing = Some(space(0, 160).line_rule(LineSpacingType::Exact).line(40));
    vec![
        kept(
            own(ParagraphRole::Designation, "Beteckning", 0, 260)
                .next(NORMAL)
                .fonts(fonts(look.faces.headings))
                .size(DESIGNATION),
        ),
        kept(own(ParagraphRole::Formula, "Beslutsformel", 190, 90).bold()),
        kept(own(ParagraphRole::Statement, "Föredragning", 190, 180).next(NORMAL).italic()),
        kept(
            own(ParagraphRole::Subtitle, "Subtitle", 0, 180)
                .ui_priority(11)
                .fonts(fonts(look.faces.headings)),
        ),
        kept(own(ParagraphRole::Dateline, "Ort och datum", 270, 180)),
        own(ParagraphRole::Name, "Namn", 90, 220).next(NORMAL),
        own(ParagraphRole::Secretary, "Sekreterare", 0, 220).next(NORMAL).align(AlignmentType::Right),
        signature(look),
        own(ParagraphRole::AnnexEntry, "Bilagerad", 0, 40).indent(Some(1134), annex_indent, None, None),
        kept(
            based(BEFORE_TABLE, "Text före tabell", NORMAL)
                .next(NORMAL)
                .ui_priority(10)
                .line_spacing(space(0, 200)),
        ),
        based(AFTER_TABLE, "Text efter tabell", NORMAL)
            .next(NORMAL)
            .ui_priority(10)
            .line_spacing(space(220, AFTER_BODY)),
        spacer,
    ]
}

/// A line to sign on, as wide as the field in the PDF, with room for a pen above it.
fn signature(look: &Look) -> Style {
    let line = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .size(4)
        .space(1)
        .color(look.colours.rules.hex());
    let right = i32::try_from(text_width(look, Orientation::Upright) - SIGNATURE_WIDTH).unwrap_or(0);
    let mut style =
        based(SIGNATURE, "Underskrift", NORMAL).next(paragraph(ParagraphRole::Name)).ui_priority(10);
    style = style.line_spacing(space(680, 60)).indent(None, None, Some(right), None);
    style.paragraph_property.borders = Some(ParagraphBorders::with_empty().set(line));
    kept(style)
}

fn tables(look: &Look) -> Vec<Style> {
    let margins = TableCellMargins::new().margin(0, 57, 0, 57);
    let property = TableProperty::new().set_margins(margins).set_borders(rules(look));
    let text = based("Tabelltext", "Tabelltext", NORMAL)
        .ui_priority(11)
        .fonts(fonts(look.faces.tables))
        .size(half_points(look.sizes.table))
        .line_spacing(space(30, 30).line_rule(LineSpacingType::Auto).line(240));
    let below = |id: &str, name: &str, base: &str| based(id, name, base).ui_priority(11);
    let right = |style: Style| style.align(AlignmentType::Right);
    let head = below(TABLE_HEAD, "Tabellhuvud", "Tabelltext").bold().line_spacing(space(60, 60));
    let head = head.size(half_points(look.sizes.table_head));
    let group = below(TABLE_GROUP, "Tabellgrupp", "Tabelltext").bold().line_spacing(space(120, 30));
    let note = below(TABLE_NOTE, "Tabellnot", NORMAL).next(NORMAL).fonts(fonts(look.faces.tables));
    let note = note.size(half_points(look.sizes.small));
    let caption = based(CAPTION, "caption", NORMAL).ui_priority(35).fonts(fonts(look.faces.tables));
    let caption = caption.size(half_points(look.sizes.table)).bold();
    let drawn = |id: &str, after| {
        let line = space(0, after).line_rule(LineSpacingType::Auto).line(240);
        based(id, id, NORMAL).ui_priority(11).line_spacing(line)
    };
    vec![
        kept(caption.next(DRAWING).line_spacing(space(200, 100))),
        kept(drawn(DRAWING, 160)),
        drawn(PICTURE, 240).next(NORMAL),
        based(TABLE, "Rapporttabell", "TableNormal").ui_priority(11).table_property(property),
        text,
        right(below("Tabellsiffra", "Tabellsiffra", "Tabelltext")),
        kept(head),
        right(below(TABLE_HEAD_FIGURE, "Tabellhuvud siffra", TABLE_HEAD)),
        kept(group),
        below("Tabelldelsumma", "Tabelldelsumma", "Tabelltext").bold(),
        right(below("TabelldelsummaSiffra", "Tabelldelsumma siffra", "Tabelldelsumma")),
        below("Tabellsumma", "Tabellsumma", "Tabelltext").bold().line_spacing(space(60, 60)),
        right(below("TabellsummaSiffra", "Tabellsumma siffra", "Tabellsumma")),
        note.line_spacing(space(80, 240)),
    ]
}

fn characters() -> Vec<Style> {
    let character = |id: &str, name: &str| {
        Style::new(id, StyleType::Character).name(name).based_on("DefaultParagraphFont")
    };
    vec![
        character(EMPHASIS, "Emphasis").ui_priority(20).italic(),
        character(STRONG, "Strong").ui_priority(22).bold(),
        character(HYPERLINK, "Hyperlink").ui_priority(99).color("0B4F9E").underline("single"),
        raised(character(NOTE_REFERENCE, "footnote reference").ui_priority(99)),
        spaced(character(DRAFT_MARK, "Utkast").ui_priority(97).bold()),
    ]
}

fn based(id: &str, name: &str, on: &str) -> Style {
    let kind = if on == "TableNormal" { StyleType::Table } else { StyleType::Paragraph };
    Style::new(id, kind).name(name).based_on(on)
}

fn hidden(style: Style) -> Style {
    style.ui_priority(99).semi_hidden().unhide_when_used().q_format(false)
}

/// Stays whole, and on one page with what follows.
fn kept(mut style: Style) -> Style {
    style.paragraph_property.keep_next = Some(true);
    style.paragraph_property.keep_lines = Some(true);
    style
}

fn raised(mut style: Style) -> Style {
    style.run_property.vert_align = Some(VertAlign::new(VertAlignType::SuperScript));
    style
}

fn spaced(mut style: Style) -> Style {
    style.run_property.character_spacing = Some(CharacterSpacing::new(14));
    style
}

fn to_margin(mut style: Style, leader: TabLeaderType, look: &Look) -> Style {
    let end = Tab::new().val(TabValueType::Right).leader(leader).pos(text_width(look, Orientation::Upright));
    style.paragraph_property.tabs.push(end);
    style
}

fn space(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}

/// The face that every office machine has; `fontTable.xml` names the one with its metrics.
fn fonts(family: Family) -> RunFonts {
    let family = match family {
        Family::Serif => "Times New Roman",
        Family::Sans => "Arial",
    };
    RunFonts::new().ascii(family).hi_ansi(family).east_asia(family).cs(family)
}

fn deeper(id: &str, depth: usize) -> String {
    deeper_name(id, depth).replace(' ', "")
}

fn deeper_name(name: &str, depth: usize) -> String {
    match depth.min(LIST_DEPTHS - 1) {
        0 => name.to_owned(),
        further => format!("{name} {}", further + 1),
    }
}

/// Rules above and below; none upright, and none between rows but those that the rows' meaning asks for.
fn rules(look: &Look) -> TableBorders {
    let colour = look.colours.rules.hex();
    let rule = |position| TableBorder::new(position).border_type(BorderType::Single).size(4).color(&colour);
    TableBorders::with_empty().set(rule(TableBorderPosition::Top)).set(rule(TableBorderPosition::Bottom))
}
