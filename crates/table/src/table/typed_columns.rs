//! Columns converted to numbers or to yes and no. A value that does not fit is reported with its place.

use super::csv_text::{number_hint, quote_word};
use super::named_columns::{Table, escape_for_message};
use super::word_kind::describe_word;
use crate::columns::Column;
use crate::whole_numbers::parse_number;
use standoff_scenario::{Diagnostic, Diagnostics};

/// Spellings of yes and no, for messages.
const FLAGS: &str = "1 or true, 0 or false";

impl Table {
    /// A column as finite numbers, one for each row; true counts as one.
    ///
    /// # Errors
    ///
    /// Diagnostics where there is no such column, or at the first value that is missing, no number or not finite.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, Diagnostics> {
        let column = self.column(name)?;
        (0..self.rows()).map(|row| self.number_at(name, column, row)).collect()
    }

    /// A column as numbers; none where a value is missing or not finite.
    ///
    /// # Errors
    ///
    /// Diagnostics where there is no such column, or at the first value that is no number.
    pub fn numbers_with_gaps(&self, name: &str) -> Result<Vec<Option<f64>>, Diagnostics> {
        let column = self.column(name)?;
        let value = |row: usize| match column {
            Column::Words(values) => match &values[row] {
                Some(word) => parse_number(word).map(Some).ok_or_else(|| self.not_a_number(name, row, word)),
                None => Ok(None),
            },
            _ => Ok(column.number_at(row)),
        };
        let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
        (0..self.rows()).map(|row| value(row).map(finite)).collect()
    }

    /// Several columns of numbers, one after the other.
    ///
    /// # Errors
    ///
    /// As [`Table::numbers`].
    pub fn matrix<T: AsRef<str>>(&self, names: &[T]) -> Result<Vec<Vec<f64>>, Diagnostics> {
        names.iter().map(|name| self.numbers(name.as_ref())).collect()
    }

    /// A column as yes or no, one for each row.
    ///
    /// # Errors
    ///
    /// Diagnostics where there is no such column, or at the first value that is neither.
    pub fn flags(&self, name: &str) -> Result<Vec<bool>, Diagnostics> {
        let column = self.column(name)?;
        (0..self.rows()).map(|row| self.flag_at(name, column, row)).collect()
    }

    fn number_at(&self, name: &str, column: &Column, row: usize) -> Result<f64, Diagnostics> {
        if let Column::Words(values) = column
            && let Some(word) = &values[row]
        {
            return match parse_number(word) {
                Some(number) if number.is_finite() => Ok(number),
                Some(number) => Err(self.not_finite(name, row, number)),
                None => Err(self.not_a_number(name, row, word)),
            };
        }
        match column.number_at(row) {
            Some(number) if number.is_finite() => Ok(number),
            Some(number) => Err(self.not_finite(name, row, number)),
            None => Err(self.missing_value(name, row, "a number in every row")),
        }
    }

    fn flag_at(&self, name: &str, column: &Column, row: usize) -> Result<bool, Diagnostics> {
        let one = match column {
            Column::Flags(values) => values[row].map(|flag| (Some(flag), flag.to_string())),
            Column::Numbers(values) => values[row].map(|number| (flag_of_number(number), number.to_string())),
            Column::Counts(values) => values[row].map(|count| (flag_of_number(f64::from(count)), count.to_string())),
            Column::Words(values) => values[row].clone().map(|word| (flag_of_word(&word), word)),
        };
        match one {
            Some((Some(flag), _)) => Ok(flag),
            Some((None, word)) => Err(self.not_a_flag(name, row, &word)),
            None => Err(self.missing_value(name, row, FLAGS)),
        }
    }

    fn not_a_number(&self, name: &str, row: usize, word: &str) -> Diagnostics {
        let place = format!("{} in column `{}`", quote_word(word), escape_for_message(name));
        let (message, hint) = match describe_word(word) {
            Some((kind, hint)) => (format!("{place} is {kind}, and a number is needed"), hint),
            None => {
                let hint = number_hint(word).unwrap_or("choose another column, or mend the value");
                (format!("{place} is not a number"), hint)
            }
        };
        let diagnostic = Diagnostic::error("not-a-number", message).allowed("a number, such as 0.5 or 1e-3");
        self.refuse_at(row, name, diagnostic.hint(hint))
    }

    fn not_finite(&self, name: &str, row: usize, number: f64) -> Diagnostics {
        let message = format!("`{number}` in column `{}` cannot be reckoned with", escape_for_message(name));
        let diagnostic = Diagnostic::error("not-finite", message).allowed("a finite number");
        self.refuse_at(row, name, diagnostic.hint("leave out the rows where a number is missing"))
    }

    pub(super) fn missing_value(&self, name: &str, row: usize, allowed: &str) -> Diagnostics {
        let message = format!("a value is missing in column `{}`", escape_for_message(name));
        let diagnostic = Diagnostic::error("missing-value", message).allowed(allowed);
        let hint = if self.column(name).is_ok_and(Column::is_all_missing) {
            "the column has no value at all: choose another"
        } else {
            "leave out the rows without a value, or fill them in"
        };
        self.refuse_at(row, name, diagnostic.hint(hint))
    }

    fn not_a_flag(&self, name: &str, row: usize, word: &str) -> Diagnostics {
        let message = format!("{} in column `{}` is neither yes nor no", quote_word(word), escape_for_message(name));
        let diagnostic = Diagnostic::error("not-a-flag", message).allowed(FLAGS);
        self.refuse_at(row, name, diagnostic.hint("write 1 where it happened and 0 where it did not"))
    }
}

fn flag_of_number(number: f64) -> Option<bool> {
    if number == 1.0 {
        Some(true)
    } else if number == 0.0 {
        Some(false)
    } else {
        None
    }
}

/// Converts a word of a column in which spellings of yes and no are mixed.
fn flag_of_word(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        other => other.parse().ok().and_then(flag_of_number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "n,f,w\n1,0,\"1,5\"\n2.5,TRUE,2\n,1,x\nNaN,2,y\n";

    #[test]
    fn what_fits_is_taken() {
        let table = Table::parse("t", "a,b,c\n1,true,0\n0,false,TRUE\n").unwrap();
        assert_eq!(table.matrix(&["a", "b"]).unwrap(), [[1.0, 0.0], [1.0, 0.0]]);
        assert_eq!((table.flags("a").unwrap(), table.flags("b").unwrap()), (vec![true, false], vec![true, false]));
        assert_eq!(table.flags("c").unwrap(), [false, true]);
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        let table = Table::parse("t.csv", TEXT).unwrap();
        for (page, words) in [
            (table.numbers("n").unwrap_err(), ["missing in column `n`", "t.csv:4:1", "fill them in"]),
            (table.numbers("w").unwrap_err(), ["`1,5` in column `w`", "t.csv:2:5", "with a point"]),
            (table.flags("f").unwrap_err(), ["`2` in column `f`", "t.csv:5:5", "1 or true"]),
            (table.flags("w").unwrap_err(), ["`1,5`", "t.csv:2:5", "neither"]),
        ] {
            let page = page.to_string();
            assert!(words.iter().all(|word| page.contains(word)), "{words:?} in\n{page}");
        }
        let stored = Table::new("t.parquet", vec![("x".into(), Column::Numbers(vec![Some(1.0), Some(f64::NAN)]))]);
        let page = stored.unwrap().numbers("x").unwrap_err().to_string();
        assert!(page.contains("row 2: `NaN` in column `x`") && page.contains("t.parquet"), "{page}");
    }
}
