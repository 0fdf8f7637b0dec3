//! Preview of an event: its effect on the answers, shown before the event is recorded.

use crate::interval::is_share;
use standoff_assimilation::{ImpossibleStep, Shift, ShiftSide, ShiftedAnswer, ShiftedDriver, UnusedEvidence};
use standoff_prose::numbers::{format_rounded, step_for_error, step_for_range};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Table};
use standoff_prose::words::{capitalize, count_things, format_signed};

/// Finest step in which a chance or a share is shown.
const FINEST: f64 = 0.01;
/// Most parameters that are shown.
const SHOWN: usize = 6;

const NO_SHIFT: &str = "No shift that can be told from noise.";

/// Renders the effect of an event on the answers.
///
/// ```
/// # use standoff_lab::forecast::provenance::ScenarioName;
/// # use standoff_prose::Style;
/// # use standoff_terminal as terminal;
/// # use standoff_assimilation::Shift;
/// # use standoff_assimilation::UnusedEvidence;
/// # let scenario = ScenarioName {
/// #     name: "a".into(),
/// #     title: "A war".into(),
/// #     start: "2001-03-04".into(),
/// #     digest: "0".into(),
/// #     roles: Default::default(),
/// #     currency: "ECU".into(),
/// # };
/// let found = Shift {
///     format: 1,
///     scenario,
///     as_of: "2001-03-04".into(),
///     seed: 1,
///     version: "0.1.0".into(),
///     draws: 0,
///     runs: 0,
///     unused: Some(UnusedEvidence::Kind),
///     impossible: None,
///     answers: Vec::new(),
///     drivers: Vec::new(),
/// };
/// assert!(terminal::render_shift(&found, Style::plain()).contains("this kind is kept and not used by the model"));
/// ```
pub fn render_shift(found: &Shift, style: Style) -> String {
    let mut page = Page::new(style);
    page.flush(Tone::Strong, &format!("What the event would change · {}", found.scenario.title));
    match (found.unused, &found.impossible) {
        (Some(unused), _) => page.text(match unused {
            UnusedEvidence::Kind => "No shift: this kind is kept and not used by the model.",
            UnusedEvidence::Event => "No shift: this event is kept, and the model has no place for what it says.",
        }),
        (None, Some(impossible)) => write_impossible(&mut page, impossible),
        (None, None) => write_answers_and_drivers(&mut page, found),
    }
    page.finish()
}

fn write_impossible(page: &mut Page, impossible: &ImpossibleStep) {
    let ImpossibleStep { side, date, events } = impossible;
    let step = format!("the step that ends on {date}");
    page.text(&match side {
        ShiftSide::With => {
            format!("An impossible event: with it, no state of the war explains what was reported of {step}.")
        }
        ShiftSide::Both => {
            format!("No state of the war explains what was reported of {step}, with the event or without it.")
        }
        ShiftSide::Without => format!(
            "Without the event, no state of the war explains what was reported of {step}; with it, the log can be used \
             again."
        ),
    });
    events.iter().for_each(|event| page.item(event));
    if *side == ShiftSide::With {
        page.note(
            "It may be written all the same, for the log keeps what was reported; a forecast on it then ends with this \
             message. Most often the cause is a report without doubt: confidence 1.",
        );
    }
}

fn write_answers_and_drivers(page: &mut Page, found: &Shift) {
    let made = format!(
        "Two forecasts from {}, without the event and with it · {} from {} each · seed {}",
        found.as_of,
        count_things(found.runs, "future"),
        count_things(found.draws, "draw"),
        found.seed
    );
    page.flush(Tone::Plain, &made);
    page.flush(Tone::Plain, &summary_sentence(&found.answers));
    for (part, heading) in PARTS {
        write_answers(page, found, part, heading);
    }
    write_drivers(page, &found.drivers);
    let questions = ("question", "The questions of the scenario");
    if found.answers.iter().any(|one| one.part == questions.0) {
        write_answers(page, found, questions.0, questions.1);
    }
    page.blank();
    page.note(LEGEND);
}

const PARTS: [(&str, &str); 3] =
    [("hold", "1 · How long can the line hold?"), ("ends", "2 · What ends it?"), ("costs", "3 · At whose cost?")];

const LEGEND: &str = "Both forecasts play the same draws with the same random numbers. A difference within two standard \
    errors is put in brackets; of twenty such differences, about one lies outside by chance. The preview is small: \
    `standoff assimilate` gives the whole answer.";

fn summary_sentence(answers: &[ShiftedAnswer]) -> String {
    match answers.iter().filter(|one| one.is_clear()).count() {
        0 => format!("{NO_SHIFT} The answers stay within two standard errors."),
        1 => format!("1 of {} answers shifts by more than two standard errors.", answers.len()),
        clear => format!("{clear} of {} answers shift by more than two standard errors.", answers.len()),
    }
}

fn write_answers(page: &mut Page, found: &Shift, part: &str, heading: &str) {
    page.heading(heading);
    let right = |head: &'static str| (head, Align::Right);
    let heads = [("", Align::Left), right("without"), right("with"), right("difference"), right("two errors")];
    let mut table = Table::new(&heads);
    let rows: Vec<&ShiftedAnswer> = found.answers.iter().filter(|one| one.part == part).collect();
    rows.iter().for_each(|one| table.add_row(answer_row(one)));
    page.table(&table);
    if !rows.iter().any(|one| one.is_clear()) {
        page.text(NO_SHIFT);
    }
}

fn answer_row(one: &ShiftedAnswer) -> [String; 5] {
    let share = is_share(&one.unit);
    let fine = match share {
        true => step_for_error(one.error).map_or(FINEST, |step| step.max(FINEST)),
        false => step_for_range([one.before, one.after, one.difference], one.error),
    };
    // Some titles count months in words.
    let told = share || one.title.contains(&one.unit);
    let title = if told { capitalize(&one.title) } else { format!("{}, {}", capitalize(&one.title), one.unit) };
    // The difference is surer than either side, and the three figures are to agree: the last is the sum of the others.
    let [before, change] = [one.before, one.difference].map(|value| (value / fine).round() * fine);
    let after = if share { (before + change).clamp(0.0, 1.0) } else { before + change };
    let shown = format_signed(change, fine);
    let shown = if one.is_clear() { shown } else { format!("({shown})") };
    [title, format_rounded(before, fine), format_rounded(after, fine), shown, format_rounded(2.0 * one.error, fine)]
}

fn write_drivers(page: &mut Page, drivers: &[ShiftedDriver]) {
    page.heading("4 · What would change it?");
    if drivers.is_empty() {
        page.text("No uncertain number stands out from the noise between so few draws, without the event or with it.");
        return;
    }
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[
        ("goes with the chance that", Align::Left),
        ("uncertain number", Align::Left),
        right("without"),
        right("with"),
    ]);
    for one in drivers.iter().take(SHOWN) {
        let fine = step_for_error(one.error).map_or(FINEST, |step| step.max(FINEST));
        let [before, after] = [one.before, one.after].map(|value| format_signed(value, fine));
        table.add_row([one.answer.clone(), one.parameter.clone(), before, after]);
    }
    page.table(&table);
    let error = drivers.first().map_or(0.0, |one| one.error);
    page.note(&format!(
        "Rank correlation across draws; its standard error is {}. Left out is what stays within three errors of zero on \
         both sides.",
        format_rounded(error, FINEST)
    ));
}
