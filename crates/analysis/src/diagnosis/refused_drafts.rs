//! Drafts that were refused on the record, and would be signed here.
//!
//! A record names the draft on the table (`draft-issued`) and how rounds of talks ended (`talks-round`). A draft was refused
//! if a side said no, openly or with conditions, while it lay on the table. The model sees the war as it is at the start, so a
//! draft that was refused in another situation may rightly be signed now; where it would be signed in most draws, the author
//! should know why.

use super::base::{BaseDraw, BaseDraws};
use super::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::Situation;
use standoff_scenario::Scenario;
use standoff_scenario::evidence::{Answer, Event, Kind, Log, Subject};

/// Share of the draws that would sign a refused draft from which the author should look.
const WOULD_SIGN: f64 = 0.5;

/// A draft that was refused on the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RefusedDraft {
    /// The package.
    pub package: String,
    /// Its title.
    pub title: String,
    /// Day of the last round that refused it.
    pub refused: String,
    /// Answer of that round, as in the record.
    pub answer: String,
    /// Share of the draws in which, at the start, both belligerents prefer it to going on and its public would ratify it.
    pub would_sign: f64,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// A refusal on the record: the package on the table, and the round.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Refusal<'a> {
    package: usize,
    round: &'a Event,
}

/// Measures the drafts that a record refuses; empty where it refuses none.
pub(super) fn measure_refused_drafts(scenario: &Scenario, log: &Log, base: &BaseDraws<'_>) -> Vec<RefusedDraft> {
    let events = log.known_by(scenario.start);
    let refusals = last_refusals(&events);
    if refusals.is_empty() {
        return Vec::new();
    }
    let at_start = |draw: &BaseDraw<'_>| draw.solved.game.situation(&draw.solved.world.start_position());
    let situations: Vec<Situation> = base.draws.iter().map(at_start).collect();
    refusals.iter().map(|refusal| refused_draft(scenario, refusal, &situations)).collect()
}

fn refused_draft(scenario: &Scenario, refusal: &Refusal<'_>, situations: &[Situation]) -> RefusedDraft {
    let outline = &scenario.structure.packages[refusal.package];
    let signs = |situation: &&Situation| {
        let package = &situation.packages[refusal.package];
        package.prefer_going_on.is_empty() && !package.public_rejects
    };
    let would_sign = situations.iter().filter(signs).count() as f64 / situations.len().max(1) as f64;
    RefusedDraft {
        package: outline.name.clone(),
        title: outline.title.clone(),
        refused: refusal.round.date.to_string(),
        answer: refusal.round.answer.map_or("", Answer::name).to_owned(),
        would_sign,
        judgement: judge_draft(would_sign),
    }
}

fn judge_draft(would_sign: f64) -> Judgement {
    Judgement::new(
        Verdict::above(would_sign, WOULD_SIGN, f64::INFINITY),
        "The model mostly refuses it too.",
        "Most draws would sign what was refused: something has changed since then, or its coding or a weight is off.",
    )
}

/// The last refusal of each draft, in the order of the packages. `events` are in order of time.
fn last_refusals<'a>(events: &[&'a Event]) -> Vec<Refusal<'a>> {
    let (mut on_table, mut refusals) = (None, Vec::<Refusal<'a>>::new());
    for event in events {
        if event.kind == Kind::DraftIssued
            && let Some(Subject::Package(package)) = event.subject
        {
            on_table = Some(package);
        }
        if let Some(package) = on_table.filter(|_| is_refusal(event)) {
            refusals.retain(|earlier| earlier.package != package);
            refusals.push(Refusal { package, round: event });
        }
    }
    refusals.sort_by_key(|refusal| refusal.package);
    refusals
}

fn is_refusal(event: &Event) -> bool {
    use Answer::{DefenderRefuses, DefenderYesBut, InvaderRefuses, InvaderYesBut};
    let noes = [InvaderRefuses, InvaderYesBut, DefenderRefuses, DefenderYesBut];
    event.kind == Kind::TalksRound && event.answer.is_some_and(|answer| noes.contains(&answer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::{Source, builtin};

    const HEAD: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

    fn log_of(rows: &[(&str, &str, &str, &str)]) -> Log {
        let line = |(at, (kind, date, subject, answer)): (usize, &(&str, &str, &str, &str))| {
            let party = if *kind == "draft-issued" { "invader" } else { "invader;defender" };
            format!("e{at},{kind},{date},,{party},{subject},{answer},,,paper,0.9,{date},,,\n")
        };
        let text = HEAD.to_owned() + &rows.iter().enumerate().map(line).collect::<String>();
        Log::read(&[Source::new("log.csv", text.as_str())], &builtin::load("two-sided").unwrap()).unwrap().0
    }

    #[test]
    fn a_no_counts_against_the_draft_on_the_table() {
        let scenario = builtin::load("two-sided").unwrap();
        let names: Vec<&str> = scenario.structure.packages.iter().map(|package| package.name.as_str()).collect();
        let log = log_of(&[
            ("talks-round", "2025-01-05", "", "invader-refuses"),
            ("draft-issued", "2025-01-10", names[1], ""),
            ("talks-round", "2025-01-15", "", "none-known"),
            ("talks-round", "2025-01-20", "", "defender-yes-but"),
            ("draft-issued", "2025-02-01", names[0], ""),
            ("talks-round", "2025-02-10", "", "invader-refuses"),
            ("talks-round", "2025-02-20", "", "defender-refuses"),
        ]);
        let events = log.known_by(scenario.start);
        let found = last_refusals(&events);
        let told: Vec<(usize, String)> =
            found.iter().map(|refusal| (refusal.package, refusal.round.date.to_string())).collect();
        assert_eq!(told, [(0, "2025-02-20".to_owned()), (1, "2025-01-20".to_owned())]);
    }

    #[test]
    fn a_draft_that_most_draws_would_sign_asks_for_a_look() {
        assert_eq!([0.5, 0.6].map(|share| judge_draft(share).verdict), [Verdict::Ok, Verdict::Look]);
    }
}
