//! The start of an answer: the parameters and states that a scenario's record leaves, where there is one.

use crate::assimilated::Assimilation;
use crate::checkpoint::Checkpoint;
use crate::driver::{ResumedAssimilation, resume_assimilation, scenario_onward};
use crate::kept_posterior::KeptPosterior;
use crate::prior::game_count;
use crate::record_summary::add_forecast_without;
use crate::request::AssimilationRequest;
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::division::make_shared;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::error::LabError;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::{
    Forecast, ForecastProgress, ForecastWatch, run_answer_with_games, run_forecast_with_games,
};
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Scenario;
use standoff_world::switches::Mechanisms;
use std::sync::Arc;

/// Start of an answer on a record.
#[derive(Debug, Clone)]
pub struct RecordStart {
    /// Scenario onward: from the last day of the record, without the elections that were held.
    pub scenario: Scenario,
    /// Parameters and states that the record leaves, with its summary.
    pub posterior: Arc<Posterior>,
}

/// Start of an answer on a record, with everything that was made on the way to it.
#[derive(Debug, Clone)]
pub struct RecordTaken {
    /// Assimilation of the record.
    pub assimilation: Assimilation,
    /// Population from which the next assimilation can go on.
    pub checkpoint: Checkpoint,
    /// Number of steps that did not have to be gone through again.
    pub steps_spared: u32,
    /// Forecast without the record; none where it was not asked for.
    pub without: Option<Forecast>,
}

/// Takes the record of a request: what every answer starts from. Where nothing is known by the day, there is none and the
/// answer is that of the scenario alone.
///
/// `without` asks for the forecast without the record too, which the summary of the record then holds. It costs no more than
/// its futures, because its games are those of the filter.
///
/// ```
/// use standoff_assimilation::{AssimilationRequest, FilterSize, start_on_record};
/// use standoff_lab::{ForecastRequest, Resolution, progress::ProgressMonitor, run_forecast};
/// use standoff_scenario::{Source, builtin, date, evidence::Log};
/// use std::sync::atomic::AtomicBool;
///
/// let scenario = builtin::load("two-sided").unwrap();
/// let columns = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note";
/// let area = "a1,area-held,2025-09-30,,invader,,,1400,km2,press,0.95,,,,";
/// let log = Log::read(&[Source::new("log.csv", format!("{columns}\n{area}\n"))], &scenario).unwrap().0;
/// let plain = ForecastRequest { runs: 16, draws: 4, ..ForecastRequest::new(scenario.clone()) };
/// let size = FilterSize { draws: 16, paths: 4, games: 4, kept: 4 };
/// let (as_of, resolution) = (date(2025, 9, 30), Resolution::Coarse);
/// let request = AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution };
///
/// let stop = AtomicBool::new(false);
/// let watch = ProgressMonitor::new(&stop, &|_| ());
/// let start = start_on_record(&request, Some(&plain), watch)?.expect("a report is known by the day");
/// let onward = ForecastRequest { posterior: Some(start.posterior), scenario: start.scenario, ..plain };
/// let made = run_forecast(&onward, &stop, &|_| ())?;
/// let record = made.findings.provenance.record.expect("it starts from the record");
/// assert_eq!((record.events, record.until.as_str()), (1, "2025-09-30"));
/// # Ok::<(), standoff_lab::LabError>(())
/// ```
///
/// # Errors
///
/// As [`assimilate`](crate::assimilate()), and as [`run_answer_with_games`] for the forecast without the record.
pub fn start_on_record(
    request: &AssimilationRequest,
    without: Option<&ForecastRequest>,
    watch: ProgressMonitor<'_>,
) -> Result<Option<RecordStart>, LabError> {
    if request.log.known_by(request.as_of).is_empty() {
        return Ok(None);
    }
    let mut games = Vec::new();
    let kept = make_shared(
        watch.division,
        THE_RECORD,
        |kept: &KeptPosterior| kept.fits(request),
        || {
            let resumed = resume_assimilation(request, None, watch)?;
            games = resumed.games;
            Ok(KeptPosterior::of(&resumed.assimilation.posterior))
        },
    )?;
    let mut posterior = kept.into_posterior(request)?;
    if let Some(plain) = without {
        let progress = |progress: &ForecastProgress| watch.report(WITHOUT_RECORD, progress.done, progress.runs);
        let watch = ForecastWatch { stop: watch.cancelled, progress: &progress, division: watch.division };
        match run_answer_with_games(plain, shared_games(request, plain, &games), watch) {
            Ok(answer) => add_forecast_without(&mut posterior.record, &answer),
            // Futures from the record do not need those without it, which stand beside the answer once all are there.
            Err(LabError::AwaitsShards(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let scenario = scenario_onward(&request.scenario, &request.log, request.as_of);
    Ok(Some(RecordStart { scenario, posterior: Arc::new(posterior) }))
}

/// Takes the record of a request as [`start_on_record`] does, from a checkpoint if there is one that fits, and with the whole
/// forecast without the record.
///
/// # Errors
///
/// As [`resume_assimilation`], and as [`run_forecast_with_games`] for the forecast without the record.
pub fn take_record(
    request: &AssimilationRequest,
    from: Option<&Checkpoint>,
    without: Option<&ForecastRequest>,
    watch: ProgressMonitor<'_>,
) -> Result<RecordTaken, LabError> {
    let ResumedAssimilation { mut assimilation, checkpoint, steps_spared, games } =
        resume_assimilation(request, from, watch)?;
    let progress = |progress: &ForecastProgress| watch.report(WITHOUT_RECORD, progress.done, progress.runs);
    let watch = ForecastWatch { stop: watch.cancelled, progress: &progress, division: watch.division };
    let forecast = |plain| run_forecast_with_games(plain, shared_games(request, plain, &games), watch);
    let without = without.map(forecast).transpose()?;
    if let Some(made) = &without {
        add_forecast_without(&mut assimilation.posterior.record, &made.findings);
    }
    Ok(RecordTaken { assimilation, checkpoint, steps_spared, without })
}

/// What shards share: the parameters and states that the record leaves.
const THE_RECORD: &str = "the record";

/// What is counted while the forecast without the record is made.
const WITHOUT_RECORD: &str = "futures without the record";

/// The games of the filter, where the draws of a forecast play them.
fn shared_games<'g>(
    request: &AssimilationRequest,
    plain: &ForecastRequest,
    games: &'g [Arc<Equilibrium>],
) -> &'g [Arc<Equilibrium>] {
    if shares_games(request, plain) { games } else { &[] }
}

/// True where the draws of a forecast play the games of the filter.
fn shares_games(request: &AssimilationRequest, plain: &ForecastRequest) -> bool {
    let own = plain.design();
    plain.posterior.is_none()
        && own.draws == game_count(request.size)
        && (own.seed, own.resolution, own.mechanisms) == (request.seed, request.resolution, Mechanisms::default())
        && plain.scenario == request.scenario
}
