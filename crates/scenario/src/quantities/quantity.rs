//! One number of a scenario: value, unit, range and where it comes from, checked and brought to the base unit.

use std::ops::Range;

use jiff::civil::Date;
use standoff_num::{Distribution, DistributionError};
use standoff_world::quantity::{Conversion, Definition, hazard_over};

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::tree::{Node, Table, Value};
use crate::keys::tables::GRADES;
use crate::words::{figure, measure, one_of, short};

/// Keys of a quantity written as a table, with their meanings.
pub const KEYS: &[(&str, &str)] = &[
    ("value", "The value"),
    ("unit", "Unit of the value and of the range; left out, the base unit"),
    ("range", "Lowest and highest plausible value; for normal and lognormal the 5 % and the 95 % point"),
    ("distribution", "How the value is spread over the range; left out, triangular with its peak at the value"),
    ("source", "Key in [sources]"),
    ("date", "Day that the number describes"),
    ("grade", "Grade of the evidence: data, expert or assumption; left out, assumption"),
    ("note", "A remark for readers"),
];

/// Words for the distributions of a range.
pub const DISTRIBUTIONS: &[&str] = &["triangular", "uniform", "log-uniform", "log-triangular", "normal", "lognormal"];

/// Grade of the evidence for a number, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Measured.
    Data,
    /// Judged by people who know.
    Expert,
    /// Assumed.
    Assumption,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 3] = [Self::Data, Self::Expert, Self::Assumption];

    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        GRADES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == name)
    }
}

/// A number as stated in a scenario. Value, range and distribution are in the base unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub value: f64,
    pub range: Option<(f64, f64)>,
    pub distribution: Distribution,
    pub unit: &'static str,
    pub source: Option<(String, Range<usize>)>,
    pub date: Option<(Date, Range<usize>)>,
    pub grade: Option<Grade>,
    pub note: Option<String>,
    pub span: Range<usize>,
}

/// Reads a number against its definition; every fault goes to `found`. Nothing comes back after a fault.
pub(crate) fn read(
    path: &str,
    definition: &'static Definition,
    node: &Node,
    found: &mut Diagnostics,
) -> Option<Quantity> {
    let mut reader = Reader { path, definition, found, sound: true };
    let quantity = reader.quantity(node);
    quantity.filter(|_| reader.sound)
}

/// Reads an amount to add to a quantity: unlike a value it may be negative, and where a unit is not in proportion to
/// the base unit, as with chances, it must be in the base unit.
pub(crate) fn difference(
    path: &str,
    definition: &'static Definition,
    node: &Node,
    found: &mut Diagnostics,
) -> Option<f64> {
    let mut reader = Reader { path, definition, found, sound: true };
    let (written, spelling) = match &node.value {
        Value::Number { value, .. } => (*value, reader.base()),
        Value::Text(text) => reader.worded(text, &node.span)?,
        _ => return None,
    };
    match spelling.1 {
        Conversion::Factor(factor) if written.is_finite() => Some(written * factor),
        _ if spelling == reader.base() && written.is_finite() => Some(written),
        _ => {
            let message = format!("\"{} {}\" cannot be added to `{path}`", figure(written), spelling.0);
            reader.fault(Diagnostic::error("wrong-unit", message).at(&node.span).allowed(reader.base().0));
            None
        }
    }
}

struct Reader<'a> {
    path: &'a str,
    definition: &'static Definition,
    found: &'a mut Diagnostics,
    sound: bool,
}

type Spelling = (&'static str, Conversion);

impl Reader<'_> {
    fn fault(&mut self, diagnostic: Diagnostic) {
        self.sound = false;
        self.found.push(diagnostic);
    }

    fn base(&self) -> Spelling {
        self.definition.unit.spellings()[0]
    }

    fn quantity(&mut self, node: &Node) -> Option<Quantity> {
        match &node.value {
            Value::Number { value, .. } => self.bare(*value, self.base(), &node.span),
            Value::Text(text) => {
                let (value, spelling) = self.worded(text, &node.span)?;
                self.bare(value, spelling, &node.span)
            }
            Value::Table(table) => self.table(table, &node.span),
            other => {
                let message = format!("`{}` is {}, not a quantity", self.path, other.kind());
                let allowed = format!("a number, \"{} {}\" or a table with `value`", self.example(), self.base().0);
                self.fault(Diagnostic::error("wrong-type", message).at(&node.span).allowed(allowed));
                None
            }
        }
    }

    fn example(&self) -> String {
        figure(self.definition.default.unwrap_or(0.5))
    }

    fn bare(&mut self, written: f64, spelling: Spelling, span: &Range<usize>) -> Option<Quantity> {
        let value = self.converted("", written, spelling, span)?;
        let (source, date) = (None, None);
        let distribution = Distribution::Fixed(value);
        let (unit, span) = (spelling.0, span.clone());
        Some(Quantity { value, range: None, distribution, unit, source, date, grade: None, note: None, span })
    }

    /// "0.5 per month": the number and its unit.
    fn worded(&mut self, text: &str, span: &Range<usize>) -> Option<(f64, Spelling)> {
        let text = text.trim();
        let (number, unit) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let Ok(value) = number.parse::<f64>() else {
            let text = short(text);
            let message = format!("\"{text}\" does not begin with a number");
            let allowed = format!("such as \"{} {}\"", self.example(), self.base().0);
            self.fault(Diagnostic::error("not-a-number", message).at(span).allowed(allowed));
            return None;
        };
        let spelling = if unit.is_empty() { self.base() } else { self.unit(unit, span)? };
        Some((value, spelling))
    }

    fn unit(&mut self, unit: &str, span: &Range<usize>) -> Option<Spelling> {
        let spellings = self.definition.unit.spellings();
        let unit = unit.split_whitespace().collect::<Vec<&str>>().join(" ");
        if let Some(spelling) = spellings.iter().find(|spelling| spelling.0 == unit) {
            return Some(*spelling);
        }
        let names = || spellings.iter().map(|spelling| spelling.0);
        let unit = short(&unit);
        let message = format!("the unit \"{unit}\" does not fit `{}`", self.path);
        let diagnostic = Diagnostic::error("wrong-unit", message).at(span).label(self.definition.meaning);
        self.fault(diagnostic.allowed(one_of(names())).nearest(&unit, names()));
        None
    }

    /// The value in the base unit, if it is a number within the bounds. `what` names it: empty, or such as "low end".
    fn converted(&mut self, what: &str, written: f64, spelling: Spelling, span: &Range<usize>) -> Option<f64> {
        let name = if what.is_empty() { format!("`{}`", self.path) } else { format!("the {what} of `{}`", self.path) };
        if !written.is_finite() {
            let message = format!("{name} is {written}, not a finite number");
            self.fault(Diagnostic::error("not-finite", message).at(span).allowed(bounds(self.definition)));
            return None;
        }
        let value = spelling.1.apply(written);
        let chance = matches!(spelling.1, Conversion::Factor(_)) || (0.0..=1.0).contains(&written);
        let (low, high) = self.definition.bounds;
        if !chance || !value.is_finite() || value < low || value > high {
            let figures =
                if chance { both(written, value, spelling, self.base()) } else { measure(written, spelling.0) };
            let message = format!("{name} is out of bounds: {figures}");
            let diagnostic = Diagnostic::error("out-of-bounds", message).at(span).label(self.definition.meaning);
            self.fault(diagnostic.allowed(bounds(self.definition)));
            return None;
        }
        Some(value)
    }

    fn table(&mut self, table: &Table, span: &Range<usize>) -> Option<Quantity> {
        self.check_keys(table);
        let spelling = match (table.text("unit"), table.span("unit")) {
            (Some(unit), Some(place)) => self.unit(unit, place)?,
            _ => self.base(),
        };
        let value = self.value(table, spelling, span)?;
        let range = if table.has("range") { Some(self.range(table, spelling)?) } else { None };
        let distribution = self.distribution(value, range, table)?;
        let place = |key: &str| table.span(key).cloned();
        Some(Quantity {
            value,
            range,
            distribution,
            unit: spelling.0,
            source: table.text("source").map(str::to_owned).zip(place("source")),
            date: table.date("date").zip(place("date")),
            grade: table.text("grade").and_then(Grade::from_name),
            note: table.text("note").map(str::to_owned),
            span: span.clone(),
        })
    }

    fn check_keys(&mut self, table: &Table) {
        for (key, entry) in &table.0 {
            let right = match (key.as_str(), &entry.node.value) {
                ("value", Value::Number { .. } | Value::Text(_)) => Ok(()),
                ("range", Value::List(_)) | ("date", Value::Date(_)) => Ok(()),
                ("unit" | "source" | "note", Value::Text(_)) => Ok(()),
                ("distribution", Value::Text(word)) if DISTRIBUTIONS.contains(&word.as_str()) => Ok(()),
                ("grade", Value::Text(word)) if GRADES.contains(&word.as_str()) => Ok(()),
                ("distribution", _) => Err(one_of(DISTRIBUTIONS.iter().copied())),
                ("grade", _) => Err(one_of(GRADES.iter().copied())),
                ("range", _) => Err("a list of two numbers".to_owned()),
                ("date", _) => Err("a date without quotes, such as 2026-12-31".to_owned()),
                ("value", _) => Err("a number".to_owned()),
                ("unit" | "source" | "note", _) => Err("text in quotes".to_owned()),
                _ => {
                    self.unknown_key(key, &entry.key);
                    Ok(())
                }
            };
            if let Err(allowed) = right {
                self.wrong_value(key, &entry.node, &allowed);
            }
        }
    }

    fn unknown_key(&mut self, key: &str, place: &Range<usize>) {
        let names = || KEYS.iter().map(|&(name, _)| name);
        let message = format!("unknown key `{}` in the quantity `{}`", short(key), self.path);
        self.fault(Diagnostic::error("unknown-key", message).at(place).allowed(one_of(names())).nearest(key, names()));
    }

    fn wrong_value(&mut self, key: &str, node: &Node, allowed: &str) {
        let (code, what) = match &node.value {
            Value::Text(word) => ("unknown-word", format!("\"{}\"", short(word))),
            other => ("wrong-type", other.kind().to_owned()),
        };
        let message = format!("`{key}` of `{}` is {what}", self.path);
        let words = if key == "grade" { GRADES } else { DISTRIBUTIONS };
        let diagnostic = Diagnostic::error(code, message).at(&node.span).allowed(allowed);
        self.fault(match &node.value {
            Value::Text(word) => diagnostic.nearest(word, words.iter().copied()),
            _ => diagnostic,
        });
    }

    fn value(&mut self, table: &Table, spelling: Spelling, span: &Range<usize>) -> Option<f64> {
        let place = table.span("value").unwrap_or(span);
        match table.value("value") {
            Some(Value::Number { value, .. }) => self.converted("", *value, spelling, place),
            Some(Value::Text(text)) if !table.has("unit") && !table.has("range") => {
                let (value, own) = self.worded(text, place)?;
                self.converted("", value, own, place)
            }
            Some(other) => {
                let message = format!("`value` of `{}` is {}", self.path, other.kind());
                self.fault(Diagnostic::error("wrong-type", message).at(place).allowed("a number"));
                None
            }
            None => {
                let message = format!("`{}` has no `value`", self.path);
                self.fault(Diagnostic::error("missing-key", message).at(span).hint("add `value = ...`"));
                None
            }
        }
    }

    fn range(&mut self, table: &Table, spelling: Spelling) -> Option<(f64, f64)> {
        let place = table.span("range")?;
        let Some(Value::List(ends)) = table.value("range") else { return None };
        let [
            Node { value: Value::Number { value: low, .. }, .. },
            Node { value: Value::Number { value: high, .. }, .. },
        ] = ends.as_slice()
        else {
            let message = format!("`range` of `{}` is not two numbers", self.path);
            self.fault(Diagnostic::error("wrong-type", message).at(place).allowed("[lowest, highest]"));
            return None;
        };
        if low > high {
            let message =
                format!("the range of `{}` is reversed: {} is above {}", self.path, figure(*low), figure(*high));
            let hint = format!("write [{}, {}]", figure(*high), figure(*low));
            self.fault(Diagnostic::error("reversed-range", message).at(place).allowed("[lowest, highest]").hint(hint));
            return None;
        }
        let low = self.converted("low end", *low, spelling, &ends[0].span);
        let high = self.converted("high end", *high, spelling, &ends[1].span);
        low.zip(high)
    }

    fn distribution(&mut self, value: f64, range: Option<(f64, f64)>, table: &Table) -> Option<Distribution> {
        let word = table.text("distribution");
        let Some((low, high)) = range else {
            if let (Some(_), Some(place)) = (word, table.span("distribution")) {
                let message = format!("`{}` has a distribution but no range", self.path);
                self.fault(Diagnostic::error("missing-key", message).at(place).hint("add `range = [lowest, highest]`"));
            }
            return Some(Distribution::Fixed(value));
        };
        let place = table.span("range")?;
        if value < low || value > high {
            let value_place = table.span("value").unwrap_or(place);
            let message = format!("the value of `{}` lies outside its range", self.path);
            let allowed = format!("{} to {}", figure(low), measure(high, self.base().0));
            self.fault(Diagnostic::error("value-outside-range", message).at(value_place).allowed(allowed));
            return None;
        }
        if low == high {
            return Some(Distribution::Fixed(value));
        }
        match spread(word.unwrap_or("triangular"), low, value, high).checked() {
            Ok(distribution) => Some(distribution),
            Err(error) => {
                self.bad_distribution(error, table.span("distribution").unwrap_or(place));
                None
            }
        }
    }

    fn bad_distribution(&mut self, error: DistributionError, place: &Range<usize>) {
        let message = format!("the distribution of `{}` does not fit its numbers: {error}", self.path);
        let diagnostic = Diagnostic::error("bad-distribution", message).at(place);
        self.fault(match error {
            DistributionError::NotPositive { .. } => {
                diagnostic.allowed("a range above zero").hint("use \"triangular\" or \"uniform\"")
            }
            _ => diagnostic.hint("use \"triangular\""),
        });
    }
}

/// The distribution called `word` of a value within a range.
pub(crate) fn spread(word: &str, low: f64, value: f64, high: f64) -> Distribution {
    match word {
        "uniform" => Distribution::Uniform { low, high },
        "log-uniform" => Distribution::LogUniform { low, high },
        "log-triangular" => Distribution::LogTriangular { low, mode: value, high },
        "normal" => Distribution::Normal { mean: value, low, high },
        "lognormal" => Distribution::LogNormal { median: value, low, high },
        _ => Distribution::Triangular { low, mode: value, high },
    }
}

/// The word for a distribution, `fixed` for a known number.
pub(crate) fn word(distribution: &Distribution) -> &'static str {
    match distribution {
        Distribution::Fixed(_) => "fixed",
        Distribution::Uniform { .. } => "uniform",
        Distribution::Triangular { .. } => "triangular",
        Distribution::LogUniform { .. } => "log-uniform",
        Distribution::LogTriangular { .. } => "log-triangular",
        Distribution::Normal { .. } => "normal",
        Distribution::LogNormal { .. } => "lognormal",
    }
}

/// The bounds of a quantity in words.
pub(crate) fn bounds(definition: &Definition) -> String {
    let (low, high) = definition.bounds;
    format!("{} to {}", figure(low), measure(high, definition.unit.base()))
}

fn both(written: f64, value: f64, spelling: Spelling, base: Spelling) -> String {
    let stated = measure(written, spelling.0);
    let same = spelling.0 == base.0 || !value.is_finite();
    if same { stated } else { format!("{stated} = {}", measure(value, base.0)) }
}

/// A value in the base unit, in the unit called `unit`.
pub(crate) fn in_unit(definition: &Definition, unit: &str, value: f64) -> f64 {
    let spelling = definition.unit.spellings().iter().find(|spelling| spelling.0 == unit);
    match spelling.map(|spelling| spelling.1) {
        None => value,
        Some(Conversion::Factor(factor)) => value / factor,
        Some(Conversion::ProbabilityOver(months)) => hazard_over(value, months),
        Some(Conversion::PowerOver(months)) => libm::pow(value, months),
    }
}
