//! Searches of one box after another, among the rows that are left.

use standoff_num::Draws;

use crate::discovery::chance::permutation_p_value;
use crate::discovery::input::Input;
use crate::discovery::inside::InsideRows;
use crate::discovery::limit::{Limit, SearchBox};
use crate::discovery::outside::OutsideRows;
use crate::discovery::paste::paste_slices;
use crate::discovery::peel::{OpenLimits, peel_box};
use crate::discovery::places;
use crate::discovery::quasi::quasi_p_values;
use crate::discovery::settings::PrimSettings;
use crate::discovery::table::SortedTable;
use crate::discovery::trajectory::{CandidateBox, PeelingTrajectory, choose_box};
use crate::error::StatsError;

/// Rows sorted once, and those that earlier boxes have left.
///
/// # Examples
///
/// ```
/// use standoff_stats::discovery::{Input, Limit, Search, PrimSettings};
/// let values: Vec<f64> = (0..200).map(f64::from).collect();
/// let interest: Vec<bool> = values.iter().map(|&value| value >= 150.0).collect();
/// let search = Search::new(&[Input::real("x", &values)], &interest, PrimSettings::default())?;
/// let trajectory = search.peel_and_paste();
/// let step = &trajectory.steps[trajectory.densest_with_inputs(1).unwrap()];
/// assert_eq!((step.density, step.coverage, step.restricted), (1.0, 0.98, 1));
/// assert_eq!(step.limits, [Limit::Range { low: 150.5, high: 199.0 }]);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Search {
    table: SortedTable,
    settings: PrimSettings,
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
    pub fn new(inputs: &[Input<'_>], interest: &[bool], settings: PrimSettings) -> Result<Self, StatsError> {
        settings.check_settings()?;
        let table = SortedTable::new(inputs, interest)?;
        let mut search = Self { rows: (0..).take(table.rows).collect(), cases: Vec::new(), table, settings };
        search.collect_cases();
        Ok(search)
    }

    /// The number of rows left that are of interest.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// Peels and pastes among the rows that are left.
    pub fn peel_and_paste(&self) -> PeelingTrajectory {
        let mut outside = OutsideRows::new(&self.table, &self.rows);
        let boxes = self.search_boxes(&self.all_open());
        PeelingTrajectory { steps: boxes.iter().map(|boxed| self.describe_box(&mut outside, boxed)).collect() }
    }

    /// The box chosen by [`PrimSettings::choice`] once limits that may be due to chance are given up, if there is one.
    ///
    /// As long as the chosen box has limits whose quasi-p-value is above the level, the one with the greatest is given
    /// up and the box is searched again without it. One at a time, because the others change with it.
    pub fn find_rule(&self) -> Option<CandidateBox> {
        let (mut open, mut outside) = (self.all_open(), OutsideRows::new(&self.table, &self.rows));
        loop {
            let boxes = self.search_boxes(&open);
            let counts: Vec<(usize, usize)> = boxes.iter().map(|boxed| (boxed.rows, boxed.cases)).collect();
            let boxed = &boxes[choose_box(&counts, self.settings.choice)?];
            let step = self.describe_box(&mut outside, boxed);
            let Some((input, side)) = self.least_certain_limit(&step) else { return Some(step) };
            let column = self.table.columns.iter().position(|column| column.given == input)?;
            open[column][side] = false;
        }
    }

    /// The p-value of this search: the probability of doing as well if marks fall on the remaining rows at random.
    ///
    /// Draws are addressed by the box `number` as purpose, the shuffle as step, and the swap as entity: Use `draws`
    /// for nothing else.
    pub fn permutation_p_value(&self, draws: Draws, number: u16) -> f64 {
        permutation_p_value(&self.rows_inside(), &self.settings, &self.rows, draws, number)
    }

    /// Removes the rows of a box from those that are left; `limits` are in the order in which inputs were given.
    pub fn set_aside(&mut self, limits: &[Limit]) {
        let limit = |column: usize| limits.get(self.table.columns[column].given).unwrap_or(&self.table.whole[column]);
        let limits: Vec<Limit> = (0..self.table.columns.len()).map(|column| limit(column).clone()).collect();
        let mut outside = OutsideRows::new(&self.table, &self.rows);
        outside.move_to(&limits);
        let inside = outside.inside_rows();
        self.rows.retain(|&row| !places::contains_place(&inside, row as usize));
        self.collect_cases();
    }

    fn collect_cases(&mut self) {
        let of_interest = |row: &u32| places::contains_place(&self.table.interest, *row as usize);
        self.cases = self.rows.iter().copied().filter(of_interest).collect();
    }

    fn all_open(&self) -> OpenLimits {
        vec![[true; 2]; self.table.columns.len()]
    }

    fn rows_inside(&self) -> InsideRows<'_> {
        InsideRows::new(&self.table, &self.rows, &self.cases)
    }

    fn search_boxes(&self, open: &OpenLimits) -> Vec<SearchBox> {
        let mut inside = self.rows_inside();
        let mut now = SearchBox { limits: self.table.whole.clone(), rows: inside.rows, cases: inside.cases };
        let mut boxes = vec![now.clone()];
        peel_box(&mut inside, &self.settings, open, |slice, left| {
            slice.narrow_limits(&mut now.limits);
            boxes.push(SearchBox { limits: now.limits.clone(), rows: left.rows, cases: left.cases });
        });
        let pasted = paste_slices(&self.table, &self.rows, self.settings.paste, &boxes[boxes.len() - 1]);
        boxes.extend(pasted);
        boxes
    }

    fn describe_box(&self, outside: &mut OutsideRows, boxed: &SearchBox) -> CandidateBox {
        outside.move_to(&boxed.limits);
        let (rows, cases) = (boxed.rows as f64, boxed.cases as f64);
        let quasi_p = quasi_p_values(&self.table, outside);
        CandidateBox {
            limits: self.table.in_given_order(&boxed.limits),
            rows: boxed.rows,
            cases: boxed.cases,
            mass: rows / self.table.rows as f64,
            coverage: cases / self.table.cases as f64,
            density: cases / rows,
            restricted: quasi_p.iter().filter(|sides| **sides != [None, None]).count(),
            quasi_p: self.table.in_given_order(&quasi_p),
        }
    }

    /// The input and side of the limit with the greatest quasi-p-value, if that is above the level.
    ///
    /// Among equal values the last column's is given up, because it was taken last among equal slices.
    fn least_certain_limit(&self, step: &CandidateBox) -> Option<(usize, usize)> {
        let of_input = |input: usize| [0, 1].map(|side| Some((input, side, step.quasi_p[input][side]?)));
        let known = self.table.columns.iter().flat_map(|column| of_input(column.given)).flatten();
        let worst = known.max_by(|left, right| left.2.total_cmp(&right.2))?;
        (worst.2 > self.settings.level).then_some((worst.0, worst.1))
    }
}
