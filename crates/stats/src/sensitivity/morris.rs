//! Elementary effects (Morris's screening): which inputs matter at all, from few rows.

use standoff_num::sums::{mean, variance};

use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::intervals::bootstrap::{Bootstrap, Estimate};

/// The elementary effects of one input, over the trajectories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ElementaryEffects {
    /// mu: the mean effect.
    pub mean: f64,
    /// mu*: the mean of the absolute effects, with its interval; whole trajectories are drawn.
    pub absolute: Estimate,
    /// sigma: the standard deviation (n - 1) of the effects; large if the input interacts with others or acts
    /// nonlinearly.
    pub deviation: f64,
}

/// Elementary effects from rows in trajectories, such as those of `standoff_num::Trajectories`.
///
/// `inputs[input][row]` holds k inputs; each block of k + 1 rows is a trajectory, between whose neighbouring rows
/// exactly one input changes, and each input once. Which one changes, and by how much, is read from the rows. An effect
/// is the change of the output over the change of the input, with its sign, and with `bounds[input]`
/// = (low, high) per whole range of the input, which is what SALib gives. Without bounds it is per unit of the input.
/// A group of inputs that move together is represented by one of them.
///
/// Morris (1991), Technometrics 33:161; mu* of Campolongo, Cariboni and Saltelli (2007), Environ. Model. Softw.
/// 22:1509.
///
/// # Errors
///
/// No inputs, columns or bounds of different length, a number of rows that is not a multiple of k + 1, fewer than two
/// trajectories, a figure that is not finite, bounds without width, or the first row before which not exactly one
/// input changes or one changes again. As [`Bootstrap`] for the interval.
///
/// # Examples
///
/// ```
/// use standoff_num::Trajectories;
/// use standoff_stats::{Bootstrap, elementary_effects};
/// let design = Trajectories::new(1, 4).expect("an even number of levels");
/// let rows: Vec<Vec<f64>> = (0..10).flat_map(|trajectory| design.rows(trajectory, &[11, 22])).collect();
/// let inputs = [0, 1].map(|input| rows.iter().map(|row| row[input]).collect::<Vec<f64>>());
/// let outputs: Vec<f64> = rows.iter().map(|row| 2.0 * row[0] - 3.0 * row[1]).collect();
/// let found = elementary_effects(&inputs, &outputs, None, &Bootstrap::default())?;
/// assert!((found[0].mean - 2.0).abs() < 1e-12 && (found[1].absolute.value - 3.0).abs() < 1e-12);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn elementary_effects<C: AsRef<[f64]>>(
    inputs: &[C],
    outputs: &[f64],
    bounds: Option<&[(f64, f64)]>,
    bootstrap: &Bootstrap,
) -> Result<Vec<ElementaryEffects>, StatsError> {
    bootstrap.check_plan()?;
    check_trajectories(inputs, outputs)?;
    let ranges = input_ranges(bounds, inputs.len())?;
    let mut effects = vec![Vec::new(); inputs.len()];
    for first in (0..outputs.len()).step_by(inputs.len() + 1) {
        for row in first + 1..=first + inputs.len() {
            let (input, step) = changed_input(inputs, row)?;
            if effects[input].len() > first / (inputs.len() + 1) {
                return Err(StatsError::ChangesAgain { row, input });
            }
            effects[input].push((outputs[row] - outputs[row - 1]) / step * ranges[input]);
        }
    }
    Ok(summarise_effects(&effects, bootstrap))
}

fn check_trajectories<C: AsRef<[f64]>>(inputs: &[C], outputs: &[f64]) -> Result<(), StatsError> {
    at_least(1, inputs.len())?;
    for input in inputs {
        same_length(outputs.len(), input.as_ref().len())?;
        all_finite(input.as_ref(), |_| true)?;
    }
    all_finite(outputs, |_| true)?;
    let block = inputs.len() + 1;
    if !outputs.len().is_multiple_of(block) {
        return Err(StatsError::BrokenBlock { found: outputs.len(), block });
    }
    at_least(2, outputs.len() / block)
}

/// The width of each input's range, or 1.
fn input_ranges(bounds: Option<&[(f64, f64)]>, inputs: usize) -> Result<Vec<f64>, StatsError> {
    let Some(bounds) = bounds else { return Ok(vec![1.0; inputs]) };
    same_length(inputs, bounds.len())?;
    let widths: Vec<f64> = bounds.iter().map(|(low, high)| high - low).collect();
    all_finite(&widths, |width| width > 0.0)?;
    Ok(widths)
}

/// The input that changes from the row before to this one, and by how much.
fn changed_input<C: AsRef<[f64]>>(inputs: &[C], row: usize) -> Result<(usize, f64), StatsError> {
    let change = |input: usize| inputs[input].as_ref()[row] - inputs[input].as_ref()[row - 1];
    let changed: Vec<usize> = (0..inputs.len()).filter(|&input| change(input) != 0.0).collect();
    match changed[..] {
        [input] => Ok((input, change(input))),
        _ => Err(StatsError::NotOneChange { row, changed: changed.len() }),
    }
}

fn summarise_effects(effects: &[Vec<f64>], bootstrap: &Bootstrap) -> Vec<ElementaryEffects> {
    let absolute: Vec<Vec<f64>> = effects.iter().map(|effects| effects.iter().map(|e| e.abs()).collect()).collect();
    let sums = bootstrap.resample_sums(&absolute);
    let summary = |(input, effects): (usize, &Vec<f64>)| {
        let resampled: Vec<f64> = sums.iter().map(|sums| sums[input] / effects.len() as f64).collect();
        ElementaryEffects {
            mean: mean(effects),
            absolute: Estimate::new(mean(&absolute[input]), &resampled, bootstrap.level),
            deviation: variance(effects).sqrt(),
        }
    };
    effects.iter().enumerate().map(summary).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use proptest::prelude::*;
    use standoff_num::Trajectories;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/sensitivity.json");
    const BOUNDS: [(f64, f64); 4] = [(0.0, 1.0), (-2.0, 3.0), (10.0, 30.0), (0.0, 1.0)];

    #[test]
    fn agrees_with_salib() {
        let rows = read_table::<5>(ORACLE, "morris_rows");
        let column = |index: usize| rows.iter().map(|row| row[index]).collect::<Vec<f64>>();
        let plan = Bootstrap { seed: 2, resamples: 20_000, level: 0.95 };
        let found = elementary_effects(&[0, 1, 2, 3].map(column), &column(4), Some(&BOUNDS), &plan).unwrap();
        let [expected] = read_table::<16>(ORACLE, "morris")[..] else { panic!("one row") };
        for (input, effects) in found.iter().enumerate() {
            let figures = [effects.mean, effects.absolute.value, effects.deviation];
            for (place, figure) in figures.into_iter().enumerate() {
                assert!((figure - expected[4 * place + input]).abs() < 1e-12, "{effects:?}");
            }
            assert!((effects.absolute.half_width - expected[12 + input]).abs() <= 0.03 * expected[12 + input] + 1e-12);
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        let found = |inputs: &[[f64; 6]], bounds: Option<&[(f64, f64)]>| {
            elementary_effects(inputs, &[0.0; 6], bounds, &Bootstrap::default()).unwrap_err()
        };
        let good = [0.0, 1.0, 1.0, 0.0, 0.0, 1.0];
        assert_eq!(found(&[good, good], None), StatsError::NotOneChange { row: 1, changed: 2 });
        assert_eq!(found(&[good, [0.0; 6]], None), StatsError::NotOneChange { row: 2, changed: 0 });
        let again = [0.0, 1.0, 2.0, 0.0, 0.0, 1.0];
        assert_eq!(found(&[again, [0.0; 6]], None), StatsError::ChangesAgain { row: 2, input: 0 });
        // The same in the third of three trajectories.
        let (one, other) =
            ([0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 2.0], [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        let late = elementary_effects(&[one, other], &[0.0; 9], None, &Bootstrap::default()).unwrap_err();
        assert_eq!(late, StatsError::ChangesAgain { row: 8, input: 0 });
        assert_eq!(found(&[[0.0; 6]; 4], None), StatsError::BrokenBlock { found: 6, block: 5 });
        assert_eq!(found(&[[0.0; 6]; 5], None), StatsError::TooFew { found: 1, needed: 2 });
        assert!(matches!(found(&[good, good], Some(&[(0.0, 1.0), (2.0, 2.0)])), StatsError::BadValue { index: 1, .. }));
        assert!(matches!(found(&[good, [f64::NAN; 6]], None), StatsError::BadValue { index: 0, .. }));
        assert!(matches!(found(&[], None), StatsError::TooFew { .. }));
    }

    proptest! {
        /// The effects of a linear function are its slopes, without spread, whatever the order of the inputs.
        #[test]
        fn linear_functions_are_found(
            slopes in prop::collection::vec(-9.0_f64..9.0, 1..6), seed: u64, half in 1_u32..5,
        ) {
            let design = Trajectories::new(seed, 2 * half).unwrap();
            let keys: Vec<u32> = (0..slopes.len() as u32).map(|input| 77 * input + 5).collect();
            let rows: Vec<Vec<f64>> = (0..4).flat_map(|trajectory| design.rows(trajectory, &keys)).collect();
            let inputs: Vec<Vec<f64>> =
                (0..slopes.len()).map(|input| rows.iter().map(|row| row[input]).collect()).collect();
            let value = |row: &Vec<f64>| row.iter().zip(&slopes).map(|(x, slope)| x * slope).sum();
            let outputs: Vec<f64> = rows.iter().map(value).collect();
            let found = elementary_effects(&inputs, &outputs, None, &Bootstrap::default()).unwrap();
            for (effects, slope) in found.iter().zip(slopes) {
                prop_assert!((effects.mean - slope).abs() < 1e-12 && effects.deviation < 1e-12);
                prop_assert!((effects.absolute.low - slope.abs()).abs() < 1e-12);
            }
        }
    }
}
