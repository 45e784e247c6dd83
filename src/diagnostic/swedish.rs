//! The messages in Swedish, for clerks. Lower case, no full stop, the thing itself in quotation marks.

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
            format!("{} säger {said}, men beloppen läses som {unit}", quoted(text))
        }
        Problem::ExtraFields { found, heads } => {
            format!("raden har {found} fält, men filen har {heads} rubriker")
        }
        Problem::HeadingTwice { heading } => format!("rubriken {} står över två kolumner", quoted(heading)),
        Problem::MixedNumbers { comma, point } => {
            format!("{} har decimalkomma och {} decimalpunkt i samma fil", quoted(comma), quoted(point))
        }
        Problem::TwoReadings { text, comma, point } => {
            format!("{} kan läsas som {comma} eller som {point}", quoted(text))
        }
        Problem::RoundedTotal { stated, computed } => format!(
            "summan är angiven som {stated}; delarna ger {computed}, och avrundning förklarar skillnaden"
        ),
        Problem::AnchorInYaml => "ankare och alias (& och * först i en text) kan inte användas".to_owned(),
        Problem::ComputedCell { cell } => format!("{} räknas fram och ska inte skrivas in", quoted(cell)),
        Problem::ControlCharacter { code } => format!("tecknet U+{code:04X} syns inte och kan inte tryckas"),
        Problem::ChartCrowded { table, of, found, most } => {
            let of = match of {
                ChartPart::Bars => "staplar",
                ChartPart::Places => "rader eller punkter",
                ChartPart::Series => "serier",
            };
            format!("tabellen {} ger {found} {of}, och ett diagram rymmer {most}", quoted(table))
        }
        Problem::ChartEmpty { table } => format!("tabellen {} har inga tal att rita", quoted(table)),
        Problem::ChartMixed { table } => format!("tabellen {} har tal i olika enheter", quoted(table)),
        Problem::ContractTwice { number } => {
            format!("avtalet {} står två gånger för samma tid", quoted(number))
        }
        Problem::WrongWeights { text } => format!("{} är ingen periodnyckel", quoted(text)),
        Problem::WrongYears { text } => format!("{} är inga år efter balansdagen", quoted(text)),
        Problem::DatesReversed { post } => format!("avtalet {} slutar innan det börjar", quoted(post)),
        Problem::CheckFails { check, value } => {
            format!("kontrollen {} håller inte: uttrycket blir {}", quoted(check), legible(value))
        }
        Problem::UndecidedChange { post, amount } => {
            format!("förändringen av {} med {} står inte i någon beslutspunkt", quoted(post), legible(amount))
        }
        Problem::SplitMisses { whole, printed } => {
            format!("kolumnerna som delar upp {} blir inte {} tillsammans", quoted(whole), legible(printed))
        }
        Problem::CountedTwice { post } => format!("posten {} räknas två gånger i summan", quoted(post)),
        Problem::CutText { kept, cut, .. } if kept.is_empty() => {
            format!("{} läses inte: # börjar en kommentar", quoted(cut))
        }
        Problem::CutText { kept, cut, .. } => {
            format!("efter {} faller {} bort: # börjar en kommentar", quoted(kept), quoted(cut))
        }
        Problem::ReferenceHere { text } => {
            format!("{} slås inte upp här, och skulle tryckas som det står", quoted(text))
        }
        Problem::WaysExclude { first, second } => {
            format!("sätten {} och {} utesluter varandra", quoted(first), quoted(second))
        }
        Problem::DecimalComma { .. } => "decimalkomma i ett tal".to_owned(),
        Problem::DirectionOfZero { reference } => {
            format!("{} trycks som noll, varken överskott eller underskott", quoted(reference))
        }
        Problem::DivideByZero { cell } => format!("division med noll i {}", quoted(cell)),
        Problem::ReservedName { name } => format!("{} är i formler en del av året", quoted(name)),
        Problem::DuplicateKey { key } => format!("nyckeln {} står två gånger", quoted(key)),
        Problem::DuplicateName { of, name } => {
            format!("{} {} finns redan i ett annat blad", name_of(*of), quoted(name))
        }
        Problem::EmptySection { heading } => format!("ingenting står under rubriken {}", quoted(heading)),
        Problem::EmptyValue { key } => format!("{} saknar värde", quoted(key)),
        Problem::FileTooLarge { bytes, limit } => {
            format!("filen är för stor: {} MB, högst {} MB läses", bytes.div_ceil(1 << 20), limit >> 20)
        }
        Problem::FormulaCycle { cell } => format!("{} räknas fram ur sig själv", quoted(cell)),
        Problem::FormulaDepth { cell } => {
            format!("{} bygger på för många formler och summor i rad", quoted(cell))
        }
        Problem::FormulaSyntax { near } if near.is_empty() => "formeln slutar för tidigt".to_owned(),
        Problem::FormulaSyntax { near } => format!("formeln går inte att läsa vid {}", quoted(near)),
        Problem::FormulaTooLong { limit } => format!("formeln är för lång: högst {limit} tecken läses"),
        Problem::FormulaUnits { left, right } if left == right => {
            format!("formeln multiplicerar {} med {}", unit(*left), unit(*right))
        }
        Problem::FormulaUnits { left, right } => {
            format!("formeln blandar {} med {}", unit(*left), unit(*right))
        }
        Problem::HeadingAlone { text } => format!("rubriken {} står sist på en sida", quoted(text)),
        Problem::NotPrinted { text } => format!("{} står inte helt på sidorna", quoted(text)),
        Problem::NoteElsewhere => "noten står inte på samma sida som sin siffra".to_owned(),
        Problem::PageEmpty { hundredths } => format!("sidan före detta är tom till {hundredths} procent"),
        Problem::PrintedOutside { text } if text.is_empty() => {
            "bilden når utanför sidans marginaler".to_owned()
        }
        Problem::PrintedOutside { text } => format!("{} når utanför sidans marginaler", quoted(text)),
        Problem::PrintedOver { text, other } if other.is_empty() => {
            format!("{} står under en figur", quoted(text))
        }
        Problem::PrintedOver { text, other } => format!("{} står över {}", quoted(text), quoted(other)),
        Problem::PrintedTwice { text } => format!("{} står fler gånger på sidorna än i texten", quoted(text)),
        Problem::GlyphMissing { text } => {
            format!("dokumentets typsnitt saknar något tecken i {}", quoted(text))
        }
        Problem::IgnoredFile { path, why, more } => unread_message(path, why, *more),
        Problem::NumberTwice { path, other } => {
            format!("filen {} har samma nummer som {}", quoted(path), quoted(other))
        }
        Problem::EmptyNarrative => "dokumentet har ingen text mellan besluten och bilagorna".to_owned(),
        Problem::EmptyCell { heading } => format!("raden har inget under rubriken {}", quoted(heading)),
        Problem::IncompleteContract { post, columns } => {
            format!("avtalet {} saknar {}", quoted(post), list(columns, "och"))
        }
        Problem::MissingCells { post, row: Some(row), columns } => {
            format!("raden {} saknar tal för {}", quoted(&format!("{post}.{row}")), list(columns, "och"))
        }
        Problem::MissingCells { post, row: None, columns } => {
            format!("posten {} saknar tal för {}", quoted(post), list(columns, "och"))
        }
        Problem::MissingFile { path } => format!("filen {} finns inte", quoted(path)),
        Problem::MissingKey { key } => format!("nyckeln {} saknas", quoted(key)),
        Problem::MissingReason { text } if text.is_empty() => "det som skrivs för hand saknas".to_owned(),
        Problem::MissingReason { text } => format!("{} är skrivet för hand utan anledning", quoted(text)),
        Problem::MissingRow { post, rows } => {
            let what = if rows.len() == 1 { "raden" } else { "raderna" };
            format!("posten {} saknar {what} {}", quoted(post), list(rows, "och"))
        }
        Problem::NoValue { cell } => format!("cellen {} har inget värde", quoted(cell)),
        Problem::NotAnAmount { text } => format!("{} är inte ett tal", quoted(text)),
        Problem::NotArchival { said } => format!("dokumentet kan inte arkiveras så: {}", legible(said)),
        Problem::NotInText { construct } => {
            format!("löpande text kan inte innehålla {}", self::construct(*construct))
        }
        Problem::NotInKind { key } => {
            format!("{} har ingen plats i ett dokument av det här slaget", quoted(key))
        }
        Problem::NoteMissing { name } => format!("noten {} finns inte i texten", quoted(name)),
        Problem::NoteTwice { name, what: NoteTwice::Referred } => {
            format!("texten hänvisar två gånger till noten {}", quoted(name))
        }
        Problem::NoteTwice { name, what: NoteTwice::Written } => {
            format!("noten {} står två gånger", quoted(name))
        }
        Problem::NoteUnused { name } => format!("ingenting i texten hänvisar till noten {}", quoted(name)),
        Problem::NotUtf8 => "filen är inte sparad som UTF-8".to_owned(),
        Problem::NotYaml { syntax } => syntax_message(*syntax),
        Problem::OutOfRange { cell } => {
            format!("{} är för stort eller har för många siffror för att räknas exakt", quoted(cell))
        }
        Problem::OutsideProject { path } => format!("{} ligger utanför projektets mapp", quoted(path)),
        Problem::PictureWordless { why: Wordless::Caption } => {
            "bildens alternativ säger bara det som står i rubriken".to_owned()
        }
        Problem::PictureWordless { why: Wordless::FileName } => {
            "bildens alternativ är bara filens namn".to_owned()
        }
        Problem::PostWithoutRow { post, row } => {
            format!("posten {} har ingen rad {}", quoted(post), quoted(row))
        }
        Problem::SecondBlock { key, first } => {
            format!("{} står i samma punkt som {}", quoted(key), quoted(first))
        }
        Problem::SignConvention { row, cost: true } => {
            format!("{} är en kostnad men har inte bladets tecken för kostnader", quoted(row))
        }
        Problem::SignConvention { row, cost: false } => {
            format!("{} är en intäkt men har inte bladets tecken för intäkter", quoted(row))
        }
        Problem::AccountTwice { account } => format!("kontot {account} står på två rader"),
        Problem::BrokenExport { fault } => fault_message(fault),
        Problem::CellError { text } => format!("cellen visar felet {} i stället för ett tal", quoted(text)),
        Problem::DuplicateRow { key } => format!("{} står en gång till", quoted(key)),
        Problem::EncodingGuessed { spelling } => format!("filens text läses som {spelling}"),
        Problem::ExportPeriod { fault } => period_message(fault),
        Problem::HiddenRows { count: 1 } => "en rad är dold i arket, och räknas med".to_owned(),
        Problem::HiddenRows { count } => format!("{count} rader är dolda i arket, och räknas med"),
        Problem::RecordsAside { label, count: 1 } => format!("posttypen {} läses inte", quoted(label)),
        Problem::RecordsAside { label, count } => {
            format!("posttypen {} läses inte ({count} rader)", quoted(label))
        }
        Problem::TwoOrigins { cell } => format!("{} är både inskriven och hämtad ur en källa", quoted(cell)),
        Problem::Unbalanced { by } => format!("beloppen tar inte ut varandra: {by} kr blir kvar"),
        Problem::UnmappedAccount { account } => format!("kontot {account} hör inte till någon rad"),
        Problem::UnmappedObject { object, amount } if object.is_empty() => {
            format!("{amount} kr är bokfört utan objekt")
        }
        Problem::UnmappedObject { object, amount } => {
            format!("objektet {} hör inte till någon post: {amount} kr", quoted(object))
        }
        Problem::WrongAccounts { text } => format!("{} är inte konton", quoted(text)),
        Problem::WrongChecksum { stated, computed } => {
            format!("kontrollsumman är {} i filen, men innehållet ger {computed}", quoted(stated))
        }
        Problem::WrongTotal { stated, computed } => {
            format!("summan är {stated} i filen, men raderna ger {computed}")
        }
        Problem::StatedLiteral { text, .. } => format!("{} är skrivet för hand", quoted(text)),
        Problem::Typesetting { said } => format!("sättningen stannade: {}", legible(said)),
        Problem::ContradictsTable { text, cell, printed } => {
            format!("”{text}” strider mot tabellen: ”{cell}” är {printed}")
        }
        Problem::ImpossibleDate { text } => format!("datumet ”{text}” finns inte"),
        Problem::MissingAnnex { number, listed: 0 } => {
            format!("bilaga {number} nämns, men ärendet har inga bilagor")
        }
        Problem::MissingAnnex { number, listed } => {
            format!("bilaga {number} nämns, men ärendet har bara {listed}")
        }
        Problem::NamesVary { here, there } => {
            format!("rubriken ”{here}” heter ”{there}” på ett annat ställe")
        }
        Problem::TwoValues { here, there } => {
            format!("samma sak är ”{here}” här och ”{there}” på ett annat ställe")
        }
        Problem::UnaccountedAmount { text } => format!("”{text}” finns inte i någon tabell"),
        Problem::UnboundAmount { text, .. } => format!("”{text}” är skrivet för hand men finns i tabellen"),
        Problem::WrongDirection { word, cell, printed } => {
            format!("”{word}” strider mot tecknet: ”{cell}” är {printed}")
        }
        Problem::DoesNotFoot { cell, entered, computed } => {
            format!("”{cell}” är inskrivet som {entered}, men posterna ger {computed}")
        }
        Problem::UnevenVolume { post, column, by } => {
            format!("omslutningsförändringen för ”{post}” går inte jämnt ut: {by} blir kvar i ”{column}”")
        }
        Problem::LinkWithoutWords { to } => format!("länken till ”{to}” säger inte vart den leder"),
        Problem::PartsMissTotal { total, parts } => format!("delarna ger {parts}, inte ”{total}”"),
        Problem::UnclosedBrace => "klammern ”{” avslutas inte".to_owned(),
        Problem::Unfinished { mark } => format!("här står {} kvar", quoted(mark)),
        Problem::UnknownCell { reference, .. } => format!("cellen {} finns inte", quoted(reference)),
        Problem::UnknownKey { key, .. } => format!("okänd nyckel {}", quoted(key)),
        Problem::UnknownName { of: NameOf::FormulaTerm, name, .. } => {
            format!("formeln använder {}, som inte finns", quoted(name))
        }
        Problem::UnknownName { of: NameOf::Way, name, .. } => {
            format!("{} är inget sätt att skriva ett tal", quoted(name))
        }
        Problem::UnknownName { of, name, .. } => format!("{} {} finns inte", name_of(*of), quoted(name)),
        Problem::Unreadable { path, why } => format!("{} går inte att läsa: {}", quoted(path), refusal(why)),
        Problem::WordComment { author, text, answers, resolved } => {
            let author = whole(author);
            let kind = match answers {
                Some(other) => format!("svar av {author} till {} i Word", whole(other)),
                None => format!("kommentar av {author} i Word"),
            };
            let state = if *resolved { ", avslutad" } else { "" };
            format!("{kind}{state}: ”{}”", whole(text))
        }
        Problem::WordDropped { what, text } if text.is_empty() => what.swedish(),
        Problem::WordDropped { what, text } => format!("{}: ”{}”", what.swedish(), whole(text)),
        Problem::WordForm { text, was, is } => {
            format!("”{}” är gjort till {} i Word, men är {} här", whole(text), is.swedish(), was.swedish())
        }
        Problem::WordConflict { edited, now } if edited.is_empty() => {
            format!("togs bort i Word, men är ändrat här: ”{}”", whole(now))
        }
        Problem::WordConflict { edited, now } if now.is_empty() => {
            format!("ändrades i Word till ”{}”, men är borttaget här", whole(edited))
        }
        Problem::WordConflict { edited, now } => {
            format!("ändrat på båda hållen: här ”{}”, i Word ”{}”", whole(now), whole(edited))
        }
        Problem::WordFigure { cell, printed, typed } if typed.is_empty() => {
            format!("siffran {} ({cell}) är borttagen i Word", quoted(printed))
        }
        Problem::WordFigure { cell, printed, typed } => {
            format!("siffran {} ({cell}) är ändrad i Word till {}", quoted(printed), quoted(typed))
        }
        Problem::WordFixed { printed, typed } if typed.is_empty() => {
            format!("det som trycks av sig självt är borttaget i Word: ”{}”", whole(printed))
        }
        Problem::WordFixed { printed, typed } => {
            let (printed, typed) = (whole(printed), whole(typed));
            format!("det som trycks av sig självt, ”{printed}”, är ändrat i Word till ”{typed}”")
        }
        Problem::WordOutside { address } => {
            format!("filen från Word hämtar något utifrån: {}", quoted(address))
        }
        Problem::WordTracked { author, before, after } => {
            format!(
                "förslag av {} i Word: ”{}” i stället för ”{}”",
                whole(author),
                whole(after),
                whole(before)
            )
        }
        Problem::WordUnplaced { text, .. } => format!("det här från Word har ingen plats: ”{}”", whole(text)),
        Problem::WrongChoice { text, .. } => format!("{} går inte att välja här", quoted(text)),
        Problem::WrongColour { text } => format!("{} är ingen färg", quoted(text)),
        Problem::WrongDate { text } => format!("{} är inte ett datum", quoted(text)),
        Problem::WrongKind { expected, found } => {
            format!("här ska stå {}, men här står {}", kind(*expected), kind(*found))
        }
        Problem::WrongNumber { text, .. } => format!("{} är inget heltal som kan stå här", quoted(text)),
        Problem::WrongPeriod { text } => format!("{} går inte att läsa som period", quoted(text)),
        Problem::WrongPicture { path, fault } => wrong_picture(path, *fault),
        Problem::WrongSize { text, .. } => format!("{} är ingen storlek som kan stå här", quoted(text)),
        Problem::WrongUnit { cell, counts, asked } => {
            format!("{} räknas i {} och kan inte visas i {}", quoted(cell), unit(*counts), unit(*asked))
        }
    }
}

/// What to do about it.
pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::UnitSaid { said, .. } => format!("skriv ”enhet: {said}” under källan om det är filens enhet, eller rätta filen"),
        Problem::ExtraFields { .. } => "sätt citattecken runt tal med komma, eller ta ut filen med ett annat skiljetecken".to_owned(),
        Problem::HeadingTwice { .. } => "ge kolumnerna olika rubriker i filen; med en rad ovanför skrivs båda orden: ”2024 Utfall”".to_owned(),
        Problem::MixedNumbers { .. } => "ta ut filen på nytt, så att alla tal är skrivna på samma sätt".to_owned(),
        Problem::TwoReadings { .. } => "skriv ”tal: komma” eller ”tal: punkt” under källan: vilket tecken som skiljer decimalerna åt i filen".to_owned(),
        Problem::RoundedTotal { .. } => "det är delarnas summa som trycks; stäm av den angivna summan om den ska gälla".to_owned(),
        Problem::AnchorInYaml => "skriv ut texten; börjar den med & eller *, sätt den inom citattecken".to_owned(),
        Problem::ComputedCell { .. } => "ta bort talet, eller formeln som räknar fram det".to_owned(),
        Problem::ControlCharacter { .. } => "ta bort tecknet, eller skriv om orden runt det".to_owned(),
        Problem::ChartCrowded { .. } => {
            "gör en tabell med färre poster eller kolumner i bladet, och rita den".to_owned()
        }
        Problem::ChartEmpty { .. } => "rita en annan tabell, eller skriv `tabell:` i stället".to_owned(),
        Problem::ChartMixed { .. } => "gör en tabell med bara kolumner i samma enhet, och rita den".to_owned(),
        Problem::ContractTwice { .. } => "rätta numret eller tiden, eller ta bort det ena".to_owned(),
        Problem::WrongWeights { .. } => "skriv tolv tal med mellanslag mellan, ett för varje månad; inget mindre än noll".to_owned(),
        Problem::WrongYears { .. } => "skriv 0–1, 1–5 eller 5–".to_owned(),
        Problem::DatesReversed { .. } => "rätta den ena dagen".to_owned(),
        Problem::CheckFails { .. } => {
            "rätta det tal som är fel; `tertial trace` visar vad ett tal kommer ur".to_owned()
        }
        Problem::UndecidedChange { .. } => {
            "skriv in den i beslutet i ärende.yaml, eller rätta prognosen i bladet".to_owned()
        }
        Problem::SplitMisses { .. } => {
            "låt delarna täcka hela året, eller ta bort `del-av`".to_owned()
        }
        Problem::CountedTwice { .. } => "ta bort den ena".to_owned(),
        Problem::CutText { .. } => "sätt hela texten inom citattecken; är det en kommentar, sätt den på en egen rad".to_owned(),
        Problem::ReferenceHere { .. } => {
            "skriv det som ska stå; ska klammern synas, sätt \\ före den: \\{".to_owned()
        }
        Problem::WaysExclude { .. } => "ta bort det ena".to_owned(),
        Problem::DecimalComma { with_point } => format!("skriv med decimalpunkt: {}", legible(with_point)),
        Problem::DirectionOfZero { .. } => {
            "skriv meningen utan riktning, till exempel ”ingen avvikelse”".to_owned()
        }
        Problem::DivideByZero { .. } => "ändra formeln eller talet som den delar med".to_owned(),
        Problem::ReservedName { .. } => "ge kolumnen eller raden ett annat namn".to_owned(),
        Problem::DuplicateKey { .. } => "ta bort den ena, eller ge den ett annat namn".to_owned(),
        Problem::DuplicateName { .. } => "ge den ena ett annat namn".to_owned(),
        Problem::EmptySection { .. } => "skriv något under rubriken, eller ta bort den".to_owned(),
        Problem::EmptyValue { .. } => "skriv värdet efter kolonet; finns inget, ta bort raden, eller skriv – om det är en cell i ett blad".to_owned(),
        Problem::FileTooLarge { .. } => "dela upp filen, eller kontrollera att det är rätt fil".to_owned(),
        Problem::FormulaCycle { .. } => {
            "ändra formeln eller summan så att den bara använder andra celler".to_owned()
        }
        Problem::FormulaDepth { .. } => "låt summan räkna posterna direkt i stället för andra summor".to_owned(),
        Problem::FormulaSyntax { .. } => {
            "skriv till exempel ”vp * period” eller ”(vp - utfall) / 2”, med mellanslag runt tecknen och punkt i \
             decimaltal"
                .to_owned()
        }
        Problem::FormulaTooLong { .. } => "dela upp den på flera kolumner".to_owned(),
        Problem::FormulaUnits { left, right } if left == right => {
            "multiplicera med ett rent tal eller med ”period”".to_owned()
        }
        Problem::FormulaUnits { .. } => "lägg bara ihop det som räknas i samma enhet".to_owned(),
        Problem::HeadingAlone { .. } | Problem::PageEmpty { .. } => {
            "flytta stycket, dela tabellen eller ta en ny sida före".to_owned()
        }
        Problem::NotPrinted { .. } | Problem::PrintedOutside { .. } | Problem::PrintedOver { .. } => {
            "korta texten, eller dela tabellen eller stycket i flera".to_owned()
        }
        Problem::NoteElsewhere => "korta noten, eller flytta siffran till ett annat stycke".to_owned(),
        Problem::PrintedTwice { .. } => "dela tabellen eller stycket i flera".to_owned(),
        Problem::GlyphMissing { .. } => "skriv det med andra tecken".to_owned(),
        Problem::IgnoredFile { why, .. } => unread_hint(why),
        Problem::NumberTwice { .. } => "ge en av dem ett annat nummer: filerna trycks i nummerordning".to_owned(),
        Problem::EmptyNarrative => {
            "skriv avsnitten i mappen tjänsteutlåtande, eller texten under ”ärendet” i ärende.yaml".to_owned()
        }
        Problem::EmptyCell { .. } => "fyll i cellen i filen, eller ta ut filen på nytt".to_owned(),
        Problem::IncompleteContract { .. } => {
            "skriv in det som saknas: ett avtal har ett nummer, en första och en sista dag".to_owned()
        }
        Problem::MissingCells { .. } => "skriv in talen; är de noll, skriv 0, och finns det inget tal, skriv –".to_owned(),
        Problem::MissingFile { .. } => "rätta sökvägen, eller lägg till filen".to_owned(),
        Problem::MissingKey { key } => format!("lägg till raden ”{key}: …”"),
        Problem::MissingReason { text } if text.is_empty() => "skriv {= beloppet | varför det står så}".to_owned(),
        Problem::MissingReason { text } => format!("skriv {{= {} | varför det står så}}", legible(text)),
        Problem::MissingRow { rows, .. } => {
            let row = rows.first().map_or("", String::as_str);
            format!("lägg till ”{}: {{ … }}”; finns raden inte, skriv ”{0}: –”", legible(row))
        }
        Problem::NoValue { .. } => "skriv meningen utan talet, eller skriv in talet i bladet".to_owned(),
        Problem::NotAnAmount { .. } => "skriv siffror med decimalpunkt och utan mellanslag: -1234.5".to_owned(),
        Problem::NotArchival { .. } | Problem::Typesetting { .. } => {
            "skriv om stället; hjälper det inte, lämna meddelandet till den som sköter programmet".to_owned()
        }
        Problem::NotInText { construct } => construct_hint(*construct).to_owned(),
        Problem::NotInKind { key } => format!("ta bort ”{}”, eller rätta ”slag”", legible(key)),
        Problem::NoteMissing { name } => {
            let name = legible(name);
            format!("skriv noten på en egen rad i samma text: [^{name}]: …; är det ingen not, sätt \\ före [")
        }
        Problem::NoteTwice { what: NoteTwice::Referred, .. } => {
            "skriv en not till under ett annat namn, eller hänvisa med ord".to_owned()
        }
        Problem::NoteTwice { what: NoteTwice::Written, .. } => "ge den ena ett annat namn".to_owned(),
        Problem::NoteUnused { name } => {
            format!("skriv [^{}] där noten hör till, eller ta bort noten", legible(name))
        }
        Problem::NotUtf8 => "spara om filen med teckenkodningen UTF-8".to_owned(),
        Problem::NotYaml { syntax } => syntax_hint(*syntax).to_owned(),
        Problem::OutOfRange { .. } => "kontrollera talen som går in i det".to_owned(),
        Problem::OutsideProject { .. } => "flytta in filen i mappen och ange sökvägen därifrån".to_owned(),
        Problem::PictureWordless { .. } => {
            "skriv vad bilden visar, så att den som inte ser den får veta det".to_owned()
        }
        Problem::PostWithoutRow { .. } => {
            "ta bort posten härifrån, eller ge den en mall som har raden".to_owned()
        }
        Problem::SecondBlock { key, .. } => format!("ge varje del ett eget streck: ”- {key}: …”"),
        Problem::SignConvention { .. } => "byt tecken på talet, eller ändra ”tecken” i bladet".to_owned(),
        Problem::AccountTwice { .. } => "låt varje konto stå på en rad, eller under ”utanför”".to_owned(),
        Problem::BrokenExport { .. } => {
            "ta ut filen på nytt ur redovisningen; hjälper det inte, visa meddelandet för den som sköter den".to_owned()
        }
        Problem::CellError { .. } => "rätta formeln i arket, och spara om det".to_owned(),
        Problem::DuplicateRow { .. } => "ta bort den ena raden i filen, eller ta ut den på nytt".to_owned(),
        Problem::EncodingGuessed { .. } => {
            "formatet säger något annat, eller ingenting; ser å, ä och ö rätt ut i tabellerna är det rätt".to_owned()
        }
        Problem::ExportPeriod { fault: PeriodFault::Lacks { .. } } => {
            "ta ut filen som SIE 4, eller som en typ som har uppgifterna".to_owned()
        }
        Problem::ExportPeriod { .. } => {
            "ta ut filen för hela perioden, eller rätta ”period” i ärende.yaml".to_owned()
        }
        Problem::HiddenRows { .. } => "visa raderna i arket, och ta bort dem som inte ska räknas".to_owned(),
        Problem::RecordsAside { .. } => "program får ha egna posttyper i SIE; talen räknas utan dem".to_owned(),
        Problem::TwoOrigins { .. } => "ta bort talet ur bladet, eller kolumnen ur källan".to_owned(),
        Problem::Unbalanced { .. } => "ta ut hela filen på nytt; debet och kredit är lika stora i en hel fil".to_owned(),
        Problem::UnmappedAccount { .. } => "lägg kontot på en av radens konton, eller under ”utanför”".to_owned(),
        Problem::UnmappedObject { object, .. } if object.is_empty() => {
            "skriv under ”post” vilken post som har det som är utan objekt".to_owned()
        }
        Problem::UnmappedObject { .. } => "lägg objektet på en post under ”objekt”".to_owned(),
        Problem::WrongAccounts { .. } => "skriv ett konto eller ett spann: 3000–3999".to_owned(),
        Problem::WrongChecksum { .. } => "filen har ändrats sedan den togs ut; ta ut den på nytt".to_owned(),
        Problem::WrongTotal { .. } => "ta ut filen på nytt, eller rätta raderna i den".to_owned(),
        Problem::StatedLiteral { reason, .. } => reason.clone(),
        Problem::ContradictsTable { cell, .. } => {
            format!("skriv {{{cell}}}, eller {{= beloppet | varför}} om det ska stå så")
        }
        Problem::ImpossibleDate { .. } => "rätta dagen eller månaden".to_owned(),
        Problem::MissingAnnex { .. } => "rätta numret, eller lägg till bilagan i ärende.yaml".to_owned(),
        Problem::NamesVary { .. } => "skriv dem lika, om de är samma sak".to_owned(),
        Problem::TwoValues { .. } => "rätta det ena, eller skriv {= beloppet | varför} om båda ska stå".to_owned(),
        Problem::UnaccountedAmount { text } => format!("skriv {{= {text} | var beloppet kommer ifrån}}"),
        Problem::UnboundAmount { cell, .. } => format!("skriv {{{cell}}}"),
        Problem::WordComment { .. } | Problem::WordOutside { .. } | Problem::WordTracked { .. } => return None,
        Problem::WordDropped { what, .. } => what.swedish_way().to_owned(),
        Problem::WordForm { .. } => "ändra det i filen, om det ska vara så".to_owned(),
        Problem::WordConflict { .. } => "bestäm vilken lydelse som ska gälla, och skriv in den".to_owned(),
        Problem::WordFigure { .. } => "ändra talet i bladet om det är fel; annars är inget att göra".to_owned(),
        Problem::WordFixed { .. } => "ändra det som det görs av, om det är fel".to_owned(),
        Problem::WordUnplaced { why, .. } => match why {
            Unplaced::Heading => "lägg in ett nytt avsnitt för rubriken, med texten under den",
            Unplaced::HeadingGone => "ta bort avsnittet för hand, eller flytta texten som står kvar under rubriken",
            Unplaced::MovedHeading => "flytta avsnittet för hand",
            Unplaced::NotAsMeant => "skriv in texten för hand",
            Unplaced::Note => "skriv in noten i texten för hand",
            Unplaced::Only => "ta bort den för hand, tillsammans med det som den ensam står i",
        }
        .to_owned(),
        Problem::WrongDirection { .. } => "byt ordet, eller kontrollera talen i bladet".to_owned(),
        Problem::DoesNotFoot { .. } => "rätta summan eller posterna; avrundning förklarar inte skillnaden".to_owned(),
        Problem::UnevenVolume { .. } => {
            "ändra kostnad och intäkt lika mycket, eller kalla det inte omslutningsförändring".to_owned()
        }
        Problem::LinkWithoutWords { .. } => "skriv [ord som säger vad som finns där](adressen)".to_owned(),
        Problem::PartsMissTotal { .. } => "rätta summan eller delarna; avrundning förklarar inte skillnaden".to_owned(),
        Problem::UnclosedBrace => "avsluta med ”}”".to_owned(),
        Problem::UnknownName { of: NameOf::FormulaTerm, name, .. } if name == "period" => {
            "lägg till perioden i ärende.yaml: ”period: { år: 2006, månader: 1–8 }”".to_owned()
        }
        Problem::UnknownName { of: NameOf::FormulaTerm, name, known, .. } if is_difference(name, known) => {
            "skriv mellanslag runt minustecknet: ”vp - utfall”".to_owned()
        }
        Problem::Unfinished { .. } => "skriv det som ska stå här, eller ta bort det".to_owned(),
        Problem::UnknownCell { nearest: Some(name), .. }
        | Problem::UnknownKey { nearest: Some(name), .. }
        | Problem::UnknownName { nearest: Some(name), .. }
        | Problem::WrongChoice { nearest: Some(name), .. } => format!("menade du {}?", quoted(name)),
        Problem::UnknownCell { known, .. } if known.is_empty() => {
            "skriv {post.kolumn} eller {post.rad.kolumn} med namnen i mappen ekonomi".to_owned()
        }
        Problem::UnknownCell { known, .. } | Problem::UnknownKey { known, .. } => choose(known),
        Problem::UnknownName { known, .. } if known.is_empty() => {
            "lägg till namnet i bladet i mappen ekonomi, eller ta bort det här".to_owned()
        }
        Problem::UnknownName { known, .. } | Problem::WrongChoice { known, .. } => choose(known),
        Problem::Unreadable { .. } => "kontrollera vad som ligger där, och att det får läsas".to_owned(),
        Problem::WrongColour { .. } => "skriv sex hexadecimala siffror inom citattecken: \"#1a1a1a\"".to_owned(),
        Problem::WrongDate { .. } => "skriv år, månad och dag: 2006-12-06".to_owned(),
        Problem::WrongKind { expected, .. } => match expected {
            Kind::List => "börja varje rad med streck och mellanslag: ”- …”".to_owned(),
            Kind::Mapping => "skriv en nyckel med kolon och mellanslag på varje rad: ”rubrik: …”".to_owned(),
            Kind::Nothing | Kind::Scalar => {
                "skriv texten eller talet direkt; börjar texten med { eller [, sätt den inom citattecken".to_owned()
            }
        },
        Problem::WrongNumber { least, most, .. } => format!("skriv ett heltal från {least} till {most}"),
        Problem::WrongPeriod { .. } => "skriv året med fyra siffror och månaderna som 1–8".to_owned(),
        Problem::WrongPicture { fault, .. } => picture_hint(*fault),
        Problem::WrongSize { least, most, .. } => {
            format!("skriv punkter från {least} till {most} med högst en decimal: 10.5")
        }
        Problem::WrongUnit { counts, .. } => match counts {
            Unit::Count => "ange ”antal” som enhet".to_owned(),
            Unit::Kronor => "ange ”kr”, ”tkr”, ”mnkr” eller ”mdkr” som enhet".to_owned(),
            Unit::Share => "ange ”procent” som enhet".to_owned(),
        },
    })
}

fn unread_message(path: &str, why: &UnreadFile, more: usize) -> String {
    let path = quoted(path);
    let told = match why {
        UnreadFile::Copy => format!("filen {path} är en kopia, och trycks också"),
        UnreadFile::SameName => format!("två filer heter {path}, och bara den ena läses"),
        UnreadFile::Below { .. }
        | UnreadFile::Ending
        | UnreadFile::Folder { .. }
        | UnreadFile::Matter
        | UnreadFile::Foreign
        | UnreadFile::Unnamed => format!("filen {path} läses inte"),
    };
    if more == 0 { told } else { format!("{told}, och inte heller {more} filer till i samma mapp") }
}

fn unread_hint(why: &UnreadFile) -> String {
    match why {
        UnreadFile::Below { folder } => {
            format!("flytta den till mappen {}: mappar i den läses inte", quoted(folder))
        }
        UnreadFile::Copy => "ta bort kopian, eller ge den ett eget namn om den ska vara med".to_owned(),
        UnreadFile::Ending => "ge filen ändelsen .yaml, eller flytta den härifrån".to_owned(),
        UnreadFile::Folder { meant } => format!("mappen ska heta {}", quoted(meant)),
        UnreadFile::Matter => "filen med ärendet ska heta ”ärende.yaml”; ta bort den eller byt namn".to_owned(),
        UnreadFile::SameName => "byt namn på den ena, eller ta bort den".to_owned(),
        UnreadFile::Foreign | UnreadFile::Unnamed => {
            "nämn filen där den ska användas, flytta den härifrån, eller skriv den under ”utanför” i ärende.yaml"
                .to_owned()
        }
    }
}

fn syntax_message(syntax: Syntax) -> String {
    match syntax {
        Syntax::AfterQuote => "texten fortsätter efter sitt avslutande citattecken".to_owned(),
        Syntax::Bracket(sign) => format!("klammern ”{sign}” avslutas inte"),
        Syntax::Colon => "kolon inne i en text".to_owned(),
        Syntax::Comma => "komma inne i en text mellan klamrar".to_owned(),
        Syntax::Comment => "ord som läses som kommentar mitt i en text".to_owned(),
        Syntax::Control => "ett osynligt tecken som inte får stå i YAML".to_owned(),
        Syntax::Depth => "fler nivåer i varandra än någon rapport har".to_owned(),
        Syntax::Documents => "filen innehåller mer än ett dokument".to_owned(),
        Syntax::Ended => "filen slutar innan något är avslutat".to_owned(),
        Syntax::Indent => "raden är indragen på ett annat sätt än det den hör ihop med".to_owned(),
        Syntax::Key => "raden är inte en nyckel med värde".to_owned(),
        Syntax::Other => "filen går inte att läsa som YAML här".to_owned(),
        Syntax::Quote => "citattecknet avslutas inte".to_owned(),
        Syntax::Sign(sign) => format!("en text kan inte börja med ”{sign}”"),
        Syntax::Size => "filen innehåller fler delar än någon rapport har".to_owned(),
        Syntax::Tab => "tabbtecken i indraget".to_owned(),
        Syntax::Unseen('\u{a0}') => "ett hårt blanksteg där YAML har nycklar och indrag".to_owned(),
        Syntax::Unseen(sign) => {
            format!("tecknet U+{:04X}, som inte syns, där YAML har nycklar och indrag", u32::from(sign))
        }
    }
}

fn syntax_hint(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::AfterQuote => "låt citattecknen omsluta hela texten; citattecken inne i den skrivs ”",
        Syntax::Bracket(_) => "avsluta den; ska den synas i texten, sätt texten inom citattecken",
        Syntax::Colon | Syntax::Comma => "sätt hela texten inom citattecken",
        Syntax::Comment => "sätt texten inom citattecken, eller dra in raden lika långt som texten",
        Syntax::Control => "ta bort tecknet, eller skriv om raden",
        Syntax::Depth | Syntax::Size => "kontrollera att det är rätt fil",
        Syntax::Documents => "ta bort raden ”---”, och flytta det som följer till en egen fil",
        Syntax::Ended => "leta efter ett citattecken eller en klammer som inte är avslutad",
        Syntax::Indent => "börja raden lika långt in som raderna den hör ihop med",
        Syntax::Key => {
            "skriv ”nyckel: värde” med mellanslag efter kolonet; hör raden till texten ovanför, dra in den lika långt"
        }
        Syntax::Other => "kontrollera indraget, kolon och citattecken; text med kolon sätts inom citattecken",
        Syntax::Quote => "sätt ett likadant citattecken där texten slutar",
        Syntax::Sign(_) => {
            "sätt hela texten inom citattecken, eller skriv | efter kolonet och texten på nästa rad"
        }
        Syntax::Tab => "byt tabbtecknet mot blanksteg",
        Syntax::Unseen('\u{a0}') => "byt det mot ett vanligt blanksteg",
        Syntax::Unseen(_) => "ta bort tecknet, eller skriv om raden",
    }
}

fn wrong_picture(path: &str, fault: PictureFault) -> String {
    let path = quoted(path);
    match fault {
        PictureFault::Broken => format!("{path} är avbruten eller skadad"),
        PictureFault::Inks => format!("{path} är sparad för fyrfärgstryck (CMYK)"),
        PictureFault::Neither => format!("{path} är varken PNG eller JPEG"),
        PictureFault::NotPng => format!("{path} är ingen PNG-bild"),
        PictureFault::TooHigh { height, .. } => {
            format!("{path} blir {height} mm hög och får inte plats i sidhuvudet")
        }
        PictureFault::TooManyDots { millions, most } => {
            format!("{path} har {millions} miljoner bildpunkter, och högst {most} miljoner läses")
        }
        PictureFault::Turned => format!("{path} ligger ned och vänds bara av program som visar foton"),
    }
}

fn picture_hint(fault: PictureFault) -> String {
    match fault {
        PictureFault::Broken => "öppna bilden i ett bildprogram och spara den på nytt".to_owned(),
        PictureFault::Inks => "spara bilden i RGB".to_owned(),
        PictureFault::Neither => {
            "spara bilden som PNG eller JPEG; en sida ur en PDF sparas som bild".to_owned()
        }
        PictureFault::NotPng => "spara bilden som PNG".to_owned(),
        PictureFault::TooHigh { most, .. } => {
            format!("gör den smalare, så att den blir högst {most} mm hög, eller marginalen upptill större")
        }
        PictureFault::TooManyDots { .. } => {
            "minska bilden; 2000 punkter på bredden räcker till en sida".to_owned()
        }
        PictureFault::Turned => "vänd bilden rätt i ett bildprogram och spara den".to_owned(),
    }
}

fn construct_hint(construct: Construct) -> &'static str {
    match construct {
        Construct::Bullets => {
            "börja varje punkt med bindestreck och blanksteg, ”- …”, eller 1. och 2., så blir det en lista"
        }
        Construct::Code => "ta bort indraget eller de grava accenterna (`)",
        Construct::Definition => "skriv länken där den ska stå: [ord](https://…)",
        Construct::Depth => "använd högst fem nivåer, eller gör avsnitt",
        Construct::Heading => "gör ett avsnitt: ”- avsnitt: { rubrik: …, innehåll: … }”",
        Construct::Html | Construct::Picture | Construct::Quote | Construct::Rule => {
            "använd stycken, listor, betoning, länkar och noter; sätt \\ före tecknet om det ska synas"
        }
        Construct::NoteBlocks => "skriv noten som ett enda stycke, eller gör flera noter",
        Construct::NotePlace => "sätt noten efter länken, eller skriv in den i noten den hör till",
        Construct::Table => {
            "lägg talen i ett blad i mappen ekonomi, och skriv ”- tabell: …” där tabellen ska stå"
        }
        Construct::ListStart => "börja listan med 1; är det ingen lista, sätt \\ före punkten: 15\\. mars",
    }
}

fn quoted(text: &str) -> String {
    format!("”{}”", legible(text))
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
        Some((first, rest)) if !rest.is_empty() => format!("välj bland andra {}", list(first, "och")),
        _ => format!("välj {}", list(known, "eller")),
    }
}

/// The system's word for why a file cannot be read.
fn refusal(why: &str) -> &str {
    match why {
        "is a directory" => "det är en mapp",
        "not a directory" => "det är ingen mapp",
        "permission denied" => "du har inte rätt att läsa den",
        other if other.starts_with("filesystem loop") => "genvägen leder tillbaka till sig själv",
        other => other,
    }
}

fn name_of(of: NameOf) -> &'static str {
    match of {
        NameOf::Chart => "kontoplanen",
        NameOf::Column => "kolumnen",
        NameOf::Export => "källan",
        NameOf::FormulaTerm => "namnet",
        NameOf::HeadField => "uppgiften",
        NameOf::PeriodKey => "periodnyckel",
        NameOf::Heading => "rubriken",
        NameOf::Post => "posten",
        NameOf::Row => "raden",
        NameOf::Tab => "bladet",
        NameOf::Table => "tabellen",
        NameOf::Template => "mallen",
        NameOf::Way => "sättet",
    }
}

fn fault_message(fault: &Fault) -> String {
    match fault {
        Fault::Brace => "en klammer saknar sin andra hälft".to_owned(),
        Fault::Date { text } => format!("{} är inte en dag eller månad", quoted(text)),
        Fault::Empty => "filen innehåller inga belopp".to_owned(),
        Fault::Field { label, text } => format!("{label} är {}, vilket inte går att läsa", quoted(text)),
        Fault::Fields { label } if label.is_empty() => "raden har för få fält".to_owned(),
        Fault::Fields { label } => format!("{label} saknar sitt värde"),
        Fault::NoChecksum => "filen slutar utan sin kontrollsumma".to_owned(),
        Fault::NoRecord => "raden börjar inte med en posttyp: #KONTO, #VER, #TRANS …".to_owned(),
        Fault::Number { text } => format!("{} är inte ett heltal", quoted(text)),
        Fault::Objects => "objektlistan är inte par av dimension och objekt inom klamrar".to_owned(),
        Fault::OldWorkbook => "arbetsboken är av äldre slag eller låst med lösenord".to_owned(),
        Fault::OutsideVoucher => "raden står utanför en verifikation".to_owned(),
        Fault::Quote => "citattecknet avslutas inte".to_owned(),
        Fault::TooLarge => "filen har fler rader eller kolumner än någon rapport".to_owned(),
        Fault::Workbook { said } => format!("arbetsboken går inte att öppna: {}", legible(said)),
        Fault::SieFive => "filen är SIE 5 (XML), som inte läses; ta ut den som SIE 4".to_owned(),
        Fault::Voucher => "verifikationen avslutas inte".to_owned(),
        Fault::VoucherOutside { day } => format!("verifikationen är daterad {day}, utanför filens år"),
        Fault::VoucherTwice { voucher } => format!("verifikationen {} står två gånger", quoted(voucher)),
    }
}

fn period_message(fault: &PeriodFault) -> String {
    match fault {
        PeriodFault::Ends { day } => format!("filen slutar {day}, före rapportens sista dag"),
        PeriodFault::Generated { day } => format!("filen togs ut {day}, före rapportens sista dag"),
        PeriodFault::Lacks { measure, kind } => {
            format!("filen har inga uppgifter om {} för perioden; den är SIE av typ {kind}", quoted(measure))
        }
        PeriodFault::LastMonth { month } => format!("filens sista månad är {month}, före rapportens sista"),
        PeriodFault::Misses { first, last } => {
            format!("filens år är {first} till {last}, och rymmer inte rapportens period")
        }
        PeriodFault::NoYear { year } => format!("filen innehåller inte år {year}"),
        PeriodFault::Overlaps => "två av filens år har gemensamma dagar".to_owned(),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::List => "en lista",
        Kind::Mapping => "nycklar med värden",
        Kind::Nothing => "ingenting",
        Kind::Scalar => "en text eller ett tal",
    }
}

fn construct(construct: Construct) -> &'static str {
    match construct {
        Construct::Bullets => "punkter som flyter ihop till ett stycke",
        Construct::Code => "kod",
        Construct::Definition => "en rad som bara anger adressen till en länk",
        Construct::Depth => "så många listor i varandra",
        Construct::Heading => "en rubrik",
        Construct::Html => "HTML",
        Construct::ListStart => "en numrerad lista som börjar på något annat än 1",
        Construct::NoteBlocks => "en not med flera stycken eller en lista",
        Construct::NotePlace => "en not i en länk eller i en annan not",
        Construct::Picture => "en bild",
        Construct::Quote => "ett citatblock",
        Construct::Rule => "en linje",
        Construct::Table => "rader ur en tabell",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "antal",
        Unit::Kronor => "kronor",
        Unit::Share => "andelar",
    }
}
