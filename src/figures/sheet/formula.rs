//! Formulas of a sheet: names, numbers such as `12` and `0.5`, `+ - * /` and brackets, computed exactly.
//!
//! A name may contain hyphens, as posts and columns do; a minus between two terms stands alone between spaces, one before a
//! term turns its sign.

use crate::figures::money::{Amount, ArithmeticError, Fraction};

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

/// A value in a formula: an amount, a pure number, or none where there is no such figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Amount(Amount),
    Nothing,
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
    pub(super) fn amount(self) -> Option<Amount> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Nothing => None,
            Self::Pure(number) => Some(Amount::share(number)),
        }
    }
}

fn apply(operator: Operator, left: Term, right: Term) -> Result<Term, ArithmeticError> {
    let (Some(one), Some(other)) = (left.amount(), right.amount()) else {
        return Ok(without(operator, left, right));
    };
    let pure = |amount: Amount| Term::Pure(amount.fraction());
    match (operator, left, right) {
        (Operator::Plus, Term::Pure(_), Term::Pure(_)) => one.plus(other).map(pure),
        (Operator::Minus, Term::Pure(_), Term::Pure(_)) => one.minus(other).map(pure),
        (Operator::Times, Term::Pure(_), Term::Pure(factor)) => one.times(factor).map(pure),
        (Operator::Plus, _, _) => one.plus(other).map(Term::Amount),
        (Operator::Minus, _, _) => one.minus(other).map(Term::Amount),
        (Operator::Times, _, Term::Pure(factor)) => one.times(factor).map(Term::Amount),
        (Operator::Times, Term::Pure(factor), _) => other.times(factor).map(Term::Amount),
        (Operator::Times, _, _) => Err(ArithmeticError::MixedUnits { left: one.unit(), right: other.unit() }),
        (Operator::Divide, Term::Amount(_), Term::Pure(_)) => {
            let whole = Amount::share(Fraction::new(1, 1).ok_or(ArithmeticError::DivideByZero)?);
            one.times(whole.over(other)?).map(Term::Amount)
        }
        (Operator::Divide, _, _) => one.over(other).map(Term::Pure),
    }
}

/// What a term that is not there leaves: the other, in a sum or a difference, and nothing of a product or a quotient.
fn without(operator: Operator, left: Term, right: Term) -> Term {
    match (operator, left, right) {
        (Operator::Plus | Operator::Minus, left, Term::Nothing) => left,
        (Operator::Plus, Term::Nothing, right) => right,
        (Operator::Minus, Term::Nothing, Term::Amount(amount)) => Term::Amount(amount.negated()),
        (Operator::Minus, Term::Nothing, Term::Pure(number)) => {
            Term::Pure(Amount::share(number).negated().fraction())
        }
        (Operator::Divide | Operator::Minus | Operator::Plus | Operator::Times, _, _) => Term::Nothing,
    }
}

/// A number or a name.
fn term(token: String) -> Result<Formula, String> {
    if token.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return number(&token).map(Formula::Number).ok_or(token);
    }
    if token.starts_with(char::is_alphanumeric) { Ok(Formula::Name(token)) } else { Err(token) }
}

fn negated(formula: Formula) -> Formula {
    let minus_one = Fraction::new(-1, 1).expect("one is not nothing");
    Formula::Binary(Operator::Times, Box::new(Formula::Number(minus_one)), Box::new(formula))
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
        match token.strip_prefix(['-', '−']) {
            None => term(token),
            Some("") => self.atom().map(negated),
            Some(rest) => term(rest.to_owned()).map(negated),
        }
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
