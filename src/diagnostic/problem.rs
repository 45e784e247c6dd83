//! The problems, with their facts.

use crate::diagnostic::{Dropped, ParagraphForm, Severity};
use crate::figures::money::Unit;

/// What is wrong. Each variant is one code; its fields are the facts that the messages need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A unit that an export says, and that is not the one it is read in.
    UnitSaid {
        /// The heading, title or number format that says it.
        text: String,
        /// The unit that it says.
        said: &'static str,
        /// The unit that it is read in.
        unit: &'static str,
    },
    /// A row of an export with more fields than there are headings.
    ExtraFields {
        /// How many it has.
        found: usize,
        /// How many headings there are.
        heads: usize,
    },
    /// A heading that two columns of an export have.
    HeadingTwice {
        /// The heading.
        heading: String,
    },
    /// Numbers of an export that are written in two ways.
    MixedNumbers {
        /// One with a decimal comma.
        comma: String,
        /// One with a decimal point.
        point: String,
    },
    /// A number of an export that reads in two ways, in a file that does not tell which.
    TwoReadings {
        /// As it is written.
        text: String,
        /// Read with a decimal comma.
        comma: String,
        /// Read with a decimal point.
        point: String,
    },
    /// A stated total that differs from its parts by no more than rounding explains.
    RoundedTotal {
        /// What is stated, as printed.
        stated: String,
        /// What the parts give, as printed.
        computed: String,
    },
    /// An account that two rows of a sheet take.
    AccountTwice {
        /// The account.
        account: u32,
    },
    /// An anchor or alias in YAML, by which a small file could grow without end.
    AnchorInYaml,
    /// An export that cannot be read at a place.
    BrokenExport {
        /// What is wrong there.
        fault: Fault,
    },
    /// A cell of an export that shows an error of its program.
    CellError {
        /// What it shows.
        text: String,
    },
    /// A table with more than a chart can show.
    ChartCrowded {
        /// The table.
        table: String,
        /// What it has too much of.
        of: ChartPart,
        /// How many it has.
        found: usize,
        /// How many a chart can show.
        most: usize,
    },
    /// A table without figures, drawn.
    ChartEmpty {
        /// The table.
        table: String,
    },
    /// A table with figures on several scales, drawn on one axis.
    ChartMixed {
        /// The table.
        table: String,
    },
    /// An expression that a sheet says comes to nothing, and does not.
    CheckFails {
        /// What it holds, in the sheet's words.
        check: String,
        /// What it comes to, as printed.
        value: String,
    },
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
    /// Two contracts with one number whose times overlap.
    ContractTwice {
        /// The number.
        number: String,
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
    /// A contract that ends before it begins.
    DatesReversed {
        /// The post.
        post: String,
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
    /// Words that YAML takes for a comment, since they stand after ` #`.
    CutText {
        /// What is left.
        kept: String,
        /// What is cut.
        cut: String,
        /// It is set off as comments are: by two spaces, or a quotation mark, before, and a space after the sign.
        aside: bool,
    },
    /// A figure in braces where none is looked up.
    ReferenceHere {
        /// What is written.
        text: String,
    },
    /// Two ways of saying one figure that exclude each other.
    WaysExclude {
        /// The one.
        first: String,
        /// The other.
        second: String,
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
    /// A column or row under a name that formulas have for a part of the year.
    ReservedName {
        /// The name.
        name: String,
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
    /// A row of an export that says once more what another says.
    DuplicateRow {
        /// What it is about.
        key: String,
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
    /// An export that is not spelt as its format says.
    EncodingGuessed {
        /// How it is spelt.
        spelling: &'static str,
    },
    /// An export whose years or days are not the report's.
    ExportPeriod {
        /// How they miss.
        fault: PeriodFault,
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
    /// A heading at the foot of a page, with nothing of what it leads to under it.
    HeadingAlone {
        /// The heading.
        text: String,
    },
    /// A text that stands on no page, or not whole.
    NotPrinted {
        /// The text.
        text: String,
    },
    /// A note that does not stand on the page of its mark.
    NoteElsewhere,
    /// A page that is mostly empty, since what follows is kept together.
    PageEmpty {
        /// How much of it is empty, in hundredths.
        hundredths: usize,
    },
    /// Text beyond the margins of the page, or cut off.
    PrintedOutside {
        /// What stands there; nothing of a picture.
        text: String,
    },
    /// Text over other text, or under a shape.
    PrintedOver {
        /// What stands there.
        text: String,
        /// What it stands over; nothing of a shape.
        other: String,
    },
    /// A text that stands on the pages more often than it should.
    PrintedTwice {
        /// The text.
        text: String,
    },
    /// A character that the document's fonts do not have.
    GlyphMissing {
        /// What the typesetter said.
        text: String,
    },
    /// Rows of an export that its program hides.
    HiddenRows {
        /// How many there are.
        count: usize,
    },
    /// A file of the project that is not read, or that is read beside what it is a copy of.
    IgnoredFile {
        /// Its path.
        path: String,
        /// What is amiss with it.
        why: UnreadFile,
        /// How many more of its folder there are, which are not told one by one.
        more: usize,
    },
    /// A section whose file begins with the number of another.
    NumberTwice {
        /// Its path.
        path: String,
        /// The other's.
        other: String,
    },
    /// A document without the text that it is for.
    EmptyNarrative,
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
    /// A row of an export with nothing in a column that is taken.
    EmptyCell {
        /// The heading of the column.
        heading: String,
    },
    /// A contract without its number or one of its days.
    IncompleteContract {
        /// The post.
        post: String,
        /// The columns with nothing in them.
        columns: Vec<String>,
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
    /// Rows that the post's template has and the post has not.
    MissingRow {
        /// The post.
        post: String,
        /// The rows.
        rows: Vec<String>,
    },
    /// Text that is not an amount where one is needed.
    NotAnAmount {
        /// What is written.
        text: String,
    },
    /// A key that a document of this kind has no place for.
    NotInKind {
        /// The key.
        key: String,
    },
    /// Markup that author text does not have.
    NotInText {
        /// What it is.
        construct: Construct,
    },
    /// A reference to a note that the text does not have.
    NoteMissing {
        /// The name of the note.
        name: String,
    },
    /// A name that two notes have, or a note that two places refer to.
    NoteTwice {
        /// The name of the note.
        name: String,
        /// Which of the two.
        what: NoteTwice,
    },
    /// A note that nothing in the text refers to.
    NoteUnused {
        /// The name of the note.
        name: String,
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
    /// A picture whose words for who cannot see it say nothing.
    PictureWordless {
        /// Why they do not.
        why: Wordless,
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
    /// Records of an export that are not understood.
    RecordsAside {
        /// Their label.
        label: String,
        /// How many there are.
        count: usize,
    },
    /// An amount whose sign the sheet's convention does not expect.
    SignConvention {
        /// The row.
        row: String,
        /// The row is a cost; otherwise a revenue.
        cost: bool,
    },
    /// Columns that are parts of another and do not make it.
    SplitMisses {
        /// The cell that they are parts of.
        whole: String,
        /// What it prints.
        printed: String,
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
    /// A cell that has its figure from two places.
    TwoOrigins {
        /// The cell.
        cell: String,
    },
    /// One quantity told twice with values that no rounding reconciles.
    TwoValues {
        /// The value here.
        here: String,
        /// The value at the other place.
        there: String,
    },
    /// Amounts of an export that do not net to zero.
    Unbalanced {
        /// What is left, in kronor.
        by: String,
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
    /// A change of the forecast that no point of the decision tells.
    UndecidedChange {
        /// The post.
        post: String,
        /// What changes, as printed.
        amount: String,
    },
    /// A change of volume whose cost and revenue differ.
    UnevenVolume {
        /// The post.
        post: String,
        /// The column that tells the change.
        column: String,
        /// What is left of cost and revenue together, as printed.
        by: String,
    },
    /// A reference to a cell that is said to have no value.
    NoValue {
        /// The cell.
        cell: String,
    },
    /// A place that is still to be filled in.
    Unfinished {
        /// What marks it.
        mark: &'static str,
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
    /// An account of an export that no row of a sheet takes.
    UnmappedAccount {
        /// The account.
        account: u32,
    },
    /// Bookings of an export whose object no post takes.
    UnmappedObject {
        /// The object; empty where there is none.
        object: String,
        /// What they come to, in kronor.
        amount: String,
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
        /// Whose comment it answers.
        answers: Option<String>,
        /// It is marked as dealt with.
        resolved: bool,
    },
    /// A paragraph that was changed both in Word and in the file.
    WordConflict {
        /// What stands in Word; empty where it was taken away.
        edited: String,
        /// What the file says; empty where it is gone.
        now: String,
    },
    /// What a Word file holds that the files cannot say.
    WordDropped {
        /// What.
        what: Dropped,
        /// The text that it concerns.
        text: String,
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
    /// A paragraph that became another kind in Word, and stays what it is in the files.
    WordForm {
        /// The paragraph.
        text: String,
        /// What it was.
        was: ParagraphForm,
        /// What it became.
        is: ParagraphForm,
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
    /// Accounts that cannot be read.
    WrongAccounts {
        /// What is written.
        text: String,
    },
    /// A checksum that the file does not have.
    WrongChecksum {
        /// What the file states.
        stated: String,
        /// What it comes to.
        computed: u32,
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
    /// A total of an export that its rows do not make.
    WrongTotal {
        /// What it states.
        stated: String,
        /// What its rows make.
        computed: String,
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
    /// A period key that is not twelve weights.
    WrongWeights {
        /// What is written.
        text: String,
    },
    /// Years after the balance date that are not written `0–1` or `5–`.
    WrongYears {
        /// What is written.
        text: String,
    },
}

/// What a chart can have too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartPart {
    /// Bars on a page.
    Bars,
    /// Places along the axis.
    Places,
    /// Series, each with a look of its own.
    Series,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOf {
    /// A chart of accounts.
    Chart,
    /// A column of a sheet.
    Column,
    /// An export that a sheet names.
    Export,
    /// A value a formula can use.
    FormulaTerm,
    /// What a running head can say.
    HeadField,
    /// A period key of a sheet.
    PeriodKey,
    /// A heading of a table in an export.
    Heading,
    /// A post of a sheet.
    Post,
    /// A row of a post.
    Row,
    /// A sheet of a workbook.
    Tab,
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
    /// It breaks off, or is not what it begins as.
    Broken,
    /// It is mixed of four inks.
    Inks,
    /// It is neither PNG nor JPEG.
    Neither,
    /// It is no PNG.
    NotPng,
    /// It is higher than its place, in millimetres.
    TooHigh {
        /// How high it becomes.
        height: u64,
        /// How high it may be.
        most: u8,
    },
    /// It has more dots than are read, in millions.
    TooManyDots {
        /// How many it has.
        millions: u64,
        /// How many are read.
        most: u64,
    },
    /// It says that it is to be turned when it is shown.
    Turned,
}

/// Why words say nothing to who cannot see a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wordless {
    /// They are those of the caption.
    Caption,
    /// They are the name of the file.
    FileName,
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
    /// Lines that begin with the sign of a list that Word has, and would run into one paragraph.
    Bullets,
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
    /// A note of more than one paragraph, or with a list.
    NoteBlocks,
    /// A note in a link, or in another note.
    NotePlace,
    /// A picture.
    Picture,
    /// A quotation block.
    Quote,
    /// A rule across the page.
    Rule,
    /// Rows of a table.
    Table,
}

/// Why an export cannot be read at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A brace that is not closed, or that nothing opened.
    Brace,
    /// A date that no calendar has.
    Date {
        /// What is written.
        text: String,
    },
    /// Nothing that could be a figure.
    Empty,
    /// A field whose value means nothing here.
    Field {
        /// The record.
        label: String,
        /// What is written.
        text: String,
    },
    /// A record without the fields that it needs.
    Fields {
        /// The record; empty where it stands at the place.
        label: String,
    },
    /// A checksum that was begun and is not there.
    NoChecksum,
    /// A line that is no record.
    NoRecord,
    /// Text where a whole number is needed.
    Number {
        /// What is written.
        text: String,
    },
    /// No list of objects, or one that is not pairs.
    Objects,
    /// A workbook of the kind before 2007, or one locked with a password.
    OldWorkbook,
    /// A booking outside a voucher.
    OutsideVoucher,
    /// A quotation mark that is not closed.
    Quote,
    /// More rows or columns than are read.
    TooLarge,
    /// SIE 5, which is XML.
    SieFive,
    /// A voucher that is not closed.
    Voucher,
    /// A voucher dated outside the file's year.
    VoucherOutside {
        /// Its day.
        day: String,
    },
    /// A voucher that stands a second time.
    VoucherTwice {
        /// Its series and number.
        voucher: String,
    },
    /// A workbook that cannot be opened.
    Workbook {
        /// What its reader said.
        said: String,
    },
}

/// How the days of an export miss those of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodFault {
    /// It ends before the report's period does.
    Ends {
        /// Its last day.
        day: String,
    },
    /// It was made before the period's last day.
    Generated {
        /// The day it was made.
        day: String,
    },
    /// It has no records of what is asked for.
    Lacks {
        /// What the sheet asks for: `budget`.
        measure: &'static str,
        /// The type of the file, 1 to 4.
        kind: u8,
    },
    /// Its last month is before the period's.
    LastMonth {
        /// The month: `2024-07`.
        month: String,
    },
    /// Its year does not hold the report's period.
    Misses {
        /// Its first day.
        first: String,
        /// Its last day.
        last: String,
    },
    /// It has no such year.
    NoYear {
        /// The year.
        year: i32,
    },
    /// Two of its years share days.
    Overlaps,
}

/// What there is two of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteTwice {
    /// Places that refer to one note.
    Referred,
    /// Notes of one name.
    Written,
}

/// Why a file of the project is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadFile {
    /// It lies in a folder within one that is read.
    Below {
        /// That folder.
        folder: String,
    },
    /// By its name it is a copy of another.
    Copy,
    /// Its name does not end in `.yaml`.
    Ending,
    /// Nothing names it, and it is none of the texts that a report is written in.
    Foreign,
    /// It lies in a folder whose name is nearly that of one that is read.
    Folder {
        /// The folder that is meant.
        meant: String,
    },
    /// It may be meant for the matter, and is not called so.
    Matter,
    /// It is called as another file of its folder, but for how letters are spelt.
    SameName,
    /// Nothing names it.
    Unnamed,
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
}

/// What a mistake in YAML looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A bracket or brace that is not closed.
    Bracket(char),
    /// Words after the quotation mark that closes a text.
    AfterQuote,
    /// A colon within a text that is not quoted.
    Colon,
    /// A comma within a text in braces that is not quoted.
    Comma,
    /// Words that YAML takes for a comment within a text.
    Comment,
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
    /// A hard space, or a character that nobody sees, where YAML has signs and keys.
    Unseen(char),
}

impl Problem {
    /// Every code, sorted.
    pub const CODES: &'static [&'static str] = super::pages::CODES;

    /// The code that users see, search for and `explain`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AccountTwice { .. } => "account-twice",
            Self::AnchorInYaml => "anchor-in-yaml",
            Self::BrokenExport { .. } => "broken-export",
            Self::CellError { .. } => "cell-error",
            Self::ChartCrowded { .. } => "chart-crowded",
            Self::ChartEmpty { .. } => "chart-empty",
            Self::ChartMixed { .. } => "chart-mixed",
            Self::CheckFails { .. } => "check-fails",
            Self::ComputedCell { .. } => "computed-cell",
            Self::ContractTwice { .. } => "contract-twice",
            Self::ContradictsTable { .. } => "contradicts-table",
            Self::ControlCharacter { .. } => "control-character",
            Self::CountedTwice { .. } => "counted-twice",
            Self::CutText { .. } => "cut-text",
            Self::DatesReversed { .. } => "dates-reversed",
            Self::DecimalComma { .. } => "decimal-comma",
            Self::DirectionOfZero { .. } => "direction-of-zero",
            Self::DivideByZero { .. } => "divide-by-zero",
            Self::DoesNotFoot { .. } => "does-not-foot",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::DuplicateName { .. } => "duplicate-name",
            Self::DuplicateRow { .. } => "duplicate-row",
            Self::EmptyCell { .. } => "empty-cell",
            Self::EmptyNarrative => "empty-narrative",
            Self::EmptySection { .. } => "empty-section",
            Self::EmptyValue { .. } => "empty-value",
            Self::EncodingGuessed { .. } => "encoding-guessed",
            Self::ExportPeriod { .. } => "export-period",
            Self::ExtraFields { .. } => "extra-fields",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::FormulaCycle { .. } => "formula-cycle",
            Self::FormulaDepth { .. } => "formula-depth",
            Self::FormulaSyntax { .. } => "formula-syntax",
            Self::FormulaTooLong { .. } => "formula-too-long",
            Self::FormulaUnits { .. } => "formula-units",
            Self::GlyphMissing { .. } => "glyph-missing",
            Self::HeadingAlone { .. } => "heading-alone",
            Self::HeadingTwice { .. } => "heading-twice",
            Self::HiddenRows { .. } => "hidden-rows",
            Self::IgnoredFile { .. } => "ignored-file",
            Self::ImpossibleDate { .. } => "impossible-date",
            Self::IncompleteContract { .. } => "incomplete-contract",
            Self::LinkWithoutWords { .. } => "link-without-words",
            Self::MissingAnnex { .. } => "missing-annex",
            Self::MissingCells { .. } => "missing-cells",
            Self::MissingFile { .. } => "missing-file",
            Self::MissingKey { .. } => "missing-key",
            Self::MissingReason { .. } => "missing-reason",
            Self::MissingRow { .. } => "missing-row",
            Self::MixedNumbers { .. } => "mixed-numbers",
            Self::NamesVary { .. } => "names-vary",
            Self::NoValue { .. } => "no-value",
            Self::NotAnAmount { .. } => "not-an-amount",
            Self::NotArchival { .. } => "not-archival",
            Self::NotInKind { .. } => "not-in-kind",
            Self::NotInText { .. } => "not-in-text",
            Self::NotPrinted { .. } => "not-printed",
            Self::NotUtf8 => "not-utf8",
            Self::NotYaml { .. } => "not-yaml",
            Self::NoteElsewhere => "note-elsewhere",
            Self::NoteMissing { .. } => "note-missing",
            Self::NoteTwice { .. } => "note-twice",
            Self::NoteUnused { .. } => "note-unused",
            Self::NumberTwice { .. } => "number-twice",
            Self::OutOfRange { .. } => "out-of-range",
            Self::OutsideProject { .. } => "outside-project",
            Self::PageEmpty { .. } => "page-empty",
            Self::PartsMissTotal { .. } => "parts-miss-total",
            Self::PictureWordless { .. } => "picture-wordless",
            Self::PostWithoutRow { .. } => "post-without-row",
            Self::PrintedOutside { .. } => "printed-outside",
            Self::PrintedOver { .. } => "printed-over",
            Self::PrintedTwice { .. } => "printed-twice",
            Self::RecordsAside { .. } => "records-aside",
            Self::ReferenceHere { .. } => "reference-here",
            Self::ReservedName { .. } => "reserved-name",
            Self::RoundedTotal { .. } => "rounded-total",
            Self::SecondBlock { .. } => "second-block",
            Self::SignConvention { .. } => "sign-convention",
            Self::SplitMisses { .. } => "split-misses",
            Self::StatedLiteral { .. } => "stated-literal",
            Self::TwoOrigins { .. } => "two-origins",
            Self::TwoReadings { .. } => "two-readings",
            Self::TwoValues { .. } => "two-values",
            Self::Typesetting { .. } => "typesetting",
            Self::UnaccountedAmount { .. } => "unaccounted-amount",
            Self::Unbalanced { .. } => "unbalanced",
            Self::UnboundAmount { .. } => "unbound-amount",
            Self::UnclosedBrace => "unclosed-brace",
            Self::UndecidedChange { .. } => "undecided-change",
            Self::UnevenVolume { .. } => "uneven-volume",
            Self::Unfinished { .. } => "unfinished",
            Self::UnitSaid { .. } => "unit-said",
            Self::UnknownCell { .. } => "unknown-cell",
            Self::UnknownKey { .. } => "unknown-key",
            Self::UnknownName { .. } => "unknown-name",
            Self::UnmappedAccount { .. } => "unmapped-account",
            Self::UnmappedObject { .. } => "unmapped-object",
            Self::Unreadable { .. } => "unreadable",
            Self::WaysExclude { .. } => "ways-exclude",
            Self::WordComment { .. } => "word-comment",
            Self::WordConflict { .. } => "word-conflict",
            Self::WordDropped { .. } => "word-dropped",
            Self::WordFigure { .. } => "word-figure",
            Self::WordFixed { .. } => "word-fixed",
            Self::WordForm { .. } => "word-form",
            Self::WordOutside { .. } => "word-outside",
            Self::WordTracked { .. } => "word-tracked",
            Self::WordUnplaced { .. } => "word-unplaced",
            Self::WrongAccounts { .. } => "wrong-accounts",
            Self::WrongChecksum { .. } => "wrong-checksum",
            Self::WrongChoice { .. } => "wrong-choice",
            Self::WrongColour { .. } => "wrong-colour",
            Self::WrongDate { .. } => "wrong-date",
            Self::WrongDirection { .. } => "wrong-direction",
            Self::WrongKind { .. } => "wrong-kind",
            Self::WrongNumber { .. } => "wrong-number",
            Self::WrongPeriod { .. } => "wrong-period",
            Self::WrongPicture { .. } => "wrong-picture",
            Self::WrongSize { .. } => "wrong-size",
            Self::WrongTotal { .. } => "wrong-total",
            Self::WrongUnit { .. } => "wrong-unit",
            Self::WrongWeights { .. } => "wrong-weights",
            Self::WrongYears { .. } => "wrong-years",
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::AnchorInYaml
            | Self::AccountTwice { .. }
            | Self::BrokenExport { .. }
            | Self::CellError { .. }
            | Self::DuplicateRow { .. }
            | Self::ExportPeriod { .. }
            | Self::TwoOrigins { .. }
            | Self::UnmappedAccount { .. }
            | Self::UnmappedObject { .. }
            | Self::WrongAccounts { .. }
            | Self::ComputedCell { .. }
            | Self::CountedTwice { .. }
            | Self::DecimalComma { .. }
            | Self::DivideByZero { .. }
            | Self::DuplicateKey { .. }
            | Self::ReservedName { .. }
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
            | Self::EmptyCell { .. }
            | Self::IncompleteContract { .. }
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
            | Self::ChartCrowded { .. }
            | Self::ChartEmpty { .. }
            | Self::ChartMixed { .. }
            | Self::DatesReversed { .. }
            | Self::SplitMisses { .. }
            | Self::WrongPicture { .. }
            | Self::WrongSize { .. }
            | Self::WrongUnit { .. }
            | Self::WrongWeights { .. }
            | Self::WrongYears { .. }
            | Self::TwoReadings { .. }
            | Self::MixedNumbers { .. }
            | Self::HeadingTwice { .. }
            | Self::ExtraFields { .. }
            | Self::UnitSaid { .. } => Severity::Error,
            Self::ContradictsTable { .. }
            | Self::CutText { aside: false, .. }
            | Self::EmptyNarrative
            | Self::ReferenceHere { .. }
            | Self::WaysExclude { .. }
            | Self::IgnoredFile {
                why:
                    UnreadFile::Below { .. }
                    | UnreadFile::Copy
                    | UnreadFile::Ending
                    | UnreadFile::Folder { .. }
                    | UnreadFile::Matter
                    | UnreadFile::SameName
                    | UnreadFile::Unnamed,
                ..
            }
            | Self::NumberTwice { .. }
            | Self::Unbalanced { .. }
            | Self::WrongChecksum { .. }
            | Self::WrongTotal { .. }
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
            | Self::NotPrinted { .. }
            | Self::PrintedOutside { .. }
            | Self::PrintedOver { .. }
            | Self::PrintedTwice { .. }
            | Self::NotInKind { .. }
            | Self::NotInText { .. }
            | Self::NoteMissing { .. }
            | Self::NoteTwice { .. }
            | Self::NoteUnused { .. }
            | Self::UnclosedBrace
            | Self::ContractTwice { .. }
            | Self::CheckFails { .. }
            | Self::UndecidedChange { .. }
            | Self::NoValue { .. }
            | Self::Unfinished { .. }
            | Self::UnknownCell { .. } => Severity::Final,
            Self::NamesVary { .. }
            | Self::LinkWithoutWords { .. }
            | Self::PictureWordless { .. }
            | Self::HeadingAlone { .. }
            | Self::NoteElsewhere
            | Self::PageEmpty { .. }
            | Self::UnaccountedAmount { .. }
            | Self::UnboundAmount { .. }
            | Self::EmptySection { .. }
            | Self::HiddenRows { .. }
            | Self::IgnoredFile { why: UnreadFile::Foreign, .. }
            | Self::SignConvention { .. }
            | Self::WordConflict { .. }
            | Self::WordDropped { .. }
            | Self::WordFigure { .. }
            | Self::WordForm { .. }
            | Self::WordFixed { .. }
            | Self::WordUnplaced { .. } => Severity::Warning,
            Self::CutText { aside: true, .. }
            | Self::EncodingGuessed { .. }
            | Self::RecordsAside { .. }
            | Self::StatedLiteral { .. }
            | Self::WordComment { .. }
            | Self::WordOutside { .. }
            | Self::WordTracked { .. }
            | Self::RoundedTotal { .. } => Severity::Notice,
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
