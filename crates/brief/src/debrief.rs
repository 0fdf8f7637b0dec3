//! After a game: the played path among other futures, and what else could have been decided.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures::{bands_of_futures, picture_block};
use crate::wording::{in_points, is_share, percent, percent_of};
use standoff_game::{Alternative, Debrief, Decision, Difference, FormOfNo, MonthlyTrace, ReviewedMonth};
use standoff_picture::{Fan, Frame, Horizon};
use standoff_prose::numbers::{Chance, format_rounded, format_two_digits, step_for_error};
use standoff_prose::words::{self, capitalize, format_signed};

/// Words printed where no difference is clear.
const NO_DIFFERENCE: &str = "nothing clear";

/// Composes the debrief of a game.
pub fn compose_debrief(found: &Debrief) -> Section {
    let mut blocks = vec![Block::Headline(headline_sentence(found)), Block::Text(vec![method_sentence(found)])];
    blocks.push(area_picture(found));
    blocks.push(coverage_picture(found));
    blocks.push(Block::Table(line_table(found)));
    blocks.push(Block::Table(end_table(found)));
    if !found.months.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain(format!(
            "What else could have been decided: the month left to the engine, or one thing changed. Each is played from the state \
             before the month on {} fresh futures, the same for what was decided; from the month after it the engine plays the \
             chair. A difference is the alternative less what was decided. Of {} comparisons those are told that chance would \
             hardly bring, of which one in twenty at most is expected to be false (Benjamini and Hochberg 1995); their sizes are \
             rather too large than too small.",
            found.paths,
            standoff_prose::numbers::format_count(comparison_count(found))
        ))]));
        blocks.extend(found.months.iter().map(|month| Block::Table(alternative_table(month))));
    }
    if found.interrupted {
        blocks.push(Block::Text(vec![Sentence::plain("It was stopped before all months were looked at.")]));
    }
    Section { slug: "debrief", heading: "Debrief".to_owned(), blocks }
}

fn headline_sentence(found: &Debrief) -> Sentence {
    let Some(end) = found.ends.iter().find(|end| end.played) else { return Sentence::plain("The game is played.") };
    let share = percent_of(Chance::new(end.share, end.error, found.futures));
    Sentence::sourced(
        "debrief.ends",
        format!("{}. So end {share} of the futures in which the engine plays all chairs.", capitalize(&end.title)),
    )
}

fn method_sentence(found: &Debrief) -> Sentence {
    let months = if found.decided == 1 { "1 month was".to_owned() } else { format!("{} months were", found.decided) };
    Sentence::sourced(
        "debrief.decided",
        format!(
            "{months} decided from the chair; the engine played it in all others, to the horizon. The path is set against {} \
             futures of the same world, with the same numbers, in which the engine plays all chairs. One path \
             is one course of chance: that it went well or badly says little of the decisions; the paired differences below \
             say more.",
            standoff_prose::numbers::format_count(found.futures)
        ),
    )
}

fn area_picture(found: &Debrief) -> Block {
    let last = found.area.played.last().copied().unwrap_or(0.0);
    let title =
        format!("On the ground the invader has gained {} km² at the end of the played path", format_two_digits(last));
    let units =
        "km² since the start, without what a settlement moves; areas, not borders; futures that are still contested";
    fan_picture(&found.area, ["game-area", "km²"], title, units, false)
}

fn coverage_picture(found: &Debrief) -> Block {
    let last = found.coverage.played.last().copied().unwrap_or(0.0);
    let title =
        format!("Coverage of the need is {} at the end of the played path", percent(&format_rounded(last, 0.05)));
    let units = "share of the defender's need that is met, in futures that are still contested";
    fan_picture(&found.coverage, ["game-coverage", "coverage"], title, units, true)
}

fn fan_picture(trace: &MonthlyTrace, [slug, axis]: [&str; 2], title: String, units: &str, is_of_shares: bool) -> Block {
    let months = trace.played.len().max(trace.futures.middle.len()).saturating_sub(1);
    let frame = Frame {
        slug: slug.to_owned(),
        title,
        units: units.to_owned(),
        source: "Standoff, a game in one world".to_owned(),
        alt: "The played path by month, over a fan with bands of 50, 80 and 90 % of the futures.".to_owned(),
        ..Frame::default()
    };
    let frame = if is_of_shares { frame.in_percent() } else { frame };
    let (bands, thins) = bands_of_futures(&trace.futures, months);
    let chart = Fan {
        frame: frame.clone(),
        axis: axis.to_owned(),
        horizon: Horizon { months: months as f64, start: None },
        record: Vec::new(),
        bands,
        thins,
        singles: Vec::new(),
        marked: trace.played.iter().enumerate().map(|(month, &value)| (month as f64, value)).collect(),
        references: Vec::new(),
    };
    picture_block(&chart, &frame)
}

fn line_table(found: &Debrief) -> Figures {
    let row = |line: &standoff_game::OutcomeLine| {
        let [low, _, middle, _, high] = line.quantiles;
        // The middle of so many futures is known to about a fiftieth of their band.
        let step = step_for_error((high - low) / 50.0).unwrap_or(0.01);
        let below = percent_of(Chance::share(line.below, found.futures as f64));
        let told = |figures: String| if is_share(&line.unit) { percent(&figures) } else { figures };
        let number = |value: f64| told(format_rounded(value, step));
        vec![
            capitalize(&line.title),
            line.unit.clone(),
            number(line.played),
            number(middle),
            told(words::format_band(low, high, step)),
            below,
        ]
    };
    Figures {
        caption: "The played path among the futures".to_owned(),
        from: "debrief.lines".to_owned(),
        heads: column_heads(&[
            ("Outcome", false),
            ("unit", false),
            ("played", true),
            ("median", true),
            ("nine of ten futures", true),
            ("futures with less", true),
        ]),
        rows: found.lines.iter().map(row).collect(),
        folded: false,
    }
}

fn end_table(found: &Debrief) -> Figures {
    let row = |end: &standoff_game::EndShare| {
        let share = percent_of(Chance::new(end.share, end.error, found.futures));
        vec![capitalize(&end.title), share, (if end.played { "yes" } else { "no" }).to_owned()]
    };
    Figures {
        caption: "How the futures end".to_owned(),
        from: "debrief.ends".to_owned(),
        heads: column_heads(&[("End", false), ("share of futures", true), ("played", false)]),
        rows: found.ends.iter().map(row).collect(),
        folded: false,
    }
}

fn alternative_table(looked: &ReviewedMonth) -> Figures {
    let row = |one: &Alternative| vec![decision_words(&one.decision), difference_words(&one.differences)];
    let left_out = match looked.left_out {
        0 => String::new(),
        more => format!(" ({more} more were not looked at)"),
    };
    Figures {
        caption: format!("Month {}: you decided: {}{left_out}", looked.month, decision_words(&looked.decided)),
        from: "debrief.months".to_owned(),
        heads: column_heads(&[("Alternative", false), ("What would have differed", false)]),
        rows: looked.alternatives.iter().map(row).collect(),
        folded: false,
    }
}

fn comparison_count(found: &Debrief) -> usize {
    let alternatives = found.months.iter().flat_map(|month| &month.alternatives);
    alternatives.map(|one| one.differences.len()).sum()
}

/// The clear differences, each with its outcome and unit.
fn difference_words(all: &[Difference]) -> String {
    let clear: Vec<String> = all.iter().filter(|one| one.clear).map(one_difference_words).collect();
    if clear.is_empty() { NO_DIFFERENCE.to_owned() } else { clear.join("; ") }
}

fn one_difference_words(one: &Difference) -> String {
    let by = format_signed(one.difference, step_for_error(one.error).unwrap_or(0.001));
    match is_share(&one.unit) {
        true => format!("{}: {}", one.title, in_points(&by)),
        false => format!("{}: {by} {}", one.title, one.unit).trim_end().to_owned(),
    }
}

/// A decision in words, in the names of the scenario.
fn decision_words(decision: &Decision) -> String {
    let Decision { propose, accept, no, consent, posture, aid, open, close } = decision;
    let list = |names: &[String]| if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    let parts = [
        posture.as_ref().map(|name| format!("posture {name}")),
        propose.as_ref().map(|name| format!("table {name}")),
        accept.as_ref().map(|names| format!("accept {}", list(names))),
        no.map(|form| (if form == FormOfNo::Refuse { "refuse the rest" } else { "yes, but to the rest" }).to_owned()),
        consent.as_ref().map(|names| format!("deliver on {}", list(names))),
        aid.map(|factor| format!("aid times {factor}")),
        (!open.is_empty()).then(|| format!("open {}", open.join(", "))),
        (!close.is_empty()).then(|| format!("close {}", close.join(", "))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "leave it to the engine".to_owned() } else { parts.join("; ") }
}

fn column_heads(heads: &[(&str, bool)]) -> Vec<(String, bool)> {
    heads.iter().map(|(head, right)| ((*head).to_owned(), *right)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_game::{DebriefEffort, Game, Match, PlayerRole};
    use standoff_scenario::builtin;
    use std::sync::atomic::AtomicBool;

    #[test]
    fn a_decision_is_told_in_the_names_of_the_scenario() {
        let decision =
            Decision { accept: Some(vec![]), no: Some(FormOfNo::Refuse), aid: Some(0.5), ..Decision::default() };
        assert_eq!(decision_words(&decision), "accept nothing; refuse the rest; aid times 0.5");
        assert_eq!(decision_words(&Decision::default()), "leave it to the engine");
    }

    #[test]
    fn a_difference_stands_only_where_it_is_clear() {
        let one = |clear| Difference {
            outcome: String::new(),
            title: "months of fighting".to_owned(),
            differ: 60,
            unit: "months".to_owned(),
            decided: 10.0,
            alternative: 13.4,
            difference: 3.4,
            error: 1.1,
            clear,
        };
        assert_eq!(difference_words(&[one(false), one(true)]), "months of fighting: +4 months");
        assert_eq!(difference_words(&[one(false)]), NO_DIFFERENCE);
    }

    #[test]
    fn a_game_becomes_a_section() {
        let scenario = builtin::load("two-sided").unwrap();
        let mut game = Game::new(&scenario, Vec::new(), 7, PlayerRole::Defender);
        game.months = vec![Decision { accept: Some(Vec::new()), ..Decision::default() }, Decision::default()];
        let effort = DebriefEffort { futures: 60, paths: 8, months: 2, alternatives: 3 };
        let room = Match::for_game(&scenario, &game, None).unwrap();
        let found = room.debrief_game(&game, effort, &AtomicBool::new(false), &|_, _| ()).unwrap();
        let section = compose_debrief(&found);
        let tables = section.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
        let pictures: Vec<&str> = section
            .blocks
            .iter()
            .filter_map(|block| if let Block::Picture(drawn) = block { Some(drawn.csv.as_str()) } else { None })
            .collect();
        assert_eq!((tables, pictures.len()), (3, 2));
        assert!(pictures[0].lines().next().unwrap().ends_with("this one"), "{}", pictures[0]);
    }
}
