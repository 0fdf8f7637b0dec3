//! The choice of input columns for an output.

use crate::column_names::PARAMETER;
use crate::columns::Column;
use crate::table::Table;
use crate::table::limits::MOST_LABELS;
use standoff_scenario::{Diagnostic, Diagnostics};
use std::collections::BTreeSet;

/// The columns that an estimate can take as inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKinds {
    /// Numbers, and true and false as 1 and 0.
    Numbers,
    /// These, and text of a few different words.
    NumbersAndWords,
}

/// The inputs of an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenInputs {
    /// Their names.
    pub names: Vec<String>,
    /// The columns that were not taken although nobody named any, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// Checks the inputs asked for. If none are, all columns that the estimate can take are, but for the output; in the
/// runs of a bundle, its parameters. The others are listed with the reason.
///
/// # Errors
///
/// Diagnostics where a column does not exist, is named twice or is the output, and where no column is left.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::{InputKinds, choose_inputs};
/// let table = Table::parse("t.csv", "name,x,y,z\na,1,true,3\n").unwrap();
/// let found = choose_inputs(&table, &[], "z", InputKinds::Numbers).unwrap();
/// assert_eq!(found.names, ["x", "y"]);
/// assert_eq!(found.left_out, [("name".to_owned(), "text".to_owned())]);
/// ```
pub fn choose_inputs(
    table: &Table,
    asked: &[String],
    output: &str,
    kinds: InputKinds,
) -> Result<ChosenInputs, Diagnostics> {
    table.column(output)?;
    if asked.is_empty() {
        let found = default_inputs(table, output, kinds);
        return if found.names.is_empty() { Err(table.refuse(no_inputs(output, &found.left_out))) } else { Ok(found) };
    }
    for (at, name) in asked.iter().enumerate() {
        table.column(name)?;
        let fault = match () {
            () if name == output => "the output cannot be an input too",
            () if asked[..at].contains(name) => "an input is named twice",
            () => continue,
        };
        let diagnostic = Diagnostic::error("bad-input", format!("{fault}: `{name}`"));
        return Err(
            table.refuse(diagnostic.allowed("columns other than the output, each once").hint("name every input once"))
        );
    }
    Ok(ChosenInputs { names: asked.to_vec(), left_out: Vec::new() })
}

/// All columns that can be inputs but the output; in the runs of a bundle, its parameters.
fn default_inputs(table: &Table, output: &str, kinds: InputKinds) -> ChosenInputs {
    let bundle = table.columns().iter().any(|(name, _)| name.starts_with(PARAMETER));
    let mut found = ChosenInputs { names: Vec::new(), left_out: Vec::new() };
    for (name, column) in table.columns().iter().filter(|(name, _)| name != output) {
        match reason_against(name, column, kinds) {
            // What a bundle holds beside its parameters are outcomes, and nobody expects them to be inputs.
            _ if bundle && !name.starts_with(PARAMETER) => (),
            Some(reason) => found.left_out.push((name.clone(), reason)),
            None => found.names.push(name.clone()),
        }
    }
    let unusable = table.unusable_columns().iter().filter(|(name, _)| name != output);
    found.left_out.extend(unusable.cloned());
    found
}

/// The reason why a column is not taken unless it is named; none if it is.
fn reason_against(name: &str, column: &Column, kinds: InputKinds) -> Option<String> {
    let reason = match column {
        _ if column.is_all_missing() => "no value",
        _ if Table::is_row_index(name) => "numbers of rows",
        Column::Words(words) if kinds == InputKinds::NumbersAndWords => {
            let different: BTreeSet<&String> = words.iter().flatten().collect();
            match () {
                () if words.iter().any(Option::is_none) => "text, with values missing",
                () if different.len() > MOST_LABELS => return Some(format!("text of more than {MOST_LABELS} words")),
                () => return None,
            }
        }
        Column::Words(_) => "text",
        Column::Numbers(_) | Column::Counts(_) | Column::Flags(_) => return None,
    };
    Some(reason.to_owned())
}

fn no_inputs(output: &str, left_out: &[(String, String)]) -> Diagnostic {
    let reasons: Vec<String> = left_out.iter().take(3).map(|(name, reason)| format!("`{name}` is {reason}")).collect();
    let why = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    Diagnostic::error("no-inputs", format!("besides the output `{output}` there is no column of numbers{why}"))
        .allowed("one or more columns of numbers, or of true and false")
        .hint("look at how the columns were written: numbers have a point and no unit")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(table: &Table, output: &str, kinds: InputKinds) -> ChosenInputs {
        choose_inputs(table, &[], output, kinds).unwrap()
    }

    #[test]
    fn wrong_inputs_are_refused() {
        let table = Table::parse("t.csv", "w,x,y\na,1,2\n").unwrap();
        let refused = |asked: &[&str], output: &str| {
            let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
            choose_inputs(&table, &asked, output, InputKinds::Numbers).unwrap_err().to_string()
        };
        assert!(refused(&["x", "y"], "y").contains("cannot be an input too: `y`"));
        assert!(refused(&["x", "x"], "y").contains("named twice: `x`"));
        assert!(refused(&["z"], "y").contains("no column `z`"));
        assert!(refused(&[], "z").contains("no column `z`"));
        let bundle = Table::parse("t.csv", "rounds,parameter.a,y\n1,2,3\n").unwrap();
        assert_eq!(choose(&bundle, "y", InputKinds::Numbers).names, ["parameter.a"]);
        let single = Table::parse("t.csv", "w,x\na,1\n").unwrap();
        let refused = choose_inputs(&single, &[], "x", InputKinds::Numbers).unwrap_err().to_string();
        assert!(refused.contains("no column of numbers (`w` is text)"), "{refused}");
    }

    #[test]
    fn nothing_is_left_out_without_a_word() {
        let many: String =
            (0..60).map(|row| format!("{row},{},id{row},{},,y\n", row % 2 == 0, ["a", "b"][row % 2])).collect();
        let table = Table::parse("t.csv", &format!("n,f,id,w,none,o\n{many}")).unwrap();
        let words = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, reason)| ((*name).to_owned(), (*reason).to_owned())).collect()
        };
        let found = choose(&table, "o", InputKinds::Numbers);
        assert_eq!(found.names, ["n", "f"]);
        assert_eq!(found.left_out, words(&[("id", "text"), ("w", "text"), ("none", "no value")]));
        let found = choose(&table, "o", InputKinds::NumbersAndWords);
        assert_eq!(found.names, ["n", "f", "w"]);
        assert_eq!(found.left_out, words(&[("id", "text of more than 50 words"), ("none", "no value")]));
    }
}
