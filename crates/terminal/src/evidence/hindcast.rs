//! Hindcasts as a page: scores by target and horizon, and the skill of the model against the benchmarks.

use crate::frame::answer::write_answer;
use crate::frame::sheet::{self, SheetHead};
use standoff_assimilation::hindcast::{BenchmarkComparison, ForecasterScore, Hindcast, Side, Target};
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Table};

/// Renders hindcasts.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_hindcast(found: &Hindcast, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, found);
    let (events, amounts): (Vec<Target>, Vec<Target>) = distinct_targets(found).into_iter().partition(Target::is_event);
    for target in amounts {
        page.heading(&target_title(&target, found));
        write_targets(&mut page, found, &[target]);
    }
    if !events.is_empty() {
        page.heading("Events: yes or no");
        page.text(EVENTS);
        write_targets(&mut page, found, &events);
    }
    write_verdict(&mut page, found);
    sheet::write_foot(&mut page, &found.scenario, &found.command);
    page.finish()
}

fn write_heading(page: &mut Page, found: &Hindcast) {
    let made = match (found.origins.first(), found.origins.last()) {
        (Some(first), Some(last)) => {
            let days = found.origins.len();
            let from = if days == 1 { format!("1 day, {first}") } else { format!("{days} days, {first} to {last}") };
            format!("hindcasts from {from} · {} states", format_count(found.states))
        }
        _ => "no hindcast".to_owned(),
    };
    let sheet = SheetHead {
        title: "hindcasts with a rolling origin",
        scenario: &found.scenario,
        known: &found.scenario.start,
        made,
        seed: found.seed,
        version: &found.version,
        interrupted: false,
        failed_draws: 0,
        draws: found.states,
    };
    sheet::write_head(page, &sheet);
    if !found.left_out.is_empty() {
        page.flush(Tone::Strong, &format!("Left out: {}.", found.left_out.join(", ")));
    }
    write_answer(page, &[verdict_sentence(found)]);
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

const LEGEND: &str = "How to read this. At each origin the ensemble is brought up to date on what was known by that day, and \
    forecasts the weeks after it. Score: CRPS in the unit of the target, for yes or no the Brier score from 0 to 1; smaller is \
    better. IS90: interval score of the 90 % interval. 50/80/90: outcomes inside these intervals, in percent. PIT: one half where \
    forecasts are neither high nor low. Skill: 1 perfect, 0 as good as the benchmark, below 0 worse; its interval resamples \
    stretches of time without overlap, and is left out where there are fewer than four. The scenario's ranges were written with the whole record in view.";

const EVENTS: &str = "A ceasefire is a general one, or a settlement; a limited truce is one of its kind that begins. Each within so many \
    weeks of the origin.";

fn distinct_targets(found: &Hindcast) -> Vec<Target> {
    let mut all: Vec<Target> = found.rows.iter().map(|row| row.target.clone()).collect();
    all.sort();
    all.dedup();
    all
}

fn target_title(target: &Target, found: &Hindcast) -> String {
    let currency = &found.scenario.currency;
    match target {
        Target::Front => "Ground that changes hands, km² (positive: the invader gains)".to_owned(),
        Target::Losses(Side::Invader) => "Killed and wounded of the invader, people".to_owned(),
        Target::Losses(Side::Defender) => "Killed and wounded of the defender, people".to_owned(),
        Target::Aid(giver) => format!("Aid allocated by {giver}, bn {currency}"),
        Target::Rounds => "Rounds of talks held".to_owned(),
        Target::Ceasefire | Target::LimitedTruce(_) => target.label(),
    }
}

/// Writes the scores of one amount, or of all events.
fn write_targets(page: &mut Page, found: &Hindcast, targets: &[Target]) {
    let events = targets.iter().any(Target::is_event);
    let mut heads: Vec<(String, Align)> = events.then(|| left_head("event")).into_iter().collect();
    heads.extend([right_head("weeks"), left_head("forecaster")]);
    heads.extend(["n", "outcome", "forecast", "score"].map(right_head));
    heads.extend(if events {
        vec![right_head("log score")]
    } else {
        ["IS90", "50/80/90", "PIT"].map(right_head).to_vec()
    });
    let mut table = Table::new(&heads);
    for target in targets {
        let mut rows: Vec<&ForecasterScore> = found.rows.iter().filter(|row| row.target == *target).collect();
        rows.sort_by_key(|row| (row.weeks, row.forecaster != "model", row.forecaster.clone()));
        for row in rows {
            let label = events.then(|| target.label());
            table.add_row(label.into_iter().chain(score_cells(row, events)).collect::<Vec<String>>());
        }
    }
    page.table(&table);
    write_skills(page, found, targets);
}

fn right_head(head: &str) -> (String, Align) {
    (head.to_owned(), Align::Right)
}

fn left_head(head: &str) -> (String, Align) {
    (head.to_owned(), Align::Left)
}

fn score_cells(row: &ForecasterScore, chance: bool) -> Vec<String> {
    let mut cells = vec![row.weeks.to_string(), row.forecaster.clone(), row.forecasts.to_string()];
    let figure = |value: f64| if chance { format_rounded(value, 0.001) } else { format_two_digits(value) };
    cells.extend([figure(row.outcome), figure(row.forecast), figure(row.score)]);
    if chance {
        cells.push(row.log_score.map_or(UNKNOWN.to_owned(), |score| format_rounded(score, 0.001)));
        return cells;
    }
    cells.push(row.interval_90.map_or(UNKNOWN.to_owned(), format_two_digits));
    let shares = |inside: [f64; 3]| inside.map(|share| format_rounded(100.0 * share, 1.0)).join("/");
    cells.push(row.inside.map_or(UNKNOWN.to_owned(), shares));
    cells.push(row.pit.map_or(UNKNOWN.to_owned(), |pit| format_rounded(pit, 0.01)));
    cells
}

/// Writes the skill of the model against each benchmark, in a table of its own as the table of scores has no room.
fn write_skills(page: &mut Page, found: &Hindcast, targets: &[Target]) {
    let events = targets.iter().any(Target::is_event);
    let mut heads: Vec<(String, Align)> = events.then(|| left_head("event")).into_iter().collect();
    heads.extend([right_head("weeks"), left_head("skill of the model against")]);
    heads.extend(["n", "skill", "interval"].map(right_head));
    let mut table = Table::new(&heads);
    let mut any = false;
    for target in targets {
        let mut all: Vec<&BenchmarkComparison> =
            found.versus.iter().filter(|versus| versus.target == *target).collect();
        all.sort_by_key(|versus| (versus.weeks, versus.benchmark.clone()));
        for versus in all {
            any = true;
            let label = events.then(|| target.label());
            table.add_row(label.into_iter().chain(skill_cells(versus)).collect::<Vec<String>>());
        }
    }
    if any {
        page.blank();
        page.table(&table);
    }
}

fn skill_cells(versus: &BenchmarkComparison) -> [String; 5] {
    let figure = |value: f64| format_rounded(value, 0.01);
    let range = versus.low.zip(versus.high).map(|(low, high)| format!("{} to {}", figure(low), figure(high)));
    let [skill, range] = [versus.skill.map(figure), range].map(|text| text.unwrap_or(UNKNOWN.to_owned()));
    [versus.weeks.to_string(), versus.benchmark.clone(), versus.questions.to_string(), skill, range]
}

/// Writes the number of comparisons that the model wins and loses.
/// Comparisons whose interval says that the model is better, or worse.
fn surely(found: &Hindcast, better: bool) -> impl Iterator<Item = &BenchmarkComparison> {
    found.versus.iter().filter(move |versus| match (versus.low, versus.high) {
        (Some(low), Some(high)) => {
            if better {
                low > 0.0
            } else {
                high < 0.0
            }
        }
        _ => false,
    })
}

fn verdict_sentence(found: &Hindcast) -> String {
    let (wins, losses) = (surely(found, true).count(), surely(found, false).count());
    let told = found.versus.iter().filter(|versus| versus.low.is_some()).count();
    format!(
        "Of {} comparisons {told} have an interval of 90 %: in {wins} of them the model is better by more than that, in \
         {losses} worse; in the others these hindcasts cannot tell.",
        found.versus.len()
    )
}

fn write_verdict(page: &mut Page, found: &Hindcast) {
    page.heading("The model against the benchmarks");
    page.text(&verdict_sentence(found));
    let worse: Vec<String> = surely(found, false)
        .map(|versus| format!("{} at {} weeks against {}", target_name(&versus.target), versus.weeks, versus.benchmark))
        .collect();
    if !worse.is_empty() {
        page.note(&format!("Worse: {}.", worse.join("; ")));
    }
}

fn target_name(target: &Target) -> String {
    match target {
        Target::Front => "front".to_owned(),
        Target::Aid(giver) => format!("aid of {giver}"),
        Target::Rounds => "rounds".to_owned(),
        Target::Losses(_) | Target::Ceasefire | Target::LimitedTruce(_) => target.label(),
    }
}
