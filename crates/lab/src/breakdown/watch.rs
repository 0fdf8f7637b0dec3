//! What to watch: what may come within the next months, and how the answer differs where it comes.

use crate::measure::{Ensemble, contested_at, holds};
use crate::run::Run;
use serde::{Deserialize, Serialize};
use standoff_scenario::{Date, Scenario};
use standoff_world::instrument::Status;
use standoff_world::war::{Electorate, War};

/// Months within which something may come.
const WITHIN: usize = 3;
/// Months at which the answer is taken.
const MONTHS: usize = 12;
/// Months ahead of which the calendar is shown.
const CALENDAR: f64 = 6.0;
/// Fewest futures with it and without it.
const FEWEST: usize = 30;
/// What is shown is at least this many standard errors from no difference.
const ERRORS: f64 = 2.0;

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upcoming {
    /// The day.
    pub date: String,
    /// What happens on it.
    pub what: String,
}

/// Something that may come, and the answer with it and without it. It is news, not a cause: what comes with it differs too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Watched {
    /// Stable name.
    pub name: String,
    /// What may come.
    pub what: String,
    /// Months within which.
    pub within: usize,
    /// Chance that it does.
    pub p: f64,
    /// Chance that the line holds twelve months, where it comes.
    pub with: f64,
    /// The same where it does not.
    pub without: f64,
    /// Standard error of the difference.
    pub error: f64,
    /// How far the answer is expected to move once it is known: `2 p (1-p) |with - without|`.
    pub moves: f64,
}

/// Something that may come.
struct Sign<'a> {
    name: String,
    what: String,
    came: Box<dyn Fn(&Run) -> bool + 'a>,
}

/// Votes and elections of the next half year.
pub fn upcoming(scenario: &Scenario, war: &War) -> Vec<Upcoming> {
    let mut days: Vec<(f64, String)> = Vec::new();
    for election in &war.elections {
        let who = match election.of {
            Electorate::Member(member) => war.members[member].title.clone(),
            Electorate::GreatPower => war.roles[standoff_world::roles::Role::GreatPower].clone().unwrap_or_default(),
        };
        days.push((election.months, format!("election: {who}")));
    }
    for instrument in war.instruments.iter().filter(|instrument| instrument.start != Status::Closed) {
        let what = if instrument.start == Status::Open { "renewal" } else { "vote" };
        days.push((instrument.figures.first_vote, format!("{what}: {}", instrument.title)));
    }
    days.retain(|(months, _)| *months > 0.0 && *months <= CALENDAR);
    days.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
    let date = |months: f64| day_after(scenario.start, months).to_string();
    days.into_iter().map(|(months, what)| Upcoming { date: date(months), what }).collect()
}

fn day_after(start: Date, months: f64) -> Date {
    start.saturating_add(jiff::Span::new().days((months * 365.25 / 12.0).round() as i32))
}

/// What would move the answer, the strongest first.
pub fn measure(ensemble: &Ensemble<'_>) -> Vec<Watched> {
    let mut watched: Vec<Watched> = signs(ensemble).iter().filter_map(|sign| weigh(ensemble, sign)).collect();
    watched.retain(|one| (one.with - one.without).abs() > ERRORS * one.error);
    watched.sort_by(|one, other| other.moves.total_cmp(&one.moves).then_with(|| one.name.cmp(&other.name)));
    watched
}

fn signs<'a>(ensemble: &'a Ensemble<'_>) -> Vec<Sign<'a>> {
    let war = ensemble.war();
    let by = |when: Option<f64>| when.is_some_and(|when| when <= WITHIN as f64 + 1e-9);
    let mut signs = Vec::new();
    for (place, instrument) in war.instruments.iter().enumerate().filter(|(_, one)| one.start != Status::Open) {
        signs.push(Sign {
            name: format!("opens.{}", instrument.name),
            what: format!("{} opens", instrument.title),
            came: Box::new(move |run| by(run.opened.get(place).copied().flatten())),
        });
    }
    for (place, posture) in war.postures.iter().enumerate() {
        signs.push(Sign {
            name: format!("posture.{}", posture.name),
            what: format!("the great power's posture is: {}", posture.title),
            came: Box::new(move |run| run.posture.get(WITHIN).is_some_and(|at| usize::from(*at) == place)),
        });
    }
    signs.push(Sign {
        name: "truce".to_owned(),
        what: "a truce begins".to_owned(),
        came: Box::new(move |run| run.truces.iter().any(|truce| by(Some(truce.from)))),
    });
    signs.push(Sign {
        name: "signature".to_owned(),
        what: "a settlement is signed".to_owned(),
        came: Box::new(move |run| run.signature.is_some() && by(run.end.map(|(_, when)| when))),
    });
    signs.push(Sign {
        name: "instrument-closes".to_owned(),
        what: "an instrument on which the line hangs closes".to_owned(),
        came: Box::new(move |run| by(run.breaks[standoff_world::red_lines::Break::Instrument.index()])),
    });
    let front = median(ensemble, |run| f64::from(run.front[WITHIN]));
    signs.extend(front.map(|front| Sign {
        name: "front".to_owned(),
        what: "the front moves further for the invader than in half of all futures".to_owned(),
        came: Box::new(move |run| contested_at(run, WITHIN) && f64::from(run.front[WITHIN]) > front),
    }));
    let coverage = median(ensemble, |run| f64::from(run.coverage[WITHIN]));
    signs.extend(coverage.map(|coverage| Sign {
        name: "coverage".to_owned(),
        what: "coverage of the need is below what it is in half of all futures".to_owned(),
        came: Box::new(move |run| contested_at(run, WITHIN) && f64::from(run.coverage[WITHIN]) < coverage),
    }));
    signs
}

fn median(ensemble: &Ensemble<'_>, figure: impl Fn(&Run) -> f64) -> Option<f64> {
    let figures: Vec<f64> = ensemble.sound().filter(|run| contested_at(run, WITHIN)).map(figure).collect();
    (!figures.is_empty()).then(|| standoff_num::quantile::quantiles(&figures, &[0.5])[0])
}

fn weigh(ensemble: &Ensemble<'_>, sign: &Sign<'_>) -> Option<Watched> {
    let months = MONTHS.min(ensemble.horizon());
    let (mut with, mut without) = ([0usize; 2], [0usize; 2]);
    for run in ensemble.sound() {
        let side = if (sign.came)(run) { &mut with } else { &mut without };
        side[0] += 1;
        side[1] += usize::from(holds(run, months));
    }
    if with[0] < FEWEST || without[0] < FEWEST {
        return None;
    }
    let share = |[of, held]: [usize; 2]| held as f64 / of as f64;
    let p = with[0] as f64 / (with[0] + without[0]) as f64;
    let [one, other] = [share(with), share(without)];
    Some(Watched {
        name: sign.name.clone(),
        what: sign.what.clone(),
        within: WITHIN,
        p,
        with: one,
        without: other,
        error: between_draws(ensemble, sign, months),
        moves: 2.0 * p * (1.0 - p) * (one - other).abs(),
    })
}

/// Standard error of the difference, by the jackknife over draws: the futures of a draw are not independent.
fn between_draws(ensemble: &Ensemble<'_>, sign: &Sign<'_>, months: usize) -> f64 {
    let counts = |runs: &[&Run]| {
        let mut counts = [0.0f64; 4];
        for run in runs {
            let side = if (sign.came)(run) { 0 } else { 2 };
            counts[side] += 1.0;
            counts[side + 1] += f64::from(u8::from(holds(run, months)));
        }
        counts
    };
    let draws: Vec<[f64; 4]> = ensemble.sound_by_draw().map(|(_, runs)| counts(&runs)).collect();
    let whole = draws.iter().fold([0.0; 4], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
    let difference = |counts: [f64; 4]| counts[1] / counts[0].max(1.0) - counts[3] / counts[2].max(1.0);
    let left: Vec<f64> = draws.iter().map(|one| difference(std::array::from_fn(|at| whole[at] - one[at]))).collect();
    let centre = standoff_num::sums::mean(&left);
    let count = left.len() as f64;
    (left.iter().map(|one| (one - centre) * (one - centre)).sum::<f64>() * (count - 1.0) / count).sqrt()
}
