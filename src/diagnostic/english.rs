//! The messages in English. Lower case, no full stop, the thing itself in backticks.

use super::problem::{
    ChartPart, Construct, Fault, Kind, NameOf, NoteTwice, PeriodFault, PictureFault, Problem, Syntax,
    Unplaced, UnreadFile, Wordless,
};
use super::{is_difference, legible, whole};
use crate::figures::money::Unit;

/// What is wrong.
pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::UnitSaid { text, said, unit } => {
            format!("{} says {said}, but the amounts are read as {unit}", quoted(text))
        }
        Problem::ExtraFields { found, heads } => {
            format!("the row has {found} fields, but the file has {heads} headings")
        }
        Problem::HeadingTwice { heading } => {
            format!("the heading {} stands over two columns", quoted(heading))
        }
        Problem::MixedNumbers { comma, point } => {
            format!("{} has a decimal comma and {} a decimal point in one file", quoted(comma), quoted(point))
        }
        Problem::TwoReadings { text, comma, point } => {
            format!("{} can be read as {comma} or as {point}", quoted(text))
        }
        Problem::RoundedTotal { stated, computed } => format!(
            "the total is stated as {stated}; its parts give {computed}, and rounding explains the difference"
        ),
        Problem::AnchorInYaml => "anchors and aliases (& and * that begin a text) cannot be used".to_owned(),
        Problem::ComputedCell { cell } => format!("{} is computed and not to be entered", quoted(cell)),
        Problem::ControlCharacter { code } => {
            format!("character U+{code:04X} is invisible and cannot be printed")
        }
        Problem::ChartCrowded { table, of, found, most } => {
            let of = match of {
                ChartPart::Bars => "bars",
                ChartPart::Places => "rows or points",
                ChartPart::Series => "series",
            };
            format!("table {} makes {found} {of}, and a chart has room for {most}", quoted(table))
        }
        Problem::ChartEmpty { table } => format!("table {} has no figures to draw", quoted(table)),
        Problem::ChartMixed { table } => format!("table {} has figures in different units", quoted(table)),
        Problem::ContractTwice { number } => {
            format!("contract {} stands twice for the same time", quoted(number))
        }
        Problem::WrongWeights { text } => format!("{} is no period key", quoted(text)),
        Problem::WrongYears { text } => {
            format!("{} is no span of years after the balance date", quoted(text))
        }
        Problem::DatesReversed { post } => format!("contract {} ends before it begins", quoted(post)),
        Problem::CheckFails { check, value } => {
            format!("check {} fails: the expression comes to {}", quoted(check), legible(value))
        }
        Problem::UndecidedChange { post, amount } => {
            format!(
                "the change of {} by {} stands in no point of the decision",
                quoted(post),
                legible(amount)
            )
        }
        Problem::SplitMisses { whole, printed } => {
            format!("the columns that split {} do not make {} together", quoted(whole), legible(printed))
        }
        Problem::CountedTwice { post } => format!("post {} is counted twice in the sum", quoted(post)),
        Problem::CutText { kept, cut, .. } if kept.is_empty() => {
            format!("{} is not read: # begins a comment", quoted(cut))
        }
        Problem::CutText { kept, cut, .. } => {
            format!("after {} the words {} fall away: # begins a comment", quoted(kept), quoted(cut))
        }
        Problem::ReferenceHere { text } => {
            format!("{} is not looked up here, and would be printed as it stands", quoted(text))
        }
        Problem::WaysExclude { first, second } => {
            format!("the ways {} and {} exclude each other", quoted(first), quoted(second))
        }
        Problem::DecimalComma { .. } => "decimal comma in a number".to_owned(),
        Problem::DirectionOfZero { reference } => {
            format!("{} is printed as zero, neither surplus nor deficit", quoted(reference))
        }
        Problem::DivideByZero { cell } => format!("division by zero in {}", quoted(cell)),
        Problem::ReservedName { name } => format!("{} is a part of the year in formulas", quoted(name)),
        Problem::DuplicateKey { key } => format!("key {} stands twice", quoted(key)),
        Problem::DuplicateName { of, name } => {
            format!("{} {} exists in another sheet already", name_of(*of), quoted(name))
        }
        Problem::EmptySection { heading } => format!("nothing stands under the heading {}", quoted(heading)),
        Problem::EmptyValue { key } => format!("{} has no value", quoted(key)),
        Problem::FileTooLarge { bytes, limit } => {
            format!(
                "the file is too large: {} MB, at most {} MB are read",
                bytes.div_ceil(1 << 20),
                limit >> 20
            )
        }
        Problem::FormulaCycle { cell } => format!("{} is computed from itself", quoted(cell)),
        Problem::FormulaDepth { cell } => {
            format!("{} rests on too many formulas and sums in a row", quoted(cell))
        }
        Problem::FormulaSyntax { near } if near.is_empty() => "the formula ends too early".to_owned(),
        Problem::FormulaSyntax { near } => format!("the formula cannot be read at {}", quoted(near)),
        Problem::FormulaTooLong { limit } => {
            format!("the formula is too long: at most {limit} characters are read")
        }
        Problem::FormulaUnits { left, right } if left == right => {
            format!("the formula multiplies {} by {}", unit(*left), unit(*right))
        }
        Problem::FormulaUnits { left, right } => {
            format!("the formula mixes {} with {}", unit(*left), unit(*right))
        }
        Problem::HeadingAlone { text } => format!("the heading {} ends a page", quoted(text)),
        Problem::NotPrinted { text } => format!("{} does not stand whole on the pages", quoted(text)),
        Problem::NoteElsewhere => "the note does not stand on the page of its mark".to_owned(),
        Problem::PageEmpty { hundredths } => {
            format!("the page before this is empty by {hundredths} per cent")
        }
        Problem::PrintedOutside { text } if text.is_empty() => {
            "the picture reaches beyond the margins of the page".to_owned()
        }
        Problem::PrintedOutside { text } => {
            format!("{} reaches beyond the margins of the page", quoted(text))
        }
        Problem::PrintedOver { text, other } if other.is_empty() => {
            format!("{} stands under a shape", quoted(text))
        }
        Problem::PrintedOver { text, other } => format!("{} stands over {}", quoted(text), quoted(other)),
        Problem::PrintedTwice { text } => {
            format!("{} stands on the pages more often than in the text", quoted(text))
        }
        Problem::GlyphMissing { text } => {
            format!("the document's fonts lack a character of {}", quoted(text))
        }
        Problem::IgnoredFile { path, why, more } => unread_message(path, why, *more),
        Problem::NumberTwice { path, other } => {
            format!("file {} has the same number as {}", quoted(path), quoted(other))
        }
        Problem::EmptyNarrative => {
            "the document has no text between the decisions and the annexes".to_owned()
        }
        Problem::EmptyCell { heading } => {
            format!("the row has nothing under the heading {}", quoted(heading))
        }
        Problem::IncompleteContract { post, columns } => {
            format!("the contract {} lacks {}", quoted(post), list(columns, "and"))
        }
        Problem::MissingCells { post, row: Some(row), columns } => {
            format!("row {} lacks numbers for {}", quoted(&format!("{post}.{row}")), list(columns, "and"))
        }
        Problem::MissingCells { post, row: None, columns } => {
            format!("post {} lacks numbers for {}", quoted(post), list(columns, "and"))
        }
        Problem::MissingFile { path } => format!("there is no file {}", quoted(path)),
        Problem::MissingKey { key } => format!("key {} is missing", quoted(key)),
        Problem::MissingReason { text } if text.is_empty() => "what is written by hand is missing".to_owned(),
        Problem::MissingReason { text } => format!("{} is written by hand without a reason", quoted(text)),
        Problem::MissingRow { post, rows } => {
            let what = if rows.len() == 1 { "row" } else { "rows" };
            format!("post {} lacks {what} {}", quoted(post), list(rows, "and"))
        }
        Problem::NoValue { cell } => format!("the cell {} has no value", quoted(cell)),
        Problem::NotAnAmount { text } => format!("{} is not a number", quoted(text)),
        Problem::NotArchival { said } => format!("the document cannot be archived so: {}", legible(said)),
        Problem::NotInText { construct } => {
            format!("running text cannot hold {}", self::construct(*construct))
        }
        Problem::NotInKind { key } => format!("{} has no place in a document of this kind", quoted(key)),
        Problem::NoteMissing { name } => format!("the text has no note {}", quoted(name)),
        Problem::NoteTwice { name, what: NoteTwice::Referred } => {
            format!("the text refers twice to the note {}", quoted(name))
        }
        Problem::NoteTwice { name, what: NoteTwice::Written } => {
            format!("the note {} is written twice", quoted(name))
        }
        Problem::NoteUnused { name } => format!("nothing in the text refers to the note {}", quoted(name)),
        Problem::NotUtf8 => "the file is not saved as UTF-8".to_owned(),
        Problem::NotYaml { syntax } => syntax_message(*syntax),
        Problem::OutOfRange { cell } => {
            format!("{} is too large or has too many digits to be exact", quoted(cell))
        }
        Problem::OutsideProject { path } => format!("{} lies outside the project's folder", quoted(path)),
        Problem::PictureWordless { why: Wordless::Caption } => {
            "the words for who cannot see the picture only repeat its caption".to_owned()
        }
        Problem::PictureWordless { why: Wordless::FileName } => {
            "the words for who cannot see the picture are only the name of its file".to_owned()
        }
        Problem::PostWithoutRow { post, row } => format!("post {} has no row {}", quoted(post), quoted(row)),
        Problem::SecondBlock { key, first } => {
            format!("{} stands in the same item as {}", quoted(key), quoted(first))
        }
        Problem::SignConvention { row, cost: true } => {
            format!("{} is a cost but lacks the sheet's sign for costs", quoted(row))
        }
        Problem::SignConvention { row, cost: false } => {
            format!("{} is a revenue but lacks the sheet's sign for revenues", quoted(row))
        }
        Problem::AccountTwice { account } => format!("account {account} stands in two rows"),
        Problem::BrokenExport { fault } => fault_message(fault),
        Problem::CellError { text } => {
            format!("the cell shows the error {} instead of a number", quoted(text))
        }
        Problem::DuplicateRow { key } => format!("{} stands once more", quoted(key)),
        Problem::EncodingGuessed { spelling } => format!("the file's text is read as {spelling}"),
        Problem::ExportPeriod { fault } => period_message(fault),
        Problem::HiddenRows { count: 1 } => "one row is hidden in the sheet, and counted".to_owned(),
        Problem::HiddenRows { count } => format!("{count} rows are hidden in the sheet, and counted"),
        Problem::RecordsAside { label, count: 1 } => format!("records {} are not read", quoted(label)),
        Problem::RecordsAside { label, count } => {
            format!("records {} are not read ({count} lines)", quoted(label))
        }
        Problem::TwoOrigins { cell } => format!("{} is both entered and taken from a source", quoted(cell)),
        Problem::Unbalanced { by } => format!("the amounts do not net to zero: {by} kr are left"),
        Problem::UnmappedAccount { account } => format!("account {account} belongs to no row"),
        Problem::UnmappedObject { object, amount } if object.is_empty() => {
            format!("{amount} kr are booked without an object")
        }
        Problem::UnmappedObject { object, amount } => {
            format!("object {} belongs to no post: {amount} kr", quoted(object))
        }
        Problem::WrongAccounts { text } => format!("{} is no accounts", quoted(text)),
        Problem::WrongChecksum { stated, computed } => {
            format!("the checksum is {} in the file, but its content gives {computed}", quoted(stated))
        }
        Problem::WrongTotal { stated, computed } => {
            format!("the total is {stated} in the file, but its rows give {computed}")
        }
        Problem::StatedLiteral { text, .. } => format!("{} is written by hand", quoted(text)),
        Problem::Typesetting { said } => format!("typesetting stopped: {}", legible(said)),
        Problem::ContradictsTable { text, cell, printed } => {
            format!("`{text}` contradicts the table: `{cell}` is {printed}")
        }
        Problem::ImpossibleDate { text } => format!("the date `{text}` does not exist"),
        Problem::MissingAnnex { number, listed: 0 } => {
            format!("bilaga {number} is spoken of, but the matter has none")
        }
        Problem::MissingAnnex { number, listed } => {
            format!("bilaga {number} is spoken of, but the matter has only {listed}")
        }
        Problem::NamesVary { here, there } => format!("the heading `{here}` is `{there}` elsewhere"),
        Problem::TwoValues { here, there } => format!("one thing is `{here}` here and `{there}` elsewhere"),
        Problem::UnaccountedAmount { text } => format!("`{text}` stands in no table"),
        Problem::UnboundAmount { text, .. } => format!("`{text}` is typed by hand but stands in the table"),
        Problem::WrongDirection { word, cell, printed } => {
            format!("`{word}` goes against the sign: `{cell}` is {printed}")
        }
        Problem::DoesNotFoot { cell, entered, computed } => {
            format!("`{cell}` is entered as {entered}, but the posts give {computed}")
        }
        Problem::UnevenVolume { post, column, by } => {
            format!("the change of volume of `{post}` is uneven: {by} is left in `{column}`")
        }
        Problem::LinkWithoutWords { to } => format!("the link to `{to}` does not say where it leads"),
        Problem::PartsMissTotal { total, parts } => format!("the parts make {parts}, not `{total}`"),
        Problem::UnclosedBrace => "the brace `{` is not closed".to_owned(),
        Problem::Unfinished { mark } => format!("{} is left here", quoted(mark)),
        Problem::UnknownCell { reference, .. } => format!("there is no cell {}", quoted(reference)),
        Problem::UnknownKey { key, .. } => format!("unknown key {}", quoted(key)),
        Problem::UnknownName { of: NameOf::FormulaTerm, name, .. } => {
            format!("the formula uses {}, which does not exist", quoted(name))
        }
        Problem::UnknownName { of: NameOf::Way, name, .. } => {
            format!("{} is no way of writing a number", quoted(name))
        }
        Problem::UnknownName { of, name, .. } => format!("there is no {} {}", name_of(*of), quoted(name)),
        Problem::Unreadable { path, why } => format!("{} cannot be read: {}", quoted(path), legible(why)),
        Problem::WordComment { author, text, answers, resolved } => {
            let author = whole(author);
            let kind = match answers {
                Some(other) => format!("reply of {author} to {} in Word", whole(other)),
                None => format!("comment by {author} in Word"),
            };
            let state = if *resolved { ", resolved" } else { "" };
            format!("{kind}{state}: `{}`", whole(text))
        }
        Problem::WordDropped { what, text } if text.is_empty() => what.english(),
        Problem::WordDropped { what, text } => format!("{}: `{}`", what.english(), whole(text)),
        Problem::WordForm { text, was, is } => {
            let (text, was, is) = (whole(text), was.english(), is.english());
            format!("`{text}` was made into {is} in Word, and is {was} here")
        }
        Problem::WordConflict { edited, now } if edited.is_empty() => {
            format!("taken away in Word, but changed here: `{}`", whole(now))
        }
        Problem::WordConflict { edited, now } if now.is_empty() => {
            format!("changed in Word to `{}`, but gone from here", whole(edited))
        }
        Problem::WordConflict { edited, now } => {
            format!("changed on both sides: here `{}`, in Word `{}`", whole(now), whole(edited))
        }
        Problem::WordFigure { cell, printed, typed } if typed.is_empty() => {
            format!("the figure {} ({cell}) is taken away in Word", quoted(printed))
        }
        Problem::WordFigure { cell, printed, typed } => {
            format!("the figure {} ({cell}) is changed in Word to {}", quoted(printed), quoted(typed))
        }
        Problem::WordFixed { printed, typed } if typed.is_empty() => {
            format!("what prints itself is taken away in Word: `{}`", whole(printed))
        }
        Problem::WordFixed { printed, typed } => {
            let (printed, typed) = (whole(printed), whole(typed));
            format!("what prints itself, `{printed}`, is changed in Word to `{typed}`")
        }
        Problem::WordOutside { address } => {
            format!("the Word file fetches something from outside: {}", quoted(address))
        }
        Problem::WordTracked { author, before, after } => {
            format!(
                "suggested by {} in Word: `{}` in place of `{}`",
                whole(author),
                whole(after),
                whole(before)
            )
        }
        Problem::WordUnplaced { text, .. } => format!("this from Word has no place: `{}`", whole(text)),
        Problem::WrongChoice { text, .. } => format!("{} cannot be chosen here", quoted(text)),
        Problem::WrongColour { text } => format!("{} is no colour", quoted(text)),
        Problem::WrongDate { text } => format!("{} is not a date", quoted(text)),
        Problem::WrongKind { expected, found } => {
            format!("expected {}, found {}", kind(*expected), kind(*found))
        }
        Problem::WrongNumber { text, .. } => {
            format!("{} is no whole number that can stand here", quoted(text))
        }
        Problem::WrongPeriod { text } => format!("{} cannot be read as a period", quoted(text)),
        Problem::WrongPicture { path, fault } => wrong_picture(path, *fault),
        Problem::WrongSize { text, .. } => format!("{} is no size that can stand here", quoted(text)),
        Problem::WrongUnit { cell, counts, asked } => {
            format!("{} counts {} and cannot be shown in {}", quoted(cell), unit(*counts), unit(*asked))
        }
    }
}

/// What to do about it.
pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::UnitSaid { said, .. } => format!("write `enhet: {said}` under the source if that is the unit of the file, or mend the file"),
        Problem::ExtraFields { .. } => "put quotation marks round numbers with a comma, or export the file with another separator".to_owned(),
        Problem::HeadingTwice { .. } => "give the columns different headings in the file; with a line above, write both: `2024 Utfall`".to_owned(),
        Problem::MixedNumbers { .. } => "export the file anew, so that all its numbers are written alike".to_owned(),
        Problem::TwoReadings { .. } => "write `tal: komma` or `tal: punkt` under the source: the sign that parts decimals in the file".to_owned(),
        Problem::RoundedTotal { .. } => "the sum of the parts is printed; check the stated total if it is to hold".to_owned(),
        Problem::AnchorInYaml => "write the text out; if it begins with & or *, put it in quotes".to_owned(),
        Problem::ComputedCell { .. } => "remove the number, or the formula that computes it".to_owned(),
        Problem::ControlCharacter { .. } => "remove the character, or rewrite the words around it".to_owned(),
        Problem::ChartCrowded { .. } => {
            "make a table with fewer posts or columns in the sheet, and draw that".to_owned()
        }
        Problem::ChartEmpty { .. } => "draw another table, or write `tabell:` instead".to_owned(),
        Problem::ChartMixed { .. } => "make a table of columns in one unit, and draw that".to_owned(),
        Problem::ContractTwice { .. } => "correct the number or the time, or remove one of them".to_owned(),
        Problem::WrongWeights { .. } => "write twelve numbers with spaces between, one a month; none below zero".to_owned(),
        Problem::WrongYears { .. } => "write 0–1, 1–5 or 5–".to_owned(),
        Problem::DatesReversed { .. } => "correct one of the days".to_owned(),
        Problem::CheckFails { .. } => {
            "correct the figure that is wrong; `tertial trace` shows what a figure comes from".to_owned()
        }
        Problem::UndecidedChange { .. } => {
            "write it into the decision in ärende.yaml, or correct the forecast in the sheet".to_owned()
        }
        Problem::SplitMisses { .. } => {
            "let the parts cover the whole year, or remove `del-av`".to_owned()
        }
        Problem::CountedTwice { .. } => "remove one of them".to_owned(),
        Problem::CutText { .. } => "put the whole text in quotes; if it is a comment, give it a line of its own".to_owned(),
        Problem::ReferenceHere { .. } => {
            "write what is to stand there; if the brace is to show, put \\ before it: \\{".to_owned()
        }
        Problem::WaysExclude { .. } => "remove one of them".to_owned(),
        Problem::DecimalComma { with_point } => format!("write it with a point: {}", legible(with_point)),
        Problem::DirectionOfZero { .. } => "write the sentence without a direction".to_owned(),
        Problem::DivideByZero { .. } => "change the formula or the number it divides by".to_owned(),
        Problem::ReservedName { .. } => "give the column or row another name".to_owned(),
        Problem::DuplicateKey { .. } => "remove one of them, or give it another name".to_owned(),
        Problem::DuplicateName { .. } => "give one of them another name".to_owned(),
        Problem::EmptySection { .. } => "write something under the heading, or remove it".to_owned(),
        Problem::EmptyValue { .. } => {
            "write the value after the colon; for none, remove the line, or write – in a cell of a sheet".to_owned()
        }
        Problem::FileTooLarge { .. } => "split the file, or make sure it is the right one".to_owned(),
        Problem::FormulaCycle { .. } => "change the formula or sum to use other cells only".to_owned(),
        Problem::FormulaDepth { .. } => "let the sum count the posts themselves instead of other sums".to_owned(),
        Problem::FormulaSyntax { .. } => {
            "write for instance `vp * period` or `(vp - utfall) / 2`, with spaces round the signs and a decimal point"
                .to_owned()
        }
        Problem::FormulaTooLong { .. } => "split it into several columns".to_owned(),
        Problem::FormulaUnits { left, right } if left == right => {
            "multiply by a pure number or by `period`".to_owned()
        }
        Problem::FormulaUnits { .. } => "add only what is counted in one unit".to_owned(),
        Problem::HeadingAlone { .. } | Problem::PageEmpty { .. } => {
            "move the paragraph, split the table, or begin a new page before".to_owned()
        }
        Problem::NotPrinted { .. } | Problem::PrintedOutside { .. } | Problem::PrintedOver { .. } => {
            "shorten the text, or split the table or the paragraph".to_owned()
        }
        Problem::NoteElsewhere => "shorten the note, or move its mark to another paragraph".to_owned(),
        Problem::PrintedTwice { .. } => "split the table or the paragraph".to_owned(),
        Problem::GlyphMissing { .. } => "write it with other characters".to_owned(),
        Problem::IgnoredFile { why, .. } => unread_hint(why),
        Problem::NumberTwice { .. } => "give one of them another number: the files are printed by number".to_owned(),
        Problem::EmptyNarrative => {
            "write the sections in the folder tjänsteutlåtande, or the text under `ärendet` in ärende.yaml".to_owned()
        }
        Problem::EmptyCell { .. } => "fill in the cell in the file, or export it anew".to_owned(),
        Problem::IncompleteContract { .. } => {
            "enter what is missing: a contract has a number, a first and a last day".to_owned()
        }
        Problem::MissingCells { .. } => "enter the numbers; where they are zero, write 0, and where there is none, write –".to_owned(),
        Problem::MissingFile { .. } => "correct the path, or add the file".to_owned(),
        Problem::MissingKey { key } => format!("add the line `{key}: …`"),
        Problem::MissingReason { text } if text.is_empty() => "write {= the amount | why it stands so}".to_owned(),
        Problem::MissingReason { text } => format!("write {{= {} | why it stands so}}", legible(text)),
        Problem::MissingRow { rows, .. } => {
            let row = rows.first().map_or("", String::as_str);
            format!("add `{}: {{ … }}`; where there is no such row, write `{0}: –`", legible(row))
        }
        Problem::NoValue { .. } => "write the sentence without the number, or enter the number in the sheet".to_owned(),
        Problem::NotAnAmount { .. } => "write digits with a decimal point and no spaces: -1234.5".to_owned(),
        Problem::NotArchival { .. } | Problem::Typesetting { .. } => {
            "rewrite the place; if that does not help, hand the message to who looks after the program".to_owned()
        }
        Problem::NotInText { construct } => construct_hint(*construct).to_owned(),
        Problem::NotInKind { key } => format!("remove `{}`, or correct `slag`", legible(key)),
        Problem::NoteMissing { name } => {
            let name = legible(name);
            format!(
                "write the note on a line of its own in the same text: [^{name}]: …; if it is no note, put \\ before ["
            )
        }
        Problem::NoteTwice { what: NoteTwice::Referred, .. } => {
            "write another note under another name, or refer in words".to_owned()
        }
        Problem::NoteTwice { what: NoteTwice::Written, .. } => "give one of them another name".to_owned(),
        Problem::NoteUnused { name } => {
            format!("write [^{}] where the note belongs, or take the note away", legible(name))
        }
        Problem::NotUtf8 => "save the file again with the encoding UTF-8".to_owned(),
        Problem::NotYaml { syntax } => syntax_hint(*syntax).to_owned(),
        Problem::OutOfRange { .. } => "check the numbers that go into it".to_owned(),
        Problem::OutsideProject { .. } => "move the file into the folder and give the path from there".to_owned(),
        Problem::PictureWordless { .. } => {
            "write what the picture shows, so that who cannot see it learns it".to_owned()
        }
        Problem::PostWithoutRow { .. } => {
            "remove the post from here, or give it a template that has the row".to_owned()
        }
        Problem::SecondBlock { key, .. } => format!("give each part a dash of its own: `- {key}: …`"),
        Problem::SignConvention { .. } => "change the sign of the number, or `tecken` in the sheet".to_owned(),
        Problem::AccountTwice { .. } => "let every account stand in one row, or under `utanför`".to_owned(),
        Problem::BrokenExport { .. } => {
            "export the file anew; if that does not help, show the message to who runs the ledger".to_owned()
        }
        Problem::CellError { .. } => "mend the formula in the workbook, and save it again".to_owned(),
        Problem::DuplicateRow { .. } => "remove one of the rows in the file, or export it anew".to_owned(),
        Problem::EncodingGuessed { .. } => {
            "the format says otherwise, or nothing; if å, ä and ö look right in the tables, it is right".to_owned()
        }
        Problem::ExportPeriod { fault: PeriodFault::Lacks { .. } } => {
            "export the file as SIE 4, or as a type that holds it".to_owned()
        }
        Problem::ExportPeriod { .. } => {
            "export the file for the whole period, or mend `period` in ärende.yaml".to_owned()
        }
        Problem::HiddenRows { .. } => "show the rows in the sheet, and remove those that are not to count".to_owned(),
        Problem::RecordsAside { .. } => "programs may have records of their own in SIE; figures are drawn without them".to_owned(),
        Problem::TwoOrigins { .. } => "remove the number from the sheet, or the column from the source".to_owned(),
        Problem::Unbalanced { .. } => "export the whole file anew; debit and credit are equal in a whole file".to_owned(),
        Problem::UnmappedAccount { .. } => "put the account among those of a row of its post, or under `utanför`".to_owned(),
        Problem::UnmappedObject { object, .. } if object.is_empty() => {
            "say under `post` which post has what carries no object".to_owned()
        }
        Problem::UnmappedObject { .. } => "put the object on a post under `objekt`".to_owned(),
        Problem::WrongAccounts { .. } => "write an account or a stretch of them: 3000–3999".to_owned(),
        Problem::WrongChecksum { .. } => "the file was changed since it was exported; export it anew".to_owned(),
        Problem::WrongTotal { .. } => "export the file anew, or mend its rows".to_owned(),
        Problem::StatedLiteral { reason, .. } => reason.clone(),
        Problem::ContradictsTable { cell, .. } => {
            format!("write {{{cell}}}, or {{= the amount | why}} where it is to stand so")
        }
        Problem::ImpossibleDate { .. } => "correct the day or the month".to_owned(),
        Problem::MissingAnnex { .. } => "correct the number, or add the bilaga to ärende.yaml".to_owned(),
        Problem::NamesVary { .. } => "write them alike, if they are one thing".to_owned(),
        Problem::TwoValues { .. } => "correct one, or write {= the amount | why} where both are to stand".to_owned(),
        Problem::UnaccountedAmount { text } => format!("write {{= {text} | where the amount comes from}}"),
        Problem::UnboundAmount { cell, .. } => format!("write {{{cell}}}"),
        Problem::WordComment { .. } | Problem::WordOutside { .. } | Problem::WordTracked { .. } => return None,
        Problem::WordDropped { what, .. } => what.english_way().to_owned(),
        Problem::WordForm { .. } => "change it in the file, if it is to be so".to_owned(),
        Problem::WordConflict { .. } => "decide which wording is to stand, and write it".to_owned(),
        Problem::WordFigure { .. } => "change the number in the sheet if it is wrong; else do nothing".to_owned(),
        Problem::WordFixed { .. } => "change what it is made from, if it is wrong".to_owned(),
        Problem::WordUnplaced { why, .. } => match why {
            Unplaced::Heading => "put in a new section for the heading, with its text under it",
            Unplaced::HeadingGone => "take the section away by hand, or move the text left under the heading",
            Unplaced::MovedHeading => "move the section by hand",
            Unplaced::NotAsMeant => "write the text by hand",
            Unplaced::Note => "write the note into the text by hand",
            Unplaced::Only => "take it away by hand, with what it alone stands in",
        }
        .to_owned(),
        Problem::WrongDirection { .. } => "change the word, or check the numbers of the sheet".to_owned(),
        Problem::DoesNotFoot { .. } => "correct the total or the posts; rounding does not explain the difference".to_owned(),
        Problem::UnevenVolume { .. } => {
            "change cost and revenue by the same amount, or do not call it a change of volume".to_owned()
        }
        Problem::LinkWithoutWords { .. } => "write [words that say what is there](the address)".to_owned(),
        Problem::PartsMissTotal { .. } => "correct the total or the parts; rounding does not explain the difference".to_owned(),
        Problem::UnclosedBrace => "close it with `}`".to_owned(),
        Problem::UnknownName { of: NameOf::FormulaTerm, name, .. } if name == "period" => {
            "add the period to ärende.yaml: `period: { år: 2006, månader: 1–8 }`".to_owned()
        }
        Problem::UnknownName { of: NameOf::FormulaTerm, name, known, .. } if is_difference(name, known) => {
            "put spaces round the minus: `vp - utfall`".to_owned()
        }
        Problem::Unfinished { .. } => "write what should stand here, or remove it".to_owned(),
        Problem::UnknownCell { nearest: Some(name), .. }
        | Problem::UnknownKey { nearest: Some(name), .. }
        | Problem::UnknownName { nearest: Some(name), .. }
        | Problem::WrongChoice { nearest: Some(name), .. } => format!("did you mean {}?", quoted(name)),
        Problem::UnknownCell { known, .. } if known.is_empty() => {
            "write {post.column} or {post.row.column} with the names in the folder ekonomi".to_owned()
        }
        Problem::UnknownCell { known, .. } | Problem::UnknownKey { known, .. } => choose(known),
        Problem::UnknownName { known, .. } if known.is_empty() => {
            "add the name to the sheet in the folder ekonomi, or remove it here".to_owned()
        }
        Problem::UnknownName { known, .. } | Problem::WrongChoice { known, .. } => choose(known),
        Problem::Unreadable { .. } => "look at what lies there, and make sure that you may read it".to_owned(),
        Problem::WrongColour { .. } => "write six hexadecimal digits in quotes: \"#1a1a1a\"".to_owned(),
        Problem::WrongDate { .. } => "write year, month and day: 2006-12-06".to_owned(),
        Problem::WrongKind { expected, .. } => match expected {
            Kind::List => "begin every line with a dash and a space: `- …`".to_owned(),
            Kind::Mapping => "write a key with a colon and a space on every line: `rubrik: …`".to_owned(),
            Kind::Nothing | Kind::Scalar => {
                "write the text or number itself; if a text begins with { or [, put it in quotes".to_owned()
            }
        },
        Problem::WrongNumber { least, most, .. } => format!("write a whole number from {least} to {most}"),
        Problem::WrongPeriod { .. } => "write the year with four digits and the months as 1–8".to_owned(),
        Problem::WrongPicture { fault, .. } => picture_hint(*fault),
        Problem::WrongSize { least, most, .. } => {
            format!("write points from {least} to {most} with one decimal at most: 10.5")
        }
        Problem::WrongUnit { counts, .. } => match counts {
            Unit::Count => "give `antal` as the unit".to_owned(),
            Unit::Kronor => "give `kr`, `tkr`, `mnkr` or `mdkr` as the unit".to_owned(),
            Unit::Share => "give `procent` as the unit".to_owned(),
        },
    })
}

fn unread_message(path: &str, why: &UnreadFile, more: usize) -> String {
    let path = quoted(path);
    let told = match why {
        UnreadFile::Copy => format!("file {path} is a copy, and is printed too"),
        UnreadFile::SameName => format!("two files are called {path}, and only one is read"),
        UnreadFile::Below { .. }
        | UnreadFile::Ending
        | UnreadFile::Folder { .. }
        | UnreadFile::Matter
        | UnreadFile::Foreign
        | UnreadFile::Unnamed => format!("file {path} is not read"),
    };
    if more == 0 { told } else { format!("{told}, nor are {more} more files of its folder") }
}

fn unread_hint(why: &UnreadFile) -> String {
    match why {
        UnreadFile::Below { folder } => {
            format!("move it to the folder {}: folders within it are not read", quoted(folder))
        }
        UnreadFile::Copy => "remove the copy, or give it a name of its own if it belongs here".to_owned(),
        UnreadFile::Ending => "let the file's name end in .yaml, or move it away".to_owned(),
        UnreadFile::Folder { meant } => format!("the folder is to be called {}", quoted(meant)),
        UnreadFile::Matter => {
            "the file with the matter is called `ärende.yaml`; remove or rename it".to_owned()
        }
        UnreadFile::SameName => "rename or remove one of them".to_owned(),
        UnreadFile::Foreign | UnreadFile::Unnamed => {
            "name the file where it is to be used, move it away, or list it under `utanför` in ärende.yaml"
                .to_owned()
        }
    }
}

fn syntax_message(syntax: Syntax) -> String {
    match syntax {
        Syntax::AfterQuote => "the text goes on after the quotation mark that closes it".to_owned(),
        Syntax::Bracket(sign) => format!("the bracket `{sign}` is not closed"),
        Syntax::Colon => "a colon within a text".to_owned(),
        Syntax::Comma => "a comma within a text in braces".to_owned(),
        Syntax::Comment => "words that are read as a comment within a text".to_owned(),
        Syntax::Control => "an invisible character that YAML does not allow".to_owned(),
        Syntax::Depth => "more levels within each other than any report has".to_owned(),
        Syntax::Documents => "the file holds more than one document".to_owned(),
        Syntax::Ended => "the file ends before something is closed".to_owned(),
        Syntax::Indent => "the line is indented otherwise than what it belongs to".to_owned(),
        Syntax::Key => "the line is not a key with a value".to_owned(),
        Syntax::Other => "the file cannot be read as YAML here".to_owned(),
        Syntax::Quote => "the quotation mark is not closed".to_owned(),
        Syntax::Sign(sign) => format!("a text cannot begin with `{sign}`"),
        Syntax::Size => "the file holds more parts than any report has".to_owned(),
        Syntax::Tab => "a tab in the indentation".to_owned(),
        Syntax::Unseen('\u{a0}') => "a hard space where YAML has keys and indentation".to_owned(),
        Syntax::Unseen(sign) => format!(
            "character U+{:04X}, which is invisible, where YAML has keys and indentation",
            u32::from(sign)
        ),
    }
}

fn syntax_hint(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::AfterQuote => "let the quotes hold the whole text; quotes within it are written ”",
        Syntax::Bracket(_) => "close it; if it is to show in the text, put the text in quotes",
        Syntax::Colon | Syntax::Comma => "put the whole text in quotes",
        Syntax::Comment => "put the text in quotes, or indent the line as far as the text",
        Syntax::Control => "remove the character, or rewrite the line",
        Syntax::Depth | Syntax::Size => "make sure it is the right file",
        Syntax::Documents => "remove the line `---`, and move what follows to a file of its own",
        Syntax::Ended => "look for a quotation mark or bracket that is not closed",
        Syntax::Indent => "begin the line as far in as the lines it belongs to",
        Syntax::Key => {
            "write `key: value` with a space after the colon; if the line belongs to the text above, indent it as far"
        }
        Syntax::Other => "check indentation, colons and quotes; text with a colon is put in quotes",
        Syntax::Quote => "put the same mark where the text ends",
        Syntax::Sign(_) => {
            "put the whole text in quotes, or write | after the colon and the text on the next line"
        }
        Syntax::Tab => "replace the tab by spaces",
        Syntax::Unseen('\u{a0}') => "replace it by a plain space",
        Syntax::Unseen(_) => "remove the character, or rewrite the line",
    }
}

fn wrong_picture(path: &str, fault: PictureFault) -> String {
    let path = quoted(path);
    match fault {
        PictureFault::Broken => format!("{path} breaks off or is damaged"),
        PictureFault::Inks => format!("{path} is saved for printing in four inks (CMYK)"),
        PictureFault::Neither => format!("{path} is neither PNG nor JPEG"),
        PictureFault::NotPng => format!("{path} is no PNG picture"),
        PictureFault::TooHigh { height, .. } => {
            format!("{path} becomes {height} mm high and does not fit above the text")
        }
        PictureFault::TooManyDots { millions, most } => {
            format!("{path} has {millions} million dots, and {most} million are read at most")
        }
        PictureFault::Turned => format!("{path} lies on its side, and only programs for photographs turn it"),
    }
}

fn picture_hint(fault: PictureFault) -> String {
    match fault {
        PictureFault::Broken => "open the picture in a program for pictures and save it anew".to_owned(),
        PictureFault::Inks => "save the picture in RGB".to_owned(),
        PictureFault::Neither => {
            "save the picture as PNG or JPEG; a page of a PDF is saved as a picture".to_owned()
        }
        PictureFault::NotPng => "save the picture as PNG".to_owned(),
        PictureFault::TooHigh { most, .. } => {
            format!("make it narrower, so that it is at most {most} mm high, or the top margin larger")
        }
        PictureFault::TooManyDots { .. } => {
            "make the picture smaller; 2000 dots across are enough for a page".to_owned()
        }
        PictureFault::Turned => "turn the picture upright in a program for pictures and save it".to_owned(),
    }
}

fn construct_hint(construct: Construct) -> &'static str {
    match construct {
        Construct::Bullets => {
            "begin every item with a hyphen and a space, `- …`, or 1. and 2., and it becomes a list"
        }
        Construct::Code => "remove the indentation or the backquotes (`)",
        Construct::Definition => "write the link where it is to stand: [words](https://…)",
        Construct::Depth => "use at most five levels, or make sections",
        Construct::Heading => "make a section: `- avsnitt: { rubrik: …, innehåll: … }`",
        Construct::Html | Construct::Picture | Construct::Quote | Construct::Rule => {
            "use paragraphs, lists, emphasis, links and notes; put \\ before the character if it is to show"
        }
        Construct::NoteBlocks => "write the note as one paragraph, or make several notes",
        Construct::NotePlace => "put the note after the link, or write it into the note that it belongs to",
        Construct::Table => {
            "put the figures in a sheet in the folder ekonomi, and write `- tabell: …` where the table is to stand"
        }
        Construct::ListStart => {
            "begin the list with 1; if it is no list, put \\ before the point: 15\\. mars"
        }
    }
}

fn quoted(text: &str) -> String {
    format!("`{}`", legible(text))
}

/// Names in a row, with a word before the last.
fn list(names: &[String], last: &str) -> String {
    match names {
        [all @ .., name] if !all.is_empty() => {
            let all: Vec<_> = all.iter().map(|name| quoted(name)).collect();
            format!("{} {last} {}", all.join(", "), quoted(name))
        }
        _ => names.iter().map(|name| quoted(name)).collect(),
    }
}

fn choose(known: &[String]) -> String {
    match known.split_at_checked(super::MOST_NAMES) {
        Some((first, rest)) if !rest.is_empty() => format!("choose among others {}", list(first, "and")),
        _ => format!("choose {}", list(known, "or")),
    }
}

fn name_of(of: NameOf) -> &'static str {
    match of {
        NameOf::Chart => "chart of accounts",
        NameOf::Column => "column",
        NameOf::Export => "source",
        NameOf::FormulaTerm => "name",
        NameOf::HeadField => "field",
        NameOf::PeriodKey => "period key",
        NameOf::Heading => "heading",
        NameOf::Post => "post",
        NameOf::Row => "row",
        NameOf::Tab => "sheet",
        NameOf::Table => "table",
        NameOf::Template => "template",
        NameOf::Way => "way of writing",
    }
}

fn fault_message(fault: &Fault) -> String {
    match fault {
        Fault::Brace => "a brace lacks its other half".to_owned(),
        Fault::Date { text } => format!("{} is no day or month", quoted(text)),
        Fault::Empty => "the file holds no amounts".to_owned(),
        Fault::Field { label, text } => format!("{label} is {}, which cannot be read", quoted(text)),
        Fault::Fields { label } if label.is_empty() => "the line has too few fields".to_owned(),
        Fault::Fields { label } => format!("{label} lacks its value"),
        Fault::NoChecksum => "the file ends without its checksum".to_owned(),
        Fault::NoRecord => "the line does not begin with a record: #KONTO, #VER, #TRANS …".to_owned(),
        Fault::Number { text } => format!("{} is no whole number", quoted(text)),
        Fault::Objects => "the list of objects is no pairs of dimension and object in braces".to_owned(),
        Fault::OldWorkbook => "the workbook is of an older kind, or locked with a password".to_owned(),
        Fault::OutsideVoucher => "the line stands outside a voucher".to_owned(),
        Fault::Quote => "the quotation mark is not closed".to_owned(),
        Fault::TooLarge => "the file has more rows or columns than any report".to_owned(),
        Fault::Workbook { said } => format!("the workbook cannot be opened: {}", legible(said)),
        Fault::SieFive => "the file is SIE 5 (XML), which is not read; export it as SIE 4".to_owned(),
        Fault::Voucher => "the voucher is not closed".to_owned(),
        Fault::VoucherOutside { day } => format!("the voucher is dated {day}, outside the file's year"),
        Fault::VoucherTwice { voucher } => format!("voucher {} stands twice", quoted(voucher)),
    }
}

fn period_message(fault: &PeriodFault) -> String {
    match fault {
        PeriodFault::Ends { day } => format!("the file ends on {day}, before the report's last day"),
        PeriodFault::Generated { day } => format!("the file was made on {day}, before the report's last day"),
        PeriodFault::Lacks { measure, kind } => {
            format!("the file has nothing on {} for the period; it is SIE of type {kind}", quoted(measure))
        }
        PeriodFault::LastMonth { month } => {
            format!("the file's last month is {month}, before the report's last")
        }
        PeriodFault::Misses { first, last } => {
            format!("the file's year is {first} to {last}, and does not hold the report's period")
        }
        PeriodFault::NoYear { year } => format!("the file does not hold the year {year}"),
        PeriodFault::Overlaps => "two of the file's years share days".to_owned(),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::List => "a list",
        Kind::Mapping => "keys with values",
        Kind::Nothing => "nothing",
        Kind::Scalar => "a text or number",
    }
}

fn construct(construct: Construct) -> &'static str {
    match construct {
        Construct::Bullets => "items that run into one paragraph",
        Construct::Code => "code",
        Construct::Definition => "a line that only gives the address of a link",
        Construct::Depth => "so many lists within each other",
        Construct::Heading => "a heading",
        Construct::Html => "HTML",
        Construct::ListStart => "a numbered list that begins at another number than 1",
        Construct::NoteBlocks => "a note of several paragraphs or with a list",
        Construct::NotePlace => "a note in a link or in another note",
        Construct::Picture => "a picture",
        Construct::Quote => "a quotation block",
        Construct::Rule => "a rule",
        Construct::Table => "rows of a table",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "counts",
        Unit::Kronor => "kronor",
        Unit::Share => "shares",
    }
}
