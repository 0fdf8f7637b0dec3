//! Who stands behind each side, and how often in the months to come.

use crate::document::{Block, Figures, Section, Sentence};
use crate::wording::{name_of, percent_of};
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::{BackerOutlook, BackingAt, Findings};
use standoff_prose::words::capitalize;
use standoff_terminal::vocabulary;

/// Composes the section; none where the scenario names no backer.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let findings = &week.forecast;
    let first = findings.backers.first()?;
    let words = "The table tells how often each backer stands behind its side in the futures where the war goes on.";
    let text = Block::Text(vec![Sentence::sourced("forecast.backers", words)]);
    let months = first.at.iter().map(|at| match at.months {
        0 => "at the start".to_owned(),
        months => format!("month {months}"),
    });
    let heads: Vec<String> = ["Backer".to_owned(), "behind".to_owned()].into_iter().chain(months).collect();
    let heads: Vec<(&str, bool)> = heads.iter().zip(0..).map(|(head, at)| (head.as_str(), at > 1)).collect();
    let rows = findings.backers.iter().map(|backer| row(findings, backer)).collect();
    let table = Figures::new("Share of the futures in which the war goes on", "forecast.backers", &heads, rows);
    let heading = "The backers: who stands behind each side".to_owned();
    Some(Section { slug: "backers", heading, blocks: vec![text, Block::Table(table)] })
}

fn row(findings: &Findings, backer: &BackerOutlook) -> Vec<String> {
    let share = |at: &BackingAt| percent_of(vocabulary::share_of_cases(findings, at.share, at.futures as f64));
    let names = [backer.title.clone(), capitalize(name_of(findings, &backer.side).words())];
    names.into_iter().chain(backer.at.iter().map(share)).collect()
}
