//! The calendar: votes, renewals and elections to come, each with the answer where it turns and where it does not.

use super::watch::Sides;
use serde::{Deserialize, Serialize};
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_num::Draws;
use standoff_num::quantile::quantiles;
use standoff_scenario::{Date, Precision, Scenario};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::{Instrument, Status};
use standoff_world::state::{Break, Critical, InstrumentState, State};
use standoff_world::step::election_turns;
use standoff_world::war::{Election, Electorate, War};

/// Months ahead of which the calendar is shown.
const CALENDAR: f64 = 6.0;
/// Precision of a day that the scenario states in months from its start.
const ABOUT: &str = "about";

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upcoming {
    /// Stable name: `election.` or `instrument.` and the name in the scenario.
    pub name: String,
    /// The day, as the scenario states it.
    pub date: String,
    /// How sure the day is: `day`, `month`, `by` for the last day possible, or `about` where the scenario states months from
    /// its start.
    pub precision: String,
    /// What happens on it.
    pub what: String,
    /// How it may turn; none where too few futures do, or where the futures do not tell.
    pub turn: Option<Turn>,
}

/// How a day of the calendar may turn, and the answer where it does and where it does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// What happens where it turns.
    pub what: String,
    /// Chance that it does.
    pub p: f64,
    /// Chance that the line holds twelve months, where it does.
    pub with: f64,
    /// The same where it does not.
    pub without: f64,
    /// Standard error of the difference, with draws as clusters.
    pub error: f64,
    /// How far the answer is expected to move once it is known: `2 p (1-p) |with - without|`.
    pub moves: f64,
    /// Whether the difference is larger than twice its error.
    pub told_from_chance: bool,
    /// Whether the line is broken by it, by definition.
    pub breaks_line: bool,
}

/// A day before it is put into words, in months from now.
struct Day<'a> {
    months: f64,
    upcoming: Upcoming,
    turns: Option<Turns<'a>>,
}

/// Whether a future of a draw is one in which a day turns.
type Came<'a> = Box<dyn Fn(usize, &Run) -> bool + 'a>;

/// How futures are told apart; the draw is its place among those that have futures.
struct Turns<'a> {
    what: String,
    breaks_line: bool,
    came: Came<'a>,
}

/// Votes, renewals and elections of the next half year, in order of time.
pub fn measure(ensemble: &Ensemble<'_>) -> Vec<Upcoming> {
    let design = ensemble.design;
    let war_of = |values: &_| design.mechanisms.apply_to(design.scenario.war(values));
    let wars: Vec<War> = ensemble.valid_runs_by_draw().map(|(values, _)| war_of(values)).collect();
    let mut days = elections(ensemble, &wars);
    days.extend(votes(ensemble));
    days.retain(|day| day.months > 0.0 && day.months <= CALENDAR);
    days.sort_by(|one, other| {
        one.months.total_cmp(&other.months).then_with(|| one.upcoming.what.cmp(&other.upcoming.what))
    });
    days.into_iter()
        .map(|day| Upcoming { turn: day.turns.and_then(|turns| turn(ensemble, &turns)), ..day.upcoming })
        .collect()
}

fn turn(ensemble: &Ensemble<'_>, turns: &Turns<'_>) -> Option<Turn> {
    let sides = Sides::of(ensemble, &turns.came)?;
    Some(Turn {
        what: turns.what.clone(),
        p: sides.p,
        with: sides.with,
        without: sides.without,
        error: sides.error,
        moves: sides.moves(),
        told_from_chance: sides.differ(),
        breaks_line: turns.breaks_line,
    })
}

fn elections<'a>(ensemble: &'a Ensemble<'_>, wars: &'a [War]) -> Vec<Day<'a>> {
    let war = ensemble.central_war();
    war.elections.iter().map(|election| election_day(ensemble, war, wars, election)).collect()
}

fn election_day<'a>(ensemble: &'a Ensemble<'_>, war: &War, wars: &'a [War], election: &'a Election) -> Day<'a> {
    let (scenario, seed) = (ensemble.design.scenario, ensemble.design.seed);
    let (who, what) = match election.of {
        Electorate::Member(member) => (war.members[member].title.clone(), "a result after which less is given"),
        Electorate::GreatPower => {
            (war.roles[Role::GreatPower].clone().unwrap_or_default(), "a result that turns the great power's posture")
        }
    };
    let turned = move |draw: usize, run: &Run| {
        let own = wars[draw].elections.iter().find(|one| one.name == election.name);
        let draws = Draws::new(seed, run.draw as u32, run.path as u32);
        own.is_some_and(|own| election_turns(&wars[draw], own, &draws))
    };
    let (date, precision) = dated(scenario, election);
    Day {
        months: election.months,
        upcoming: Upcoming {
            name: format!("election.{}", election.name),
            date,
            precision,
            what: format!("election: {who}"),
            turn: None,
        },
        turns: Some(Turns { what: what.to_owned(), breaks_line: false, came: Box::new(turned) }),
    }
}

/// The day as the scenario states it, and how sure it is.
fn dated(scenario: &Scenario, election: &Election) -> (String, String) {
    match scenario.elections.iter().find(|stated| stated.name == election.name) {
        Some(stated) => (stated.date.to_string(), stated.precision.name().to_owned()),
        None => (day_after(scenario.start, election.months).to_string(), Precision::Day.name().to_owned()),
    }
}

/// Months are counted on a clock on which twelve of them are 52 weeks.
fn day_after(start: Date, months: f64) -> Date {
    start.saturating_add(jiff::Span::new().days((months * 364.0 / 12.0).round() as i32))
}

fn votes<'a>(ensemble: &'a Ensemble<'_>) -> Vec<Day<'a>> {
    let instruments = ensemble.central_war().instruments.iter().enumerate();
    let standing = |(place, instrument): (usize, &'a Instrument)| {
        let (status, months) = stands(ensemble, place)?;
        Some(vote_day(ensemble, (place, instrument), status, months))
    };
    instruments.filter_map(standing).collect()
}

/// Where an instrument stands in most states, open or tabled, and the months to its next vote; none where it is closed.
fn stands(ensemble: &Ensemble<'_>, place: usize) -> Option<(Status, f64)> {
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
) -> Day<'a> {
    let what = if status == Status::Open { "renewal" } else { "vote" };
    Day {
        months,
        upcoming: Upcoming {
            name: format!("instrument.{}", instrument.name),
            date: day_after(ensemble.design.scenario.start, months).to_string(),
            precision: ABOUT.to_owned(),
            what: format!("{what}: {}", instrument.title),
            turn: None,
        },
        turns: vote_turns(place, instrument, status, months + ensemble.design.clock().step_months()),
    }
}

/// Whether a vote by a month opens what is tabled, or closes what is open. A future keeps the first only, and of the second
/// what breaks the line: the end of an instrument on which it hangs.
fn vote_turns<'a>(place: usize, instrument: &Instrument, status: Status, by: f64) -> Option<Turns<'a>> {
    let in_time = move |when: Option<f64>| when.is_some_and(|when| happened_by(when, by));
    let opens = move |_: usize, run: &Run| in_time(run.funding.instrument_open_month.get(place).copied().flatten());
    let closes = move |_: usize, run: &Run| {
        in_time(run.break_months[Break::Instrument.index()]) && run.critical == Some(Critical::Instrument(place))
    };
    match status {
        Status::Proposed => Some(Turns { what: "it is opened".to_owned(), breaks_line: false, came: Box::new(opens) }),
        Status::Open if instrument.key => {
            Some(Turns { what: "it is not renewed".to_owned(), breaks_line: true, came: Box::new(closes) })
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
