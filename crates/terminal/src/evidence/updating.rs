//! An assimilation as a page: what was used, how the answers moved, where the war stands, what the record taught, and what
//! it cannot explain.

use crate::frame::answer::write_answer;
use crate::frame::sheet::{self, SheetHead};
use standoff_assimilation::{AssimilationFindings, LearnedParameter, MovedAnswer};
use standoff_lab::forecast::findings::{Band, Share};
use standoff_lab::report_months::NEAR_MONTHS;
use standoff_prose::numbers::{self, Chance, UNKNOWN, format_count, format_rounded, percent_of_share};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Table};
use standoff_prose::together::{row_figures, tell_row};
use standoff_prose::words::{self, capitalize, count_months, count_things, format_signed};

/// Most parameters and most strained steps that are shown.
const SHOWN: usize = 12;

/// Renders an assimilation.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_updating(found: &AssimilationFindings, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, found);
    write_answers(&mut page, found);
    write_state(&mut page, found);
    write_lessons(&mut page, found);
    write_evidence(&mut page, found);
    write_strains(&mut page, found);
    sheet::write_foot(&mut page, &found.scenario, &found.command);
    page.finish()
}

fn write_heading(page: &mut Page, found: &AssimilationFindings) {
    let made = format!(
        "record from {} · {} of {}, {}",
        found.from,
        count_things(found.states, "state"),
        count_things(found.draws, "draw"),
        count_things(found.games, "game")
    );
    let sheet = SheetHead {
        title: "brought up to date",
        scenario: &found.scenario,
        known: &found.as_of,
        made,
        seed: found.seed,
        version: &found.version,
        interrupted: found.forecast.interrupted,
        failed_draws: 0,
        draws: found.forecast.draws,
    };
    sheet::write_head(page, &sheet);
    write_answer(page, &answer_sentences(found));
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

/// The answers told first, with the record and without.
const ANSWERS: usize = 2;

/// "With the record: the line holds 12 months 64 %, without 92 %; ...".
fn answer_sentences(found: &AssimilationFindings) -> Vec<String> {
    let near = found.moved.iter().map(|moved| moved.months).filter(|&months| months <= NEAR_MONTHS).max();
    let rows: Vec<ToldAnswer> =
        tell_answers(found).into_iter().filter(|told| Some(told.moved.months) == near).take(ANSWERS).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let words = |told: &ToldAnswer| {
        let [before, after] = [&told.without, &told.with].map(|figure| percent_of_share(figure));
        format!("{} ({}) {after}, without it {before}", told.moved.answer, count_months(told.moved.months))
    };
    vec![format!("With the record: {}.", rows.iter().map(words).collect::<Vec<String>>().join("; "))]
}

/// An answer as it is printed: without the record, with it, and the difference of these figures.
struct ToldAnswer<'a> {
    moved: &'a MovedAnswer,
    without: String,
    with: String,
    difference: f64,
    step: f64,
}

/// All answers as they are printed. The months of an answer are read together: what can only fall never seems to rise.
fn tell_answers(found: &AssimilationFindings) -> Vec<ToldAnswer<'_>> {
    let same_answer = |one: &MovedAnswer, next: &MovedAnswer| one.answer == next.answer;
    found.moved.chunk_by(same_answer).flat_map(|months| tell_months(months, found.forecast.runs)).collect()
}

fn tell_months(months: &[MovedAnswer], runs: usize) -> Vec<ToldAnswer<'_>> {
    let chances = |p: fn(&MovedAnswer) -> f64| -> Vec<Chance> {
        months.iter().map(|moved| Chance::new(p(moved), moved.error, runs)).collect()
    };
    let (before, after) = (chances(|moved| moved.before), chances(|moved| moved.after));
    let differences = row_figures(&before).into_iter().zip(row_figures(&after)).map(|(one, other)| other - one);
    let told = tell_row(&before).into_iter().zip(tell_row(&after)).zip(differences);
    let steps = before.iter().map(|chance| chance.step());
    months
        .iter()
        .zip(told.zip(steps))
        .map(|(moved, (((without, with), difference), step))| ToldAnswer { moved, without, with, difference, step })
        .collect()
}

const LEGEND: &str = "How to read this. Many states of the war are taken through the record step by step; each counts by how \
    well it agrees with what was reported. What is left of them, with the parameters that led there, is where the forecast \
    begins. In the record, draws share games that were solved before it; for the forecast every draw plans anew.";

fn right_head(head: &str) -> (String, Align) {
    (head.to_owned(), Align::Right)
}

fn write_answers(page: &mut Page, found: &AssimilationFindings) {
    page.heading("How the answers moved");
    if found.moved.is_empty() {
        page.text("Not compared: the forecast without evidence was left out.");
        return;
    }
    let heads = [
        ("".to_owned(), Align::Left),
        right_head("months"),
        right_head("without"),
        right_head("with"),
        right_head("difference"),
    ];
    let mut table = Table::new(&heads);
    for told in tell_answers(found) {
        let difference = format_difference(&told);
        table.add_row([
            capitalize(&told.moved.answer),
            told.moved.months.to_string(),
            told.without,
            told.with,
            difference,
        ]);
    }
    page.table(&table);
    let noted = format!(
        "Chances without the evidence, from {}, and with it, from {}. A difference within two standard errors is put in \
         brackets.",
        found.scenario.start, found.as_of
    );
    page.note(&noted);
}

fn format_difference(told: &ToldAnswer<'_>) -> String {
    let ToldAnswer { moved, difference: shown, step, .. } = *told;
    let change = moved.after - moved.before;
    let text = format!("{} ±{}", format_signed(shown, step), format_rounded(2.0 * moved.error, step));
    let none = change.abs() <= 2.0 * moved.error || shown.abs() < 0.5 * step;
    if none { format!("({text})") } else { text }
}

fn write_state(page: &mut Page, found: &AssimilationFindings) {
    page.heading(&format!("Where the war stands on {}", found.as_of));
    let stands = &found.stands;
    let mut table = Table::new(&[("".to_owned(), Align::Left), right_head("mean"), right_head("9 of 10 states")]);
    let rows: [(&str, Band, f64); 4] = [
        ("Share of the stake that the invader holds", stands.held, 0.01),
        ("Coverage of the defender's need", stands.coverage, 0.01),
        ("Bilateral aid a year, billions", stands.bilateral, 1.0),
        ("Credibility of guarantees", stands.credibility, 0.01),
    ];
    for (name, band, step) in rows {
        let range = words::format_band(band.low, band.high, step);
        table.add_row([name.to_owned(), format_rounded(band.mean, step), range]);
    }
    page.table(&table);
    page.note(&format!(
        "Posture of the great power: {}. Fighting: {}.",
        share_words(&stands.postures),
        format_rounded(stands.fighting, 0.01)
    ));
    if !stands.open.is_empty() {
        page.note(&format!("Open: {}.", share_words(&stands.open)));
    }
}

fn share_words(all: &[Share]) -> String {
    let some = all.iter().filter(|one| one.share >= 0.005);
    let words: Vec<String> = some.map(|one| format!("{} {}", one.name, format_rounded(one.share, 0.01))).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn write_lessons(page: &mut Page, found: &AssimilationFindings) {
    page.heading("What the record taught");
    let taught: Vec<&LearnedParameter> = found.lessons.iter().filter(|lesson| lesson.lesson.taught).collect();
    let noise = format_rounded(found.noise[0].mean, 0.01);
    if taught.is_empty() {
        page.text(&format!(
            "Nothing that stands out: no parameter moved further than scores that mean nothing do (they strayed by {noise} \
             standard deviations)."
        ));
        return;
    }
    let heads = [
        ("parameter".to_owned(), Align::Left),
        right_head("before"),
        right_head("9 of 10"),
        right_head("after"),
        right_head("9 of 10"),
        right_head("moved"),
    ];
    let mut table = Table::new(&heads);
    for lesson in taught.iter().take(SHOWN) {
        let step = lesson_step(lesson.before, lesson.after);
        let range = |band: Band| words::format_band(band.low, band.high, step);
        table.add_row([
            format!("{} ({})", lesson.lesson.path, lesson.unit),
            format_rounded(lesson.before.mean, step),
            range(lesson.before),
            format_rounded(lesson.after.mean, step),
            range(lesson.after),
            format_rounded(lesson.lesson.mean, 0.1),
        ]);
    }
    page.table(&table);
    page.note(&format!(
        "Moved: in standard deviations of the range. Shown are those that moved or narrowed more than three times as far as \
         scores that mean nothing, which strayed by {noise}; all others have their range again."
    ));
}

/// A step of one or two digits in the narrower of two ranges.
fn lesson_step(before: Band, after: Band) -> f64 {
    let width = (before.high - before.low).min(after.high - after.low).max(1e-9);
    numbers::step_for_error(width / 10.0).unwrap_or(0.01)
}

fn write_evidence(page: &mut Page, found: &AssimilationFindings) {
    page.heading("What was used");
    if found.kinds.is_empty() {
        page.text("No event was known: the states are those that the scenario begins with.");
        return;
    }
    let heads = [
        ("events".to_owned(), Align::Left),
        right_head("weighed"),
        right_head("taken as given"),
        right_head("carried only"),
    ];
    let mut table = Table::new(&heads);
    let number = |count: usize| if count == 0 { UNKNOWN.to_owned() } else { count.to_string() };
    for kind in &found.kinds {
        table.add_row([kind.kind.clone(), number(kind.weighing), number(kind.given), number(kind.carried)]);
    }
    page.table(&table);
    let digest: String = found.evidence.chars().take(12).collect();
    page.note(&format!(
        "Log likelihood {}. The population was renewed {} times; its effective number was never below {} of {} states. By \
         what came of talks the games weigh like {} of {}. Evidence digest {digest}.",
        format_rounded(found.log_likelihood, 0.1),
        found.renewals,
        format_count(found.least_effective.max(0.0) as usize),
        format_count(found.states),
        format_count(found.effective_games.round() as usize),
        format_count(found.games)
    ));
}

fn write_strains(page: &mut Page, found: &AssimilationFindings) {
    if found.strains.is_empty() {
        return;
    }
    page.heading("What hardly any state explains");
    for strain in found.strains.iter().take(SHOWN) {
        let left = format_rounded(100.0 * strain.left, 0.1);
        page.text(&format!("Step to {}: {left} % of the states are left. {}", strain.date, strain.events.join("; ")));
    }
    if found.strains.len() > SHOWN {
        page.note(&format!("And {} more steps, in --json.", found.strains.len() - SHOWN));
    }
    page.note("Either the report is wrong, or the model has no place for what happened: look at the events first.");
}
