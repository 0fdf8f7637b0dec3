//! The tables of a bundle: one row per future, and the trajectories of some of them.

use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::future::run::Run;
use standoff_lab::outcome::named::Outcome;
use standoff_table::column_names::OUTCOME;
use standoff_table::columns::Column;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::Figures;
use standoff_world::state::{Break, End};

/// Word for the end of a run that could not be made.
const FAILED: &str = "failed";

/// Runs whose trajectories are kept: every run of a small ensemble, else about this many, evenly spaced. A picture
/// shows no more, and all of them would be most of the bundle.
const RUNS_WITH_PATHS: usize = 1000;

/// Columns by name, in order.
pub type NamedColumns = Vec<(String, Column)>;

fn all_runs(draws: &[DrawRuns]) -> Vec<&Run> {
    draws.iter().flat_map(|draw| &draw.runs).collect()
}

fn number_column(runs: &[&Run], number: impl Fn(&Run) -> Option<f64>) -> Column {
    Column::Numbers(runs.iter().map(|run| number(run)).collect())
}

fn word_column(runs: &[&Run], word: impl Fn(&Run) -> Option<String>) -> Column {
    Column::Words(runs.iter().map(|run| word(run)).collect())
}

fn count_column(runs: &[&Run], count: impl Fn(&Run) -> u32) -> Column {
    Column::Counts(runs.iter().map(|run| Some(count(run))).collect())
}

/// One row per future: how it came out, and the parameters of its draw. Units and meanings are in
/// [`RUN_COLUMNS`](crate::bundle::columns::RUN_COLUMNS).
pub fn runs_table(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let runs = all_runs(draws);
    let mut columns: NamedColumns = outcome_columns(&runs, request);
    columns.extend(break_columns(&runs));
    columns.extend(answer_columns(draws, request));
    columns.extend(parameter_columns(draws, request));
    columns
}

fn outcome_columns(runs: &[&Run], request: &ForecastRequest) -> NamedColumns {
    let structure = &request.scenario.structure;
    // Of several settlements the last: it is in force, or the last that was.
    let signature = |run: &Run| run.signatures().last();
    let package = |run: &Run| signature(run).map(|signature| structure.packages[signature.draft].name.clone());
    let column = |name: &str, column: Column| (name.to_owned(), column);
    vec![
        column("draw", count_column(runs, |run| run.draw as u32)),
        column("path", count_column(runs, |run| run.path as u32)),
        column("failure", word_column(runs, |run| run.failure.clone())),
        column("end", word_column(runs, |run| Some(end_of_run(run).to_owned()))),
        column("winner", word_column(runs, |run| run.end.and_then(|(end, _)| winner(end)).map(str::to_owned))),
        column("end_month", number_column(runs, |run| run.end.map(|(_, when)| when))),
        column("package", word_column(runs, package)),
        column(
            "consented",
            Column::Flags(runs.iter().map(|run| signature(run).map(|signed| signed.consent)).collect()),
        ),
        column("hazard_per_month", number_column(runs, |run| signature(run).map(|signature| signature.hazard))),
        column("signatures", count_column(runs, |run| run.signatures().count() as u32)),
        column("peace_failed_month", number_column(runs, Run::first_failure_month)),
        column("rounds", count_column(runs, |run| run.talks.rounds)),
        column("months_fighting", number_column(runs, |run| Some(run.fighting_months))),
        column("months_truce", number_column(runs, |run| Some(run.truce_months))),
        column(
            "bilateral",
            number_column(runs, |run| Some(run.funding.member_aid_bn.iter().map(|&given| f64::from(given)).sum())),
        ),
        column("pooled", number_column(runs, |run| Some(run.funding.pooled_bn))),
    ]
}

/// Name of the end of a run, as in the findings; a run that could not be made has none of them.
fn end_of_run(run: &Run) -> &'static str {
    if run.failure.is_some() { FAILED } else { run.end_name() }
}

fn winner(end: End) -> Option<&'static str> {
    match end {
        End::InvaderWins => Some(Role::Invader.name()),
        End::DefenderWins => Some(Role::Defender.name()),
        End::SettlementInside | End::SettlementBeyond | End::Frozen => None,
    }
}

fn break_columns(runs: &[&Run]) -> NamedColumns {
    let ways = Break::ALL.into_iter();
    ways.map(|way| (format!("break_{}_month", way.name()), number_column(runs, |run| run.break_months[way.index()])))
        .collect()
}

/// Columns of every outcome that has a name, so that sensitivities and boxes can be estimated without new runs.
fn answer_columns(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let scenario = &request.scenario;
    let war = scenario.war(&scenario.central_values());
    let column = |outcome: Outcome| {
        let sound = |run: &Run| run.failure.is_none();
        let read = |draw: &DrawRuns, run: &Run| sound(run).then(|| outcome.read_from(&war, &draw.values, run));
        let values = draws.iter().flat_map(|draw| draw.runs.iter().map(|run| read(draw, run)).collect::<Vec<_>>());
        (format!("{OUTCOME}{}", outcome.name), Column::Numbers(values.collect()))
    };
    Outcome::list(scenario).into_iter().map(column).collect()
}

/// Values of the parameters that vary, repeated for each run of a draw.
fn parameter_columns(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let varies =
        |place: &usize| draws.iter().any(|draw| draw.values.as_slice()[*place] != draws[0].values.as_slice()[*place]);
    let column = |place: usize| {
        let values = draws.iter().flat_map(|draw| draw.runs.iter().map(move |_| Some(draw.values.as_slice()[place])));
        (format!("parameter.{}", request.scenario.parameters[place].path), Column::Numbers(values.collect()))
    };
    (0..request.scenario.parameters.len()).filter(varies).map(column).collect()
}

/// Month-end values of about a thousand futures. Units and meanings are in
/// [`PATH_COLUMNS`](crate::bundle::columns::PATH_COLUMNS).
pub fn paths_table(draws: &[DrawRuns], request: &ForecastRequest) -> NamedColumns {
    let war = request.scenario.war(&request.scenario.central_values());
    let all = draws.iter().flat_map(|draw| draw.runs.iter().map(move |run| (draw, run)));
    let every = all.clone().count().div_ceil(RUNS_WITH_PATHS).max(1);
    let kept: Vec<(&DrawRuns, &Run)> = all.step_by(every).collect();
    let rows =
        || kept.iter().flat_map(|&(draw, run)| (0..run.monthly.front_steps.len()).map(move |month| (draw, run, month)));
    let counts =
        |count: fn(&Run, usize) -> u32| Column::Counts(rows().map(|(_, run, month)| Some(count(run, month))).collect());
    let numbers = |number: fn(&Run, usize) -> f32| {
        Column::Numbers(rows().map(|(_, run, month)| Some(f64::from(number(run, month)))).collect())
    };
    let area = |draw: &DrawRuns, run: &Run, month: usize| {
        let steps = f64::from(run.monthly.front_steps[month]) - war.front_start as f64;
        steps * draw.values.figure("front.area_per_step")
    };
    let posture = |run: &Run, month: usize| war.postures.get(usize::from(run.monthly.posture[month]));
    let column = |name: &str, column: Column| (name.to_owned(), column);
    let backs = |place: usize| {
        Column::Counts(rows().map(|(_, run, month)| Some(u32::from(run.monthly.backing[month].has(place)))).collect())
    };
    let mut columns = vec![
        column("draw", counts(|run, _| run.draw as u32)),
        column("path", counts(|run, _| run.path as u32)),
        column("months", counts(|_, month| month as u32)),
        column("area", Column::Numbers(rows().map(|(draw, run, month)| Some(area(draw, run, month))).collect())),
        column("coverage", numbers(|run, month| run.monthly.coverage[month])),
        column(
            "posture",
            Column::Words(rows().map(|(_, run, month)| posture(run, month).map(|one| one.name.clone())).collect()),
        ),
        column("credibility", numbers(|run, month| run.monthly.credibility[month])),
    ];
    let backers = war.backers.iter().enumerate();
    columns.extend(backers.map(|(place, backer)| column(&format!("backer.{}", backer.name), backs(place))));
    columns
}
