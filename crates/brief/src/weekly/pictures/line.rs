//! How long the line holds: when it breaks, by what, what changed it, and what swings it.

use super::{HUNDREDTH, bands, block, frame, frame_of, horizon, singles};
use crate::document::Block;
use crate::findings::At;
use crate::numbers::{count, rounded, significant};
use crate::picture::{Dots, Estimate, Incidence, Layer, Step, Survival, Swing, Tornado, Total, Waterfall};
use crate::weekly::Breakdown;
use crate::words::{self, list};
use standoff_breakdown::week::changes::ChangedAnswer;
use standoff_breakdown::week::futures::MonthlyCurve;

/// Months at which a curve is labelled.
const MARKS: [f64; 4] = [12.0, 24.0, 36.0, 60.0];
/// Mechanisms and parameters in a picture.
const ROWS: usize = 8;

/// The answer at a year, or as near as there is one.
fn year(week: &Breakdown) -> Option<&At> {
    let survival = &week.forecast.hold.survival;
    survival.iter().find(|at| at.months == 12).or(survival.first())
}

/// When the line breaks: fifty dots.
pub fn breaks(week: &Breakdown) -> Block {
    let times = week.futures.breaks.clone();
    let months = week.forecast.horizon_months;
    let holds = times.iter().filter(|time| time.is_none()).count();
    let first_year = times.iter().filter(|time| time.is_some_and(|time| time <= 12.0)).count();
    let title = format!(
        "The line breaks within a year in {first_year} of {} futures, and holds past {months} months in {holds}",
        times.len()
    );
    let alt = format!(
        "Fifty dots on an axis of months, each one future in fifty: {first_year} within twelve months, {} later, {holds} in a block \
         for futures in which the line holds past month {months}.",
        times.len() - holds - first_year
    );
    let frame = frame(week, "breaks", title, "month in which the line breaks; one dot is 1 of 50 futures", alt);
    block(&Dots { frame: frame.clone(), horizon: horizon(week), times }, &frame)
}

/// How long the line holds: survival with bands.
pub fn survival(week: &Breakdown) -> Option<Block> {
    let at = year(week)?;
    let chance = words::chance(&week.forecast, at);
    let band = words::chance_band(chance, at.low, at.high);
    let title = format!("The line holds {} months with a chance of {} (band {band})", at.months, chance.number());
    let alt = format!(
        "A falling curve of the chance that the line holds, by month, with bands of 50, 80 and 95 % of the draws and the curves of \
         single draws behind. At month {} it stands at {}.",
        at.months,
        chance.number()
    );
    let units = "chance that the line has not broken; bands hold 50, 80 and 95 % of draws";
    let frame = frame(week, "survival", title, units, alt);
    let chart = Survival {
        frame: frame.clone(),
        axis: "chance that the line holds".to_owned(),
        horizon: horizon(week),
        curve: bands(&week.futures.holds),
        singles: singles(&week.futures.holds_of_draws),
        marks: MARKS.into_iter().filter(|mark| *mark <= week.forecast.horizon_months as f64).collect(),
        step: chance.step(),
    };
    Some(block(&chart, &frame))
}

/// What becomes of the line and of the war: first causes of a break, ends without one, and what is still contested.
pub fn causes(week: &Breakdown) -> Option<Block> {
    let findings = &week.forecast;
    let causes = &week.futures.causes;
    let longest = causes.first()?.by.len();
    let shown: Vec<(&MonthlyCurve, String)> = causes
        .iter()
        .map(|cause| (cause, format!("broken: {}", cause.title)))
        .chain(week.futures.unbroken.iter().map(|end| (end, unbroken(week, end))))
        .filter(|(course, _)| course.last_value() > 0.0)
        .collect();
    let step = words::step_at_horizon(findings);
    let told: Vec<String> =
        shown.iter().map(|(course, name)| format!("{name} {}", rounded(course.last_value(), step))).collect();
    let alt = format!(
        "Stacked areas of the share of futures by month: those in which the line has broken, by first cause, and above them those in \
         which the war has ended without a break. By month {}: {}; the rest is still contested and unbroken.",
        findings.horizon_months,
        list(&told)
    );
    let units = "share of futures: the line has broken, by what broke it first; or the war has ended without a break";
    let frame = frame(week, "causes", causes_title(week), units, alt);
    let chart = Incidence {
        frame: frame.clone(),
        axis: "share of futures".to_owned(),
        horizon: horizon(week),
        months: (0..longest).map(|month| month as f64).collect(),
        causes: shown.into_iter().map(|(course, name)| Layer { name, values: course.by.clone() }).collect(),
        rest: "unbroken, and the war goes on".to_owned(),
        step,
    };
    Some(block(&chart, &frame))
}

fn unbroken(week: &Breakdown, end: &MonthlyCurve) -> String {
    format!("unbroken: {}", words::end_title(&week.forecast, &end.name, &end.title))
}

fn causes_title(week: &Breakdown) -> String {
    let months = week.forecast.horizon_months;
    let share = |course: &MonthlyCurve| rounded(course.last_value(), words::step_at_horizon(&week.forecast));
    match first_causes(week)[..] {
        [] => "The line breaks in none of these futures".to_owned(),
        [one] => {
            format!("What breaks the line most often: {} ({} of futures by month {months})", one.title, share(one))
        }
        [one, other, ..] => format!(
            "What breaks the line most often: {} ({} of futures by month {months}), or {} ({})",
            one.title,
            share(one),
            other.title,
            share(other)
        ),
    }
}

/// The most frequent first cause, with those that cannot be told from it.
fn first_causes(week: &Breakdown) -> Vec<&MonthlyCurve> {
    let error =
        |course: &MonthlyCurve| words::share(&week.forecast, course.last_value(), week.forecast.runs as f64).error;
    let mut causes: Vec<&MonthlyCurve> = week.futures.causes.iter().filter(|cause| cause.last_value() > 0.0).collect();
    causes.sort_by(|one, other| other.last_value().total_cmp(&one.last_value()));
    let Some(first) = causes.first().copied() else { return Vec::new() };
    causes.retain(|one| first.last_value() - one.last_value() <= 2.0 * error(first).hypot(error(one)));
    causes
}

/// What changed an answer since the last brief.
pub fn changes(week: &Breakdown, changed: &ChangedAnswer) -> Option<Block> {
    let changes = week.changes.as_ref()?;
    let whole = &changed.whole;
    let title = if whole.is_clear() {
        format!(
            "{}: {} to {}",
            words::capital(&whole.title),
            rounded(whole.before, HUNDREDTH),
            rounded(whole.after, HUNDREDTH)
        )
    } else {
        format!("{}: no clear change since {}", words::capital(&whole.title), changes.from)
    };
    let alt = format!(
        "A waterfall from {} on {} to {} on {}, by the day on which events became known.",
        rounded(whole.before, HUNDREDTH),
        changes.from,
        rounded(whole.after, HUNDREDTH),
        changes.to
    );
    let counts = format!("{} futures from {} draws on either day", count(changes.runs), changes.draws);
    let frame = frame_of(week, ["changes", &counts], title, "chance; whiskers: 90 % intervals", alt);
    let step = |part: &standoff_breakdown::week::changes::ChangePart| Step {
        name: part.known.as_ref().map_or("Time passing".to_owned(), |day| format!("{day}: {}", list(&part.events))),
        change: Estimate { at: part.adds, low: part.adds - 1.645 * part.error, high: part.adds + 1.645 * part.error },
        step: crate::weekly::changes::step_of_part(part),
    };
    let chart = Waterfall {
        frame: frame.clone(),
        axis: "chance".to_owned(),
        start: Total { name: changes.from.clone(), at: whole.before, step: HUNDREDTH },
        steps: changed.parts.iter().map(step).collect(),
        end: Total { name: changes.to.clone(), at: whole.after, step: HUNDREDTH },
    };
    Some(block(&chart, &frame))
}

/// Which parameters swing the answer.
pub fn swings(week: &Breakdown) -> Option<Block> {
    let swings = &week.swings;
    let (base, first) = (year(week)?, swings.first()?);
    let title = match first.told_from_chance {
        true => format!("What is not known and matters most: {}", lower(&first.meaning)),
        false => "No single unknown is clear of chance in these draws".to_owned(),
    };
    let alt = "Bars from the chance that the line holds twelve months in the lowest third of each parameter's draws to that in the \
               highest third."
        .to_owned();
    let units =
        "chance that the line holds twelve months, by third of the parameter's draws; an association, no effect alone";
    let frame = frame(week, "swings", title, units, alt);
    let swing = |one: &standoff_breakdown::week::swings::Swing| {
        // Each end carries half of the variance of the difference.
        let half = 1.645 * one.error / std::f64::consts::SQRT_2;
        let end = |at: f64| Estimate { at, low: at - half, high: at + half };
        let value = |value: f64| match one.unit.as_str() {
            "number" | "share" => significant(value),
            unit => format!("{} {unit}", significant(value)),
        };
        Swing {
            name: one.meaning.clone(),
            low_value: value(one.low),
            high_value: value(one.high),
            low: end(one.at_low),
            high: end(one.at_high),
        }
    };
    let chart = Tornado {
        frame: frame.clone(),
        axis: "chance that the line holds".to_owned(),
        base: base.p,
        step: HUNDREDTH,
        swings: swings.iter().take(ROWS).map(swing).collect(),
    };
    Some(block(&chart, &frame))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
