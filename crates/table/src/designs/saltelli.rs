//! Saltelli's design for Sobol indices, from scrambled Sobol points.

use super::ranges::{DesignError, InputRange, check_ranges, scale_rows};
use crate::columns::Column;
use standoff_num::LowDiscrepancy;
use standoff_stats::Saltelli;

/// The number of points that there are.
pub const MOST_POINTS: u32 = 1 << 16;

/// Points and layout of a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaltelliDesign {
    /// Blocks, N: a power of two fills the ranges most evenly.
    pub size: u32,
    /// Points passed over at the beginning.
    pub skip: u32,
    /// Seed of the scrambling.
    pub seed: u64,
    /// `true` for the rows from which pairs of inputs can be told: 2D + 2 in a block instead of D + 2.
    pub pairs: bool,
}

/// The rows of a design, a column for each input in the order of the ranges.
///
/// A block is A, then A with each input in turn from B, then (for pairs) B with each input in turn from A, then B; the
/// first half of the coordinates of a scrambled Sobol point is A and the second half B, and each is scaled to its range.
/// This is the order of SALib's `sample.sobol`.
///
/// # Errors
///
/// [`DesignError`] where there is no range, a name is used twice, or there are more points or rows than allowed.
///
/// # Examples
///
/// ```
/// use standoff_table::designs::{InputRange, SaltelliDesign, saltelli_design};
/// let range = |name: &str| InputRange { name: name.to_owned(), low: -1.0, high: 1.0 };
/// let design = SaltelliDesign { size: 8, skip: 0, seed: 1, pairs: false };
/// let columns = saltelli_design(&[range("x"), range("y")], &design).unwrap();
/// assert_eq!((columns.len(), columns[0].1.len()), (2, 8 * 4));
/// ```
pub fn saltelli_design(ranges: &[InputRange], design: &SaltelliDesign) -> Result<Vec<(String, Column)>, DesignError> {
    let inputs = ranges.len();
    let layout = Saltelli::of_inputs(inputs, design.pairs).map_err(|_| DesignError::NoInputs)?;
    check_ranges(ranges, layout.rows_per_block().checked_mul(design.size as usize))?;
    let end = design.skip.saturating_add(design.size);
    if end > MOST_POINTS {
        return Err(DesignError::TooManyPoints { most: MOST_POINTS.saturating_sub(design.skip) });
    }
    let source = LowDiscrepancy::new(design.seed, 2 * inputs as u32);
    let points: Vec<Vec<f64>> = (design.skip..end).map(|point| source.point(point as u16)).collect();
    let rows = layout.rows(&points).map_err(|_| DesignError::NoInputs)?;
    Ok(scale_rows(ranges, &rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimates::{Resampling, SobolRequest, estimate_sobol_indices};
    use crate::table::Table;
    use std::f64::consts::PI;

    fn ranges(names: &[&str], low: f64, high: f64) -> Vec<InputRange> {
        names.iter().map(|name| InputRange { name: (*name).to_owned(), low, high }).collect()
    }

    /// Adds the output of a model to a design, and estimates its indices.
    fn indices(ranges: &[InputRange], design: &SaltelliDesign, model: impl Fn(&[f64]) -> f64) -> Vec<[f64; 2]> {
        let mut columns = saltelli_design(ranges, design).unwrap();
        let value = |row: usize| columns.iter().map(|(_, column)| column.number_at(row).unwrap()).collect::<Vec<f64>>();
        let output = (0..columns[0].1.len()).map(|row| Some(model(&value(row)))).collect();
        columns.push(("output".to_owned(), Column::Numbers(output)));
        let request = SobolRequest {
            inputs: ranges.iter().map(|range| range.name.clone()).collect(),
            output: "output".to_owned(),
            paired: false,
            drop_incomplete: false,
            resampling: Resampling { seed: 1, resamples: 2, level: 0.95 },
        };
        let found = estimate_sobol_indices(&Table::new("t", columns).unwrap(), &request).unwrap();
        assert_eq!((found.blocks, found.second_order), (design.size as usize, design.pairs));
        assert!(found.inputs.iter().map(|index| &index.input).eq(ranges.iter().map(|range| &range.name)));
        found.inputs.iter().map(|index| [index.first.value, index.total.value]).collect()
    }

    fn assert_near(found: &[[f64; 2]], exact: &[[f64; 2]], within: f64) {
        for (found, exact) in found.iter().flatten().zip(exact.iter().flatten()) {
            assert!((found - exact).abs() < within, "{found} {exact}");
        }
    }

    /// The shares of Ishigami's function in closed form (Ishigami and Homma 1990), with a = 7 and b = 0.1.
    #[test]
    fn ishigami_is_recovered() {
        let (a, b) = (7.0_f64, 0.1_f64);
        let v1 = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
        let (v2, v13) = (a * a / 8.0, b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0));
        let all = v1 + v2 + v13;
        let exact = [[v1 / all, (v1 + v13) / all], [v2 / all, v2 / all], [0.0, v13 / all]];
        let model = |x: &[f64]| x[0].sin() + a * x[1].sin().powi(2) + b * x[2].powi(4) * x[0].sin();
        for pairs in [false, true] {
            let design = SaltelliDesign { size: 4096, skip: 0, seed: 11, pairs };
            assert_near(&indices(&ranges(&["x1", "x2", "x3"], -PI, PI), &design, model), &exact, 0.02);
        }
    }

    /// The shares of Sobol's g function in closed form (Saltelli and Sobol 1995).
    #[test]
    fn sobol_g_is_recovered() {
        let a = [0.0, 1.0, 4.5, 9.0];
        let part = |a: f64| 1.0 / (3.0 * (1.0 + a).powi(2));
        let all = a.iter().map(|&a| 1.0 + part(a)).product::<f64>() - 1.0;
        let total = |i: usize| part(a[i]) * (0..4).filter(|&j| j != i).map(|j| 1.0 + part(a[j])).product::<f64>() / all;
        let exact: Vec<[f64; 2]> = (0..4).map(|i| [part(a[i]) / all, total(i)]).collect();
        let model = |x: &[f64]| x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product();
        let design = SaltelliDesign { size: 4096, skip: 4096, seed: 5, pairs: true };
        assert_near(&indices(&ranges(&["x1", "x2", "x3", "x4"], 0.0, 1.0), &design, model), &exact, 0.02);
    }

    #[test]
    fn values_keep_their_ranges_and_seeds_differ() {
        let names = ranges(&["x", "y"], 0.1, 0.3);
        let design = SaltelliDesign { size: 256, skip: 0, seed: 1, pairs: true };
        let columns = saltelli_design(&names, &design).unwrap();
        let inside =
            |column: &Column| (0..column.len()).all(|row| (0.1..=0.3).contains(&column.number_at(row).unwrap()));
        assert!(columns.iter().all(|(_, column)| inside(column)));
        assert_ne!(columns, saltelli_design(&names, &SaltelliDesign { seed: 2, ..design }).unwrap());
        let later = saltelli_design(&names, &SaltelliDesign { size: 1, skip: 7, ..design }).unwrap();
        let rows: Vec<usize> = (7 * 6..8 * 6).collect();
        assert_eq!(columns[1].1.select_rows(&rows), later[1].1);
    }

    #[test]
    fn each_fault_has_its_error() {
        let design = SaltelliDesign { size: 1, skip: 0, seed: 1, pairs: false };
        assert_eq!(saltelli_design(&[], &design), Err(DesignError::NoInputs));
        assert_eq!(
            saltelli_design(&ranges(&["x", "x"], 0.0, 1.0), &design),
            Err(DesignError::RepeatedName("x".into()))
        );
        let far = SaltelliDesign { size: 2, skip: MOST_POINTS - 1, ..design };
        assert_eq!(saltelli_design(&ranges(&["x"], 0.0, 1.0), &far), Err(DesignError::TooManyPoints { most: 1 }));
        let names: Vec<String> = (0..2000).map(|input| format!("x{input}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let large = SaltelliDesign { size: MOST_POINTS, ..design };
        assert!(matches!(saltelli_design(&ranges(&names, 0.0, 1.0), &large), Err(DesignError::TooLarge { .. })));
    }
}
