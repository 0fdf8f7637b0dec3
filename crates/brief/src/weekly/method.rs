//! Outside the model; the method, parameters by grade, and how to make it again.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use standoff_breakdown::week::swings::Swing;
use standoff_breakdown::week::{Breakdown, GradeCount};
use standoff_prose::numbers::{format_count, format_rounded, step_for_error};
use standoff_prose::words::capitalize;
use standoff_terminal::{OUTSIDE_THE_MODEL, vocabulary};

/// Composes the list of what no future contains.
pub fn compose_outside_section(_: &Breakdown) -> Section {
    let lines = OUTSIDE_THE_MODEL.iter().map(|line| Sentence::plain(format!("{}.", capitalize(line)))).collect();
    Section { slug: "outside", heading: "Outside the model".to_owned(), blocks: vec![Block::List(lines)] }
}

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let digest: String = findings.provenance.scenario.digest.chars().take(12).collect();
    let identity = format!(
        "{} futures from {} draws over {} months in steps of a {}; engine {}, seed {}, version {}; scenario {}, digest {digest}.",
        format_count(findings.runs),
        format_count(findings.draws),
        findings.horizon_months,
        findings.step,
        findings.engine,
        findings.provenance.seed,
        findings.provenance.version,
        findings.provenance.scenario.name
    );
    let mut blocks: Vec<Block> = pictures::draw_swings(week).into_iter().collect();
    blocks.extend(vec![
        Block::Text(vec![
            Sentence::sourced("forecast", identity),
            Sentence::plain(
                "Every figure is conditional on the stated values and ranges of the parameters. Nothing here recommends terms.",
            ),
        ]),
        Block::Table(grade_table(&week.grades)),
        Block::Table(swing_table(week)),
    ]);
    // A program that uses the library may give no command.
    if !week.command.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain("The command that makes this brief again:")]));
        blocks.push(Block::Command(week.command.clone()));
    }
    Section { slug: "method", heading: "Method".to_owned(), blocks }
}

fn grade_table(grades: &[GradeCount]) -> Figures {
    let row =
        |one: &GradeCount| vec![capitalize(&one.grade), format_count(one.parameters), format_count(one.uncertain)];
    Figures {
        caption: "Parameters by grade of their source".to_owned(),
        from: "grades".to_owned(),
        heads: vec![
            ("Grade".to_owned(), false),
            ("parameters".to_owned(), true),
            ("of them uncertain".to_owned(), true),
        ],
        rows: grades.iter().map(row).collect(),
    }
}

fn swing_table(week: &Breakdown) -> Figures {
    let row = |one: &Swing| {
        let step = step_for_error(one.error).unwrap_or(0.01).max(0.01);
        let remark = if one.told_from_chance { "yes" } else { "no" };
        vec![
            format!("{} ({})", capitalize(&one.meaning), one.parameter),
            format_rounded(one.at_low, step),
            format_rounded(one.at_high, step),
            remark.to_owned(),
        ]
    };
    Figures {
        caption: format!(
            "Parameters with which the chance that the line holds {} goes, in the lowest and the highest third of their draws. Of {} \
             that vary, the largest would differ by {} by chance alone in one case of twenty: only what differs by \
             more is told from chance",
            vocabulary::near_words(&week.forecast),
            format_count(week.swings_by_chance.parameters),
            format_rounded(week.swings_by_chance.threshold, 0.01)
        ),
        from: "swings".to_owned(),
        heads: vec![
            ("Parameter".to_owned(), false),
            ("lowest third".to_owned(), true),
            ("highest third".to_owned(), true),
            ("told from chance".to_owned(), false),
        ],
        rows: week.swings.iter().map(row).collect(),
    }
}
