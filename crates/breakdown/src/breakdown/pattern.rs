//! The pattern of talks: what was held and issued, and the drafts with the tweaks between them.

use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::findings::{Findings, Share};
use standoff_scenario::evidence::{Answer, COLUMNS, Event, Kind, Log, Subject};
use standoff_scenario::{Date, Scenario};
use std::collections::BTreeMap;

/// Kinds of events that belong to the record of talks.
const TALKS: [Kind; 8] = [
    Kind::TalksRound,
    Kind::DraftIssued,
    Kind::Truce,
    Kind::TruceBroken,
    Kind::Ceasefire,
    Kind::Settlement,
    Kind::Ratification,
    Kind::PostureChanged,
];

/// The pattern of talks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Pattern {
    /// What was held, issued and agreed so far, in order of time.
    pub held: Vec<Held>,
    /// Rounds reported in the twelve months before.
    pub rounds_past_year: usize,
    /// Readings of the area that the invader holds, km², by day.
    pub areas: Vec<(String, f64)>,
    /// The drafts, in the scenario's order.
    pub drafts: Vec<Draft>,
    /// Pairs of drafts that are one tweak apart: no third draft is nearer to both, in steps of the issues.
    pub tweaks: Vec<[usize; 2]>,
    /// The drafts that were issued, in order of time: places in the list.
    pub path: Vec<Stop>,
    /// The draft on the table: its place in the list.
    pub on_table: usize,
    /// What is signed, where anything is: shares of all futures by draft; the rest signs nothing.
    pub signed: Vec<Share>,
}

/// An event of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// First day.
    pub date: String,
    /// Kind, as the event log names it.
    pub kind: String,
    /// Who took part.
    pub who: Vec<String>,
    /// What it is about, for people.
    pub about: String,
    /// What came of it, as the event log names it; empty where nothing is stated.
    pub answer: String,
    /// Who says so.
    pub source: String,
    /// Chance that it is true as stated.
    pub confidence: f64,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Stable name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What signing it is worth to each role over going on, with the central parameters.
    pub gain: BTreeMap<String, f64>,
    /// Who blocks it today: role names or `public`.
    pub blockers: Vec<String>,
    /// Chance a round that both accept it if it is tabled.
    pub accepted: f64,
}

/// A draft that was issued on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// The day.
    pub date: String,
    /// The draft: its place in the list.
    pub draft: usize,
}

pub fn measure(ensemble: &Ensemble<'_>, findings: &Findings, log: &Log, as_of: Date) -> Pattern {
    let scenario = ensemble.design.scenario;
    let known = log.known_by(as_of);
    let of = |kind: Kind| known.iter().copied().filter(move |event| event.kind == kind);
    let year_ago = as_of.saturating_sub(jiff::Span::new().years(1));
    let drafts: Vec<Draft> = findings.start.blockers.iter().map(draft).collect();
    let place = |name: &str| drafts.iter().position(|draft| draft.name == name);
    let stop = |event: &Event| match event.subject {
        Some(Subject::Package(package)) => {
            let draft = place(&scenario.structure.packages[package].name)?;
            Some(Stop { date: event.date.to_string(), draft })
        }
        _ => None,
    };
    Pattern {
        held: known
            .iter()
            .filter(|event| TALKS.contains(&event.kind))
            .map(|event| held(scenario, log, event))
            .collect(),
        rounds_past_year: of(Kind::TalksRound).filter(|event| event.date > year_ago).count(),
        areas: of(Kind::AreaHeld).filter_map(|event| Some((event.date.to_string(), event.value?))).collect(),
        tweaks: tweaks(&package_distances(ensemble.central_war())),
        path: of(Kind::DraftIssued).filter_map(stop).collect(),
        on_table: ensemble.central_war().draft_start,
        signed: signed(findings),
        drafts,
    }
}

fn draft(blockers: &standoff_lab::forecast::findings::Blockers) -> Draft {
    Draft {
        name: blockers.package.clone(),
        title: blockers.title.clone(),
        gain: blockers.gain.clone(),
        blockers: blockers.by.clone(),
        accepted: blockers.accepted,
    }
}

/// Shares of all futures, not only of those that sign.
fn signed(findings: &Findings) -> Vec<Share> {
    let any: f64 = findings.ends.iter().filter(|end| end.end.starts_with("settlement")).map(|end| end.p).sum();
    findings.signed.iter().map(|one| Share { name: one.package.clone(), share: any * one.share }).collect()
}

fn held(scenario: &Scenario, log: &Log, event: &Event) -> Held {
    let cells: BTreeMap<&str, String> = COLUMNS.into_iter().zip(log.row_cells(event)).collect();
    let cell = |name: &str| cells.get(name).cloned().unwrap_or_default();
    Held {
        date: event.date.to_string(),
        kind: cell("kind"),
        who: cell("party").split(';').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        about: about(scenario, event).unwrap_or_else(|| cell("subject")),
        answer: if event.answer == Some(Answer::NoneKnown) { String::new() } else { cell("answer") },
        source: event.source.clone(),
        confidence: event.confidence,
    }
}

fn about(scenario: &Scenario, event: &Event) -> Option<String> {
    let structure = &scenario.structure;
    match event.subject {
        Some(Subject::Track(place)) => Some(structure.tracks[place].title.clone()),
        Some(Subject::Package(place)) => Some(structure.packages[place].title.clone()),
        Some(Subject::Posture(place)) => Some(structure.postures[place].title.clone()),
        _ => None,
    }
}

/// The relative neighbourhood graph (Toussaint 1980): two are joined unless a third is nearer to both than they are to each other.
fn tweaks(distances: &[Vec<f64>]) -> Vec<[usize; 2]> {
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
    use super::tweaks;

    #[test]
    fn a_line_of_drafts_is_joined_end_to_end() {
        let at = [0.0f64, 1.0, 3.0, 3.5];
        let distances: Vec<Vec<f64>> =
            at.iter().map(|one| at.iter().map(|other| (one - other).abs()).collect()).collect();
        assert_eq!(tweaks(&distances), [[0, 1], [1, 2], [2, 3]]);
        assert!(tweaks(&[]).is_empty() && tweaks(&[vec![0.0]]).is_empty());
    }

    #[test]
    fn drafts_that_say_the_same_are_joined() {
        assert_eq!(tweaks(&[vec![0.0, 0.0], vec![0.0, 0.0]]), [[0, 1]]);
    }
}
