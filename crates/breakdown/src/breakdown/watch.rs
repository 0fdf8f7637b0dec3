//! What to watch: what may come within the next months, and how the answer differs where it comes.

use serde::{Deserialize, Serialize};
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_world::coalition::instruments::Status;

/// Months within which something may come.
const WITHIN: usize = 3;
/// Months at which the answer is taken.
const MONTHS: usize = 12;
/// Fewest futures with it and without it.
const FEWEST: usize = 30;
/// What is shown is at least this many standard errors from no difference.
const ERRORS: f64 = 2.0;

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

/// What would move the answer, the strongest first.
pub fn measure(ensemble: &Ensemble<'_>) -> Vec<Watched> {
    let mut watched: Vec<Watched> = signs(ensemble).iter().filter_map(|sign| weigh(ensemble, sign)).collect();
    watched.retain(|one| (one.with - one.without).abs() > ERRORS * one.error);
    watched.sort_by(|one, other| other.moves.total_cmp(&one.moves).then_with(|| one.name.cmp(&other.name)));
    watched
}

fn signs<'a>(ensemble: &'a Ensemble<'_>) -> Vec<Sign<'a>> {
    let war = ensemble.central_war();
    let by = |when: Option<f64>| when.is_some_and(|when| happened_by(when, WITHIN as f64));
    let mut signs = Vec::new();
    for (place, instrument) in war.instruments.iter().enumerate().filter(|(_, one)| one.start != Status::Open) {
        signs.push(Sign {
            name: format!("opens.{}", instrument.name),
            what: format!("{} opens", instrument.title),
            came: Box::new(move |run| by(run.funding.instrument_open_month.get(place).copied().flatten())),
        });
    }
    for (place, posture) in war.postures.iter().enumerate() {
        signs.push(Sign {
            name: format!("posture.{}", posture.name),
            what: format!("the great power's posture is: {}", posture.title),
            came: Box::new(move |run| run.monthly.posture.get(WITHIN).is_some_and(|at| usize::from(*at) == place)),
        });
    }
    signs.push(Sign {
        name: "truce".to_owned(),
        what: "a truce begins".to_owned(),
        came: Box::new(move |run| {
            run.truces.iter().any(|truce| truce.start_month > 0.0 && by(Some(truce.start_month)))
        }),
    });
    signs.push(Sign {
        name: "signature".to_owned(),
        what: "a settlement is signed".to_owned(),
        came: Box::new(move |run| run.signature.is_some() && by(run.end.map(|(_, when)| when))),
    });
    let front = median(ensemble, |run| f64::from(run.monthly.front_steps[WITHIN]));
    signs.extend(front.map(|front| Sign {
        name: "front".to_owned(),
        what: "the front moves further for the invader than in half of all futures".to_owned(),
        came: Box::new(move |run| run.contested_at(WITHIN) && f64::from(run.monthly.front_steps[WITHIN]) > front),
    }));
    signs
}

fn median(ensemble: &Ensemble<'_>, figure: impl Fn(&Run) -> f64) -> Option<f64> {
    let figures: Vec<f64> = ensemble.valid_runs().filter(|run| run.contested_at(WITHIN)).map(figure).collect();
    (!figures.is_empty()).then(|| standoff_num::quantile::quantiles(&figures, &[0.5])[0])
}

fn weigh(ensemble: &Ensemble<'_>, sign: &Sign<'_>) -> Option<Watched> {
    let sides = Sides::of(ensemble, |_, run| (sign.came)(run))?;
    Some(Watched {
        name: sign.name.clone(),
        what: sign.what.clone(),
        within: WITHIN,
        p: sides.p,
        with: sides.with,
        without: sides.without,
        error: sides.error,
        moves: sides.moves(),
    })
}

/// The answer in the futures in which something came, and in the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sides {
    pub p: f64,
    pub with: f64,
    pub without: f64,
    pub error: f64,
}

impl Sides {
    /// Tells the futures of all draws apart; `came` gets the place of the draw among those with futures. None where either
    /// side has too few.
    pub(super) fn of(ensemble: &Ensemble<'_>, came: impl Fn(usize, &Run) -> bool) -> Option<Self> {
        let months = MONTHS.min(ensemble.horizon_months());
        let counts = |(draw, (_, runs)): (usize, (_, Vec<&Run>))| {
            let mut counts = [0.0f64; 4];
            for run in runs {
                let side = if came(draw, run) { 0 } else { 2 };
                counts[side] += 1.0;
                counts[side + 1] += f64::from(u8::from(run.holds(months)));
            }
            counts
        };
        Self::of_counts(&ensemble.valid_runs_by_draw().enumerate().map(counts).collect::<Vec<[f64; 4]>>())
    }

    /// From futures and those that hold, with it and without it, of each draw. The error is that of the jackknife over draws:
    /// the futures of a draw are not independent.
    fn of_counts(draws: &[[f64; 4]]) -> Option<Self> {
        let whole = draws.iter().fold([0.0; 4], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
        if whole[0] < FEWEST as f64 || whole[2] < FEWEST as f64 {
            return None;
        }
        let shares = |counts: [f64; 4]| [counts[1] / counts[0].max(1.0), counts[3] / counts[2].max(1.0)];
        let difference = |[with, without]: [f64; 2]| with - without;
        let without_one = |one: &[f64; 4]| difference(shares(std::array::from_fn(|at| whole[at] - one[at])));
        let left: Vec<f64> = draws.iter().map(without_one).collect();
        let centre = standoff_num::sums::mean(&left);
        let squares = left.iter().map(|one| (one - centre) * (one - centre)).sum::<f64>();
        let count = left.len() as f64;
        let [with, without] = shares(whole);
        Some(Self {
            p: whole[0] / (whole[0] + whole[2]),
            with,
            without,
            error: (squares * (count - 1.0) / count).sqrt(),
        })
    }

    /// How far the answer is expected to move once it is known.
    pub(super) fn moves(&self) -> f64 {
        2.0 * self.p * (1.0 - self.p) * (self.with - self.without).abs()
    }

    /// Whether the two differ by more than chance.
    pub(super) fn differ(&self) -> bool {
        (self.with - self.without).abs() > ERRORS * self.error
    }
}
