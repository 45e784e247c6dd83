//! The problems, with their facts.

use crate::diagnostic::Severity;
use crate::money::Unit;

/// What is wrong. Each variant is one code; its fields are the facts that the messages need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// An anchor or alias in YAML, by which a small file could grow without end.
    AnchorInYaml,
    /// A figure entered where the sheet computes one.
    ComputedCell {
        /// The cell.
        cell: String,
    },
    /// A character that cannot be printed or archived.
    ControlCharacter {
        /// Its code point.
        code: u32,
    },
    /// A post that a sum names twice.
    CountedTwice {
        /// The post.
        post: String,
    },
    /// An amount typed into prose that no cell of what it speaks of has.
    ContradictsTable {
        /// The amount as typed.
        text: String,
        /// The cell that comes nearest.
        cell: String,
        /// What that cell prints.
        printed: String,
    },
    /// A decimal comma in a figure.
    DecimalComma {
        /// The same figure with a point.
        with_point: String,
    },
    /// A way of saying that names a direction, for a figure that prints as zero.
    DirectionOfZero {
        /// The reference.
        reference: String,
    },
    /// A division by zero in a formula.
    DivideByZero {
        /// The cell.
        cell: String,
    },
    /// An entered total that is not the sum of its posts, beyond what rounding explains.
    DoesNotFoot {
        /// The cell.
        cell: String,
        /// What is entered, as printed.
        entered: String,
        /// What the posts give, as printed.
        computed: String,
    },
    /// A key written twice in one mapping.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A post or table that two sheets define.
    DuplicateName {
        /// What it names.
        of: NameOf,
        /// The name.
        name: String,
    },
    /// A heading with nothing under it.
    EmptySection {
        /// The heading.
        heading: String,
    },
    /// A value that is needed and empty.
    EmptyValue {
        /// Its key.
        key: String,
    },
    /// A file larger than is read.
    FileTooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A formula that depends on itself.
    FormulaCycle {
        /// The cell.
        cell: String,
    },
    /// Sums or formulas that follow from each other in more steps than any report has.
    FormulaDepth {
        /// The cell.
        cell: String,
    },
    /// A formula that cannot be read.
    FormulaSyntax {
        /// Where reading stopped.
        near: String,
    },
    /// A formula longer than is read.
    FormulaTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A formula whose units do not fit together.
    FormulaUnits {
        /// One unit.
        left: Unit,
        /// The other.
        right: Unit,
    },
    /// A character that the document's fonts do not have.
    GlyphMissing {
        /// What the typesetter said.
        text: String,
    },
    /// A file that is not read for the ending of its name.
    IgnoredFile {
        /// Its path.
        path: String,
    },
    /// A link whose words do not say where it leads.
    LinkWithoutWords {
        /// Its address.
        to: String,
    },
    /// Parts named beside a total that do not make it.
    PartsMissTotal {
        /// The total as written.
        total: String,
        /// What the parts make.
        parts: String,
    },
    /// A date in prose that no calendar has.
    ImpossibleDate {
        /// The date as written.
        text: String,
    },
    /// A bilaga spoken of that the matter does not list.
    MissingAnnex {
        /// Its number.
        number: u16,
        /// How many there are.
        listed: u16,
    },
    /// A post without the figures it needs.
    MissingCells {
        /// The post.
        post: String,
        /// The row, where the post has rows.
        row: Option<String>,
        /// The columns without a figure.
        columns: Vec<String>,
    },
    /// A file that is named and not there.
    MissingFile {
        /// The path as written.
        path: String,
    },
    /// A key that must be there.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A literal in braces without its reason.
    MissingReason {
        /// The literal.
        text: String,
    },
    /// Two headings that differ by a letter or two.
    NamesVary {
        /// The one.
        here: String,
        /// The other.
        there: String,
    },
    /// What PDF/A or PDF/UA does not allow; a draft is then written without them.
    NotArchival {
        /// What the export said.
        said: String,
    },
    /// A row that the post's template has and the post has not.
    MissingRow {
        /// The post.
        post: String,
        /// The row.
        row: String,
    },
    /// Text that is not an amount where one is needed.
    NotAnAmount {
        /// What is written.
        text: String,
    },
    /// Markup that author text does not have.
    NotInText {
        /// What it is.
        construct: Construct,
    },
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A file that is not YAML.
    NotYaml {
        /// What kind of mistake it looks like.
        syntax: Syntax,
    },
    /// A result beyond what an exact number holds.
    OutOfRange {
        /// The cell or figure.
        cell: String,
    },
    /// A path that leaves the project.
    OutsideProject {
        /// The path as written.
        path: String,
    },
    /// A post that is summed or shown by a row that it does not have.
    PostWithoutRow {
        /// The post.
        post: String,
        /// The row.
        row: String,
    },
    /// A second key in a block, of which each has one.
    SecondBlock {
        /// The key.
        key: String,
        /// The key that the block has already.
        first: String,
    },
    /// An amount whose sign the sheet's convention does not expect.
    SignConvention {
        /// The row.
        row: String,
        /// The row is a cost; otherwise a revenue.
        cost: bool,
    },
    /// A literal that the clerk stands by.
    StatedLiteral {
        /// The literal.
        text: String,
        /// The reason given.
        reason: String,
    },
    /// A mistake that only the typesetter saw.
    Typesetting {
        /// What it said.
        said: String,
    },
    /// One quantity told twice with values that no rounding reconciles.
    TwoValues {
        /// The value here.
        here: String,
        /// The value at the other place.
        there: String,
    },
    /// An amount of money typed into prose that no cell has.
    UnaccountedAmount {
        /// The amount as typed.
        text: String,
    },
    /// An amount typed into prose that is a cell's.
    UnboundAmount {
        /// The amount as typed.
        text: String,
        /// The reference to write instead.
        cell: String,
    },
    /// An opening brace without its closing one.
    UnclosedBrace,
    /// A change of volume whose cost and revenue differ.
    UnevenVolume {
        /// The post.
        post: String,
        /// The column that tells the change.
        column: String,
        /// What is left of cost and revenue together, as printed.
        by: String,
    },
    /// A reference to a cell that is not there.
    UnknownCell {
        /// The reference.
        reference: String,
        /// The nearest that is.
        nearest: Option<String>,
        /// The cells of the same post.
        known: Vec<String>,
    },
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest that does.
        nearest: Option<String>,
        /// All that do.
        known: Vec<String>,
    },
    /// A name that nothing has.
    UnknownName {
        /// What it should name.
        of: NameOf,
        /// The name.
        name: String,
        /// The nearest that something has.
        nearest: Option<String>,
        /// All that something has.
        known: Vec<String>,
    },
    /// A file that the system will not let be read.
    Unreadable {
        /// The path.
        path: String,
        /// The system's word for why.
        why: String,
    },
    /// A comment that somebody made in Word.
    WordComment {
        /// Who made it.
        author: String,
        /// What it says.
        text: String,
    },
    /// A paragraph that was changed both in Word and in the file.
    WordConflict {
        /// What stands in Word; empty where it was taken away.
        edited: String,
        /// What the file says; empty where it is gone.
        now: String,
    },
    /// A figure that was typed over in Word.
    WordFigure {
        /// Its cell.
        cell: String,
        /// What was printed.
        printed: String,
        /// What was typed.
        typed: String,
    },
    /// What the program says, changed in Word.
    WordFixed {
        /// What was printed.
        printed: String,
        /// What was typed; empty where it was taken away.
        typed: String,
    },
    /// What a Word file would fetch from elsewhere.
    WordOutside {
        /// From where.
        address: String,
    },
    /// A tracked change that is only told.
    WordTracked {
        /// Who made it.
        author: String,
        /// The paragraph before it.
        before: String,
        /// The paragraph after it.
        after: String,
    },
    /// A text from Word that has no place in the files.
    WordUnplaced {
        /// The text.
        text: String,
        /// Why it has none.
        why: Unplaced,
    },
    /// A value that is none of a few.
    WrongChoice {
        /// What is written.
        text: String,
        /// The nearest of the few.
        nearest: Option<String>,
        /// The few.
        known: Vec<String>,
    },
    /// A colour that is not written as six hexadecimal digits.
    WrongColour {
        /// What is written.
        text: String,
    },
    /// A date that is not written YYYY-MM-DD or that no calendar has.
    WrongDate {
        /// What is written.
        text: String,
    },
    /// A word of direction that goes against the sign of the cell it is said of.
    WrongDirection {
        /// The word.
        word: String,
        /// The cell.
        cell: String,
        /// What the cell prints.
        printed: String,
    },
    /// A value of another kind than is needed.
    WrongKind {
        /// What is needed.
        expected: Kind,
        /// What is written.
        found: Kind,
    },
    /// A whole number outside its range.
    WrongNumber {
        /// What is written.
        text: String,
        /// The least.
        least: u8,
        /// The most.
        most: u8,
    },
    /// A year, or a span of months, that is not one.
    WrongPeriod {
        /// What is written.
        text: String,
    },
    /// A picture that cannot be set.
    WrongPicture {
        /// Its file.
        path: String,
        /// What is wrong with it.
        fault: PictureFault,
    },
    /// A size of type that is none, or that cannot be read or fitted.
    WrongSize {
        /// What is written.
        text: String,
        /// The least, in points.
        least: u8,
        /// The most, in points.
        most: u8,
    },
    /// A figure asked for in what it does not count.
    WrongUnit {
        /// The cell.
        cell: String,
        /// What it counts.
        counts: Unit,
        /// What it is asked for in.
        asked: Unit,
    },
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOf {
    /// A column of a sheet.
    Column,
    /// A value a formula can use.
    FormulaTerm,
    /// What a running head can say.
    HeadField,
    /// A post of a sheet.
    Post,
    /// A row of a post.
    Row,
    /// A table of a sheet.
    Table,
    /// A row template of a sheet.
    Template,
    /// A way of saying a figure.
    Way,
}

/// What is wrong with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// It is no PNG.
    NotPng,
    /// It is higher than its place, in millimetres.
    TooHigh {
        /// How high it becomes.
        height: u64,
        /// How high it may be.
        most: u8,
    },
}

/// A kind of YAML value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A list.
    List,
    /// Keys with values.
    Mapping,
    /// Nothing.
    Nothing,
    /// One word, number or text.
    Scalar,
}

/// Markup of CommonMark that author text does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construct {
    /// Indented or fenced code.
    Code,
    /// A line that only defines the address of a link.
    Definition,
    /// Lists or stresses within each other beyond what a page can show.
    Depth,
    /// A heading.
    Heading,
    /// HTML.
    Html,
    /// A numbered list that does not begin at 1.
    ListStart,
    /// A picture.
    Picture,
    /// A quotation block.
    Quote,
    /// A rule across the page.
    Rule,
}

/// Why a text from Word has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// A heading that was put in.
    Heading,
    /// A heading that was taken away, with text left under it.
    HeadingGone,
    /// A heading that was moved.
    MovedHeading,
    /// The files would not say it as it was meant.
    NotAsMeant,
    /// A footnote or endnote.
    Note,
    /// What cannot go because its file asks for something there.
    Only,
    /// A table that was put in.
    Table,
}

/// What a mistake in YAML looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A bracket or brace that is not closed.
    Bracket(char),
    /// A colon within a text that is not quoted.
    Colon,
    /// A comma within a text in braces that is not quoted.
    Comma,
    /// An invisible character that YAML does not allow.
    Control,
    /// Nested too deeply.
    Depth,
    /// More than one document in a file.
    Documents,
    /// An end that comes too early.
    Ended,
    /// Indented otherwise than what it belongs to.
    Indent,
    /// A line that is no key with a value.
    Key,
    /// Something else.
    Other,
    /// A quotation mark that is not closed.
    Quote,
    /// A text that begins with a sign that means something to YAML.
    Sign(char),
    /// More nodes than any report has.
    Size,
    /// A tab where spaces are needed.
    Tab,
}

impl Problem {
    /// Every code, sorted.
    pub const CODES: &'static [&'static str] = super::pages::CODES;

    /// The code that users see, search for and `explain`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AnchorInYaml => "anchor-in-yaml",
            Self::ComputedCell { .. } => "computed-cell",
            Self::ContradictsTable { .. } => "contradicts-table",
            Self::ControlCharacter { .. } => "control-character",
            Self::CountedTwice { .. } => "counted-twice",
            Self::DecimalComma { .. } => "decimal-comma",
            Self::DirectionOfZero { .. } => "direction-of-zero",
            Self::DivideByZero { .. } => "divide-by-zero",
            Self::DoesNotFoot { .. } => "does-not-foot",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::DuplicateName { .. } => "duplicate-name",
            Self::EmptySection { .. } => "empty-section",
            Self::EmptyValue { .. } => "empty-value",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::FormulaCycle { .. } => "formula-cycle",
            Self::FormulaDepth { .. } => "formula-depth",
            Self::FormulaSyntax { .. } => "formula-syntax",
            Self::FormulaTooLong { .. } => "formula-too-long",
            Self::FormulaUnits { .. } => "formula-units",
            Self::GlyphMissing { .. } => "glyph-missing",
            Self::IgnoredFile { .. } => "ignored-file",
            Self::ImpossibleDate { .. } => "impossible-date",
            Self::LinkWithoutWords { .. } => "link-without-words",
            Self::MissingAnnex { .. } => "missing-annex",
            Self::MissingCells { .. } => "missing-cells",
            Self::MissingFile { .. } => "missing-file",
            Self::MissingKey { .. } => "missing-key",
            Self::MissingReason { .. } => "missing-reason",
            Self::MissingRow { .. } => "missing-row",
            Self::NamesVary { .. } => "names-vary",
            Self::NotAnAmount { .. } => "not-an-amount",
            Self::NotArchival { .. } => "not-archival",
            Self::NotInText { .. } => "not-in-text",
            Self::NotUtf8 => "not-utf8",
            Self::NotYaml { .. } => "not-yaml",
            Self::OutOfRange { .. } => "out-of-range",
            Self::OutsideProject { .. } => "outside-project",
            Self::PartsMissTotal { .. } => "parts-miss-total",
            Self::PostWithoutRow { .. } => "post-without-row",
            Self::SecondBlock { .. } => "second-block",
            Self::SignConvention { .. } => "sign-convention",
            Self::StatedLiteral { .. } => "stated-literal",
            Self::TwoValues { .. } => "two-values",
            Self::Typesetting { .. } => "typesetting",
            Self::UnaccountedAmount { .. } => "unaccounted-amount",
            Self::UnboundAmount { .. } => "unbound-amount",
            Self::UnclosedBrace => "unclosed-brace",
            Self::UnevenVolume { .. } => "uneven-volume",
            Self::UnknownCell { .. } => "unknown-cell",
            Self::UnknownKey { .. } => "unknown-key",
            Self::UnknownName { .. } => "unknown-name",
            Self::Unreadable { .. } => "unreadable",
            Self::WordComment { .. } => "word-comment",
            Self::WordConflict { .. } => "word-conflict",
            Self::WordFigure { .. } => "word-figure",
            Self::WordFixed { .. } => "word-fixed",
            Self::WordOutside { .. } => "word-outside",
            Self::WordTracked { .. } => "word-tracked",
            Self::WordUnplaced { .. } => "word-unplaced",
            Self::WrongChoice { .. } => "wrong-choice",
            Self::WrongColour { .. } => "wrong-colour",
            Self::WrongDate { .. } => "wrong-date",
            Self::WrongDirection { .. } => "wrong-direction",
            Self::WrongKind { .. } => "wrong-kind",
            Self::WrongNumber { .. } => "wrong-number",
            Self::WrongPeriod { .. } => "wrong-period",
            Self::WrongPicture { .. } => "wrong-picture",
            Self::WrongSize { .. } => "wrong-size",
            Self::WrongUnit { .. } => "wrong-unit",
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::AnchorInYaml
            | Self::ComputedCell { .. }
            | Self::CountedTwice { .. }
            | Self::DecimalComma { .. }
            | Self::DivideByZero { .. }
            | Self::DuplicateKey { .. }
            | Self::DuplicateName { .. }
            | Self::EmptyValue { .. }
            | Self::FileTooLarge { .. }
            | Self::FormulaCycle { .. }
            | Self::FormulaDepth { .. }
            | Self::FormulaSyntax { .. }
            | Self::FormulaTooLong { .. }
            | Self::FormulaUnits { .. }
            | Self::MissingCells { .. }
            | Self::MissingFile { .. }
            | Self::MissingKey { .. }
            | Self::MissingRow { .. }
            | Self::NotAnAmount { .. }
            | Self::NotUtf8
            | Self::NotYaml { .. }
            | Self::OutOfRange { .. }
            | Self::OutsideProject { .. }
            | Self::PostWithoutRow { .. }
            | Self::SecondBlock { .. }
            | Self::Typesetting { .. }
            | Self::UnknownKey { .. }
            | Self::UnknownName { .. }
            | Self::Unreadable { .. }
            | Self::WrongChoice { .. }
            | Self::WrongColour { .. }
            | Self::WrongDate { .. }
            | Self::WrongKind { .. }
            | Self::WrongNumber { .. }
            | Self::WrongPeriod { .. }
            | Self::WrongPicture { .. }
            | Self::WrongSize { .. }
            | Self::WrongUnit { .. } => Severity::Error,
            Self::ContradictsTable { .. }
            | Self::PartsMissTotal { .. }
            | Self::DoesNotFoot { .. }
            | Self::UnevenVolume { .. }
            | Self::ControlCharacter { .. }
            | Self::ImpossibleDate { .. }
            | Self::MissingAnnex { .. }
            | Self::TwoValues { .. }
            | Self::WrongDirection { .. }
            | Self::DirectionOfZero { .. }
            | Self::GlyphMissing { .. }
            | Self::MissingReason { .. }
            | Self::NotArchival { .. }
            | Self::NotInText { .. }
            | Self::UnclosedBrace
            | Self::UnknownCell { .. } => Severity::Final,
            Self::NamesVary { .. }
            | Self::LinkWithoutWords { .. }
            | Self::UnaccountedAmount { .. }
            | Self::UnboundAmount { .. }
            | Self::EmptySection { .. }
            | Self::IgnoredFile { .. }
            | Self::SignConvention { .. }
            | Self::WordConflict { .. }
            | Self::WordFigure { .. }
            | Self::WordFixed { .. }
            | Self::WordUnplaced { .. } => Severity::Warning,
            Self::StatedLiteral { .. }
            | Self::WordComment { .. }
            | Self::WordOutside { .. }
            | Self::WordTracked { .. } => Severity::Notice,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_complete() {
        let source = include_str!("problem.rs");
        let given = source.lines().filter_map(|line| line.split_once("=> \"")?.1.strip_suffix("\","));
        assert_eq!(given.collect::<Vec<_>>(), Problem::CODES);
        assert!(Problem::CODES.is_sorted());
    }
}
