//! All parts of a diagnosis, one after the other.

use super::age::{AgeReached, measure_age};
use super::base::{BaseDraws, design_of, with_answer_horizon, with_base_horizon};
use super::giving_in::{self, GivingIn, measure_giving_in};
use super::numerics::{NUMERICS, NumericsLine, numerics_line};
use super::rationality::{RationalityLine, measure_rationality};
use super::refused_drafts::{RefusedDraft, measure_refused_drafts};
pub use super::request::DiagnosisRequest;
use super::signatures::{SignatureQuality, measure_signatures};
use super::signs::{SignLine, SignTest, sign_line, sign_tests};
use super::variant::{DrawAnswers, Variant, play_variants};
use super::verdict::{Verdict, worst};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::design::Design;
use standoff_lab::error::LabError;
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::Values;
use standoff_world::switches::Mechanisms;

/// Version of the keys of [`Diagnosis`].
pub const FORMAT: u32 = 1;
/// Default number of draws: enough to see a fault in a quarter of them, few enough for a minute on two cores.
pub const DEFAULT_DRAWS: usize = 16;
/// Futures of each draw.
pub const PATHS: usize = 32;
/// Diagnosis of a scenario. A part that was not finished when the work was cancelled is null, or leaves out its last lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnosis {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Draws of the parts that read the war as it is.
    pub draws: usize,
    /// Draws of `numerics` and `signs`: the first so many of all.
    pub changed_draws: usize,
    /// Futures of each draw.
    pub paths: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// True if the work was cancelled before all parts were done.
    pub interrupted: bool,
    /// Command that reproduces the result.
    pub command: String,
    /// The worst verdict of all findings.
    pub verdict: Verdict,
    /// The quality of what is signed.
    pub signatures: SignatureQuality,
    /// The chance that the model would have let the war reach its age.
    pub age: AgeReached,
    /// Drafts that were refused on the record; empty where no record refuses one.
    pub refused_drafts: Vec<RefusedDraft>,
    /// Fighting on against giving in.
    pub giving_in: Option<GivingIn>,
    /// Playing against refusing everything, and against more rounds of talks.
    pub rationality: Option<Vec<RationalityLine>>,
    /// Answers that hang on constants of the method.
    pub numerics: Vec<NumericsLine>,
    /// Directions of effects beside those of theory.
    pub signs: Vec<SignLine>,
}

/// Part of a diagnosis that has just been finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagnosisPart {
    /// The heading: nothing but the draws is known.
    Heading,
    /// The quality of what is signed.
    Signatures,
    /// The chance of reaching the age.
    Age,
    /// Drafts refused on the record.
    RefusedDrafts,
    /// Fighting on against giving in.
    GivingIn,
    /// Playing against refusing.
    Rationality,
    /// Constants of the method.
    Numerics,
    /// Directions.
    Signs,
    /// The summary.
    Summary,
}

impl DiagnosisPart {
    /// All parts in the order in which they are made and shown.
    pub const ALL: [Self; 9] = [
        Self::Heading,
        Self::Signatures,
        Self::Age,
        Self::RefusedDrafts,
        Self::GivingIn,
        Self::Rationality,
        Self::Numerics,
        Self::Signs,
        Self::Summary,
    ];
}

impl Diagnosis {
    /// The verdicts of all findings.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let mut all = vec![self.age.judgement.verdict];
        all.extend(self.signatures.lines.iter().map(|line| line.judgement.verdict));
        all.extend(self.refused_drafts.iter().map(|line| line.judgement.verdict));
        all.extend(self.giving_in.iter().flat_map(giving_in::verdicts));
        all.extend(self.rationality.iter().flatten().map(|line| line.judgement.verdict));
        all.extend(self.numerics.iter().map(|line| line.judgement.verdict));
        all.extend(self.signs.iter().map(|line| line.judgement.verdict));
        all
    }
}

/// Diagnoses a scenario. `show` is called with each part as soon as it is finished, and with the diagnosis so far.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated, or the work was cancelled before any was.
pub fn diagnose_scenario(
    request: &DiagnosisRequest,
    monitor: ProgressMonitor<'_>,
    show: &mut dyn FnMut(DiagnosisPart, &Diagnosis),
) -> Result<Diagnosis, LabError> {
    let scenario = with_base_horizon(&request.scenario);
    let design = design_of(request, &scenario, Mechanisms::default());
    let base = BaseDraws::play(&design, monitor)?;
    let mut found = first_findings(request, &base)?;
    for part in [DiagnosisPart::Heading, DiagnosisPart::Signatures, DiagnosisPart::Age, DiagnosisPart::RefusedDrafts] {
        show(part, &found);
    }
    if !monitor.is_cancelled() {
        found.giving_in = Some(measure_giving_in(&design, &base)?);
        show(DiagnosisPart::GivingIn, &found);
        found.rationality = measure_rationality(&design, &base, monitor);
        show(DiagnosisPart::Rationality, &found);
        add_changes(request, &base, monitor, show, &mut found);
    }
    found.interrupted |= monitor.is_cancelled();
    found.verdict = worst(found.verdicts());
    show(DiagnosisPart::Summary, &found);
    Ok(found)
}

/// The parts that need no more than the draws as they are.
fn first_findings(request: &DiagnosisRequest, base: &BaseDraws<'_>) -> Result<Diagnosis, LabError> {
    let scenario = &request.scenario;
    let war = scenario.war(&scenario.central_values());
    Ok(Diagnosis {
        provenance: Provenance::new(FORMAT, scenario, &war, request.seed),
        draws: base.draws.len(),
        changed_draws: request.changed_draws().min(base.draws.len()),
        paths: request.paths,
        failed_draws: base.failed_draws,
        interrupted: base.interrupted,
        command: request.command.clone(),
        verdict: Verdict::Ok,
        signatures: measure_signatures(base),
        age: measure_age(scenario, base)?,
        refused_drafts: measure_refused_drafts(scenario, &request.log, base),
        giving_in: None,
        rationality: None,
        numerics: Vec::new(),
        signs: Vec::new(),
    })
}

/// The parts in which something is changed.
fn add_changes(
    request: &DiagnosisRequest,
    base: &BaseDraws<'_>,
    monitor: ProgressMonitor<'_>,
    show: &mut dyn FnMut(DiagnosisPart, &Diagnosis),
    found: &mut Diagnosis,
) {
    let scenario = with_answer_horizon(&request.scenario);
    let design: Design<'_> = design_of(request, &scenario, Mechanisms::default());
    let draws: Vec<(usize, &Values, DrawAnswers)> = base.draws[..found.changed_draws]
        .iter()
        .map(|draw| (draw.solved.draw(), &draw.solved.values, DrawAnswers::read_from(&draw.runs)))
        .collect();
    let numerics = play_variants(&design, &NUMERICS, &draws, "constants of the method", monitor);
    found.numerics = NUMERICS.iter().zip(&numerics).map(|(variant, pairs)| numerics_line(variant, pairs)).collect();
    show(DiagnosisPart::Numerics, found);
    let tests: Vec<SignTest> = sign_tests();
    let variants: Vec<Variant> = tests.iter().map(|test| test.variant).collect();
    let signs = play_variants(&design, &variants, &draws, "signs of effects", monitor);
    found.signs = tests.iter().zip(&signs).map(|(test, pairs)| sign_line(test, pairs)).collect();
    show(DiagnosisPart::Signs, found);
}
