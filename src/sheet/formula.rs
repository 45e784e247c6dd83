//! Formulas of a sheet: names, numbers such as `12` and `0.5`, `+ - * /` and brackets, computed exactly.
//!
//! A name may contain hyphens, as posts and columns do; a minus stands alone between spaces.

use crate::money::{Amount, ArithmeticError, Fraction};

/// A formula, parsed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    Binary(Operator, Box<Self>, Box<Self>),
    Name(String),
    Number(Fraction),
}

/// The four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Divide,
    Minus,
    Plus,
    Times,
}

/// A value in a formula: an amount, or a pure number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Amount(Amount),
    Pure(Fraction),
}

/// Why a formula has no value: a name without one (told already), or the arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoValue {
    Arithmetic(ArithmeticError),
    Told,
}

/// Longer than any formula of a report, in bytes; every term and bracket takes room on the stack.
pub(super) const MAX_LENGTH: usize = 500;

/// Parses a formula of at most [`MAX_LENGTH`]; an error is the token at which reading stopped, nothing at its end.
pub(super) fn parse(text: &str) -> Result<Formula, String> {
    let mut parser = Parser { tokens: tokens(text), at: 0 };
    let formula = parser.sum()?;
    match parser.next() {
        None => Ok(formula),
        Some(token) => Err(token),
    }
}

impl Formula {
    /// Whether it takes one thing from another.
    pub(super) fn is_difference(&self) -> bool {
        matches!(self, Self::Binary(Operator::Minus, _, _))
    }

    /// Whether it takes a part of the year: the report's period, a tertial or a month.
    pub(super) fn takes_part_of_year(&self) -> bool {
        let mut names = Vec::new();
        self.names(&mut names);
        names.iter().any(|name| *name == "period" || super::period::months(name, None).is_some())
    }

    /// Every name in it, in order.
    pub(super) fn names<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Self::Binary(_, left, right) => {
                left.names(into);
                right.names(into);
            }
            Self::Name(name) => into.push(name),
            Self::Number(_) => {}
        }
    }

    /// Its exact value, with `value` for each name.
    pub(super) fn value(&self, value: &mut dyn FnMut(&str) -> Option<Term>) -> Result<Term, NoValue> {
        match self {
            Self::Binary(operator, left, right) => {
                let (left, right) = (left.value(value)?, right.value(value)?);
                apply(*operator, left, right).map_err(NoValue::Arithmetic)
            }
            Self::Name(name) => value(name).ok_or(NoValue::Told),
            Self::Number(number) => Ok(Term::Pure(*number)),
        }
    }
}

impl Term {
    /// As an amount; a pure number is a share of one.
    pub(super) fn amount(self) -> Amount {
        match self {
            Self::Amount(amount) => amount,
            Self::Pure(number) => Amount::share(number),
        }
    }
}

fn apply(operator: Operator, left: Term, right: Term) -> Result<Term, ArithmeticError> {
    let pure = |amount: Amount| Term::Pure(amount.fraction());
    match (operator, left, right) {
        (Operator::Plus, Term::Pure(_), Term::Pure(_)) => left.amount().plus(right.amount()).map(pure),
        (Operator::Minus, Term::Pure(_), Term::Pure(_)) => left.amount().minus(right.amount()).map(pure),
        (Operator::Times, Term::Pure(_), Term::Pure(factor)) => left.amount().times(factor).map(pure),
        (Operator::Plus, _, _) => left.amount().plus(right.amount()).map(Term::Amount),
        (Operator::Minus, _, _) => left.amount().minus(right.amount()).map(Term::Amount),
        (Operator::Times, Term::Amount(amount), Term::Pure(factor))
        | (Operator::Times, Term::Pure(factor), Term::Amount(amount)) => {
            amount.times(factor).map(Term::Amount)
        }
        (Operator::Times, Term::Amount(left), Term::Amount(right)) => {
            Err(ArithmeticError::MixedUnits { left: left.unit(), right: right.unit() })
        }
        (Operator::Divide, Term::Amount(amount), Term::Pure(divisor)) => {
            let one = Amount::share(Fraction::new(1, 1).ok_or(ArithmeticError::DivideByZero)?);
            amount.times(one.over(Amount::share(divisor))?).map(Term::Amount)
        }
        (Operator::Divide, _, _) => left.amount().over(right.amount()).map(Term::Pure),
    }
}

/// A pure number such as `12` or `0.5`, exactly.
fn number(token: &str) -> Option<Fraction> {
    let (whole, part) = token.split_once('.').unwrap_or((token, ""));
    let digits = format!("{whole}{part}");
    let tens = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
    let written = !whole.is_empty() && token.ends_with(|c: char| c.is_ascii_digit());
    Fraction::new(digits.parse().ok().filter(|_| written)?, tens)
}

fn tokens(text: &str) -> Vec<String> {
    let mut list = vec![String::new()];
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '(' | ')' | '*' | '/' | '+') {
            if !c.is_whitespace() {
                list.push(c.to_string());
            }
            list.push(String::new());
        } else if let Some(last) = list.last_mut() {
            last.push(c);
        }
    }
    list.retain(|token| !token.is_empty());
    list
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
}

impl Parser {
    fn sum(&mut self) -> Result<Formula, String> {
        let mut left = self.product()?;
        while let Some(operator) =
            self.operator(&[("+", Operator::Plus), ("-", Operator::Minus), ("−", Operator::Minus)])
        {
            left = Formula::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Formula, String> {
        let mut left = self.atom()?;
        while let Some(operator) = self.operator(&[("*", Operator::Times), ("/", Operator::Divide)]) {
            left = Formula::Binary(operator, Box::new(left), Box::new(self.atom()?));
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Formula, String> {
        let token = self.next().unwrap_or_default();
        if token == "(" {
            let inner = self.sum()?;
            return match self.next() {
                Some(close) if close == ")" => Ok(inner),
                other => Err(other.unwrap_or_default()),
            };
        }
        if token.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
            return number(&token).map(Formula::Number).ok_or(token);
        }
        if token.starts_with(char::is_alphanumeric) { Ok(Formula::Name(token)) } else { Err(token) }
    }

    fn operator(&mut self, known: &[(&str, Operator)]) -> Option<Operator> {
        let token = self.tokens.get(self.at)?;
        let (_, operator) = known.iter().find(|(sign, _)| sign == token)?;
        self.at += 1;
        Some(*operator)
    }

    fn next(&mut self) -> Option<String> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }
}
