//! Pictures of the line: time and cause of its break, changes of its chance, parameters that swing it.

use super::block::{
    forecast_horizon, frame_of_forecast, frame_with_counts, picture_block, ribbon_bands, single_courses,
};
use super::identity::{swatch_of_break, swatch_of_end};
use crate::document::{Block, Sentence};
use crate::precision::{figure_in_unit, way_of_change};
use crate::wording::{name_swings, percent};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::changes::ChangedAnswer;
use standoff_breakdown::week::futures::MonthlyCurve;
use standoff_breakdown::week::swings::Swing as MeasuredSwing;
use standoff_lab::forecast::findings::{Cause, Findings, ProbabilityAt, leading_causes};
use standoff_lab::report_months::near_months;
use standoff_picture::{
    Band, Dots, Estimate, Incidence, Layer, Step, Survival, Swatch, Swing, Tornado, Total, Waterfall,
};
use standoff_prose::numbers::{UNKNOWN, format_rounded, format_two_digits};
use standoff_prose::words::{self, join_list};
use standoff_terminal::vocabulary;

/// Months at which a curve is labelled.
const MARKS: [usize; 4] = [12, 24, 36, 60];
/// The end of futures in which the war goes on.
const STILL_AT_WAR: &str = "still-at-war";
/// Mechanisms and parameters in a picture.
const ROWS: usize = 8;

/// The answer that is told first.
fn near_answer(week: &Breakdown) -> Option<&ProbabilityAt> {
    let months = near_months(week.forecast.horizon_months);
    week.forecast.hold.survival.iter().find(|at| at.months == months)
}

/// Fifty dots at the months in which the line breaks.
pub fn draw_breaks(week: &Breakdown) -> Block {
    let times = week.futures.breaks.clone();
    let months = week.forecast.horizon_months;
    let holds = times.iter().filter(|time| time.is_none()).count();
    let near = near_months(months);
    let early = times.iter().filter(|time| time.is_some_and(|time| time <= near as f64)).count();
    let (near, all) = (words::count_months(near), words::count_months(months));
    let title =
        format!("The line breaks within {near} in {early} of {} futures, and holds past {all} in {holds}", times.len());
    let alt = format!(
        "Fifty dots on an axis of months, each one future in fifty: {early} within {near}, {} later, {holds} in a block \
         for futures in which the line holds past month {months}.",
        times.len() - holds - early
    );
    let frame =
        frame_of_forecast(week, "breaks", title, "month in which the line breaks; one dot is 1 of 50 futures", alt);
    picture_block(&Dots { frame: frame.clone(), horizon: forecast_horizon(week), times }, &frame)
}

/// Survival curve of the line, with bands.
pub fn draw_survival(week: &Breakdown) -> Option<Block> {
    let at = near_answer(week)?;
    let chance = vocabulary::chance_at(&week.forecast, at);
    let band = match vocabulary::has_bands(&week.forecast) {
        true => format!(" (band {})", percent(&vocabulary::format_chance_band(chance, at.low, at.high))),
        false => String::new(),
    };
    let months = words::count_months(at.months);
    let told = percent(&vocabulary::hold_chance_at(&week.forecast, at.months));
    let title = format!("The line holds {months} with a chance of {told}{band}");
    let alt = format!(
        "A falling curve of the chance that the line holds, by month, with bands of 50, 80 and 90 % of the draws and the curves of \
         single draws behind. At month {} it stands at {told}.",
        at.months
    );
    let units = match vocabulary::has_bands(&week.forecast) {
        true => "chance that the line has not broken; bands hold 50, 80 and 90 % of draws",
        false => "chance that the line has not broken; too few draws for a band",
    };
    let frame = frame_of_forecast(week, "survival", title, units, alt);
    let chart = Survival {
        frame: frame.clone(),
        axis: "chance that the line holds".to_owned(),
        horizon: forecast_horizon(week),
        curve: survival_bands(week),
        singles: single_courses(&week.futures.holds_of_draws),
        marks: survival_marks(&week.forecast),
    };
    Some(picture_block(&chart, &frame))
}

/// The chances that are written on the curve, as they are told wherever they stand.
fn survival_marks(findings: &Findings) -> Vec<(f64, String)> {
    let told = findings.hold.survival.iter().zip(vocabulary::hold_chances(findings).survival);
    told.filter(|(at, _)| MARKS.contains(&at.months)).map(|(at, told)| (at.months as f64, percent(&told))).collect()
}

/// The curve with its bands over draws: none where there are too few draws for the band that the text would quote.
fn survival_bands(week: &Breakdown) -> Vec<Band> {
    let bands = ribbon_bands(&week.futures.holds).into_iter();
    if vocabulary::has_bands(&week.forecast) {
        return bands.collect();
    }
    let none = [f64::NAN; 2];
    bands.map(|band| Band { half: none, four_fifths: none, nine_tenths: none, ..band }).collect()
}

/// Stacked shares of futures by month: first causes of a break, ends without one, and what is still contested.
pub fn draw_causes(week: &Breakdown) -> Option<Block> {
    let findings = &week.forecast;
    let longest = week.futures.causes.first()?.by.len();
    let shown = shown_courses(week);
    let told: Vec<String> = shown.layers.iter().map(|layer| format!("{} {}", layer.name, layer.told)).collect();
    let alt = format!(
        "Stacked areas of the share of futures by month: those in which the line has broken, by first cause, and above them those in \
         which the war has ended without a break. By month {}: {}; in the rest the line is unbroken and the war goes on, or is in \
         a young truce.",
        findings.horizon_months,
        join_list(&told)
    );
    let units = "share of futures: the line has broken, by what broke it first; or the war has ended without a break";
    let frame = frame_of_forecast(week, "causes", causes_title(week), units, alt);
    let chart = Incidence {
        frame: frame.clone(),
        axis: "share of futures".to_owned(),
        horizon: forecast_horizon(week),
        months: (0..longest).map(|month| month as f64).collect(),
        causes: shown.layers,
        rest: "unbroken, and the war goes on".to_owned(),
        rest_told: shown.rest,
        step: shown.step,
    };
    Some(picture_block(&chart, &frame))
}

/// What the picture of causes shows.
struct ShownCourses {
    /// First causes of a break, then ends without one, that come in some future.
    layers: Vec<Layer>,
    /// The share in which the war goes on unbroken, as it is told.
    rest: String,
    /// Step of the shares.
    step: f64,
}

fn shown_courses(week: &Breakdown) -> ShownCourses {
    let findings = &week.forecast;
    let unbroken: Vec<f64> = week.futures.unbroken.iter().map(MonthlyCurve::last_value).collect();
    let told = vocabulary::unbroken_ends(findings, &unbroken);
    let layer = |course: &MonthlyCurve, family: &str, told: String, swatch: Swatch| Layer {
        name: format!("{family}: {}", course.title),
        values: course.by.clone(),
        told: percent(&told),
        swatch,
    };
    let comes = |course: &&MonthlyCurve| course.last_value() > 0.0;
    // What comes in some future is not written as nothing.
    let words = |share: f64| match share.abs() < told.step / 2.0 {
        true => format!("<{}", format_rounded(told.step, told.step)),
        false => told.words(share),
    };
    let causes = week.futures.causes.iter().filter(comes);
    let causes = causes.map(|one| layer(one, "broken", told_cause(findings, one), swatch_of_break(&one.name)));
    let mut layers: Vec<Layer> = causes.collect();
    let mut rest = String::new();
    for (end, share) in week.futures.unbroken.iter().zip(&told.shares) {
        match end.name == STILL_AT_WAR {
            true => rest = percent(&told.words(*share)),
            false if comes(&end) => layers.push(layer(end, "unbroken", words(*share), swatch_of_end(&end.name))),
            false => {}
        }
    }
    ShownCourses { layers, rest, step: told.step }
}

/// The share of futures that broke first in a way, as the table of the line tells it.
fn told_cause(findings: &Findings, course: &MonthlyCurve) -> String {
    let told = vocabulary::hold_chances(findings).causes;
    let cause = told.into_iter().find(|one| one.cause.title == course.title).and_then(|mut one| one.by.pop());
    cause.unwrap_or_else(|| format_rounded(course.last_value(), vocabulary::step_at_horizon(findings)))
}

fn causes_title(week: &Breakdown) -> String {
    let findings = &week.forecast;
    let told = vocabulary::hold_chances(findings).causes;
    let share = |cause: &Cause| {
        let by = told.iter().find(|one| one.cause.cause == cause.cause).and_then(|one| one.by.last());
        by.map_or(UNKNOWN.to_owned(), |by| percent(by))
    };
    let named = |(place, cause): (usize, &&Cause)| {
        let months = findings.horizon_months;
        let by = if place == 0 { format!(" of futures by month {months}") } else { String::new() };
        format!("{} ({}{by})", cause.title, share(cause))
    };
    let leading: Vec<String> = leading_causes(&findings.hold.causes).iter().enumerate().map(named).collect();
    match &leading[..] {
        [] => "The line breaks in none of these futures".to_owned(),
        [one] => format!("What breaks the line most often: {one}"),
        [first @ .., last] => format!("What breaks the line most often: {}, or {last}", first.join(", ")),
    }
}

/// Waterfall of the changes of an answer since the last brief; a sentence where no step of it is clear of chance.
pub fn draw_changes(week: &Breakdown, changed: &ChangedAnswer) -> Option<Block> {
    let changes = week.changes.as_ref()?;
    let (whole, way) = (&changed.whole, way_of_change(changed));
    let [from, to] = [way.from, way.to].map(|value| figure_in_unit(changed, format_rounded(value, way.step)));
    if changed.parts.iter().all(|part| part.adds.abs() <= 2.0 * part.error) {
        let words = format!("No day's news moved the chance that {} by more than chance would.", whole.title);
        return Some(Block::Text(vec![Sentence::sourced(format!("changes.answers.{}", whole.outcome), words)]));
    }
    let title = if whole.is_clear() {
        format!("{}: {from} to {to}", words::capitalize(&whole.title))
    } else {
        format!("{}: no clear change since {}", words::capitalize(&whole.title), changes.from)
    };
    let alt = format!(
        "A waterfall from {from} on {} to {to} on {}, by the day on which events became known.",
        changes.from, changes.to
    );
    let counts = format!(
        "{} from {} on either day",
        words::count_things(changes.runs, "future"),
        words::count_things(changes.draws, "draw")
    );
    let frame = frame_with_counts(week, ["changes", &counts], title, "chance; whiskers: 90 % intervals", alt);
    let frame = if whole.unit == "chance" { frame.in_percent() } else { frame };
    let step = |(part, &adds): (&standoff_breakdown::week::changes::ChangePart, &f64)| Step {
        name: part.known.as_ref().map_or("Time passing".to_owned(), |day| {
            format!("known by {day}: {}", words::count_things(part.events.len(), "event"))
        }),
        change: Estimate { at: adds, low: adds - 1.645 * part.error, high: adds + 1.645 * part.error },
        step: way.step,
    };
    let chart = Waterfall {
        frame: frame.clone(),
        axis: "chance".to_owned(),
        start: Total { name: changes.from.clone(), at: way.from, step: way.step },
        steps: changed.parts.iter().zip(&way.parts).map(step).collect(),
        end: Total { name: changes.to.clone(), at: way.to, step: way.step },
    };
    Some(picture_block(&chart, &frame))
}

/// Tornado of the parameters that swing the answer.
pub fn draw_swings(week: &Breakdown) -> Option<Block> {
    let swings = &week.swings;
    let (base, _) = (near_answer(week)?, swings.first()?);
    let names = name_swings(&week.forecast.provenance.scenario, swings);
    let title = swings_title(swings, &names);
    let near = vocabulary::near_words(&week.forecast);
    let alt = format!(
        "Bars from the chance that the line holds {near} in the lowest third of each parameter's draws to that in the highest third."
    );
    let units = format!(
        "chance that the line holds {near}, by third of the parameter's draws; an association, no effect alone; grey: by chance alone a largest swing would be as wide"
    );
    let frame = frame_of_forecast(week, "swings", title, &units, alt).in_percent();
    let swing = |(one, name): (&MeasuredSwing, &String)| {
        // Each end carries half of the variance of the difference.
        let half = 1.645 * one.error / std::f64::consts::SQRT_2;
        let end = |at: f64| Estimate { at, low: (at - half).max(0.0), high: (at + half).min(1.0) };
        // A long unit beside the ends of a bar would be cut.
        let (unit, value): (String, fn(&str) -> String) = match one.unit.as_str() {
            "number" => (String::new(), str::to_owned),
            "share" => (String::new(), percent),
            unit => (format!(", {}", unit.replace("km2", "km²")), str::to_owned),
        };
        let value = |one: f64| value(&format_two_digits(one));
        Swing {
            name: format!("{name}{unit}"),
            low_value: value(one.low),
            high_value: value(one.high),
            low: end(one.at_low),
            high: end(one.at_high),
            clear: one.told_from_chance,
        }
    };
    let chart = Tornado {
        frame: frame.clone(),
        axis: "chance that the line holds".to_owned(),
        base: base.p,
        base_told: percent(&vocabulary::hold_chance_at(&week.forecast, base.months)),
        swings: swings.iter().zip(&names).take(ROWS).map(swing).collect(),
    };
    Some(picture_block(&chart, &frame))
}

/// Names what matters most among the swings that are told from chance, with those that are not told from it; says so where
/// there is none.
fn swings_title(swings: &[MeasuredSwing], names: &[String]) -> String {
    const MOST: usize = 3;
    let width = |one: &MeasuredSwing| (one.at_high - one.at_low).abs();
    let named = swings.iter().zip(names);
    let mut clear: Vec<(&MeasuredSwing, &String)> = named.filter(|(one, _)| one.told_from_chance).collect();
    clear.sort_by(|(one, _), (other, _)| width(other).total_cmp(&width(one)));
    let Some((first, _)) = clear.first().copied() else {
        return "No single unknown is told from chance in these draws".to_owned();
    };
    clear.retain(|(one, _)| width(first) - width(one) <= 2.0 * first.error.hypot(one.error));
    let mut names: Vec<String> = clear.iter().take(MOST).map(|(_, name)| lowercase_first(name)).collect();
    names.extend((clear.len() > MOST).then(|| format!("{} more", clear.len() - MOST)));
    match clear.len() {
        1 => format!("What is not known and matters most: {}", names[0]),
        _ => format!("The unknowns that matter most: {}", join_list(&names)),
    }
}

fn lowercase_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swing(meaning: &str, width: f64, error: f64, told_from_chance: bool) -> MeasuredSwing {
        MeasuredSwing {
            parameter: meaning.to_lowercase(),
            meaning: meaning.to_owned(),
            unit: "share".to_owned(),
            low: 0.1,
            high: 0.9,
            at_low: 0.5,
            at_high: 0.5 + width,
            error,
            told_from_chance,
        }
    }

    #[test]
    fn a_leader_is_named_only_if_it_is_told_from_chance() {
        let noise = [swing("Aid", 0.4, 0.2, false), swing("Front", -0.3, 0.2, false)];
        let swings_title = |swings: &[MeasuredSwing]| {
            let names: Vec<String> = swings.iter().map(|one| one.meaning.clone()).collect();
            super::swings_title(swings, &names)
        };
        assert_eq!(swings_title(&noise), "No single unknown is told from chance in these draws");
        let one = [swing("Aid", 0.4, 0.02, true), swing("Front", -0.2, 0.02, true), swing("Will", 0.1, 0.1, false)];
        assert_eq!(swings_title(&one), "What is not known and matters most: aid");
        let two = [swing("Aid", 0.4, 0.1, true), swing("Front", -0.38, 0.1, true)];
        assert_eq!(swings_title(&two), "The unknowns that matter most: aid and front");
    }
}
