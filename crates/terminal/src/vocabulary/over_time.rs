//! Chances over the months that are read together: how the war goes on, and how far its deals have come.

use super::chances::chance_at;
use super::shares::{common_step, end_shares};
use standoff_lab::forecast::findings::{Findings, ProbabilityAt};
use standoff_prose::numbers::{Chance, UNKNOWN};
use standoff_prose::together::share_bounds;

/// What is told of a forecast month by month, in the order of its months.
pub struct OverTime {
    /// Settled, or in a truce that has lasted, and not broken.
    pub settled: Vec<String>,
    /// Neither war nor a young truce.
    pub fighting_over: Vec<String>,
    /// Both sides have agreed in principle.
    pub agreed: Vec<String>,
    /// A text has been signed.
    pub signed: Vec<String>,
    /// A settlement has taken effect.
    pub in_effect: Vec<String>,
    /// It has taken effect and has not failed.
    pub holding: Vec<String>,
}

/// What is said where too few past wars were over to compare with.
pub const FEW_PAST_WARS: &str = "Too few past wars were over before the start for an outside view.";

/// The chance that the war is settled, or in a truce that has lasted, at a month, as it is told wherever it stands.
pub fn settled_at(findings: &Findings, months: usize) -> String {
    let place = findings.war_ends.settled_or_quiet.iter().position(|at| at.months == months);
    place.and_then(|place| chances_over_time(findings).settled.into_iter().nth(place)).unwrap_or(UNKNOWN.to_owned())
}

/// Chances that the fighting first ends within the months of the tables, dated as past wars are: no month below the one before.
pub fn first_ends(findings: &Findings) -> Vec<String> {
    let row = Row { by: &findings.benchmark.model, can_fall: false, includes_next: false, at_horizon: None };
    let [told] = tell_rows(findings, &[row], end_shares(findings).step);
    told
}

/// The chance that the fighting first ends within some months, as it is told wherever it stands.
pub fn first_end_within(findings: &Findings, months: usize) -> String {
    let place = findings.benchmark.model.iter().position(|at| at.months == months);
    place.and_then(|place| first_ends(findings).into_iter().nth(place)).unwrap_or(UNKNOWN.to_owned())
}

/// Chances by month; whether they can fall; whether they include those of the next row; and what the ends say of them at the
/// horizon, as printed.
struct Row<'f> {
    by: &'f [ProbabilityAt],
    can_fall: bool,
    includes_next: bool,
    at_horizon: Option<f64>,
}

/// Tells the chances over the months: all of a month in one step, so that a row that includes another is never below it; no
/// row falls that cannot; and at the horizon the rows that ends make up are the sums of the ends as printed.
pub fn chances_over_time(findings: &Findings) -> OverTime {
    let (war, deals, ends) = (&findings.war_ends, &findings.deals, end_shares(findings));
    let sum = |counts: fn(&str) -> bool| Some(ends.sum_where(findings, counts));
    let falls = |by, counts| Row { by, can_fall: true, includes_next: false, at_horizon: sum(counts) };
    let rises = |by| Row { by, can_fall: false, includes_next: true, at_horizon: None };
    let rows = [
        falls(&war.settled_or_quiet, |end| end.starts_with("settlement") || end == "frozen"),
        falls(&war.fighting_over, |end| end != "still-at-war"),
        rises(&deals.agreed_by),
        rises(&deals.signed_by),
        rises(&deals.in_effect_by),
        falls(&deals.holding_by, |end| end.starts_with("settlement")),
    ];
    let [settled, fighting_over, agreed, signed, in_effect, holding] = tell_rows(findings, &rows, ends.step);
    OverTime { settled, fighting_over, agreed, signed, in_effect, holding }
}

fn tell_rows<const ROWS: usize>(findings: &Findings, rows: &[Row<'_>; ROWS], end_step: f64) -> [Vec<String>; ROWS] {
    let mut told: [Vec<String>; ROWS] = std::array::from_fn(|_| Vec::new());
    let mut before = [0.0; ROWS];
    let months = rows.iter().map(|row| row.by.len()).max().unwrap_or(0);
    for place in 0..months {
        let at = rows.iter().filter_map(|row| row.by.get(place));
        let column: Vec<Chance> = at.map(|at| chance_at(findings, at)).collect();
        let is_horizon =
            rows.iter().any(|row| row.by.get(place).is_some_and(|at| at.months == findings.horizon_months));
        let step = if is_horizon { end_step } else { common_step(&column) };
        for (number, row) in rows.iter().enumerate().rev() {
            let Some(at) = row.by.get(place) else { continue };
            let rounded = (at.p / step).round() * step;
            // What was told of the month before, in this month's step.
            let floor = if row.can_fall { 0.0 } else { (before[number] / step - 1e-9).ceil() * step };
            let included = if row.includes_next { before[number + 1] } else { 0.0 };
            let figure = row.at_horizon.filter(|_| is_horizon).unwrap_or(rounded.max(floor).max(included));
            before[number] = figure;
            told[number].push(chance_at(findings, at).number_rounded_to(figure, step));
        }
    }
    let fixed =
        |number: usize| !rows[number].can_fall || number.checked_sub(1).is_some_and(|above| rows[above].includes_next);
    share_bounds_of_rows(told, fixed)
}

/// Makes bounds one along the rows that cannot fall, and down them: some include the next.
fn share_bounds_of_rows<const ROWS: usize>(
    mut told: [Vec<String>; ROWS],
    counts: impl Fn(usize) -> bool,
) -> [Vec<String>; ROWS] {
    let rows: Vec<usize> = (0..ROWS).filter(|row| counts(*row)).collect();
    let all: Vec<String> = rows.iter().flat_map(|row| told[*row].clone()).collect();
    let mut shared = share_bounds(&all).into_iter();
    for row in rows {
        told[row].iter_mut().zip(&mut shared).for_each(|(cell, shared)| *cell = shared);
    }
    told
}
