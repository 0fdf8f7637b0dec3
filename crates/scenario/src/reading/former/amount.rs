//! A number under a former key, converted to what is read under the key that replaced it.

use standoff_world::quantity::Definition;

use crate::document::diagnostics::Diagnostics;
use crate::document::source::Source;
use crate::document::tree::{Node, Table, Value};
use crate::keys::former::{Fate, FormerKey};
use crate::quantities::declarations::definition_at_path;
use crate::quantities::read::read_quantity;

/// Units that a cost could have, with the months that each counts. Their own list: the unit has gone with the keys.
const COST_UNITS: [(&str, f64); 2] = [("per month", 1.0), ("per year", 12.0)];

/// The conversion of the numbers under one former key.
pub(super) struct AmountConverter {
    pub key: &'static FormerKey,
    /// Discount factor a month of the actor who bears the cost; none where the number stays as it is.
    discount: Option<f64>,
}

/// A converted cost, for its note.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ConvertedCost {
    /// Value as written, and its unit.
    pub written: (f64, &'static str),
    /// Discount factor a month.
    pub discount: f64,
    /// Value in shares of the stake.
    pub value: f64,
    /// Range in shares of the stake.
    pub range: Option<[f64; 2]>,
}

impl AmountConverter {
    /// The conversion for a scenario, which may state the discount factor; every number of the file has the central one,
    /// as a cost is converted once and not in every draw.
    pub fn new(key: &'static FormerKey, root: &Table) -> Self {
        let discount = match key.fate {
            Fate::TiedToStake { discount, .. } => read_discount(root, discount),
            Fate::Renamed { .. } | Fate::Constant { .. } | Fate::Dropped => None,
        };
        Self { key, discount }
    }

    /// Converts a cost in place. One that is not written as a cost could be stays as it is, for the ordinary checks of
    /// the new key to refuse.
    pub fn convert_cost(&self, node: &mut Node) -> Option<ConvertedCost> {
        let cost = WrittenCost::read(&node.value)?;
        let converted = cost.convert(self.discount?);
        let number = |value: f64| Value::Number { value, whole: false };
        match &mut node.value {
            Value::Table(table) => {
                table.0.remove("unit");
                if let Some(entry) = table.0.get_mut("value") {
                    entry.node.value = number(converted.value);
                }
                if let (Some(ends), Some(range)) = (range_ends(table), converted.range) {
                    ends.iter_mut().zip(range).for_each(|(end, value)| end.value = number(value));
                }
            }
            value => *value = number(converted.value),
        }
        Some(converted)
    }
}

/// Removes the range of a number that has become a constant; whether there was one.
pub(super) fn remove_range(node: &mut Node) -> bool {
    let Value::Table(table) = &mut node.value else { return false };
    let has_range = matches!(table.value("range"), Some(Value::List(_)));
    if has_range {
        table.0.remove("range");
        // A distribution without a range would be a fault.
        table.0.remove("distribution");
    }
    has_range
}

/// The central discount factor a month. A fault in it is left to the walk, and the default used.
fn read_discount(root: &Table, path: &str) -> Option<f64> {
    let definition: &'static Definition = definition_at_path(path)?;
    let mut unheard = Diagnostics::new(Source::new("", ""));
    let stated = root.entry_at(path).and_then(|entry| read_quantity(path, definition, &entry.node, &mut unheard));
    stated.map(|quantity| quantity.value).or(definition.default)
}

fn range_ends(table: &mut Table) -> Option<&mut Vec<Node>> {
    match &mut table.0.get_mut("range")?.node.value {
        Value::List(ends) => Some(ends),
        _ => None,
    }
}

/// A cost as it could be written: a number, a number and a unit, or a table.
struct WrittenCost {
    value: f64,
    unit: (&'static str, f64),
    range: Option<[f64; 2]>,
}

impl WrittenCost {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number { value, .. } => Some(Self { value: *value, unit: COST_UNITS[0], range: None }),
            Value::Text(text) => Self::read_words(text),
            Value::Table(table) => Self::read_table(table),
            _ => None,
        }
    }

    fn read_words(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, unit) = text.split_once(char::is_whitespace).unwrap_or((text, COST_UNITS[0].0));
        Some(Self { value: number.parse().ok()?, unit: find_unit(unit)?, range: None })
    }

    fn read_table(table: &Table) -> Option<Self> {
        let value = match table.value("value")? {
            Value::Number { value, .. } => *value,
            Value::Text(text) if !table.has("unit") && !table.has("range") => return Self::read_words(text),
            _ => return None,
        };
        let unit = match table.value("unit") {
            None => COST_UNITS[0],
            Some(Value::Text(unit)) => find_unit(unit)?,
            Some(_) => return None,
        };
        let range = if table.has("range") { Some(read_range(table)?) } else { None };
        Some(Self { value, unit, range })
    }

    /// `K = c / (1 - d)`: a cost of `c` a month, borne for ever and discounted by `d` a month, in shares of the stake.
    fn convert(&self, discount: f64) -> ConvertedCost {
        let (unit, months) = self.unit;
        let stake = |cost: f64| cost / months / (1.0 - discount);
        ConvertedCost {
            written: (self.value, unit),
            discount,
            value: stake(self.value),
            range: self.range.map(|ends| ends.map(stake)),
        }
    }
}

fn find_unit(unit: &str) -> Option<(&'static str, f64)> {
    let unit = unit.split_whitespace().collect::<Vec<&str>>().join(" ");
    COST_UNITS.into_iter().find(|(name, _)| *name == unit)
}

fn read_range(table: &Table) -> Option<[f64; 2]> {
    let Some(Value::List(ends)) = table.value("range") else { return None };
    match ends.as_slice() {
        [
            Node { value: Value::Number { value: low, .. }, .. },
            Node { value: Value::Number { value: high, .. }, .. },
        ] => Some([*low, *high]),
        _ => None,
    }
}
