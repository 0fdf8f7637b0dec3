//! Columns of groups or causes: one label for each row.

use super::limits;
use super::named_columns::{Table, escape_for_message};
use crate::columns::Column;
use standoff_scenario::{Diagnostic, Diagnostics};

/// The distinct values of a column, and the one of each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// The distinct values: numbers ascending, words alphabetically.
    pub names: Vec<String>,
    /// Index into `names` for each row.
    pub indices: Vec<usize>,
}

/// A value, and how it sorts.
type Label = (Option<f64>, String);

impl Table {
    /// A column as labels.
    ///
    /// # Errors
    ///
    /// Diagnostics where there is no such column, a value is missing, or there are more different values than
    /// [`limits::MOST_LABELS`].
    pub fn labels(&self, name: &str) -> Result<Labels, Diagnostics> {
        let column = self.column(name)?;
        let label = |row| label_at(column, row).ok_or_else(|| self.missing_value(name, row, "a value in every row"));
        let labels: Vec<Label> = (0..self.rows()).map(label).collect::<Result<_, _>>()?;
        let distinct = distinct_labels(&labels);
        if distinct.len() > limits::MOST_LABELS {
            return Err(self.refuse(too_many_labels(name, distinct.len())));
        }
        let of = labels.iter().map(|label| distinct.iter().position(|one| one.1 == label.1).unwrap_or(0)).collect();
        Ok(Labels { names: distinct.into_iter().map(|(_, name)| name).collect(), indices: of })
    }
}

impl Labels {
    /// Index of the label that a word means: the same text, or the same number in another spelling.
    pub fn index_of(&self, word: &str) -> Option<usize> {
        let number = |text: &str| text.parse::<f64>().ok();
        let same = |name: &String| name == word || number(word).is_some_and(|one| number(name) == Some(one));
        self.names.iter().position(same)
    }

    /// The rows of each label.
    pub fn rows_by_label(&self) -> Vec<Vec<usize>> {
        let mut rows = vec![Vec::new(); self.names.len()];
        for (row, &label) in self.indices.iter().enumerate() {
            rows[label].push(row);
        }
        rows
    }
}

fn label_at(column: &Column, row: usize) -> Option<Label> {
    let number = |number: f64| (Some(number), number.to_string());
    match column {
        Column::Numbers(values) => values[row].map(number),
        Column::Counts(values) => values[row].map(|count| number(f64::from(count))),
        Column::Flags(values) => values[row].map(|flag| (Some(f64::from(u8::from(flag))), flag.to_string())),
        Column::Words(values) => values[row].clone().map(|word| (None, word)),
    }
}

fn distinct_labels(labels: &[Label]) -> Vec<Label> {
    let mut distinct: Vec<Label> = Vec::new();
    for label in labels {
        // One more than allowed is enough to know that there are too many.
        if distinct.len() <= limits::MOST_LABELS && !distinct.iter().any(|one| one.1 == label.1) {
            distinct.push(label.clone());
        }
    }
    let key = |label: &Label| label.0.unwrap_or(0.0);
    distinct.sort_by(|one, other| key(one).total_cmp(&key(other)).then_with(|| one.1.cmp(&other.1)));
    distinct
}

fn too_many_labels(name: &str, found: usize) -> Diagnostic {
    let most = limits::MOST_LABELS;
    Diagnostic::error(
        "too-many-groups",
        format!("column `{}` has {found} or more different values", escape_for_message(name)),
    )
    .allowed(format!("at most {most} different values"))
    .hint("a column of numbers needs to be cut into groups first")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_words_follow_their_letters() {
        let table = Table::parse("t", "n,w,f\n10,b,true\n9,a,false\n10,a,true\n").unwrap();
        let labels = |name| table.labels(name).unwrap();
        assert_eq!(labels("n"), Labels { names: vec!["9".into(), "10".into()], indices: vec![1, 0, 1] });
        assert_eq!(labels("w").names, ["a", "b"]);
        assert_eq!(labels("f").names, ["false", "true"]);
        assert_eq!(labels("w").rows_by_label(), [vec![1, 2], vec![0]]);
        assert_eq!(
            (labels("n").index_of("9.0"), labels("n").index_of("x"), labels("w").index_of("b")),
            (Some(0), None, Some(1))
        );
    }

    #[test]
    fn missing_values_and_too_many_are_refused() {
        let table = Table::parse("t.csv", "a,b\nx,1\n,2\n").unwrap();
        assert!(table.labels("a").unwrap_err().to_string().contains("t.csv:3:1"));
        let many: String = (0..60).map(|row| format!("{row},\n")).collect();
        let table = Table::parse("t.csv", &format!("a,b\n{many}")).unwrap();
        assert!(table.labels("a").unwrap_err().to_string().contains("at most 50"));
    }
}
