//! The choice of input columns for an output.

use crate::column_names::PARAMETER;
use crate::table::Table;
use standoff_scenario::{Diagnostic, Diagnostics};

/// Checks the inputs asked for. If none are, all numeric columns but the output are taken; in the runs of a bundle, its
/// parameters.
///
/// # Errors
///
/// Diagnostics where a column does not exist, is named twice or is the output, and where no column is left.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::choose_inputs;
/// let table = Table::parse("t.csv", "name,x,y,z\na,1,2,3\n").unwrap();
/// assert_eq!(choose_inputs(&table, &[], "z").unwrap(), ["x", "y"]);
/// ```
pub fn choose_inputs(table: &Table, asked: &[String], output: &str) -> Result<Vec<String>, Diagnostics> {
    table.column(output)?;
    if asked.is_empty() {
        let found = default_inputs(table, output);
        return if found.is_empty() { Err(table.refuse(no_inputs(output))) } else { Ok(found) };
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
    Ok(asked.to_vec())
}

/// All columns of numbers but the output; in the runs of a bundle, its parameters.
fn default_inputs(table: &Table, output: &str) -> Vec<String> {
    let numeric: Vec<&str> = table.numeric_names().into_iter().filter(|name| *name != output).collect();
    let bundle = numeric.iter().any(|name| name.starts_with(PARAMETER));
    let kept = numeric.into_iter().filter(|name| !bundle || name.starts_with(PARAMETER));
    kept.map(str::to_owned).collect()
}

fn no_inputs(output: &str) -> Diagnostic {
    Diagnostic::error("no-inputs", format!("besides the output `{output}` there is no column of numbers"))
        .allowed("one or more columns of numbers")
        .hint("name columns with --inputs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_inputs_are_refused() {
        let table = Table::parse("t.csv", "w,x,y\na,1,2\n").unwrap();
        let refused = |asked: &[&str], output: &str| {
            let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
            choose_inputs(&table, &asked, output).unwrap_err().to_string()
        };
        assert!(refused(&["x", "y"], "y").contains("cannot be an input too: `y`"));
        assert!(refused(&["x", "x"], "y").contains("named twice: `x`"));
        assert!(refused(&["z"], "y").contains("no column `z`"));
        assert!(refused(&[], "z").contains("no column `z`"));
        let bundle = Table::parse("t.csv", "rounds,parameter.a,y\n1,2,3\n").unwrap();
        assert_eq!(choose_inputs(&bundle, &[], "y").unwrap(), ["parameter.a"]);
        let single = Table::parse("t.csv", "w,x\na,1\n").unwrap();
        assert!(choose_inputs(&single, &[], "x").unwrap_err().to_string().contains("no column of numbers"));
    }
}
