//! Outside the model; the method, parameters by grade, and how to make it again.

use crate::document::{Block, Figures, Section, Sentence};
use crate::numbers::{count, rounded, step};
use crate::terminal::OUTSIDE;
use crate::weekly::{Breakdown, pictures};
use crate::words::capital;
use standoff_breakdown::week::GradeCount;
use standoff_breakdown::week::swings::Swing;

/// What no future contains.
pub fn outside(_: &Breakdown) -> Section {
    let lines = OUTSIDE.iter().map(|line| Sentence::plain(format!("{}.", capital(line)))).collect();
    Section { slug: "outside", heading: "Outside the model".to_owned(), blocks: vec![Block::List(lines)] }
}

pub fn section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let digest: String = findings.scenario.digest.chars().take(12).collect();
    let identity = format!(
        "{} futures from {} draws over {} months in steps of a {}; engine {}, seed {}, version {}; scenario {}, digest {digest}.",
        count(findings.runs),
        count(findings.draws),
        findings.horizon_months,
        findings.step,
        findings.engine,
        findings.seed,
        findings.version,
        findings.scenario.name
    );
    let mut blocks: Vec<Block> = pictures::swings(week).into_iter().collect();
    blocks.extend(vec![
        Block::Text(vec![
            Sentence::of("forecast", identity),
            Sentence::plain(
                "Every figure is conditional on the stated values and ranges of the parameters. Nothing here recommends terms.",
            ),
        ]),
        Block::Table(grades(&week.grades)),
        Block::Table(swings(week)),
        Block::Text(vec![Sentence::plain("The command that makes this brief again:")]),
        Block::Command(week.command.clone()),
    ]);
    Section { slug: "method", heading: "Method".to_owned(), blocks }
}

fn grades(grades: &[GradeCount]) -> Figures {
    let row = |one: &GradeCount| vec![capital(&one.grade), count(one.parameters), count(one.uncertain)];
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

fn swings(week: &Breakdown) -> Figures {
    let row = |one: &Swing| {
        let step = step(one.error).unwrap_or(0.01).max(0.01);
        let remark = if one.told_from_chance { "yes" } else { "no" };
        vec![
            format!("{} ({})", capital(&one.meaning), one.parameter),
            rounded(one.at_low, step),
            rounded(one.at_high, step),
            remark.to_owned(),
        ]
    };
    Figures {
        caption: format!(
            "Parameters with which the chance that the line holds twelve months goes, in the lowest and the highest third of their \
             draws. Of {} that vary, the largest would differ by {} by chance alone in one case of twenty: only what differs by \
             more is told from chance",
            count(week.swings_by_chance.parameters),
            rounded(week.swings_by_chance.threshold, 0.01)
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
