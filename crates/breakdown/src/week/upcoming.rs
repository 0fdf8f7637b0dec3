//! The calendar: votes, renewals and elections ahead, each with the answer for either result.

use super::watch::SplitAnswer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_num::Draws;
use standoff_num::quantile::quantiles;
use standoff_scenario::{Date, Precision, Scenario};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::{Instrument, Status};
use standoff_world::coalition::members::Stance;
use standoff_world::state::{Break, Critical, InstrumentState, State};
use standoff_world::step::election_turns;
use standoff_world::war::{Election, Electorate, War};

/// Months ahead that the calendar covers.
const CALENDAR_MONTHS: f64 = 6.0;
/// Precision of a day that the scenario states in months from its start.
const ABOUT_PRECISION: &str = "about";

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UpcomingDay {
    /// Stable name: `election.` or `instrument.` and the name in the scenario.
    pub name: String,
    /// The day, as the scenario states it.
    pub date: String,
    /// Precision of the day: `day`, `month`, `by` for the last day possible, or `about` where the scenario states
    /// months from its start.
    pub precision: String,
    /// The event of the day.
    pub what: String,
    /// A possible result and the answer with and without it; none where too few futures have it, or where the runs do
    /// not record it.
    pub turn: Option<PossibleTurn>,
}

/// One result of a day of the calendar, and the answer with it and without it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PossibleTurn {
    /// The result.
    pub what: String,
    /// Chance of it.
    pub p: f64,
    /// Chance that the line holds twelve months, with it.
    pub with: f64,
    /// The same without it.
    pub without: f64,
    /// Standard error of the difference, with draws as clusters.
    pub error: f64,
    /// Expected size of the change of the answer once the result is known: `2 p (1-p) |with - without|`.
    pub moves: f64,
    /// `true` if the difference is larger than twice its error.
    pub told_from_chance: bool,
    /// `true` if the result breaks the line by definition.
    pub breaks_line: bool,
}

/// A day of the calendar before its result is measured.
struct UndatedDay<'a> {
    months: f64,
    upcoming: UpcomingDay,
    criterion: Option<TurnCriterion<'a>>,
}

/// Test of a future: `true` if the day has the result in it.
type DayTurned<'a> = Box<dyn Fn(usize, &Run) -> bool + 'a>;

/// A result of a day, and the test that finds its futures. Draws are counted among those that have futures.
struct TurnCriterion<'a> {
    what: String,
    breaks_line: bool,
    turned: DayTurned<'a>,
}

/// Votes, renewals and elections of the next half year, in order of time.
pub(super) fn list_upcoming(ensemble: &Ensemble<'_>) -> Vec<UpcomingDay> {
    let design = ensemble.design;
    let war_of = |values: &_| design.mechanisms.apply_to(design.scenario.war(values));
    let wars: Vec<War> = ensemble.valid_runs_by_draw().map(|(values, _)| war_of(values)).collect();
    let mut days = election_days(ensemble, &wars);
    days.extend(vote_days(ensemble));
    days.retain(|day| day.months > 0.0 && day.months <= CALENDAR_MONTHS);
    days.sort_by(|one, other| {
        one.months.total_cmp(&other.months).then_with(|| one.upcoming.what.cmp(&other.upcoming.what))
    });
    days.into_iter()
        .map(|day| UpcomingDay {
            turn: day.criterion.and_then(|criterion| measure_turn(ensemble, &criterion)),
            ..day.upcoming
        })
        .collect()
}

fn measure_turn(ensemble: &Ensemble<'_>, criterion: &TurnCriterion<'_>) -> Option<PossibleTurn> {
    let sides = SplitAnswer::split_by(ensemble, &criterion.turned)?;
    Some(PossibleTurn {
        what: criterion.what.clone(),
        p: sides.p,
        with: sides.with,
        without: sides.without,
        error: sides.error,
        moves: sides.expected_move(),
        told_from_chance: sides.exceeds_chance(),
        breaks_line: criterion.breaks_line,
    })
}

fn election_days<'a>(ensemble: &'a Ensemble<'_>, wars: &'a [War]) -> Vec<UndatedDay<'a>> {
    let war = ensemble.central_war();
    war.elections.iter().map(|election| election_day(ensemble, war, wars, election)).collect()
}

fn election_day<'a>(ensemble: &'a Ensemble<'_>, war: &War, wars: &'a [War], election: &'a Election) -> UndatedDay<'a> {
    let (scenario, seed) = (ensemble.design.scenario, ensemble.design.seed);
    let (who, what) = match election.of {
        Electorate::Member(member) => (war.members[member].title.clone(), member_turn(war.members[member].stance)),
        Electorate::GreatPower => {
            (war.roles[Role::GreatPower].clone().unwrap_or_default(), "a result that turns the great power's posture")
        }
    };
    let turned = move |draw: usize, run: &Run| {
        let own = wars[draw].elections.iter().find(|one| one.name == election.name);
        let draws = Draws::new(seed, run.draw as u32, run.path as u32);
        own.is_some_and(|own| election_turns(&wars[draw], own, &draws))
    };
    let (date, precision) = election_date(scenario, election);
    UndatedDay {
        months: election.months,
        upcoming: UpcomingDay {
            name: format!("election.{}", election.name),
            date,
            precision,
            what: format!("election: {who}"),
            turn: None,
        },
        criterion: Some(TurnCriterion { what: what.to_owned(), breaks_line: false, turned: Box::new(turned) }),
    }
}

/// The result of a member's election that counts as a turn, by its stance: one that gives nothing cannot give less.
fn member_turn(stance: Stance) -> &'static str {
    match stance {
        Stance::In => "a result after which less is given",
        Stance::FreeRiding => "a result after which aid is given",
        Stance::Blocking => "a result after which it no longer blocks",
    }
}

/// The day as the scenario states it, and how sure it is.
fn election_date(scenario: &Scenario, election: &Election) -> (String, String) {
    match scenario.elections.iter().find(|stated| stated.name == election.name) {
        Some(stated) => (stated.date.to_string(), stated.precision.name().to_owned()),
        None => (day_after(scenario.start, election.months).to_string(), Precision::Day.name().to_owned()),
    }
}

/// Months are those of the war's clock, on which twelve are 52 weeks.
fn day_after(start: Date, months: f64) -> Date {
    start.saturating_add(jiff::Span::new().days((months * 364.0 / 12.0).round() as i32))
}

fn vote_days<'a>(ensemble: &'a Ensemble<'_>) -> Vec<UndatedDay<'a>> {
    let instruments = ensemble.central_war().instruments.iter().enumerate();
    let standing = |(place, instrument): (usize, &'a Instrument)| {
        let (status, months) = usual_status(ensemble, place)?;
        Some(vote_day(ensemble, (place, instrument), status, months))
    };
    instruments.filter_map(standing).collect()
}

/// Status of an instrument in most states, open or tabled, and the median months to its next vote; none where it is
/// closed.
fn usual_status(ensemble: &Ensemble<'_>, place: usize) -> Option<(Status, f64)> {
    let start = State::start(&ensemble.world);
    let states: Vec<InstrumentState> = match ensemble.design.posterior {
        None => vec![start.coalition.instruments[place]],
        Some(posterior) => {
            let states = posterior.draws.iter().flat_map(|draw| &draw.states);
            states.map(|state| state.coalition.instruments[place]).collect()
        }
    };
    let months = |status: Status| {
        states.iter().filter(|state| state.status == status).map(|state| state.next_vote_months).collect::<Vec<f64>>()
    };
    let [open, tabled] = [Status::Open, Status::Proposed].map(|status| (status, months(status)));
    let (status, months) = if open.1.len() >= tabled.1.len() { open } else { tabled };
    (2 * months.len() > states.len()).then(|| (status, quantiles(&months, &[0.5])[0]))
}

fn vote_day<'a>(
    ensemble: &Ensemble<'_>,
    (place, instrument): (usize, &Instrument),
    status: Status,
    months: f64,
) -> UndatedDay<'a> {
    let what = if status == Status::Open { "renewal" } else { "vote" };
    UndatedDay {
        months,
        upcoming: UpcomingDay {
            name: format!("instrument.{}", instrument.name),
            date: day_after(ensemble.design.scenario.start, months).to_string(),
            precision: ABOUT_PRECISION.to_owned(),
            what: format!("{what}: {}", instrument.title),
            turn: None,
        },
        criterion: vote_criterion(place, instrument, status, months + ensemble.design.clock().step_months()),
    }
}

/// The result of a vote by a month: it opens a tabled instrument, or closes an open one. A run records every opening,
/// and of the closings only those that break the line: the end of an instrument on which the line depends.
fn vote_criterion<'a>(place: usize, instrument: &Instrument, status: Status, by: f64) -> Option<TurnCriterion<'a>> {
    let in_time = move |when: Option<f64>| when.is_some_and(|when| happened_by(when, by));
    let opens = move |_: usize, run: &Run| in_time(run.funding.instrument_open_month.get(place).copied().flatten());
    let closes = move |_: usize, run: &Run| {
        in_time(run.break_months[Break::Instrument.index()]) && run.critical == Some(Critical::Instrument(place))
    };
    match status {
        Status::Proposed => {
            Some(TurnCriterion { what: "it is opened".to_owned(), breaks_line: false, turned: Box::new(opens) })
        }
        Status::Open if instrument.key => {
            Some(TurnCriterion { what: "it is not renewed".to_owned(), breaks_line: true, turned: Box::new(closes) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::day_after;
    use standoff_scenario::{date, months_between};

    #[test]
    fn a_day_comes_back_from_the_clock_of_the_war() {
        let start = date(2025, 12, 5);
        for days in 0..2000 {
            let day = start.saturating_add(jiff::Span::new().days(days));
            assert_eq!(day_after(start, months_between(start, day)), day);
        }
    }
}
