//! The sealing of a forecast.

use super::canonical_json::{digest_json, tidy_value};
use super::sealed_file::{
    FORECASTER, FORMAT, KIND, SealedEnd, SealedForecast, SealedPath, SealedQuestion, SealedScenario, seal_of,
};
use serde_json::Value;
use standoff_lab::error::LabError;
use standoff_lab::forecast::findings::Findings;
use standoff_scenario::{Date, Question, QuestionEvent, Scenario};

/// The parts of a seal that the findings do not hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SealContext<'a> {
    /// The scenario, with the numbers set by hand.
    pub scenario: &'a Scenario,
    /// Numbers set by hand, as written.
    pub set: &'a [String],
    /// The day on which the forecast is made.
    pub made: Date,
    /// SHA-256 of the evidence, if any was used.
    pub evidence: Option<&'a str>,
}

/// Seals a forecast.
///
/// # Errors
///
/// [`LabError::Counts`] where the findings cannot be written as JSON, which no findings of this program are.
///
/// # Examples
///
/// ```
/// use standoff_lab::{ForecastRequest, Resolution, run_forecast};
/// use standoff_scenario::{builtin, date};
/// use standoff_verify::seal::{SealContext, seal_forecast};
/// let scenario = builtin::load("two-sided").unwrap();
/// let resolution = Resolution::Coarse;
/// let request = ForecastRequest { runs: 8, draws: 2, resolution, ..ForecastRequest::new(scenario.clone()) };
/// let made = run_forecast(&request, &Default::default(), &|_| ()).unwrap();
/// let how = SealContext { scenario: &scenario, set: &[], made: date(2025, 12, 5), evidence: None };
/// let sealed = seal_forecast(&made.findings, &how).unwrap();
/// assert_eq!((sealed.made.as_str(), sealed.seal.len()), ("2025-12-05", 64));
/// ```
pub fn seal_forecast(findings: &Findings, how: &SealContext<'_>) -> Result<SealedForecast, LabError> {
    let unfit = |error: serde_json::Error| LabError::Counts(format!("the forecast cannot be sealed: {error}"));
    let open = unsealed_forecast(findings, how).map_err(unfit)?;
    let mut value = tidy_value(serde_json::to_value(&open).map_err(unfit)?);
    value["seal"] = Value::String(seal_of(&value));
    serde_json::from_value(value).map_err(unfit)
}

/// The forecast before its seal.
fn unsealed_forecast(findings: &Findings, how: &SealContext<'_>) -> Result<SealedForecast, serde_json::Error> {
    let asked = how.scenario.questions.iter();
    let answered = asked.filter_map(|question| {
        let found = findings.questions.iter().find(|found| found.name == question.name)?;
        Some(sealed_question(question, found, how.scenario))
    });
    let end = |end: &standoff_lab::forecast::findings::EndShare| SealedEnd {
        end: end.end.clone(),
        p: end.p,
        low: end.low,
        high: end.high,
    };
    let path = |at: &standoff_lab::forecast::findings::PathsAt| SealedPath {
        months: at.months,
        area: [at.area.low, at.area.mean, at.area.high],
        coverage: [at.coverage.low, at.coverage.mean, at.coverage.high],
        contested: at.contested,
    };
    let name = &findings.provenance.scenario;
    Ok(SealedForecast {
        format: FORMAT,
        kind: KIND.to_owned(),
        forecaster: FORECASTER.to_owned(),
        made: how.made.to_string(),
        scenario: SealedScenario {
            name: name.name.clone(),
            title: name.title.clone(),
            start: name.start.clone(),
            digest: name.digest.clone(),
        },
        set: how.set.to_vec(),
        evidence: how.evidence.map(str::to_owned),
        seed: findings.provenance.seed.to_string(),
        version: findings.provenance.version.clone(),
        engine: findings.engine.clone(),
        runs: findings.runs,
        draws: findings.draws,
        horizon_months: findings.horizon_months,
        interrupted: findings.interrupted,
        command: findings.command.clone(),
        questions: answered.collect(),
        holds: findings.hold.survival.clone(),
        settled: findings.war_ends.settled_or_quiet.clone(),
        ends: findings.ends.iter().map(end).collect(),
        paths: findings.paths.iter().map(path).collect(),
        findings: digest_json(&serde_json::to_value(findings)?),
        seal: String::new(),
    })
}

/// Words for what an event is about beside an instrument: a kind of limited truces, a member, or what its election changes.
fn subject_words(event: QuestionEvent, scenario: &Scenario) -> Option<String> {
    let structure = &scenario.structure;
    let member = event.member().and_then(|place| structure.members.get(place)).map(|member| member.name.clone());
    match event {
        QuestionEvent::LimitedTruce(kind) => structure.limited_truces.get(kind).map(|kind| kind.name.clone()),
        QuestionEvent::ElectionResult(_, change) => member.map(|name| format!("{name}: {}", change.name())),
        _ => member,
    }
}

fn sealed_question(
    question: &Question,
    found: &standoff_lab::forecast::findings::QuestionAnswer,
    scenario: &Scenario,
) -> SealedQuestion {
    let wording = question.wording;
    let structure = &scenario.structure;
    let instrument = question.event.instrument().and_then(|place| structure.instruments.get(place));
    SealedQuestion {
        name: found.name.clone(),
        text: found.text.clone(),
        by: found.by.clone(),
        preset: question.preset.map(|preset| preset.name.to_owned()),
        event: question.event.name().to_owned(),
        value: question.event.value(),
        instrument: instrument.map(|instrument| instrument.name.clone()),
        about: subject_words(question.event, scenario),
        scope: wording.scope.name().to_owned(),
        mutual: wording.mutual,
        min_days: wording.min_days,
        intended: wording.intended,
        stage: wording.stage.name().to_owned(),
        p: found.p,
        low: found.low,
        high: found.high,
        mc_error: found.mc_error,
        outside_view: found.benchmark,
    }
}
