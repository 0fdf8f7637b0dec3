//! The pattern of talks: rounds held, drafts issued, and the small changes that lead from one draft to another.

use super::source_title::source_title;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::findings::{Findings, Origin, PackageOutlook, Share};
use standoff_scenario::evidence::{Answer, COLUMNS, Event, Kind, Log, Subject};
use standoff_scenario::{Date, Scenario};
use standoff_world::war::War;
use std::collections::BTreeMap;

/// Kinds of events that belong to the record of talks.
const TALKS_KINDS: [Kind; 9] = [
    Kind::TalksRound,
    Kind::DraftIssued,
    Kind::Truce,
    Kind::TruceBroken,
    Kind::LimitedTruce,
    Kind::Ceasefire,
    Kind::Settlement,
    Kind::Ratification,
    Kind::PostureChanged,
];

/// The pattern of talks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TalksPattern {
    /// Events of the talks so far, in order of time.
    pub held: Vec<TalksEvent>,
    /// Rounds reported in the twelve months before.
    pub rounds_past_year: usize,
    /// Readings of the area that the invader holds, km², by day.
    pub areas: Vec<(String, f64)>,
    /// Titles of the sources of these readings and of the events of the talks, each once.
    pub sources: Vec<String>,
    /// The scenario's drafts, in its order.
    pub drafts: Vec<Draft>,
    /// Pairs of drafts that are one change apart: no third draft is nearer to both, counted in steps of the issues.
    pub tweaks: Vec<[usize; 2]>,
    /// The drafts that were issued, in order of time: places in the list.
    pub path: Vec<IssuedDraft>,
    /// The draft on the table: its place in the list.
    pub on_table: usize,
    /// Shares of all futures in which each draft is signed. They sum to the share that signs anything.
    pub signed: Vec<Share>,
}

/// An event of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TalksEvent {
    /// First day.
    pub date: String,
    /// Kind, as the event log names it.
    pub kind: String,
    /// Parties that took part.
    pub who: Vec<String>,
    /// Title of its subject.
    pub about: String,
    /// Answer, as the event log names it; empty where none is known.
    pub answer: String,
    /// Source of the report.
    pub source: String,
    /// Chance that it is true as stated.
    pub confidence: f64,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    /// Stable name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Gain of each role from signing over going on: median over draws.
    pub gain: BTreeMap<String, f64>,
    /// Share of the draws in which it is a deal: both belligerents prefer it, and it would be ratified and delivered.
    pub deal: f64,
    /// Share of the draws in which each belligerent prefers going on.
    pub prefers_going_on: BTreeMap<String, f64>,
    /// Share of the draws in which the coalition is likelier to withhold its part than not; null without a coalition.
    pub withheld: Option<f64>,
    /// Share of the draws in which the public is likelier to reject it than not.
    pub not_ratified: f64,
    /// Chance per round that both accept it if it is tabled, mean over draws.
    pub accepted: f64,
}

/// A draft that was issued on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IssuedDraft {
    /// The day.
    pub date: String,
    /// The draft: its place in the list.
    pub draft: usize,
}

/// Reads the talks from an event log and the drafts from findings, as known on a day.
pub(super) fn measure_pattern(ensemble: &Ensemble<'_>, findings: &Findings, log: &Log, as_of: Date) -> TalksPattern {
    let scenario = ensemble.design.scenario;
    let known = log.known_by(as_of);
    let of = |kind: Kind| known.iter().copied().filter(move |event| event.kind == kind);
    let year_ago = as_of.saturating_sub(jiff::Span::new().years(1));
    let outlooks = findings.start.packages.iter().filter(|package| package.origin == Origin::Draft);
    let drafts: Vec<Draft> = outlooks.map(describe_draft).collect();
    let place = |name: &str| drafts.iter().position(|draft| draft.name == name);
    let stop = |event: &Event| match event.subject {
        Some(Subject::Package(package)) => {
            let draft = place(&scenario.structure.packages[package].name)?;
            Some(IssuedDraft { date: event.date.to_string(), draft })
        }
        _ => None,
    };
    TalksPattern {
        held: known
            .iter()
            .filter(|event| TALKS_KINDS.contains(&event.kind))
            .map(|event| describe_event(scenario, log, event))
            .collect(),
        rounds_past_year: of(Kind::TalksRound).filter(|event| event.date > year_ago).count(),
        areas: of(Kind::AreaHeld).filter_map(|event| Some((event.date.to_string(), event.value?))).collect(),
        sources: list_sources(scenario, &known),
        tweaks: tweak_pairs(&draft_distances(ensemble.central_war(), drafts.len())),
        path: of(Kind::DraftIssued).filter_map(stop).collect(),
        on_table: ensemble.central_war().draft_start,
        signed: signed_shares(findings),
        drafts,
    }
}

/// Titles of the sources of readings of the area held and of events of the talks, those of most events first.
fn list_sources(scenario: &Scenario, known: &[&Event]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let told = known.iter().filter(|event| event.kind == Kind::AreaHeld || TALKS_KINDS.contains(&event.kind));
    told.for_each(|event| *counts.entry(event.source.as_str()).or_default() += 1);
    let mut sources: Vec<(&str, usize)> = counts.into_iter().collect();
    sources.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    let mut titles: Vec<String> = Vec::new();
    for (key, _) in sources {
        let title = source_title(scenario, key);
        if !title.is_empty() && !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

fn describe_draft(outlook: &PackageOutlook) -> Draft {
    Draft {
        name: outlook.package.clone(),
        title: outlook.title.clone(),
        gain: outlook.gain.iter().map(|(role, gain)| (role.clone(), gain.median)).collect(),
        deal: outlook.deal,
        prefers_going_on: outlook.prefers_going_on.clone(),
        withheld: outlook.withheld,
        not_ratified: outlook.not_ratified,
        accepted: outlook.accepted,
    }
}

/// Distances between the drafts, which are the first of the packages.
fn draft_distances(war: &War, drafts: usize) -> Vec<Vec<f64>> {
    let all = package_distances(war).into_iter().take(drafts);
    all.map(|row| row.into_iter().take(drafts).collect()).collect()
}

/// Signatures as shares of all futures, not only of those that sign.
fn signed_shares(findings: &Findings) -> Vec<Share> {
    let any: f64 = findings.ends.iter().filter(|end| end.end.starts_with("settlement")).map(|end| end.p).sum();
    findings.signed.iter().map(|one| Share { name: one.package.clone(), share: any * one.share }).collect()
}

/// An event of a log in words.
pub(super) fn describe_event(scenario: &Scenario, log: &Log, event: &Event) -> TalksEvent {
    let cells: BTreeMap<&str, String> = COLUMNS.into_iter().zip(log.row_cells(event)).collect();
    let cell = |name: &str| cells.get(name).cloned().unwrap_or_default();
    TalksEvent {
        date: event.date.to_string(),
        kind: cell("kind"),
        who: cell("party").split(';').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        about: event_subject(scenario, event).unwrap_or_else(|| cell("subject")),
        answer: if event.answer == Some(Answer::NoneKnown) { String::new() } else { cell("answer") },
        source: event.source.clone(),
        confidence: event.confidence,
    }
}

fn event_subject(scenario: &Scenario, event: &Event) -> Option<String> {
    let structure = &scenario.structure;
    match event.subject {
        Some(Subject::Track(place)) => Some(structure.tracks[place].title.clone()),
        Some(Subject::Package(place)) => Some(structure.packages[place].title.clone()),
        Some(Subject::Posture(place)) => Some(structure.postures[place].title.clone()),
        _ => None,
    }
}

/// The relative neighbourhood graph (Toussaint 1980): two drafts are joined unless a third is nearer to both than they
/// are to each other. It is connected, so every draft can be reached from every other.
fn tweak_pairs(distances: &[Vec<f64>]) -> Vec<[usize; 2]> {
    let all = 0..distances.len();
    let pairs = all.clone().flat_map(|one| (one + 1..distances.len()).map(move |other| [one, other]));
    let between = |[one, other]: [usize; 2]| {
        let apart = distances[one][other] - 1e-9;
        all.clone()
            .any(|third| third != one && third != other && distances[one][third].max(distances[third][other]) < apart)
    };
    pairs.filter(|pair| !between(*pair)).collect()
}

#[cfg(test)]
mod tests {
    use super::tweak_pairs;

    #[test]
    fn a_line_of_drafts_is_joined_end_to_end() {
        let at = [0.0f64, 1.0, 3.0, 3.5];
        let distances: Vec<Vec<f64>> =
            at.iter().map(|one| at.iter().map(|other| (one - other).abs()).collect()).collect();
        assert_eq!(tweak_pairs(&distances), [[0, 1], [1, 2], [2, 3]]);
        assert!(tweak_pairs(&[]).is_empty() && tweak_pairs(&[vec![0.0]]).is_empty());
    }

    #[test]
    fn drafts_that_say_the_same_are_joined() {
        assert_eq!(tweak_pairs(&[vec![0.0, 0.0], vec![0.0, 0.0]]), [[0, 1]]);
    }
}
