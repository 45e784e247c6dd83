//! Reading SIE, line by line.

use std::borrow::Cow;
use std::hash::BuildHasher;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::checksum::Checksum;
use super::fields::{Field, Fields};
use super::plain::Plain;
use super::values::{Read, Refused, amount, date, month, month_of_day, need, number, own_month, year};
use super::{Dimension, Sie, Sum, SumKey, What, check};
use crate::diagnostic::{Fault, Findings, Problem};
use crate::figures::money::{Amount, Rounding, SWEDISH, Scale};
use crate::project::source::{FileId, Places, Span};

/// Records that say what no report needs.
const UNUSED: [&str; 12] = [
    "#ADRESS", "#BKOD", "#ENHET", "#FNAMN", "#FNR", "#FTYP", "#KPTYP", "#ORGNR", "#PROGRAM", "#PROSA",
    "#TAXAR", "#FLAGGA",
];

/// More findings are not told of one file: nobody mends a hundred lines of an export by hand.
const MOST_TOLD: usize = 100;

/// Reads a SIE file whose text is `text` in `file`. What is wrong is reported at its line, and the line left out.
pub fn read(file: FileId, text: &str, findings: &mut Findings) -> Sie {
    let sie = Sie { kind: 1, lists: std::iter::once(Vec::new()).collect(), ..Sie::default() };
    let lists = IndexMap::default();
    let mut reader = Reader {
        file,
        findings,
        told: 0,
        sie,
        lists,
        voucher: None,
        vouchers: IndexMap::default(),
        text,
        year: None,
        checksum: None,
    };
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut from = text.len() - body.len();
    while from < text.len() {
        let to = memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |end| from + end);
        let line = text[from..to].trim_ascii_end();
        let record = line.trim_ascii_start();
        if !record.is_empty() {
            reader.line(record, from + line.len() - record.len());
        }
        from = to + 1;
    }
    reader.end(text)
}

struct Reader<'a, 'f> {
    file: FileId,
    findings: &'f mut Findings,
    told: usize,
    sie: Sie,
    /// The lists of objects that are not empty, by how they are written.
    lists: IndexMap<&'a str, u32, FxBuildHasher>,
    voucher: Option<Voucher>,
    /// The vouchers that were read, by a hash of series, number and day; those without a number are not told apart.
    vouchers: IndexMap<u64, Span, FxBuildHasher>,
    text: &'a str,
    /// The first and the last day of the file's year, as they are written.
    year: Option<(u32, u32)>,
    checksum: Option<Checksum>,
}

/// The voucher whose bookings are being read.
struct Voucher {
    at: Span,
    month: Option<u32>,
    sum: i128,
    open: bool,
    /// Something in it has been told; what follows from that is not told too.
    broken: bool,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, line: &'a str, from: usize) {
        let at = Span::new(self.file, from..from + line.len());
        if let Some(sum) = self.checksum.as_mut().filter(|_| !line.starts_with("#KSUMMA")) {
            sum.line(line);
        }
        let outcome = match Plain::read(line) {
            Some(booking) => self.plain(booking, at),
            None => self.record(line, at),
        };
        let problem = match outcome {
            Ok(()) | Err(Refused::Told) => return,
            Err(Refused::For(fault)) => Problem::BrokenExport { fault },
            Err(Refused::Amount(text)) => Problem::NotAnAmount { text },
        };
        self.tell(at, problem);
    }

    fn tell_two(&mut self, at: Span, problem: Problem, other: Span) {
        self.told += 1;
        if self.told <= MOST_TOLD {
            self.findings.add_two(at, problem, other);
        }
    }

    fn tell(&mut self, at: Span, problem: Problem) {
        if let Some(voucher) = &mut self.voucher {
            voucher.broken = true;
        }
        self.told += 1;
        if self.told <= MOST_TOLD {
            self.findings.add(at, problem);
        }
    }

    fn record(&mut self, line: &'a str, at: Span) -> Read {
        match line {
            "{" => return self.open(),
            "}" => return self.close(),
            _ => {}
        }
        let mut fields = Fields::of(line);
        let Some(label) = fields.text()? else { return Ok(()) };
        match label.as_ref() {
            "#TRANS" => self.booking(&mut fields, at),
            // A row added to a voucher stands once more as #TRANS; a row taken away counts no more (4B, #RTRANS, #BTRANS).
            "#RTRANS" | "#BTRANS" => self.in_voucher().map(|_| ()),
            "#VER" => self.voucher(&mut fields, at),
            "#IB" => self.balance(&mut fields, at, false, |year| What::Opening { year }),
            "#UB" => self.balance(&mut fields, at, false, |year| What::Closing { year }),
            "#RES" => self.balance(&mut fields, at, false, |year| What::Result { year }),
            "#OIB" => self.balance(&mut fields, at, true, |year| What::Opening { year }),
            "#OUB" => self.balance(&mut fields, at, true, |year| What::Closing { year }),
            "#PSALDO" => self.monthly(&mut fields, at, |year, month| What::Changed { year, month }),
            "#PBUDGET" => self.monthly(&mut fields, at, |year, month| What::Budget { year, month }),
            "#KONTO" | "#KTYP" | "#SRU" | "#DIM" | "#UNDERDIM" | "#OBJEKT" if !self.is_named(line) => {
                // A record that only gives names, of something whose number is none: no figure is lost with it.
                self.sie.aside.entry(label.into_owned()).or_insert((at, 0)).1 += 1;
                Ok(())
            }
            "#KONTO" => {
                let number = number(&mut fields)?;
                self.sie.accounts.entry(number).or_default().name = need(&mut fields)?.into_owned();
                Ok(())
            }
            "#KTYP" => {
                let number = number(&mut fields)?;
                self.sie.accounts.entry(number).or_default().kind = need(&mut fields)?.chars().next();
                Ok(())
            }
            "#SRU" => {
                let number = number(&mut fields)?;
                self.sie.accounts.entry(number).or_default().codes.push(need(&mut fields)?.into_owned());
                Ok(())
            }
            "#DIM" | "#UNDERDIM" => {
                let (number, name) = (number(&mut fields)?, need(&mut fields)?.into_owned());
                let within = if label == "#UNDERDIM" { Some(self::number(&mut fields)?) } else { None };
                self.sie.dimensions.insert(number, Dimension { name, within });
                Ok(())
            }
            "#OBJEKT" => {
                let (dimension, object) = (number(&mut fields)?, need(&mut fields)?.into_owned());
                let name = need(&mut fields)?.into_owned();
                self.sie.objects.insert((dimension, object), name);
                Ok(())
            }
            "#RAR" => {
                let year = year(&mut fields)?;
                let (first, last) = (date(&need(&mut fields)?)?, date(&need(&mut fields)?)?);
                self.sie.years.insert(year, (first, last, at));
                if year == 0 {
                    self.year = Some((written(first), written(last)));
                }
                Ok(())
            }
            "#GEN" => {
                // A day that cannot be read tells nothing; the record is no figure.
                self.sie.generated = fields.text()?.and_then(|day| date(&day).ok());
                while fields.next()?.is_some() {}
                Ok(())
            }
            "#OMFATTN" => {
                self.sie.through = Some(date(&need(&mut fields)?)?);
                Ok(())
            }
            "#SIETYP" => {
                let kind = need(&mut fields)?;
                let known = kind.parse().ok().filter(|kind| (1..=4).contains(kind));
                self.sie.kind = known.ok_or_else(|| field("#SIETYP", &kind))?;
                Ok(())
            }
            "#FORMAT" => {
                let format = need(&mut fields)?;
                if format == "PC8" { Ok(()) } else { Err(field("#FORMAT", &format)) }
            }
            "#VALUTA" => {
                let code = need(&mut fields)?;
                if code == "SEK" { Ok(()) } else { Err(field("#VALUTA", &code)) }
            }
            "#KSUMMA" => self.checksum(&mut fields, at),
            known if UNUSED.contains(&known) => {
                while fields.next()?.is_some() {}
                Ok(())
            }
            unknown if !unknown.starts_with('#') => Err(Refused::For(Fault::NoRecord)),
            unknown => {
                self.sie.aside.entry(unknown.to_owned()).or_insert((at, 0)).1 += 1;
                Ok(())
            }
        }
    }

    /// Whether a record that gives a name begins with a number.
    fn is_named(&self, line: &'a str) -> bool {
        let mut fields = Fields::of(line);
        let second = fields.text().and_then(|_| fields.text());
        second.is_ok_and(|field| field.is_some_and(|field| field.bytes().all(|byte| byte.is_ascii_digit())))
    }

    /// A booking of which everything but the day of its own has been read.
    fn plain(&mut self, booking: Plain<'a>, at: Span) -> Read {
        let Plain { account, objects, ore, rest } = booking;
        let objects = self.list(objects)?;
        let own = if rest.is_empty() { None } else { own_month(&mut Fields::of(rest))? };
        self.book(account, objects, ore, own, at)
    }

    /// `#TRANS konto {objektlista} belopp [datum …]`
    fn booking(&mut self, fields: &mut Fields<'a>, at: Span) -> Read {
        let account = number(fields)?;
        let objects = self.objects(fields)?;
        let ore = amount(fields)?;
        let own = own_month(fields)?;
        self.book(account, objects, ore, own, at)
    }

    /// Adds a booking to the voucher and to what its month has.
    fn book(&mut self, account: u32, objects: u32, ore: i64, own: Option<u32>, at: Span) -> Read {
        let voucher = self.in_voucher()?;
        voucher.sum += i128::from(ore);
        // A voucher without a day has been told.
        let Some(month) = own.or(voucher.month) else { return Ok(()) };
        self.sie.bookings += 1;
        self.add(SumKey { what: What::Booked { month }, account, objects }, ore, at);
        Ok(())
    }

    /// `#IB årsnr konto saldo`, `#OIB årsnr konto {dimension objekt} saldo`
    fn balance(&mut self, fields: &mut Fields<'a>, at: Span, objects: bool, what: fn(i8) -> What) -> Read {
        let (year, account) = (year(fields)?, number(fields)?);
        let objects = if objects { self.objects(fields)? } else { 0 };
        let ore = amount(fields)?;
        self.once(SumKey { what: what(year), account, objects }, ore, at)
    }

    /// `#PSALDO årsnr period konto {dimension objekt} saldo`
    fn monthly(&mut self, fields: &mut Fields<'a>, at: Span, what: fn(i8, u32) -> What) -> Read {
        let year = year(fields)?;
        let period = need(fields)?;
        let month = month(&period)?;
        let account = number(fields)?;
        let objects = self.objects(fields)?;
        let ore = amount(fields)?;
        self.once(SumKey { what: what(year, month), account, objects }, ore, at)
    }

    fn voucher(&mut self, fields: &mut Fields<'a>, at: Span) -> Read {
        let unclosed = self.voucher.as_ref().filter(|voucher| voucher.open).map(|voucher| voucher.at);
        if let Some(at) = unclosed {
            self.tell(at, Problem::BrokenExport { fault: Fault::Voucher });
        }
        self.voucher = Some(Voucher { at, month: None, sum: 0, open: false, broken: false });
        let (series, number) = (need(fields)?, need(fields)?);
        let day = need(fields)?;
        let month = month_of_day(&day)?;
        self.voucher.iter_mut().for_each(|voucher| voucher.month = Some(month));
        let written = day.parse::<u32>().unwrap_or(0);
        self.within_year(written, &day, at);
        // A voucher without a number is told apart from none (4B, `#VER`).
        if number.is_empty() || number.bytes().all(|byte| byte == b'0') {
            return Ok(());
        }
        let key = FxBuildHasher.hash_one((series.as_ref(), number.as_ref(), written));
        let first = *self.vouchers.entry(key).or_insert(at);
        if first != at && head(&self.text[first.range()]) == head(&self.text[at.range()]) {
            let voucher = format!("{series} {number}");
            self.tell_two(at, Problem::BrokenExport { fault: Fault::VoucherTwice { voucher } }, first);
        }
        Ok(())
    }

    /// Reports a voucher whose day is not in the file's year.
    fn within_year(&mut self, written: u32, day: &str, at: Span) {
        let Some((first, last)) = self.year else { return };
        if !(first..=last).contains(&written) {
            let day = day.to_owned();
            self.tell(at, Problem::BrokenExport { fault: Fault::VoucherOutside { day } });
        }
    }

    fn open(&mut self) -> Read {
        match &mut self.voucher {
            Some(voucher) if !voucher.open => {
                voucher.open = true;
                Ok(())
            }
            _ => Err(Refused::For(Fault::Brace)),
        }
    }

    fn close(&mut self) -> Read {
        let voucher = self.voucher.take().filter(|voucher| voucher.open);
        let Voucher { at, sum, broken, .. } = voucher.ok_or(Refused::For(Fault::Brace))?;
        if sum != 0 && !broken {
            self.tell(at, Problem::Unbalanced { by: kronor(sum) });
        }
        Ok(())
    }

    fn in_voucher(&mut self) -> Read<&mut Voucher> {
        self.voucher.as_mut().filter(|voucher| voucher.open).ok_or(Refused::For(Fault::OutsideVoucher))
    }

    fn add(&mut self, key: SumKey, ore: i64, at: Span) {
        let sum = self.sie.sums.entry(key).or_insert(Sum { ore: 0, rows: Places::none() });
        sum.ore += i128::from(ore);
        sum.rows.add(at);
    }

    /// Adds what a file says once only; said again, it is told and not added.
    fn once(&mut self, key: SumKey, ore: i64, at: Span) -> Read {
        let first = self.sie.sums.get(&key).and_then(|sum| sum.rows.at());
        if let Some(first) = first {
            self.findings.add_two(at, Problem::DuplicateRow { key: key.account.to_string() }, first);
            return Err(Refused::Told);
        }
        self.add(key, ore, at);
        Ok(())
    }

    /// The list of objects in the next field, by its place among those that were read.
    fn objects(&mut self, fields: &mut Fields<'a>) -> Read<u32> {
        let Some(Field::List(written)) = fields.next()? else {
            return Err(Refused::For(Fault::Objects));
        };
        self.list(written)
    }

    /// The list that stands between braces.
    fn list(&mut self, written: &'a str) -> Read<u32> {
        let written = written.trim_ascii();
        if written.is_empty() {
            return Ok(0);
        }
        if let Some(known) = self.lists.get(written) {
            return Ok(*known);
        }
        let (mut inner, mut list) = (Fields::of(written), Vec::new());
        while let Some(dimension) = inner.text()? {
            let object = inner.text()?.ok_or(Refused::For(Fault::Objects))?;
            let dimension = dimension.parse().map_err(|_| Refused::For(Fault::Objects))?;
            list.push((dimension, object.into_owned()));
        }
        // `{1 "100"}` and `{"1" 100}` are one list.
        list.sort_by_key(|(dimension, _)| *dimension);
        let place = u32::try_from(self.sie.lists.insert_full(list).0).unwrap_or(u32::MAX);
        self.lists.insert(written, place);
        Ok(place)
    }

    /// The first `#KSUMMA` begins the sum, the second holds it (4B, 10.4 to 10.6).
    fn checksum(&mut self, fields: &mut Fields<'a>, at: Span) -> Read {
        let stated = fields.text()?;
        let Some(sum) = self.checksum.take() else {
            self.checksum = Some(Checksum::new());
            return Ok(());
        };
        let stated = stated.ok_or(Refused::For(Fault::Fields { label: "#KSUMMA".to_owned() }))?;
        // The sum is written as a number of 32 bits, by some programs with its sign.
        let number: i64 = stated.parse().map_err(|_| field("#KSUMMA", &stated))?;
        let computed = sum.value();
        if number.rem_euclid(1 << 32) != i64::from(computed) {
            let stated = stated.into_owned();
            self.findings.add(at, Problem::WrongChecksum { stated, computed });
        }
        Ok(())
    }

    /// What only the whole file tells.
    fn end(mut self, text: &str) -> Sie {
        let last = text.trim_end().rfind('\n').map_or(0, |end| end + 1);
        let end = Span::new(self.file, last..text.trim_end().len());
        if let Some(voucher) = self.voucher.take() {
            self.tell(voucher.at, Problem::BrokenExport { fault: Fault::Voucher });
        }
        if self.checksum.take().is_some() {
            self.tell(end, Problem::BrokenExport { fault: Fault::NoChecksum });
        }
        if self.sie.sums.is_empty() && self.told == 0 {
            self.tell(end, Problem::BrokenExport { fault: Fault::Empty });
        }
        if self.told == 0 {
            check::check(&self.sie, self.findings);
        }
        for (label, (at, count)) in &self.sie.aside {
            self.findings.add(*at, Problem::RecordsAside { label: label.clone(), count: *count });
        }
        self.sie
    }
}

/// The series, the number and the day of a voucher.
fn head(line: &str) -> Option<[Cow<'_, str>; 3]> {
    let mut fields = Fields::of(line);
    let mut next = || fields.text().ok().flatten();
    next()?;
    Some([next()?, next()?, next()?])
}

/// A day as SIE writes it: `20240815` as a number.
fn written(day: time::Date) -> u32 {
    let year = u32::try_from(day.year()).unwrap_or(0);
    (year * 100 + u32::from(u8::from(day.month()))) * 100 + u32::from(day.day())
}

fn field(label: &str, text: &str) -> Refused {
    Refused::For(Fault::Field { label: label.to_owned(), text: text.to_owned() })
}

/// An amount in öre as kronor are printed: `1 234,50`.
pub fn kronor(ore: i128) -> String {
    let rounded = Amount::ore(ore).round(Rounding { scale: Scale::Kronor, decimals: 2 });
    rounded.map_or_else(|_| ore.to_string(), |rounded| rounded.text(&SWEDISH))
}
