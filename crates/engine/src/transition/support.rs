//! How what others give moves in one planning step: coverage and backers, which change independently of each other (theory 3.6,
//! decision 105).

use super::coverage_chain::{CoverageChain, believed_row, chain_over_months};
use crate::state_space::Grid;
use standoff_world::war::World;

/// A row of a sparse transition matrix: places and their weights.
pub type SparseRow = Vec<(usize, f64)>;

/// Least chance that is kept in a row of coverage; those of backers are all kept. What is dropped is rescaled into the rest, so
/// that an expectation is off by at most the sum of it over the eight cells of coverage, 8e-4 of the range of values, and most
/// of a month's rows are short.
const LEAST_CHANCE: f64 = 1e-4;

/// Chances of the next support cell, `[position of the front][posture][from]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SupportRows {
    /// One position where all interior ones are alike.
    rows: Vec<Vec<Vec<SparseRow>>>,
}

impl SupportRows {
    /// The rows of a step; `wear` is a factor on the fall of coverage. With `waiting` off, nothing moves.
    pub fn new(world: &World, grid: &Grid, chain: &CoverageChain, step_months: f64, waiting: bool, wear: f64) -> Self {
        let coverage = coverage_rows(grid, chain, step_months, waiting, wear);
        // Unless losses call a backer in, all positions are alike, and one of them stands for all.
        let alarmed = waiting && world.war.backers.iter().any(|backer| backer.figures.alarm > 0.0);
        let fronts = if alarmed { grid.interior_fronts() } else { 1 };
        let at_front = |front: usize| {
            let backers = backer_rows(world, grid, front, step_months, waiting);
            coverage.iter().map(|rows| joint_rows(&backers, rows)).collect()
        };
        Self { rows: (1..=fronts).map(at_front).collect() }
    }

    /// The rows at an interior position of the front, counted from 0, `[posture][from]`.
    #[inline(always)]
    pub fn at(&self, position: usize) -> &[Vec<SparseRow>] {
        &self.rows[if self.rows.len() > 1 { position } else { 0 }]
    }
}

/// Chances of coverage, `[posture][from]`.
fn coverage_rows(
    grid: &Grid,
    chain: &CoverageChain,
    step_months: f64,
    waiting: bool,
    wear: f64,
) -> Vec<Vec<SparseRow>> {
    let matrix = |posture: usize| -> Vec<Vec<f64>> {
        let month: Vec<Vec<f64>> =
            chain[posture].iter().enumerate().map(|(from, row)| believed_row(row, from, wear)).collect();
        chain_over_months(&month, step_months)
    };
    let stay = |from: usize| vec![(from, 1.0)];
    (0..grid.postures)
        .map(|posture| {
            if waiting {
                matrix(posture).iter().map(|row| sparse_row(row)).collect()
            } else {
                (0..grid.coverage_cells).map(stay).collect()
            }
        })
        .collect()
}

/// Drops entries too small to matter and rescales the rest to sum to one.
fn sparse_row(row: &[f64]) -> SparseRow {
    let kept: Vec<(usize, f64)> = row.iter().copied().enumerate().filter(|&(_, p)| p > LEAST_CHANCE).collect();
    let total: f64 = kept.iter().map(|(_, p)| p).sum();
    kept.into_iter().map(|(to, p)| (to, p / total)).collect()
}

/// Chances of combinations of backers with the front at a position of the grid, `[from]`: each comes and goes by itself.
fn backer_rows(world: &World, grid: &Grid, front: usize, step_months: f64, waiting: bool) -> Vec<SparseRow> {
    let (held, start) = (grid.held_share(front), world.start_share());
    let row = |from: usize| -> SparseRow {
        if !waiting {
            return vec![(from, 1.0)];
        }
        let mut row = vec![(0, 1.0)];
        for (place, backer) in world.war.backers.iter().enumerate() {
            let backs = backer.chance_to_back(from >> place & 1 == 1, held, start, step_months);
            let split = |(to, chance): (usize, f64)| [(to, chance * (1.0 - backs)), (to | 1 << place, chance * backs)];
            row = row.into_iter().flat_map(split).filter(|&(_, chance)| chance > 0.0).collect();
        }
        row
    };
    (0..grid.backings).map(row).collect()
}

/// Chances of support cells, the coverage fastest.
fn joint_rows(backers: &[SparseRow], coverage: &[SparseRow]) -> Vec<SparseRow> {
    let cells = coverage.len();
    let joint = |(backers, coverage): (&SparseRow, &SparseRow)| -> SparseRow {
        let with = |&(backing, one): &(usize, f64)| {
            coverage.iter().map(move |&(cell, other)| (backing * cells + cell, one * other))
        };
        backers.iter().flat_map(with).collect()
    };
    backers.iter().flat_map(|backers| coverage.iter().map(move |coverage| joint((backers, coverage)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transition::coverage_chain::induce_coverage_chain;
    use standoff_num::Draws;
    use standoff_scenario::{Source, builtin, template};
    use standoff_world::actors::backers::{Backer, BackerFigures};
    use standoff_world::actors::roles::Side;
    use standoff_world::war::War;

    const MONTHS: f64 = 3.0;

    fn backer(side: Side, alarm: f64) -> Backer {
        let figures = BackerFigures { force: 0.2, pays: 0.0, joins: 0.05, leaves: 0.02, alarm };
        let name = format!("{side:?}");
        Backer { title: name.clone(), name, side, backs_at_start: false, figures }
    }

    fn rows(war: War, waiting: bool) -> (World, Grid, SupportRows) {
        let world = World::new(war);
        let grid = Grid::new(&world, 6);
        let chain = induce_coverage_chain(&world, &grid, Draws::new(1, 0, 0));
        let rows = SupportRows::new(&world, &grid, &chain, MONTHS, waiting, 1.0);
        (world, grid, rows)
    }

    fn war_with_coalition() -> War {
        let source = Source::new("mine.toml", template::text("mine"));
        let scenario = standoff_scenario::Scenario::parse(&source).expect("the template is a scenario").0;
        scenario.war(&scenario.central_values())
    }

    /// Coverage moves as it does without backers, whatever these do, and each backer by its own chance.
    #[test]
    fn coverage_and_each_backer_move_by_themselves() {
        let plain = rows(war_with_coalition(), true).2;
        let backers = vec![backer(Side::Invader, 0.0), backer(Side::Defender, 0.0)];
        let (world, grid, joint) = rows(War { backers, ..war_with_coalition() }, true);
        for posture in 0..grid.postures {
            for from in 0..grid.support_cells() {
                let (backing, coverage) = (from / grid.coverage_cells, from % grid.coverage_cells);
                let row = &joint.at(0)[posture][from];
                let sum = |keep: &dyn Fn(usize) -> bool| -> f64 {
                    row.iter().filter(|&&(to, _)| keep(to)).map(|&(_, chance)| chance).sum()
                };
                for &(to, chance) in &plain.at(0)[posture][coverage] {
                    assert!((sum(&|cell| cell % grid.coverage_cells == to) - chance).abs() < 1e-12);
                }
                for (place, backer) in world.war.backers.iter().enumerate() {
                    let start = world.start_share();
                    let expected = backer.chance_to_back(backing >> place & 1 == 1, start, start, MONTHS);
                    let found = sum(&|cell| (cell / grid.coverage_cells) >> place & 1 == 1);
                    assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
                }
            }
        }
    }

    /// Planners know that losses call a backer in: the chance is that of each position, and more where its side holds less.
    #[test]
    fn an_alarmed_backer_joins_by_the_position_of_the_front() {
        let scenario = builtin::load("two-sided").expect("a built-in scenario");
        let war = scenario.war(&scenario.central_values());
        let (world, grid, rows) = rows(War { backers: vec![backer(Side::Invader, 3.0)], ..war.clone() }, true);
        let joins = |position: usize| rows.at(position)[0][0].iter().find(|&&(to, _)| to == 1).map_or(0.0, |at| at.1);
        for position in 0..grid.interior_fronts() {
            let held = grid.held_share(position + 1);
            let expected = world.war.backers[0].chance_to_back(false, held, world.start_share(), MONTHS);
            assert!((joins(position) - expected).abs() < 1e-12);
        }
        assert!(joins(0) > 1.2 * joins(grid.interior_fronts() - 1));
        // Who does not wait for anything holds backers fixed too.
        let fixed = self::rows(War { backers: vec![backer(Side::Invader, 3.0)], ..war }, false).2;
        assert_eq!(fixed.at(0)[0], [vec![(0, 1.0)], vec![(1, 1.0)]]);
    }
}
