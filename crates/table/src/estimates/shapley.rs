//! Shapley shares: what each of several causes adds to a value, averaged over every order in which they could come.

use super::origin::Origin;
use super::selection::refuse_estimate;
use crate::table::Table;
use schemars::JsonSchema;
use serde::Serialize;
use standoff_num::sums::{mean, sum_of, variance};
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::sensitivity::shapley::{MOST_EXACT, shapley_shares, subset_weights};

/// Columns of an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapleyRequest {
    /// Columns of causes: 1 where the cause is there, 0 where it is not.
    pub causes: Vec<String>,
    /// Column of the value.
    pub output: String,
}

/// Shapley shares of all causes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Shapley {
    /// The table and the version of the keys.
    #[serde(flatten)]
    pub origin: Origin,
    /// Column of the value.
    pub output: String,
    /// Mean value without any cause.
    pub none: f64,
    /// Mean value with all causes; the shares sum to its difference from `none`.
    pub all: f64,
    /// The share of each cause.
    pub causes: Vec<CauseShare>,
}

/// The share of one cause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CauseShare {
    /// The cause.
    pub cause: String,
    /// What it adds, averaged over every order.
    pub share: f64,
    /// Standard error from the spread of rows with the same causes, taken as independent; null unless each combination
    /// has two rows or more.
    pub error: Option<f64>,
}

/// Estimates Shapley shares from a table with one row or more for each combination of causes.
///
/// The value of a combination is the mean over its rows.
///
/// # Errors
///
/// Diagnostics where a column is missing or has a value of the wrong kind, where there are too many causes, and at the
/// first combination that no row has.
///
/// # Examples
///
/// ```
/// use standoff_table::table::Table;
/// use standoff_table::estimates::{ShapleyRequest, estimate_shapley_shares};
/// let table = Table::parse("t.csv", "left,right,pairs\n0,0,0\n1,0,0\n0,1,0\n1,1,1\n").unwrap();
/// let request = ShapleyRequest { causes: vec!["left".to_owned(), "right".to_owned()], output: "pairs".to_owned() };
/// let found = estimate_shapley_shares(&table, &request).unwrap();
/// assert_eq!(found.causes[0].share, 0.5);
/// ```
pub fn estimate_shapley_shares(table: &Table, request: &ShapleyRequest) -> Result<Shapley, Diagnostics> {
    let values = values_by_combination(table, request)?;
    let means: Vec<f64> = values.iter().map(|values| mean(values)).collect();
    let shares = shapley_shares(&means).map_err(|error| refuse_estimate(table, &error))?;
    let errors = share_errors(&values);
    let causes = request.causes.iter().zip(shares).enumerate().map(|(place, (cause, share))| CauseShare {
        cause: cause.clone(),
        share,
        error: errors.as_ref().map(|errors| errors[place]),
    });
    Ok(Shapley {
        origin: Origin::new("shapley", table),
        output: request.output.clone(),
        none: means[0],
        all: means[means.len() - 1],
        causes: causes.collect(),
    })
}

/// The values of each combination; bit i of its number is set if cause i is there.
fn values_by_combination(table: &Table, request: &ShapleyRequest) -> Result<Vec<Vec<f64>>, Diagnostics> {
    let causes = &request.causes;
    if causes.len() > MOST_EXACT {
        let message = format!("{} causes have too many combinations", causes.len());
        let diagnostic = Diagnostic::error("too-many-causes", message).allowed(format!("at most {MOST_EXACT} causes"));
        return Err(table.refuse(diagnostic.hint("name some of them with --causes")));
    }
    let output = table.numbers(&request.output)?;
    let mut combinations = vec![0_usize; table.rows()];
    for (bit, cause) in causes.iter().enumerate() {
        let there = table.flags(cause)?;
        combinations.iter_mut().zip(there).for_each(|(number, there)| *number |= usize::from(there) << bit);
    }
    let mut values = vec![Vec::new(); 1 << causes.len()];
    combinations.iter().zip(output).for_each(|(&number, value)| values[number].push(value));
    match values.iter().position(Vec::is_empty) {
        Some(number) => Err(table.refuse(missing_combination(causes, number, &values))),
        None => Ok(values),
    }
}

fn missing_combination(causes: &[String], number: usize, values: &[Vec<f64>]) -> Diagnostic {
    let named: Vec<String> =
        causes.iter().enumerate().map(|(bit, cause)| format!("{cause} = {}", number >> bit & 1)).collect();
    let missing = values.iter().filter(|values| values.is_empty()).count();
    let message = format!("no row has {}; {missing} of {} combinations are missing", named.join(", "), values.len());
    Diagnostic::error("missing-combination", message)
        .allowed("one row or more for each combination of causes")
        .hint("add these rows, or name fewer causes with --causes")
}

/// The standard errors of the shares; none unless every combination has two rows or more.
///
/// A share is a weighted sum of means, so its variance is the sum of their variances by the squares of the weights.
fn share_errors(values: &[Vec<f64>]) -> Option<Vec<f64>> {
    if values.iter().any(|values| values.len() < 2) {
        return None;
    }
    let causes = values.len().trailing_zeros() as usize;
    let weights = subset_weights(causes);
    let of_means: Vec<f64> = values.iter().map(|values| variance(values) / values.len() as f64).collect();
    let error = |cause: usize| {
        let term = |(number, of_mean): (usize, &f64)| {
            // The number of the other causes in the combination says how many orders the step stands in.
            let others = (number & !(1 << cause)).count_ones() as usize;
            weights[others] * weights[others] * of_mean
        };
        sum_of(of_means.iter().enumerate().map(term)).sqrt()
    };
    Some((0..causes).map(error).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, causes: &[&str]) -> Result<Shapley, Diagnostics> {
        let causes = causes.iter().map(|cause| (*cause).to_owned()).collect();
        let table = Table::parse("t.csv", text).unwrap();
        estimate_shapley_shares(&table, &ShapleyRequest { causes, output: "v".to_owned() })
    }

    /// The glove game: one left glove, two right ones; a pair is worth 1 (Owen 1995, chapter XI).
    #[test]
    fn gloves_are_shared() {
        let text = "l,a,b,v\n0,0,0,0\n1,0,0,0\n0,1,0,0\n0,0,true,0\n1,1,0,1\n1,0,1,1\n0,1,1,0\n1,1,1,1\n";
        let shares: Vec<f64> = found(text, &["l", "a", "b"]).unwrap().causes.iter().map(|one| one.share).collect();
        for (share, exact) in shares.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share - exact).abs() < 1e-15);
        }
    }

    /// Two rows for each of none and one cause: the share is a difference of means, its error that of one.
    #[test]
    fn repeated_rows_give_an_error() {
        let one = found("a,v\n0,1\n0,3\n1,10\n1,14\n", &["a"]).unwrap();
        assert_eq!((one.none, one.all, one.causes[0].share), (2.0, 12.0, 10.0));
        assert!((one.causes[0].error.unwrap() - (1.0_f64 + 4.0).sqrt()).abs() < 1e-12);
        assert_eq!(found("a,v\n0,1\n0,3\n1,10\n", &["a"]).unwrap().causes[0].error, None);
    }

    /// The error of two causes by hand: each share is half the sum of two differences of means, each of variance 1/2 + 1/2.
    #[test]
    fn errors_of_several_causes_follow_from_the_weights() {
        let text = "a,b,v\n0,0,0\n0,0,1\n1,0,2\n1,0,3\n0,1,4\n0,1,5\n1,1,6\n1,1,7\n";
        let found = found(text, &["a", "b"]).unwrap();
        for one in found.causes {
            assert!((one.error.unwrap() - (4.0_f64 * 0.25 * 0.25).sqrt()).abs() < 1e-12, "{one:?}");
        }
    }

    #[test]
    fn a_missing_combination_is_named() {
        let refused = found("a,b,v\n0,0,1\n1,0,2\n1,1,3\n", &["a", "b"]).unwrap_err().to_string();
        assert!(refused.contains("no row has a = 0, b = 1; 1 of 4 combinations"), "{refused}");
        let refused = found("a,v\n0,1\n2,2\n", &["a"]).unwrap_err().to_string();
        assert!(refused.contains("`2` in column `a` is neither yes nor no"), "{refused}");
        let many: Vec<String> = (0..17).map(|cause| format!("c{cause}")).collect();
        let names: Vec<&str> = many.iter().map(String::as_str).collect();
        let text = format!("{},v\n{}1\n", many.join(","), "0,".repeat(17));
        assert!(found(&text, &names).unwrap_err().to_string().contains("at most 16 causes"));
    }
}
