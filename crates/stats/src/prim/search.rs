//! One search after another among rows that are left.

use standoff_num::Draws;

use super::inside::Inside;
use super::outside::Outside;
use super::paste::paste;
use super::peel::{Open, peel};
use super::quasi::quasi_p;
use super::table::Table;
use super::trajectory::{Step, Trajectory, chosen};
use super::{Boxed, Input, Limit, Settings, chance, places};
use crate::error::StatsError;

/// Rows sorted once, and those that earlier boxes have left.
///
/// # Examples
///
/// ```
/// use standoff_stats::prim::{Input, Limit, Search, Settings};
/// let values: Vec<f64> = (0..200).map(f64::from).collect();
/// let interest: Vec<bool> = values.iter().map(|&value| value >= 150.0).collect();
/// let search = Search::new(&[Input::real("x", &values)], &interest, Settings::default())?;
/// let trajectory = search.trajectory();
/// let step = &trajectory.steps[trajectory.with_inputs(1).unwrap()];
/// assert_eq!((step.density, step.coverage, step.restricted), (1.0, 0.98, 1));
/// assert_eq!(step.limits, [Limit::Range { low: 150.5, high: 199.0 }]);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Search {
    table: Table,
    settings: Settings,
    /// The rows that are left, and those of them that are of interest.
    rows: Vec<u32>,
    cases: Vec<u32>,
}

impl Search {
    /// Sorts the inputs; `interest` marks the rows of interest.
    ///
    /// # Errors
    ///
    /// No inputs, fewer than two rows, columns of different length, two inputs of one name, a value that is not finite
    /// (or not whole for an integer), marks that are all alike, or a setting outside its range.
    pub fn new(inputs: &[Input<'_>], interest: &[bool], settings: Settings) -> Result<Self, StatsError> {
        settings.check()?;
        let table = Table::new(inputs, interest)?;
        let mut search = Self { rows: (0..).take(table.rows).collect(), cases: Vec::new(), table, settings };
        search.collect_cases();
        Ok(search)
    }

    /// How many of the rows left are of interest.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// Peels and pastes among the rows that are left.
    pub fn trajectory(&self) -> Trajectory {
        let mut outside = Outside::new(&self.table, &self.rows);
        let boxes = self.boxes(&self.open());
        Trajectory { steps: boxes.iter().map(|boxed| self.step(&mut outside, boxed)).collect() }
    }

    /// The box that [`Settings::choice`] points at once limits that may be chance are given up, if there is one.
    ///
    /// As long as the chosen box has limits whose quasi-p-value is above the level, the one with the greatest is given
    /// up and the box is searched again without it.
    pub fn rule(&self) -> Option<Step> {
        let (mut open, mut outside) = (self.open(), Outside::new(&self.table, &self.rows));
        loop {
            let boxes = self.boxes(&open);
            let counts: Vec<(usize, usize)> = boxes.iter().map(|boxed| (boxed.rows, boxed.cases)).collect();
            let boxed = &boxes[chosen(&counts, self.settings.choice)?];
            let step = self.step(&mut outside, boxed);
            let Some((input, side)) = self.doubtful(&step) else { return Some(step) };
            let column = self.table.columns.iter().position(|column| column.given == input)?;
            open[column][side] = false;
        }
    }

    /// The chance of doing as well as this search where marks fall on the remaining rows at random.
    ///
    /// Draws are addressed by the box `number` as purpose, the shuffle as step, and the swap as entity: `draws` must
    /// be used for nothing else.
    pub fn chance(&self, draws: Draws, number: u16) -> f64 {
        chance::chance(&self.inside(), &self.settings, &self.rows, draws, number)
    }

    /// Takes the rows of a box out of what is left; `limits` are in the order in which inputs were given.
    pub fn set_aside(&mut self, limits: &[Limit]) {
        let limit = |column: usize| limits.get(self.table.columns[column].given).unwrap_or(&self.table.whole[column]);
        let limits: Vec<Limit> = (0..self.table.columns.len()).map(|column| limit(column).clone()).collect();
        let mut outside = Outside::new(&self.table, &self.rows);
        outside.set(&limits);
        let inside = outside.inside();
        self.rows.retain(|&row| !places::contains(&inside, row as usize));
        self.collect_cases();
    }

    fn collect_cases(&mut self) {
        let of_interest = |row: &u32| places::contains(&self.table.interest, *row as usize);
        self.cases = self.rows.iter().copied().filter(of_interest).collect();
    }

    fn open(&self) -> Open {
        vec![[true; 2]; self.table.columns.len()]
    }

    fn inside(&self) -> Inside<'_> {
        Inside::new(&self.table, &self.rows, &self.cases)
    }

    fn boxes(&self, open: &Open) -> Vec<Boxed> {
        let mut inside = self.inside();
        let mut now = Boxed { limits: self.table.whole.clone(), rows: inside.rows, cases: inside.cases };
        let mut boxes = vec![now.clone()];
        peel(&mut inside, &self.settings, open, |slice, left| {
            slice.narrow(&mut now.limits);
            boxes.push(Boxed { limits: now.limits.clone(), rows: left.rows, cases: left.cases });
        });
        let pasted = paste(&self.table, &self.rows, &self.settings, &boxes[boxes.len() - 1]);
        boxes.extend(pasted);
        boxes
    }

    fn step(&self, outside: &mut Outside, boxed: &Boxed) -> Step {
        outside.set(&boxed.limits);
        let (rows, cases) = (boxed.rows as f64, boxed.cases as f64);
        let quasi_p = quasi_p(&self.table, outside);
        Step {
            limits: self.table.as_given(&boxed.limits),
            rows: boxed.rows,
            cases: boxed.cases,
            mass: rows / self.table.rows as f64,
            coverage: cases / self.table.cases as f64,
            density: cases / rows,
            restricted: quasi_p.iter().filter(|sides| **sides != [None, None]).count(),
            quasi_p: self.table.as_given(&quasi_p),
        }
    }

    /// The input and side of the limit with the greatest quasi-p-value, if that is above the level.
    ///
    /// Of equal values the one of the last column goes, as it was taken last among equal slices.
    fn doubtful(&self, step: &Step) -> Option<(usize, usize)> {
        let of_input = |input: usize| [0, 1].map(|side| Some((input, side, step.quasi_p[input][side]?)));
        let known = self.table.columns.iter().flat_map(|column| of_input(column.given)).flatten();
        let worst = known.max_by(|left, right| left.2.total_cmp(&right.2))?;
        (worst.2 > self.settings.level).then_some((worst.0, worst.1))
    }
}
