//! Scores of every forecaster at every origin of every war.

use crate::curve::EndCurve;
use crate::durations::{self, duration_forecasts};
use crate::fronts::{self, Changes, FRONT_MONTHS, FrontRecord, front_samples};
use crate::keep::Keeper;
use crate::library::LibraryWar;
use crate::model_forecast::ModelForecast;
use crate::origins::origins;
use crate::simulated_end::AGAIN_MONTHS;
use jiff::civil::Date;
use rayon::prelude::*;
use standoff_lab::ensemble::division::phase::Phase;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_scenario::months_between;
use standoff_stats::StatsError;
use standoff_stats::score::{brier_score, category_log_score, log_score, sample_crps};
use std::sync::{Mutex, PoisonError};

/// Months within which a war may be over.
pub const OVER_MONTHS: [usize; 3] = [6, 12, 24];

/// Added to each outcome when shares are counted among other wars.
const HALF_A_WAR: f64 = 0.5;

/// Name of the forecaster of kinds of ends and of renewed wars.
pub const OTHER_WARS: &str = "other-wars";

/// Score of one target from one origin.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    /// War: place in the list.
    pub war: usize,
    /// Target, as it is registered.
    pub target: &'static str,
    /// Score of the model; the lower the better.
    pub model: f64,
    /// Scores of the benchmarks, in the order in which they are registered; none where one has nothing to learn from.
    pub benchmarks: Vec<(&'static str, Option<f64>)>,
}

/// A war with its forecasts.
pub struct ForecastWar {
    /// The war.
    pub war: LibraryWar,
    /// Its origins with what the model says from each.
    pub forecasts: Vec<(Date, ModelForecast)>,
    /// Origins without a forecast, with the reason.
    pub left_out: Vec<String>,
    /// What plain methods say of the end from each origin.
    pub durations: Vec<[Option<EndCurve>; 5]>,
    front: FrontRecord,
}

/// Forecasts wars from all their origins, which are the units of the work: each stands for itself.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped; what the keeper cannot write; an estimator that refuses the class; where the work
/// is divided, those of [`map_units`](standoff_lab::ensemble::division::map_units).
pub fn forecast_wars(
    wars: Vec<LibraryWar>,
    keeper: &Keeper<'_>,
    watch: ProgressMonitor<'_>,
) -> Result<Vec<ForecastWar>, LabError> {
    let days: Vec<(usize, Date)> = wars
        .iter()
        .enumerate()
        .flat_map(|(place, war)| origins(war).into_iter().map(move |day| (place, day)))
        .collect();
    let unkept = Mutex::new(None);
    let fits =
        |_, made: &ForecastFrom| made.as_ref().map_or(true, |made| made.as_ref().is_none_or(ModelForecast::is_whole));
    let made = watch.map_units(&Phase::new("forecasts"), days.len(), fits, |unit| {
        let (place, origin) = days[unit];
        let alone = ProgressMonitor { listener: &|_| (), division: None, ..watch };
        match keeper.forecast(&wars[place], origin, alone) {
            // What was stopped, or cannot be kept, says nothing about the war.
            Err(LabError::NothingDone) => None,
            Err(error @ LabError::File { .. }) => {
                unkept.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                None
            }
            made => Some(made.map_err(|error| error.to_string())),
        }
    });
    if let Some(error) = unkept.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut made: Vec<ForecastFrom> = made?.into_iter().collect::<Option<_>>().ok_or(LabError::NothingDone)?;
    let mut rest = made.drain(..);
    wars.into_iter()
        .map(|war| {
            let own = origins(&war);
            let forecasts = rest.by_ref().take(own.len()).collect::<Vec<_>>();
            gather_war(war, own.into_iter().zip(forecasts))
        })
        .collect()
}

/// Forecast from one origin: none where nothing was known, or the reason why it could not be made.
type ForecastFrom = Result<Option<ModelForecast>, String>;

fn gather_war(war: LibraryWar, made: impl Iterator<Item = (Date, ForecastFrom)>) -> Result<ForecastWar, LabError> {
    let (mut forecasts, mut left_out) = (Vec::new(), Vec::new());
    for (origin, made) in made {
        match made {
            Ok(Some(forecast)) => forecasts.push((origin, forecast)),
            Ok(None) => left_out.push(format!("{} {origin}: nothing was known", war.name)),
            Err(reason) => left_out.push(format!("{} {origin}: {reason}", war.name)),
        }
    }
    let durations: Result<_, _> = forecasts.par_iter().map(|(origin, _)| duration_forecasts(&war, *origin)).collect();
    Ok(ForecastWar { front: FrontRecord::new(&war), forecasts, left_out, durations: durations?, war })
}

impl ForecastWar {
    /// Chance from outside that the war is over within some months of an origin: the mean of Weibull, log-normal and
    /// log-logistic; none where too few wars are known.
    pub fn outside(&self, place: usize, months: usize) -> Option<f64> {
        let families: Option<Vec<f64>> =
            self.durations[place][..3].iter().map(|curve| Some(curve.as_ref()?.over_within(months))).collect();
        families.map(|chances| mean(&chances))
    }

    /// Months from an origin to the next one, or to the end.
    pub fn months_to_next(&self, place: usize) -> f64 {
        let origin = self.forecasts[place].0;
        self.forecasts.get(place + 1).map_or(f64::INFINITY, |(next, _)| months_between(origin, *next))
    }
}

/// What the other wars of the library were like, whether they are scored or not.
pub struct OtherWars {
    wars: Vec<OtherWar>,
}

struct OtherWar {
    name: String,
    kind: usize,
    fought_again: bool,
    changes: Changes,
}

impl OtherWars {
    /// Ends and moves of the front of these wars.
    pub fn new(library: &[LibraryWar]) -> Self {
        let war = |war: &LibraryWar| OtherWar {
            name: war.name.clone(),
            kind: war.outcome.ending.scored(),
            fought_again: was_fought_again(war),
            changes: FrontRecord::new(war).changes(&origins(war)),
        };
        Self { wars: library.iter().map(war).collect() }
    }

    fn without(&self, name: &str) -> impl Iterator<Item = &OtherWar> {
        self.wars.iter().filter(move |war| war.name != name)
    }

    /// Share of the other wars of which something is so, with half a war added to each of some outcomes.
    fn share(&self, name: &str, outcomes: f64, is_so: impl Fn(&OtherWar) -> bool) -> f64 {
        let (so, all) =
            self.without(name).fold((0.0, 0.0), |(so, all), war| (so + f64::from(u8::from(is_so(war))), all + 1.0));
        (so + HALF_A_WAR) / (all + outcomes * HALF_A_WAR)
    }
}

fn was_fought_again(war: &LibraryWar) -> bool {
    let again = war.outcome.fought_again;
    again.is_some_and(|day| months_between(war.outcome.ended, day) <= AGAIN_MONTHS * 1.01)
}

/// Scores of all forecasters.
///
/// # Errors
///
/// [`LabError::Estimate`] where a forecast is not one.
pub fn score_rows(wars: &[ForecastWar], others: &OtherWars) -> Result<Vec<ScoreRow>, LabError> {
    let rows = |(place, war): (usize, &ForecastWar)| {
        let scorer = Scorer { others, place, war };
        let all: Result<Vec<Vec<ScoreRow>>, StatsError> =
            (0..war.forecasts.len()).map(|at| scorer.score_origin(at)).collect();
        all.map(|rows| rows.into_iter().flatten().collect::<Vec<_>>())
    };
    let rows: Result<Vec<Vec<ScoreRow>>, StatsError> = wars.iter().enumerate().map(rows).collect();
    let rows = rows.map_err(|error| LabError::Estimate(error.to_string()))?;
    Ok(rows.into_iter().flatten().collect())
}

struct Scorer<'a> {
    others: &'a OtherWars,
    place: usize,
    war: &'a ForecastWar,
}

impl Scorer<'_> {
    fn score_origin(&self, at: usize) -> Result<Vec<ScoreRow>, StatsError> {
        let mut rows = self.end_rows(at)?;
        rows.push(self.ending_row(at)?);
        rows.push(self.again_row(at)?);
        for (place, months) in FRONT_MONTHS.into_iter().enumerate() {
            rows.extend(self.front_row(at, place, months)?);
        }
        Ok(rows)
    }

    fn row(&self, target: &'static str, model: f64, benchmarks: Vec<(&'static str, Option<f64>)>) -> ScoreRow {
        ScoreRow { war: self.place, target, model, benchmarks }
    }

    /// When it ends: every score of the curve of the model and of the curves of plain methods.
    fn end_rows(&self, at: usize) -> Result<Vec<ScoreRow>, StatsError> {
        let (origin, forecast) = &self.war.forecasts[at];
        let (to_end, to_next) = (self.war.war.months_to_end(*origin), self.war.months_to_next(at));
        let score = |target: &'static str, curve: &EndCurve| -> Result<f64, StatsError> {
            let over = |months: usize| brier_score(curve.over_within(months), to_end <= months as f64);
            match target {
                "hazard" => Ok(curve.hazard_score(to_end, to_next)),
                "over-6" => over(OVER_MONTHS[0]),
                "over-12" => over(OVER_MONTHS[1]),
                "over-24" => over(OVER_MONTHS[2]),
                _ => Ok(curve.months_score(to_end)),
            }
        };
        let targets = ["hazard", "over-6", "over-12", "over-24", "months"].into_iter();
        let row = |target| {
            let plain = durations::NAMES.into_iter().zip(&self.war.durations[at]);
            let scored = |(name, curve): (&'static str, &Option<EndCurve>)| {
                Ok((name, curve.as_ref().map(|curve| score(target, curve)).transpose()?))
            };
            let benchmarks: Result<Vec<_>, StatsError> = plain.map(scored).collect();
            Ok(self.row(target, score(target, &forecast.curve)?, benchmarks?))
        };
        targets.map(row).collect()
    }

    /// How it ends, beside how the other wars ended.
    fn ending_row(&self, at: usize) -> Result<ScoreRow, StatsError> {
        let came = self.war.war.outcome.ending.scored();
        let name = &self.war.war.name;
        let shares: [f64; 3] = std::array::from_fn(|kind| self.others.share(name, 3.0, |war| war.kind == kind));
        let model = category_log_score(&self.war.forecasts[at].1.endings, came)?;
        Ok(self.row("end", model, vec![(OTHER_WARS, Some(category_log_score(&shares, came)?))]))
    }

    /// Whether it is fought again, beside how many of the others were.
    fn again_row(&self, at: usize) -> Result<ScoreRow, StatsError> {
        let came = was_fought_again(&self.war.war);
        let share = self.others.share(&self.war.war.name, 2.0, |war| war.fought_again);
        let model = log_score(self.war.forecasts[at].1.fought_again, came)?;
        Ok(self.row("fought-again", model, vec![(OTHER_WARS, Some(log_score(share, came)?))]))
    }

    /// Where the front stands some months on; no row where the war is over by then.
    fn front_row(&self, at: usize, place: usize, months: usize) -> Result<Option<ScoreRow>, StatsError> {
        let (origin, forecast) = &self.war.forecasts[at];
        let Some(came) = self.war.front.outcome(*origin, months) else { return Ok(None) };
        if forecast.fronts[place].is_empty() {
            return Ok(None);
        }
        let others = self.others.without(&self.war.war.name);
        let others: Vec<f64> = others.flat_map(|war| war.changes[place].iter().copied()).collect();
        let known = FrontRecord::known_by(&self.war.war, *origin);
        let samples = front_samples(&known, *origin, months, &others);
        let scored = |(name, sample): (&'static str, Option<Vec<f64>>)| {
            Ok((name, sample.map(|sample| sample_crps(&sample, came)).transpose()?))
        };
        let benchmarks: Result<Vec<_>, StatsError> = fronts::NAMES.into_iter().zip(samples).map(scored).collect();
        let target = if place == 0 { "front-3" } else { "front-12" };
        Ok(Some(self.row(target, sample_crps(&forecast.fronts[place], came)?, benchmarks?)))
    }
}
