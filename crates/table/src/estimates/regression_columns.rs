//! The columns of a regression: numbers as they are, categories as indicators against a reference.

use crate::columns::Column;
use crate::table::word_kind::describe_word;
use crate::table::{Labels, Table, escape_for_message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_scenario::{Diagnostic, Diagnostics};

/// A column of categories in a regression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegressionCategories {
    /// The column.
    pub column: String,
    /// The level that the others are compared with.
    pub reference: String,
    /// The other levels, one indicator each.
    pub levels: Vec<String>,
}

/// The level that the others of a column are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceLevel {
    /// The column.
    pub column: String,
    /// The level.
    pub level: String,
}

/// The columns of a regression as numbers.
pub(super) struct RegressionColumns {
    /// The column asked for, and the level of it that an indicator marks.
    pub names: Vec<(String, Option<String>)>,
    pub values: Vec<Vec<f64>>,
    pub categories: Vec<RegressionCategories>,
    /// For each column asked for, its places among `values`.
    pub places: Vec<Vec<usize>>,
}

impl RegressionColumns {
    /// Reads the columns. One of text, or one with a reference level, is one of categories; without a reference its
    /// first level is the reference.
    pub fn read(table: &Table, names: &[String], references: &[ReferenceLevel]) -> Result<Self, Diagnostics> {
        check_references(table, names, references)?;
        let mut found = Self { names: Vec::new(), values: Vec::new(), categories: Vec::new(), places: Vec::new() };
        for name in names {
            let first = found.values.len();
            let reference = references.iter().find(|one| one.column == *name).map(|one| one.level.as_str());
            if reference.is_some() || has_only_words(table.column(name)?) {
                found.add_categories(table, name, reference)?;
            } else {
                found.names.push((name.clone(), None));
                found.values.push(table.numbers(name)?);
            }
            found.places.push((first..found.values.len()).collect());
        }
        Ok(found)
    }

    fn add_categories(&mut self, table: &Table, name: &str, reference: Option<&str>) -> Result<(), Diagnostics> {
        let labels = table.labels(name)?;
        let place = match reference {
            None => 0,
            Some(level) => labels.index_of(level).ok_or_else(|| refuse_level(table, name, level, &labels))?,
        };
        if labels.names.len() < 2 {
            return Err(refuse_single(table, name, &labels));
        }
        let others: Vec<usize> = (0..labels.names.len()).filter(|&level| level != place).collect();
        for &level in &others {
            self.names.push((name.to_owned(), Some(labels.names[level].clone())));
            self.values.push(labels.indices.iter().map(|&own| f64::from(u8::from(own == level))).collect());
        }
        let levels = others.iter().map(|&level| labels.names[level].clone()).collect();
        let reference = labels.names[place].clone();
        self.categories.push(RegressionCategories { column: name.to_owned(), reference, levels });
        Ok(())
    }

    /// The name of a column of numbers: "age", or "arm = old".
    pub fn label(&self, place: usize) -> String {
        match self.names.get(place) {
            Some((column, Some(level))) => format!("{column} = {level}"),
            Some((column, None)) => column.clone(),
            None => String::new(),
        }
    }

    /// The columns as an estimator takes them.
    pub fn slices(&self) -> Vec<&[f64]> {
        self.values.iter().map(Vec::as_slice).collect()
    }
}

/// `true` if a column holds text, and among it no number and nothing else with a meaning of its own, such as a day: one word
/// among numbers is rather a slip, and every day would be a category.
fn has_only_words(column: &Column) -> bool {
    let Column::Words(words) = column else { return false };
    words.iter().flatten().all(|word| word.parse::<f64>().is_err() && describe_word(word).is_none())
}

/// Fails at a reference to a column that is not in the regression.
fn check_references(table: &Table, names: &[String], references: &[ReferenceLevel]) -> Result<(), Diagnostics> {
    let Some(other) = references.iter().find(|one| !names.contains(&one.column)) else { return Ok(()) };
    let message = format!("a reference is given for `{}`, which is not in --cox", escape_for_message(&other.column));
    let diagnostic = Diagnostic::error("unknown-column", message)
        .allowed(names.join(", "))
        .nearest(&other.column, names.iter().map(String::as_str));
    Err(table.refuse(diagnostic))
}

fn refuse_level(table: &Table, name: &str, level: &str, labels: &Labels) -> Diagnostics {
    let message = format!("column `{}` has no level `{}`", escape_for_message(name), escape_for_message(level));
    let levels: Vec<String> = labels.names.iter().map(|level| escape_for_message(level)).collect();
    let diagnostic = Diagnostic::error("unknown-level", message)
        .allowed(levels.join(", "))
        .nearest(level, labels.names.iter().map(String::as_str));
    table.refuse(diagnostic)
}

fn refuse_single(table: &Table, name: &str, labels: &Labels) -> Diagnostics {
    let level = labels.names.first().map_or(String::new(), |level| escape_for_message(level));
    let message = format!("the effect of `{}` cannot be told: every row has `{level}`", escape_for_message(name));
    let diagnostic = Diagnostic::error("collinear", message).allowed("two or more levels");
    table.refuse(diagnostic.hint("leave the column out of --cox"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, names: &[&str], references: &[(&str, &str)]) -> Result<RegressionColumns, Diagnostics> {
        let table = Table::parse("t.csv", text).unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let level = |&(column, level): &(&str, &str)| ReferenceLevel { column: column.into(), level: level.into() };
        RegressionColumns::read(&table, &names, &references.iter().map(level).collect::<Vec<_>>())
    }

    const TEXT: &str = "age,arm,grade\n1,b,1\n2,a,2\n3,c,2\n";

    #[test]
    fn text_becomes_indicators_against_the_first_level() {
        let found = read(TEXT, &["age", "arm"], &[]).unwrap();
        assert_eq!(
            (found.label(0), found.label(1), found.label(2)),
            ("age".into(), "arm = b".into(), "arm = c".into())
        );
        assert_eq!(found.values[1..], [vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 1.0]]);
        assert_eq!(found.categories[0].reference, "a");
        assert_eq!(found.places, [vec![0], vec![1, 2]]);
    }

    #[test]
    fn a_reference_makes_numbers_categories() {
        let found = read(TEXT, &["grade", "arm"], &[("grade", "2.0"), ("arm", "c")]).unwrap();
        assert_eq!(found.label(0), "grade = 1");
        assert_eq!((found.categories[0].reference.as_str(), found.categories[1].reference.as_str()), ("2", "c"));
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let refused = |text: &str, names: &[&str], references: &[(&str, &str)]| {
            read(text, names, references).err().unwrap().to_string()
        };
        assert!(refused(TEXT, &["arm"], &[("arm", "d")]).contains("allowed: a, b, c"));
        assert!(refused(TEXT, &["age"], &[("arm", "a")]).contains("not in --cox"));
        assert!(refused("x,y\na,1\na,2\n", &["x"], &[]).contains("every row has `a`"));
        // A word among numbers is a slip, not a category.
        assert!(refused("x\n1\n2\nthree\n", &["x"], &[]).contains("`three` in column `x` is not a number"));
    }
}
