//! Morris's design for elementary effects.

use super::ranges::{DesignError, InputRange, check_ranges, scale_rows};
use crate::columns::Column;
use standoff_num::Trajectories;
use standoff_num::random::entity_address;

/// Trajectories and levels of a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MorrisDesign {
    /// Trajectories.
    pub size: u32,
    /// Levels of the grid, an even number.
    pub levels: u32,
    /// Seed.
    pub seed: u64,
}

/// The rows of a design, a column for each input in the order of the ranges.
///
/// Each trajectory is D + 1 rows for D inputs: a point of the grid, then one input after the other is moved by
/// levels / (2 (levels - 1)) of its range, in random order. The moves of an input depend on the seed and its name only,
/// so that another input changes nothing.
///
/// # Errors
///
/// [`DesignError`] where there is no range, a name is used twice, the number of levels is odd, or there are more rows
/// than allowed.
///
/// # Examples
///
/// ```
/// use standoff_table::designs::{InputRange, MorrisDesign, morris_design};
/// let range = |name: &str| InputRange { name: name.to_owned(), low: 0.0, high: 3.0 };
/// let columns = morris_design(&[range("x"), range("y")], &MorrisDesign { size: 5, levels: 4, seed: 1 }).unwrap();
/// assert_eq!(columns[0].1.len(), 5 * 3);
/// ```
pub fn morris_design(ranges: &[InputRange], design: &MorrisDesign) -> Result<Vec<(String, Column)>, DesignError> {
    check_ranges(ranges, (ranges.len() + 1).checked_mul(design.size as usize))?;
    let source = Trajectories::new(design.seed, design.levels).ok_or(DesignError::BadLevels(design.levels))?;
    let keys: Vec<u32> = ranges.iter().map(|range| entity_address(&range.name)).collect();
    check_addresses(ranges, &keys)?;
    let rows: Vec<Vec<f64>> = (0..design.size).flat_map(|trajectory| source.rows(trajectory, &keys)).collect();
    Ok(scale_rows(ranges, &rows))
}

fn check_addresses(ranges: &[InputRange], keys: &[u32]) -> Result<(), DesignError> {
    for (at, key) in keys.iter().enumerate() {
        if let Some(other) = keys[..at].iter().position(|one| one == key) {
            return Err(DesignError::SameAddress(ranges[other].name.clone(), ranges[at].name.clone()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimates::{MorrisRequest, Resampling, estimate_elementary_effects};
    use crate::table::Table;

    fn ranges() -> Vec<InputRange> {
        let range = |(name, low, high): (&str, f64, f64)| InputRange { name: name.to_owned(), low, high };
        [("x", -1.0, 1.0), ("y", 0.1, 0.3), ("z", 10.0, 30.0)].map(range).to_vec()
    }

    /// The effects of a linear model are its slopes times the ranges, with no spread, at the bounds of the design.
    #[test]
    fn slopes_are_recovered() {
        for levels in [2, 4, 10] {
            let mut columns = morris_design(&ranges(), &MorrisDesign { size: 6, levels, seed: 3 }).unwrap();
            let number = |input: usize, row: usize| columns[input].1.number_at(row).unwrap();
            let output = (0..columns[0].1.len())
                .map(|row| Some(2.0 * number(0, row) - 5.0 * number(1, row) + 0.5 * number(2, row)));
            let output = Column::Numbers(output.collect());
            columns.push(("output".to_owned(), output));
            let request = MorrisRequest {
                inputs: ranges().into_iter().map(|range| range.name).collect(),
                output: "output".to_owned(),
                bounds: Some(ranges().iter().map(|range| (range.low, range.high)).collect()),
                drop_incomplete: false,
                resampling: Resampling { seed: 1, resamples: 2, level: 0.95 },
            };
            let found = estimate_elementary_effects(&Table::new("t", columns).unwrap(), &request).unwrap();
            for (effect, slope) in found.inputs.iter().zip([4.0, -1.0, 10.0]) {
                assert!((effect.mu - slope).abs() < 1e-9 && effect.sigma < 1e-9, "{effect:?}");
            }
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        let design = MorrisDesign { size: 1, levels: 4, seed: 1 };
        assert_eq!(morris_design(&[], &design), Err(DesignError::NoInputs));
        assert_eq!(morris_design(&ranges(), &MorrisDesign { levels: 3, ..design }), Err(DesignError::BadLevels(3)));
        let large = MorrisDesign { size: u32::MAX, ..design };
        assert!(matches!(morris_design(&ranges(), &large), Err(DesignError::TooLarge { .. })));
        assert_eq!(check_addresses(&ranges(), &[1, 2, 1]), Err(DesignError::SameAddress("x".into(), "z".into())));
    }
}
