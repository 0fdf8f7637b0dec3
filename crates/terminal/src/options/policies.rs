//! Robustness of options: one card of the same form for every actor, then the other measures, then all actors at once.

use crate::frame::answer::write_answer;
use crate::frame::record::write_record;
use crate::frame::sheet::{self, SheetHead};
use crate::vocabulary;
use standoff_analysis::options::policy::{Policies, PolicyMeasure};
use standoff_analysis::options::robustness::{Better, Score};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded, step_for_range};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things, join_list};
use standoff_scenario::Lever;

/// Stands behind the figures of a column that no other exceeds as it is printed.
const BEST: char = '*';
/// Place of the worst tenth among the columns of a card.
const WORST_TENTH: usize = 1;

/// Renders the robustness of options: what was tried, a card for each actor, the other measures, and which options no other
/// dominates for all actors at once.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_policies(policies: &Policies, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, policies);
    write_options(&mut page, policies);
    let (cards, others): (Vec<&PolicyMeasure>, Vec<&PolicyMeasure>) =
        policies.measures.iter().partition(|measure| measure.role.is_some());
    write_section(&mut page, policies, "What it turns out to be worth to each actor, by its own values", &cards);
    write_section(&mut page, policies, "Other measures", &others);
    write_dominance(&mut page, policies, cards.len());
    sheet::write_foot(&mut page, &policies.provenance.scenario, &policies.command);
    page.finish()
}

fn write_heading(page: &mut Page, policies: &Policies) {
    let made = format!(
        "{} on the same {}, each with the same {}",
        count_things(policies.options.len(), "option"),
        count_things(policies.draws, "draw"),
        count_things(policies.paths, "future")
    );
    let sheet = SheetHead {
        title: "how options hold up",
        scenario: &policies.provenance.scenario,
        known: &policies.provenance.scenario.start,
        made,
        seed: policies.provenance.seed,
        version: &policies.provenance.version,
        interrupted: policies.interrupted,
        failed_draws: policies.failed_draws,
        draws: policies.draws,
    };
    sheet::write_head(page, &sheet);
    write_record(page, &policies.provenance);
    write_answer(page, &answer_sentences(policies));
    page.blank();
    page.flush(Tone::Faint, &legend_words(policies));
}

/// Which options no figure betters in the worst draws, actor by actor, and which no other dominates for all at once.
fn answer_sentences(policies: &Policies) -> Vec<String> {
    let cards = policies.measures.iter().filter_map(|measure| Some((measure.role.as_deref()?, measure)));
    let parts: Vec<String> = cards
        .filter_map(|(role, measure)| {
            Some(format!(
                "{}: {}",
                sheet::role_name(&policies.provenance.scenario, role),
                best_in_worst_tenth(policies, measure)?
            ))
        })
        .collect();
    let mut sentences = Vec::new();
    if !parts.is_empty() {
        sentences.push(format!("Highest in the worst tenth of draws by own values, {}.", parts.join("; ")));
    }
    let free = policies.dominance.iter().filter(|one| one.undominated_tenth).map(|one| option_words(&one.option));
    let free: Vec<String> = free.collect();
    if !free.is_empty() {
        sentences.push(format!("Not dominated for all actors at once: {}.", join_list(&free)));
    }
    sentences
}

/// Options whose figure none betters as printed; none where all are the same.
fn best_in_worst_tenth(policies: &Policies, measure: &PolicyMeasure) -> Option<String> {
    let columns = measure_columns(policies, measure);
    let figures = &columns.get(WORST_TENTH)?.figures;
    let marked = measure.scores.iter().zip(figures).filter(|(_, figure)| figure.ends_with(BEST));
    let best: Vec<String> = marked.map(|(score, _)| option_words(&score.option)).collect();
    (!best.is_empty()).then(|| join_list(&best))
}

/// An option in a sentence: the one that changes nothing is "no lever", as "none" would be none of the options.
fn option_words(name: &str) -> String {
    (if name == Lever::NONE { "no lever" } else { name }).to_owned()
}

fn legend_words(policies: &Policies) -> String {
    let tenth = match policies.tenth {
        1 => "the worst draw".to_owned(),
        several => format!("the {} worst draws", format_count(several)),
    };
    format!(
        "How to read this. A draw is one set of values of the uncertain parameters; an option's figure in it is the mean \
         over its futures. \"Worst draw\" is the lowest of these figures, \"worst tenth\" the mean over {tenth}. \"Regret\" is \
         how far an option stays behind the best of these options in the same draw: at its largest, and exceeded in one draw \
         of ten. \"Draws met\" counts the draws in which the level is reached. {BEST} stands at the figures that none in the \
         column betters as printed; no figure is finer than the noise of finitely many futures. The last row says how far \
         other draws would move a figure. Means over all draws are left out: they are in --json."
    )
}

fn write_options(page: &mut Page, policies: &Policies) {
    page.heading("The options");
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left)]);
    for option in &policies.options {
        let dates = option.levers.iter().map(|lever| lever.date.as_str()).collect::<Vec<&str>>().join(", ");
        let when = if dates.is_empty() { String::new() } else { format!(" ({dates})") };
        table.add_row([option.name.clone(), format!("{}{when}", option.title)]);
    }
    page.table(&table);
}

fn write_section(page: &mut Page, policies: &Policies, heading: &str, measures: &[&PolicyMeasure]) {
    if measures.is_empty() {
        return;
    }
    page.heading(heading);
    for measure in measures {
        page.caption(&measure_caption(policies, measure));
        page.note(&direction_sentence(measure));
        page.table(&measure_table(policies, measure));
        page.note(&noise_sentence(measure));
    }
}

fn measure_caption(policies: &Policies, measure: &PolicyMeasure) -> String {
    let word = |role: &str| {
        vocabulary::roles_taking_part(&policies.provenance.scenario).into_iter().find(|(key, ..)| *key == role)
    };
    match measure.role.as_deref().and_then(word) {
        Some((_, word, name)) => format!("{name}, {word}: {}", measure.outcome),
        None => format!("{}: {}", capitalize(&measure.title), measure.outcome),
    }
}

fn direction_sentence(measure: &PolicyMeasure) -> String {
    let level = format_value(measure.level, measure_step(measure));
    let source = if measure.level_given { "as asked for" } else { "the median of doing nothing" };
    let (way, bound) = match (measure.better, measure.unit.as_str()) {
        (Better::More, "chance") => ("a higher chance", "at least"),
        (Better::Fewer, "chance") => ("a lower chance", "at most"),
        (Better::More, "months") => ("more months", "at least"),
        (Better::Fewer, "months") => ("fewer months", "at most"),
        (Better::More, _) => ("more", "at least"),
        (Better::Fewer, _) => ("less", "at most"),
    };
    format!("Unit: {}. Regret here counts {way} as better. Level: {bound} {level}, {source}.", measure.unit)
}

/// One row for each option, in their order.
fn measure_table(policies: &Policies, measure: &PolicyMeasure) -> Table {
    let right = |head: &str| (head.to_owned(), Align::Right);
    let met = format!("draws met of {}", policies.draws);
    let mut table = Table::new(&[
        ("option".to_owned(), Align::Left),
        right("worst draw"),
        right("worst tenth"),
        right("largest regret"),
        right("regret, 1 in 10"),
        right(&met),
    ]);
    let columns = measure_columns(policies, measure);
    for (at, score) in measure.scores.iter().enumerate() {
        let figures = columns.iter().map(|column| Cell::from(&column.figures[at]));
        table.add_cells(std::iter::once(Cell::from(&score.option)).chain(figures));
    }
    let widths = columns.iter().map(|column| Cell::faint(format!("{} ", column.interval)));
    table.add_cells(std::iter::once(Cell::faint("half a 95 % interval")).chain(widths));
    table
}

/// One column of a card.
struct Column {
    figures: Vec<String>,
    interval: String,
}

fn measure_columns(policies: &Policies, measure: &PolicyMeasure) -> Vec<Column> {
    let scores = &measure.scores;
    let noise = median_error(scores.iter().map(|score| score.noise));
    let regret = median_error(scores.iter().map(|score| score.regret.noise));
    let tenth = noise / (policies.tenth.max(1) as f64).sqrt();
    let plain = |figure: fn(&Score) -> f64, noise: f64, better: Better| {
        let values: Vec<f64> = scores.iter().map(figure).collect();
        let step = column_step(measure, &values, noise);
        Column { figures: mark_best(&values, better, |number| format_value(number, step)), interval: String::new() }
    };
    let draws = policies.draws as f64;
    let met: Vec<f64> = scores.iter().map(|score| score.draws_met as f64).collect();
    let met_width = half_width(scores.iter().map(|score| &score.meets)).map(|half| half * draws);
    vec![
        plain(|score| score.worst.value, noise, measure.better),
        Column {
            interval: format_half_width(half_width(scores.iter().map(|score| &score.worst_tenth))),
            ..plain(|score| score.worst_tenth.value, tenth, measure.better)
        },
        plain(|score| score.regret.max, regret, Better::Fewer),
        Column {
            interval: format_half_width(half_width(scores.iter().map(|score| &score.regret.ninety))),
            ..plain(|score| score.regret.ninety.value, regret, Better::Fewer)
        },
        Column {
            figures: mark_best(&met, Better::More, |number| format_rounded(number, 1.0)),
            interval: met_width.map_or(String::new(), |half| format_rounded(half.max(1.0), 1.0)),
        },
    ]
}

/// The figures as printed, with a sign at those that none betters; none where all are the same.
fn mark_best(values: &[f64], better: Better, print: impl Fn(f64) -> String) -> Vec<String> {
    let best = values.iter().copied().max_by(|one, other| better.oriented(*one).total_cmp(&better.oriented(*other)));
    let printed: Vec<String> = values.iter().map(|value| print(*value)).collect();
    let best = best.map(print).filter(|best| printed.iter().any(|figure| figure != best));
    let sign = |figure: &String| if Some(figure) == best.as_ref() { BEST } else { ' ' };
    printed.iter().map(|figure| format!("{figure}{}", sign(figure))).collect()
}

fn format_value(value: f64, step: f64) -> String {
    format_rounded(value, step)
}

fn measure_step(measure: &PolicyMeasure) -> f64 {
    column_step(measure, &[measure.level], median_error(measure.scores.iter().map(|score| score.noise)))
}

/// The step of a column: its noise, two digits of its largest figure, and a hundredth of a chance or share.
fn column_step(measure: &PolicyMeasure, values: &[f64], noise: f64) -> f64 {
    let largest = values.iter().copied().map(f64::abs).fold(0.0, f64::max);
    let finest = if measure.unit == "chance" || measure.unit.starts_with("share") { 0.01 } else { 0.0 };
    step_for_range([largest, 0.0, 0.0], noise).max(finest)
}

/// The middle of several errors; nought where none is known.
fn median_error(errors: impl Iterator<Item = Option<f64>>) -> f64 {
    median_of_sorted(errors.flatten().collect()).unwrap_or(0.0)
}

fn median_of_sorted(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn half_width<'a>(estimates: impl Iterator<Item = &'a Estimate>) -> Option<f64> {
    median_of_sorted(estimates.filter_map(|one| Some((one.high? - one.low?) / 2.0)).collect())
}

fn format_half_width(half: Option<f64>) -> String {
    half.map_or(String::new(), standoff_prose::numbers::format_two_digits)
}

fn noise_sentence(measure: &PolicyMeasure) -> String {
    let scores = &measure.scores;
    let known =
        |value: f64| if value > 0.0 { standoff_prose::numbers::format_two_digits(value) } else { UNKNOWN.to_owned() };
    let means = known(median_error(scores.iter().map(|score| score.noise)));
    let regrets = known(median_error(scores.iter().map(|score| score.regret.noise)));
    let added =
        scores.iter().filter_map(|score| Some(score.regret.mean.value - score.regret.split_half.as_ref()?.value));
    let added = added.fold(f64::NEG_INFINITY, f64::max);
    let bias = match known(added) {
        told if added.is_finite() && told != UNKNOWN => format!(
            "; noise adds at most about {told} to a mean regret (chosen by half of the futures, judged by the other)"
        ),
        _ => String::new(),
    };
    format!("Noise of finitely many futures: {means} in a draw's mean, {regrets} in its regret{bias}.")
}

fn write_dominance(page: &mut Page, policies: &Policies, actors: usize) {
    if actors < 2 {
        return;
    }
    page.heading("All actors at once");
    page.note(
        "An option is dominated where another is at least as good by every actor's own values and better by one of them, \
         each option judged by its worst draw, or by its worst tenth. The last column: the share of resampled draws in which \
         it is not dominated by its worst tenth. Differences within the noise stated on the cards count here too.",
    );
    let right = |head: &'static str| (head, Align::Right);
    let heads = [("option", Align::Left), right("by worst draw"), right("by worst tenth"), right("share of resamples")];
    let mut table = Table::new(&heads);
    let word = |free: bool| if free { "not dominated" } else { "dominated" };
    for one in &policies.dominance {
        let share = one.resampled.map_or(UNKNOWN.to_owned(), |share| sheet::format_draw_share(share, policies.draws));
        table.add_row([one.option.as_str(), word(one.undominated_worst), word(one.undominated_tenth), share.as_str()]);
    }
    page.table(&table);
}
