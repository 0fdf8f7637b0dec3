//! One draw of a comparison: the same paths without levers, with every option and along the sweep.

use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::DrawError;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_num::sums::mean;
use standoff_stats::DrawSummary;
use standoff_world::war::War;

/// Results of one draw: summaries of every outcome over its paths, so that the runs themselves need not be kept.
pub(crate) struct ComparisonDraw {
    pub paths: usize,
    /// Outcomes without levers, `[outcome]`.
    pub baseline: Vec<DrawSummary>,
    /// Results of each option.
    pub options: Vec<OptionResult>,
    /// Means along the sweep, `[point][alone, with levers][outcome]`; the second is empty without levers.
    pub sweep: Vec<[Vec<f64>; 2]>,
}

/// Results of one option in one draw.
pub(crate) struct OptionResult {
    /// Share of paths whose end is another of the five.
    pub end_changed: f64,
    /// Share of paths in which anything is different.
    pub touched: f64,
    /// Outcomes with the option, `[outcome]`.
    pub counterfactual: Vec<DrawSummary>,
    /// Paired differences, path by path, `[outcome]`.
    pub difference: Vec<DrawSummary>,
}

/// Reader of the outcomes of a comparison off the paths of a draw.
pub(crate) struct OutcomeReader<'a> {
    /// Outcomes, in the order of all results.
    pub outcomes: &'a [Outcome],
    /// War at the central values, for names and counts.
    pub war: &'a War,
    /// Paths of the draw.
    pub paths: usize,
    /// Levers of the comparison, which the sweep is combined with.
    pub levers: &'a [LeverSetting],
    /// Levers of each option.
    pub options: &'a [Vec<LeverSetting>],
    /// Settings along the sweep.
    pub sweep: &'a [LeverSetting],
}

impl OutcomeReader<'_> {
    /// Simulates a draw without levers, with every option and at every point of the sweep.
    pub fn read_draw(&self, solved: &SolvedDraw<'_>) -> Result<ComparisonDraw, DrawError> {
        let baseline = solved.simulate_paths(&[], 0..self.paths)?;
        let before = self.outcome_table(solved, &baseline);
        let option = |levers: &Vec<LeverSetting>| -> Result<OptionResult, DrawError> {
            let futures = solved.simulate_paths(levers, 0..self.paths)?;
            Ok(option_result(&before, &baseline, &self.outcome_table(solved, &futures), &futures))
        };
        Ok(ComparisonDraw {
            paths: self.paths,
            baseline: before.iter().map(|column| DrawSummary::of_outcomes(column)).collect(),
            options: self.options.iter().map(option).collect::<Result<_, _>>()?,
            sweep: self.sweep.iter().map(|setting| self.sweep_means(solved, setting)).collect::<Result<_, _>>()?,
        })
    }

    fn sweep_means(&self, solved: &SolvedDraw<'_>, setting: &LeverSetting) -> Result<[Vec<f64>; 2], DrawError> {
        let means = |levers: &[LeverSetting]| -> Result<Vec<f64>, DrawError> {
            let futures = solved.simulate_paths(levers, 0..self.paths)?;
            Ok(self.outcome_table(solved, &futures).iter().map(|column| mean(column)).collect())
        };
        let with_levers: Vec<LeverSetting> = self.levers.iter().cloned().chain([setting.clone()]).collect();
        let both = if self.levers.is_empty() { Vec::new() } else { means(&with_levers)? };
        Ok([means(std::slice::from_ref(setting))?, both])
    }

    /// Outcomes of the paths, `[outcome][path]`.
    fn outcome_table(&self, solved: &SolvedDraw<'_>, runs: &[Run]) -> Vec<Vec<f64>> {
        let column =
            |outcome: &Outcome| runs.iter().map(|run| outcome.read_from(self.war, &solved.values, run)).collect();
        self.outcomes.iter().map(column).collect()
    }
}

fn option_result(before: &[Vec<f64>], baseline: &[Run], after: &[Vec<f64>], futures: &[Run]) -> OptionResult {
    let share = |differs: fn(&Run, &Run) -> bool| {
        baseline.iter().zip(futures).filter(|(one, other)| differs(one, other)).count() as f64 / baseline.len() as f64
    };
    let apart = |(before, after): (&Vec<f64>, &Vec<f64>)| {
        let differences: Vec<f64> = before.iter().zip(after).map(|(before, after)| after - before).collect();
        DrawSummary::of_outcomes(&differences)
    };
    OptionResult {
        end_changed: share(|one, other| one.end_name() != other.end_name()),
        touched: share(|one, other| one != other),
        counterfactual: after.iter().map(|column| DrawSummary::of_outcomes(column)).collect(),
        difference: before.iter().zip(after).map(apart).collect(),
    }
}
