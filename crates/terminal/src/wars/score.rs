//! The score of the model over the library of wars, beside plain methods.

use super::words::{ending_words, share};
use crate::frame::answer::{write_answer, write_more};
use standoff_prose::numbers::{UNKNOWN, format_rounded, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::count_things;
use standoff_wars::calibration::{AgeBand, StatedChance};
use standoff_wars::score::{BenchmarkScore, OriginForecast, TargetScore, WarScore};
use standoff_wars::{Blend, WarsScore};

const LEGEND: &str = "How to read this. From every origin of a war, its first day, the last day of each round of talks and every \
    half year, the model says when and how it ends, from what was known by that day. Smaller scores are better. Gain: score \
    of the plain method less that of the model on the same origins; above zero the model is better. Its interval holds nine of \
    ten resamples of whole wars: where it holds zero, the two are even. A war counts the same whatever its number of \
    origins. The comparisons were written down before the first score was computed.";

/// Titles of the targets, by name.
const TITLES: [(&str, &str); 9] = [
    ("hazard", "Each month: does it end? (log score)"),
    ("over-6", "Over within 6 months (Brier)"),
    ("over-12", "Over within 12 months (Brier)"),
    ("over-24", "Over within 24 months (Brier)"),
    ("months", "Months to the end (CRPS, months)"),
    ("end", "How it ends (log score)"),
    ("fought-again", "Fought again within five years (log score)"),
    ("front-3", "Front in 3 months (CRPS, share of the stake)"),
    ("front-12", "Front in 12 months (CRPS, share of the stake)"),
];

/// Renders the answer of the score over the library of wars: better or worse than the plain methods, target by target, and how
/// both are pooled. The rest of the page is that of [`render_wars_score`].
pub fn render_wars_score_answer(found: &WarsScore, style: Style) -> String {
    let mut page = Page::new(style);
    write_head(&mut page, found);
    page.heading("Model and plain methods");
    write_targets(&mut page, &found.targets);
    write_blend(&mut page, found.blend.as_ref());
    page.blank();
    page.verbatim(&found.command);
    write_more(&mut page, "the eras, calibration, durability, and war by war");
    page.finish()
}

/// Renders the whole score over the library of wars.
pub fn render_wars_score(found: &WarsScore, style: Style) -> String {
    let mut page = Page::new(style);
    write_head(&mut page, found);
    page.heading("Model and plain methods");
    write_targets(&mut page, &found.targets);
    for (era, targets) in &found.eras {
        if !targets.is_empty() {
            page.heading(if era == "before-1945" { "Wars begun before 1945" } else { "Wars begun since 1945" });
            write_targets(&mut page, targets);
        }
    }
    page.heading("Was what was likely frequent?");
    write_stated(&mut page, &found.calibration.stated);
    write_ages(&mut page, &found.calibration.by_age);
    write_blend(&mut page, found.blend.as_ref());
    write_durability(&mut page, found);
    page.heading("War by war");
    found.wars.iter().for_each(|war| write_war(&mut page, war));
    page.blank();
    page.verbatim(&found.command);
    page.finish()
}

fn write_head(page: &mut Page, found: &WarsScore) {
    let origins: usize = found.wars.iter().map(|war| war.origins.len()).sum();
    page.flush(Tone::Strong, "Forecasts from inside wars that are over, scored");
    let [draws, runs] = found.size;
    page.flush(
        Tone::Plain,
        &format!(
            "{} · {} · {} from {} at each · seed {} · version {}",
            count_things(found.wars.len(), "war"),
            count_things(origins, "origin"),
            count_things(runs, "future"),
            count_things(draws, "draw"),
            found.seed,
            found.version
        ),
    );
    for left_out in &found.left_out {
        page.flush(Tone::Strong, &format!("Left out: {left_out}."));
    }
    write_answer(page, &answer_sentences(found));
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

/// How the model does against the plain methods over all targets, and what the pool makes of it.
fn answer_sentences(found: &WarsScore) -> Vec<String> {
    let benchmarks = || found.targets.iter().flat_map(|target| &target.benchmarks);
    let count = |wanted: &str| benchmarks().filter(|benchmark| verdict(benchmark) == wanted).count();
    let told = ["better", "even", "worse"].map(count);
    let mut sentences = Vec::new();
    if told.iter().sum::<usize>() > 0 {
        let [better, even, worse] = told;
        sentences.push(format!(
            "Of {} comparisons with plain methods the model is better in {better}, even in {even}, worse in {worse}.",
            better + even + worse
        ));
    } else {
        sentences.push("These wars are too few to tell the model from plain methods.".to_owned());
    }
    if let Some(blend) = &found.blend {
        sentences.push(format!("Pooled with the outside view, the model weighs {} of 1.", share(blend.model)));
    }
    sentences
}

fn write_targets(page: &mut Page, targets: &[TargetScore]) {
    let heads = [
        ("target", Align::Left),
        ("wars", Align::Right),
        ("n", Align::Right),
        ("model", Align::Right),
        ("beside", Align::Left),
        ("score", Align::Right),
        ("gain", Align::Right),
        ("90 %", Align::Right),
        ("the model is", Align::Left),
    ];
    let mut table = Table::new(&heads);
    for target in targets {
        for (place, benchmark) in target.benchmarks.iter().enumerate() {
            let first = place == 0;
            let title = TITLES.iter().find(|(name, _)| *name == target.target).map_or("", |(_, title)| title);
            let once = |text: String| if first { text } else { String::new() };
            table.add_cells([
                Cell::from(once(title.to_owned())),
                Cell::from(once(target.wars.to_string())),
                Cell::from(benchmark.origins.to_string()),
                Cell::from(once(format_two_digits(target.model))),
                Cell::from(benchmark.name.clone()),
                Cell::from(format_two_digits(benchmark.score)),
                Cell::from(format_two_digits(benchmark.gain)),
                Cell::from(interval(benchmark)),
                Cell::from(verdict(benchmark).to_owned()),
            ]);
        }
    }
    page.table(&table);
}

fn interval(benchmark: &BenchmarkScore) -> String {
    match (benchmark.low, benchmark.high) {
        (Some(low), Some(high)) => format!("{} to {}", format_two_digits(low), format_two_digits(high)),
        _ => UNKNOWN.to_owned(),
    }
}

fn verdict(benchmark: &BenchmarkScore) -> &'static str {
    match (benchmark.low, benchmark.high) {
        (Some(low), _) if low > 0.0 => "better",
        (_, Some(high)) if high < 0.0 => "worse",
        (Some(_), Some(_)) => "even",
        _ => UNKNOWN,
    }
}

fn write_stated(page: &mut Page, stated: &[StatedChance]) {
    page.caption("\"Over within 6, 12 and 24 months\" by the chance that the model stated");
    let heads = [("stated", Align::Right), ("came", Align::Right), ("90 %", Align::Right), ("forecasts", Align::Right)];
    let heads: Vec<(&str, Align)> = heads.into_iter().chain([("· stated  █ came  0 to 1", Align::Left)]).collect();
    let mut table = Table::new(&heads);
    for bin in stated {
        table.add_row([
            share(bin.chance),
            share(bin.frequency),
            format!("{} to {}", share(bin.low), share(bin.high)),
            bin.forecasts.to_string(),
            bar(bin),
        ]);
    }
    page.table(&table);
    page.note("Forecasts of one war depend on one another: the intervals are narrower than they should be.");
}

/// A bar of what came on twenty cells, with a mark where it was stated to come.
fn bar(bin: &StatedChance) -> String {
    const CELLS: usize = 20;
    let cell = |value: f64| ((value * CELLS as f64).round() as usize).min(CELLS);
    let (came, stated) = (cell(bin.frequency), cell(bin.chance).min(CELLS - 1));
    let mark = |at: usize| match (at < came, at == stated) {
        (true, true) => '▓',
        (true, false) => '█',
        (false, true) => '·',
        (false, false) => ' ',
    };
    (0..CELLS).map(mark).collect::<String>().trim_end().to_owned()
}

fn write_ages(page: &mut Page, bands: &[AgeBand]) {
    page.caption("Ends by the age of the war: expected month by month, and come");
    let heads = [
        ("age, months", Align::Left),
        ("war-months", Align::Right),
        ("expected", Align::Right),
        ("came", Align::Right),
    ];
    let mut table = Table::new(&heads);
    for band in bands.iter().filter(|band| band.months > 0.0) {
        let ages = band.to.map_or(format!("{} and over", band.from), |to| format!("{} to {}", band.from, to - 1));
        table.add_row([
            ages,
            format_rounded(band.months, 1.0),
            format_rounded(band.expected, 0.1),
            band.came.to_string(),
        ]);
    }
    page.table(&table);
}

fn write_blend(page: &mut Page, blend: Option<&Blend>) {
    let Some(blend) = blend else { return };
    page.heading("Model and outside view pooled");
    let without = blend.without.values();
    let [low, high] = without.fold([1.0_f64, 0.0], |[low, high], &weight| [low.min(weight), high.max(weight)]);
    page.text(&format!(
        "Best weights over {} wars: model {}, outside view {} (model {} to {} when each war in turn is left out). Log score of \
         \"over within 6, 12 and 24 months\": model {}, outside view {}, pooled {}; each war pooled with weights learnt from the others.",
        blend.wars,
        share(blend.model),
        share(blend.outside),
        share(low),
        share(high),
        format_rounded(blend.scores.model, 0.001),
        format_rounded(blend.scores.outside, 0.001),
        format_rounded(blend.scores.blend, 0.001),
    ));
}

fn write_durability(page: &mut Page, found: &WarsScore) {
    page.heading("How long peace lasts, and what ends and rounds depend on");
    let mut table =
        Table::new(&[("signed peace lasts", Align::Left), ("model", Align::Right), ("374 agreements", Align::Right)]);
    for survival in &found.durability {
        let years = if survival.years == 1 { "1 year".to_owned() } else { format!("{} years", survival.years) };
        let model = survival.model.map_or(UNKNOWN.to_owned(), share);
        table.add_row([years, model, share(survival.agreements)]);
    }
    page.table(&table);
    page.blank();
    let heads = [("log-odds of", Align::Left), ("on", Align::Left), ("model", Align::Right), ("37 wars", Align::Right)];
    let mut table = Table::new(&heads);
    for slope in &found.slopes {
        let model = slope.model.map_or(UNKNOWN.to_owned(), share);
        let wars = format!("{} ± {}", share(slope.wars), share(slope.error));
        let of = if slope.of == "end" { "an end" } else { "a round of talks" };
        table.add_row([of.to_owned(), slope.on.to_owned(), model, wars]);
    }
    page.table(&table);
}

fn write_war(page: &mut Page, war: &WarScore) {
    let again = war.fought_again.as_ref().map_or(String::new(), |day| format!("; fought again from {day}"));
    page.caption(&format!("{} · ended {} with {}{again}", war.title, war.ended, ending_words(war.ending)));
    let heads = [
        ("origin", Align::Left),
        ("lasted", Align::Right),
        ("6", Align::Right),
        ("12", Align::Right),
        ("24", Align::Right),
        ("outside 12", Align::Right),
        ("terms", Align::Right),
        ("invader", Align::Right),
        ("defender", Align::Right),
        ("again", Align::Right),
    ];
    let mut table = Table::new(&heads);
    for origin in &war.origins {
        table.add_row(origin_cells(origin));
    }
    page.table(&table);
}

fn origin_cells(origin: &OriginForecast) -> Vec<String> {
    let outside = origin.outside.map_or(UNKNOWN.to_owned(), |chances| share(chances[1]));
    let shares = origin.over.iter().map(|&chance| share(chance));
    let mut cells = vec![origin.day.clone(), format_rounded(origin.months_to_end, 0.1)];
    cells.extend(shares);
    cells.push(outside);
    cells.extend(origin.endings.iter().chain([&origin.fought_again]).map(|&chance| share(chance)));
    cells
}
