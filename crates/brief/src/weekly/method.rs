//! Outside the model; the method, parameters by grade, and how to make it again.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::wording::{name_swings, percent, points};
use standoff_breakdown::week::swings::Swing;
use standoff_breakdown::week::{Breakdown, GradeCount};
use standoff_prose::numbers::{format_count, format_rounded, step_for_error};
use standoff_prose::words::{capitalize, count_months, count_things};
use standoff_terminal::{OUTSIDE_THE_MODEL, vocabulary};

/// Composes the list of what no future contains.
pub fn compose_outside_section(_: &Breakdown) -> Section {
    let lines = OUTSIDE_THE_MODEL.iter().map(|line| Sentence::plain(format!("{}.", capitalize(line)))).collect();
    Section { slug: "outside", heading: "Outside the model".to_owned(), blocks: vec![Block::List(lines)] }
}

/// What the figures rest on, in two sentences.
pub(super) fn limit_sentences(week: &Breakdown) -> Vec<Sentence> {
    let all: usize = week.grades.iter().map(|one| one.parameters).sum();
    let assumed: usize = week.grades.iter().filter(|one| one.grade == "assumption").map(|one| one.parameters).sum();
    let share = percent(&format_rounded(assumed as f64 / all.max(1) as f64, 0.01));
    let mut sentences = Vec::new();
    if all > 0 {
        let words = match assumed == all {
            true => "Every figure rests on stated assumptions: no parameter has a better source.".to_owned(),
            false => {
                format!("Every figure rests on stated assumptions: {share} of the parameters have no better source.")
            }
        };
        sentences.push(Sentence::sourced("grades", words));
    }
    sentences.push(Sentence::plain("Nothing here recommends terms."));
    sentences
}

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let digest: String = findings.provenance.scenario.digest.chars().take(12).collect();
    let identity = format!(
        "A future is one simulated course of the war: {} of them from {} of the uncertain parameters, over {} in steps of a {}; \
         engine {}, seed {}, version {}; scenario {}, digest {digest}.",
        format_count(findings.runs),
        count_things(findings.draws, "draw"),
        count_months(findings.horizon_months),
        findings.step,
        findings.engine,
        findings.provenance.seed,
        findings.provenance.version,
        findings.provenance.scenario.name
    );
    let mut sentences = vec![Sentence::sourced("forecast", identity)];
    sentences.extend(limit_sentences(week));
    let mut blocks = vec![Block::Text(sentences)];
    // A program that uses the library may give no command.
    if !week.command.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain("The command that makes this brief again:")]));
        blocks.push(Block::Command(week.command.clone()));
    }
    blocks.extend(pictures::draw_swings(week).map(Block::folded));
    blocks.push(Block::Table(swing_table(week)).folded());
    blocks.push(Block::Table(grade_table(&week.grades)).folded());
    Section { slug: "method", heading: "Method".to_owned(), blocks }
}

fn grade_table(grades: &[GradeCount]) -> Figures {
    let row =
        |one: &GradeCount| vec![capitalize(&one.grade), format_count(one.parameters), format_count(one.uncertain)];
    Figures::new(
        "Parameters by grade of their source",
        "grades",
        &[("Grade", false), ("parameters", true), ("of them uncertain", true)],
        grades.iter().map(row).collect(),
    )
}

fn swing_table(week: &Breakdown) -> Figures {
    let names = name_swings(&week.forecast.provenance.scenario, &week.swings);
    let row = |(one, name): (&Swing, String)| {
        let step = step_for_error(one.error).unwrap_or(0.01).max(0.01);
        let remark = if one.told_from_chance { "yes" } else { "no" };
        let [low, high] = [one.at_low, one.at_high].map(|chance| percent(&format_rounded(chance, step)));
        vec![name, low, high, remark.to_owned()]
    };
    let by_chance = &week.swings_by_chance;
    Figures::new(
        format!(
            "The chance that the line holds {} in the lowest and the highest third of a parameter's draws; of {} that vary, the \
             largest would differ by {} by chance alone in one case of twenty",
            vocabulary::near_words(&week.forecast),
            format_count(by_chance.parameters),
            points(by_chance.threshold, 0.01)
        ),
        "swings",
        &[("Parameter", false), ("lowest third", true), ("highest third", true), ("told from chance", false)],
        week.swings.iter().zip(names).map(row).collect(),
    )
}
