//! Events to watch: those that may come within the next months, with the answer with and without them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_lab::report_months::near_months;
use standoff_world::coalition::instruments::Status;

/// Months within which an event counts.
const WITHIN_MONTHS: usize = 3;
/// Fewest futures on either side. With fewer, the error itself is uncertain.
const FEWEST_FUTURES: usize = 30;
/// Standard errors by which a difference must exceed zero to be shown.
const LEAST_STANDARD_ERRORS: f64 = 2.0;

/// An event that may come, and the answer with it and without it. The difference is news and not an effect: futures
/// with the event differ in other ways too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchItem {
    /// Stable name.
    pub name: String,
    /// The event.
    pub what: String,
    /// Months within which it may come.
    pub within: usize,
    /// Chance of it.
    pub p: f64,
    /// Chance that the line holds for the months that are told first, with it.
    pub with: f64,
    /// The same without it.
    pub without: f64,
    /// Standard error of the difference.
    pub error: f64,
    /// Expected size of the change of the answer once it is known: `2 p (1-p) |with - without|`.
    pub moves: f64,
}

/// An event that may come, and the test that finds its futures.
struct WatchedSign<'a> {
    name: String,
    what: String,
    came: Box<dyn Fn(&Run) -> bool + 'a>,
}

/// Lists the events that would move the answer, the strongest first.
pub(super) fn list_watched(ensemble: &Ensemble<'_>) -> Vec<WatchItem> {
    let mut watched: Vec<WatchItem> =
        list_signs(ensemble).iter().filter_map(|sign| weigh_sign(ensemble, sign)).collect();
    watched.retain(|one| (one.with - one.without).abs() > LEAST_STANDARD_ERRORS * one.error);
    watched.sort_by(|one, other| other.moves.total_cmp(&one.moves).then_with(|| one.name.cmp(&other.name)));
    watched
}

fn list_signs<'a>(ensemble: &'a Ensemble<'_>) -> Vec<WatchedSign<'a>> {
    let war = ensemble.central_war();
    let by = |when: Option<f64>| when.is_some_and(|when| happened_by(when, WITHIN_MONTHS as f64));
    let mut signs = Vec::new();
    for (place, instrument) in war.instruments.iter().enumerate().filter(|(_, one)| one.start != Status::Open) {
        signs.push(WatchedSign {
            name: format!("opens.{}", instrument.name),
            what: format!("{} opens", instrument.title),
            came: Box::new(move |run| by(run.funding.instrument_open_month.get(place).copied().flatten())),
        });
    }
    for (place, posture) in war.postures.iter().enumerate() {
        signs.push(WatchedSign {
            name: format!("posture.{}", posture.name),
            what: format!("the great power's posture is: {}", posture.title),
            came: Box::new(move |run| {
                run.monthly.posture.get(WITHIN_MONTHS).is_some_and(|at| usize::from(*at) == place)
            }),
        });
    }
    signs.push(WatchedSign {
        name: "truce".to_owned(),
        what: "a truce begins".to_owned(),
        came: Box::new(move |run| {
            run.truces.iter().any(|truce| truce.start_month > 0.0 && by(Some(truce.start_month)))
        }),
    });
    signs.push(WatchedSign {
        name: "signature".to_owned(),
        what: "a settlement is signed".to_owned(),
        came: Box::new(move |run| run.signed_by(WITHIN_MONTHS as f64)),
    });
    let front = median_figure(ensemble, |run| f64::from(run.monthly.front_steps[WITHIN_MONTHS]));
    signs.extend(front.map(|front| WatchedSign {
        name: "front".to_owned(),
        what: "the front moves further for the invader than in half of all futures".to_owned(),
        came: Box::new(move |run| {
            run.contested_at(WITHIN_MONTHS) && f64::from(run.monthly.front_steps[WITHIN_MONTHS]) > front
        }),
    }));
    signs
}

fn median_figure(ensemble: &Ensemble<'_>, figure: impl Fn(&Run) -> f64) -> Option<f64> {
    let figures: Vec<f64> = ensemble.valid_runs().filter(|run| run.contested_at(WITHIN_MONTHS)).map(figure).collect();
    (!figures.is_empty()).then(|| standoff_num::quantile::quantiles(&figures, &[0.5])[0])
}

fn weigh_sign(ensemble: &Ensemble<'_>, sign: &WatchedSign<'_>) -> Option<WatchItem> {
    let sides = SplitAnswer::split_by(ensemble, |_, run| (sign.came)(run))?;
    Some(WatchItem {
        name: sign.name.clone(),
        what: sign.what.clone(),
        within: WITHIN_MONTHS,
        p: sides.p,
        with: sides.with,
        without: sides.without,
        error: sides.error,
        moves: sides.expected_move(),
    })
}

/// The answer in the futures that have an event, and in the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SplitAnswer {
    pub p: f64,
    pub with: f64,
    pub without: f64,
    pub error: f64,
}

impl SplitAnswer {
    /// Splits the futures of all draws; `came` gets the index of the draw among those with futures. None where either
    /// side has too few.
    pub(super) fn split_by(ensemble: &Ensemble<'_>, came: impl Fn(usize, &Run) -> bool) -> Option<Self> {
        let months = near_months(ensemble.horizon_months());
        let counts = |(draw, (_, runs)): (usize, (_, Vec<&Run>))| {
            let mut counts = [0.0f64; 4];
            for run in runs {
                let side = if came(draw, run) { 0 } else { 2 };
                counts[side] += 1.0;
                counts[side + 1] += f64::from(u8::from(run.holds(months)));
            }
            counts
        };
        Self::from_counts(&ensemble.valid_runs_by_draw().enumerate().map(counts).collect::<Vec<[f64; 4]>>())
    }

    /// Computes the split from four counts per draw: futures with the event, those of them that hold, and the same
    /// without it. The error is that of the jackknife over draws, because the futures of a draw are not independent
    /// (decision 89).
    fn from_counts(draws: &[[f64; 4]]) -> Option<Self> {
        let whole = draws.iter().fold([0.0; 4], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
        if whole[0] < FEWEST_FUTURES as f64 || whole[2] < FEWEST_FUTURES as f64 {
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

    /// Expected size of the change of the answer once it is known.
    pub(super) fn expected_move(&self) -> f64 {
        2.0 * self.p * (1.0 - self.p) * (self.with - self.without).abs()
    }

    /// `true` if the two differ by more than chance.
    pub(super) fn exceeds_chance(&self) -> bool {
        (self.with - self.without).abs() > LEAST_STANDARD_ERRORS * self.error
    }
}
