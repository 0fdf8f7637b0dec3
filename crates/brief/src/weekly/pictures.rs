//! The pictures of the brief: each with a title that says what was found.

use crate::document::{Block, Drawn};
use crate::findings::At;
use crate::numbers::{UNKNOWN, count, rounded, significant};
use crate::picture::{
    Band, Chart, Date, Dots, Estimate, Event, Fan, Frame, Frontier, Graph, Horizon, Incidence, Layer, Look, Node,
    Panel, Point, Reference, Region, Size, Step, Strip, Survival, Swing, Timeline, Tornado, Total, Waterfall, csv,
};
use crate::weekly::Breakdown;
use crate::words::{self, list};
use standoff_lab::breakdown::{Changed, Course, Held, Land, Ribbon};
use standoff_lab::frontier::PostureFrontier;

/// Months at which a curve is labelled.
const MARKS: [f64; 4] = [12.0, 24.0, 36.0, 60.0];
/// Answers that are not finer than this.
const HUNDREDTH: f64 = 0.01;
/// Days of the record that are shown.
const WINDOW: f64 = 548.0;
/// Mechanisms and parameters in a picture.
const ROWS: usize = 8;

/// A chart as a block of a document.
pub(super) fn block(chart: &dyn Chart, frame: &Frame) -> Block {
    Block::Picture(Drawn {
        slug: frame.slug.clone(),
        title: frame.title.clone(),
        alt: frame.alt.clone(),
        wide: chart.draw(Look::PAGE, Size::Wide),
        narrow: chart.draw(Look::PAGE, Size::Narrow),
        alone: chart.draw(Look::ALONE, Size::Wide),
        printed: chart.draw(Look::PRINTED, Size::Wide),
        csv: csv(&chart.rows()),
    })
}

/// What stands around a picture; its source is the scenario, the day and the futures of the forecast.
fn frame(week: &Breakdown, slug: &str, title: String, units: &str, alt: String) -> Frame {
    let findings = &week.forecast;
    let counts = format!("{} futures from {} draws", count(findings.runs), count(findings.draws));
    frame_of(week, [slug, &counts], title, units, alt)
}

/// The same for a picture of games of its own, whose `counts` are said.
fn frame_of(week: &Breakdown, [slug, counts]: [&str; 2], title: String, units: &str, alt: String) -> Frame {
    let source = format!("Standoff, {} as of {}, {counts}", week.forecast.scenario.name, week.as_of);
    Frame { slug: slug.to_owned(), title, units: units.to_owned(), source, alt }
}

fn horizon(week: &Breakdown) -> Horizon {
    Horizon { months: week.forecast.horizon_months as f64, start: date(&week.forecast.scenario.start) }
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    Some(Date::new(year, month, parts.next()?.parse().ok()?))
}

pub(super) fn bands(ribbon: &Ribbon) -> Vec<Band> {
    let months = ribbon.middle.iter().enumerate();
    let band = |(month, &median): (usize, &f64)| Band {
        month: month as f64,
        median,
        half: ribbon.half[month],
        most: ribbon.four_fifths[month],
        nearly_all: ribbon.most[month],
    };
    months.map(band).collect()
}

fn singles(all: &[Vec<f64>]) -> Vec<Vec<(f64, f64)>> {
    let one = |course: &Vec<f64>| course.iter().enumerate().map(|(month, &value)| (month as f64, value)).collect();
    all.iter().map(one).collect()
}

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
    let shown: Vec<(&Course, String)> = causes
        .iter()
        .map(|cause| (cause, format!("broken: {}", cause.title)))
        .chain(week.futures.unbroken.iter().map(|end| (end, unbroken(week, end))))
        .filter(|(course, _)| last(course) > 0.0)
        .collect();
    let told: Vec<String> =
        shown.iter().map(|(course, name)| format!("{name} {}", share(week, last(course)))).collect();
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
        step: findings.hold.survival.last().map_or(HUNDREDTH, |at| words::chance(findings, at).step()),
    };
    Some(block(&chart, &frame))
}

fn unbroken(week: &Breakdown, end: &Course) -> String {
    format!("unbroken: {}", words::end_title(&week.forecast, &end.name, &end.title))
}

fn causes_title(week: &Breakdown) -> String {
    let months = week.forecast.horizon_months;
    match first_causes(week)[..] {
        [] => "The line breaks in none of these futures".to_owned(),
        [one] => format!(
            "What breaks the line most often: {} ({} of futures by month {months})",
            one.title,
            share(week, last(one))
        ),
        [one, other, ..] => format!(
            "What breaks the line most often: {} ({} of futures by month {months}), or {} ({})",
            one.title,
            share(week, last(one)),
            other.title,
            share(week, last(other))
        ),
    }
}

/// The most frequent first cause, with those that cannot be told from it.
fn first_causes(week: &Breakdown) -> Vec<&Course> {
    let error = |course: &Course| words::share(&week.forecast, last(course), week.forecast.runs as f64).error;
    let mut causes: Vec<&Course> = week.futures.causes.iter().filter(|cause| last(cause) > 0.0).collect();
    causes.sort_by(|one, other| last(other).total_cmp(&last(one)));
    let Some(first) = causes.first().copied() else { return Vec::new() };
    causes.retain(|one| last(first) - last(one) <= 2.0 * error(first).hypot(error(one)));
    causes
}

/// A course at the horizon.
fn last(course: &Course) -> f64 {
    course.by.last().copied().unwrap_or(0.0)
}

/// A share of all futures, no finer than its error.
fn share(week: &Breakdown, of: f64) -> String {
    words::share(&week.forecast, of, week.forecast.runs as f64).number()
}

/// Coverage against need, and who pays.
pub fn coverage(week: &Breakdown) -> Option<Block> {
    let ribbon = &week.futures.coverage;
    let title =
        format!("Coverage of the need {}, in the middle of the futures where the war goes on", way(&ribbon.middle)?);
    let alt = "Coverage of the need by month as a fan with bands of 50, 80 and 95 % of futures, single futures behind, and below \
               it the means by source."
        .to_owned();
    let units = "share of the defender's need that is met, in futures that are still contested";
    let findings = &week.forecast;
    let below = week
        .means
        .as_ref()
        .map_or(String::new(), |means| format!("; below, {} futures from {}", count(means.runs), means.draws));
    let counts = format!("{} futures from {} draws{below}", count(findings.runs), count(findings.draws));
    let frame = frame_of(week, ["coverage", &counts], title, units, alt);
    let parts = week.means.as_ref().map_or(Vec::new(), |means| {
        let layer =
            |course: &standoff_lab::breakdown::Course| Layer { name: course.title.clone(), values: course.by.clone() };
        means.sources.iter().map(layer).collect()
    });
    let threshold = week.means.as_ref().map(|means| Reference { value: means.threshold, name: "threshold".to_owned() });
    let chart = Fan {
        frame: frame.clone(),
        axis: "coverage".to_owned(),
        horizon: horizon(week),
        bands: bands(ribbon),
        singles: singles(&week.futures.coverage_of_futures),
        marked: Vec::new(),
        references: threshold.into_iter().collect(),
        parts,
        parts_axis: "means, share of need".to_owned(),
    };
    Some(block(&chart, &frame))
}

/// The way of a curve in words: from where to where, and by which turn.
fn way(curve: &[f64]) -> Option<String> {
    const CLEAR: f64 = 0.1;
    let (now, end) = (*curve.first()?, *curve.last()?);
    let told = |value: f64| rounded(value, 0.05);
    let (mut high, mut low) = ((0, now), (0, now));
    for (month, &value) in curve.iter().enumerate() {
        high = if value > high.1 { (month, value) } else { high };
        low = if value < low.1 { (month, value) } else { low };
    }
    Some(match (high.1 - now.max(end) > CLEAR, now.min(end) - low.1 > CLEAR) {
        (true, _) => {
            format!("rises from {} to {} by month {} and ends at {}", told(now), told(high.1), high.0, told(end))
        }
        (_, true) => {
            format!("falls from {} to {} by month {} and ends at {}", told(now), told(low.1), low.0, told(end))
        }
        _ => format!("goes from {} to {}", told(now), told(end)),
    })
}

/// The drafts, what they are worth to both belligerents, and their path.
pub fn drafts(week: &Breakdown) -> Option<Block> {
    let (findings, pattern) = (&week.forecast, &week.pattern);
    let roles = words::roles(&findings.scenario);
    let gain = |draft: &standoff_lab::breakdown::Draft, role: &str| draft.gain.get(role).copied().unwrap_or(0.0);
    if pattern.drafts.is_empty() {
        return None;
    }
    let node = |(at, draft): (usize, &standoff_lab::breakdown::Draft)| Node {
        x: gain(draft, "defender"),
        y: gain(draft, "invader"),
        name: numbered(at, &draft.title),
        signs: roles
            .iter()
            .map(|(role, _, _)| !draft.blockers.iter().any(|by| by == role) && gain(draft, role) > 0.0)
            .collect(),
    };
    let free: Vec<String> = pattern
        .drafts
        .iter()
        .filter(|draft| draft.blockers.is_empty() && roles.iter().all(|(role, _, _)| gain(draft, role) > 0.0))
        .map(|draft| draft.title.clone())
        .collect();
    let title = match free[..] {
        [] => "No draft is one that all would sign today".to_owned(),
        _ => format!("All would sign today: {}", list(&free)),
    };
    let [invader, defender] = ["invader", "defender"].map(|role| words::actor(findings, role).to_owned());
    let alt = format!(
        "Drafts as points: further right is better for {defender} over going on, further up for {invader}; on the dashed \
         lines it is no better than going on. Lines join drafts one tweak apart, arrows follow the drafts issued."
    );
    let units = "what signing is worth over going on, in shares of the own stake; dashed: no better";
    let frame = frame(week, "drafts", title, units, alt);
    let chart = Graph {
        frame: frame.clone(),
        actors: roles.iter().map(|(_, _, name)| (*name).to_owned()).collect(),
        across: format!("better for {defender}"),
        upward: format!("better for {invader}"),
        nodes: pattern.drafts.iter().enumerate().map(node).collect(),
        edges: pattern.tweaks.iter().map(|[one, other]| (*one, *other)).collect(),
        path: pattern.path.iter().map(|stop| stop.draft).collect(),
    };
    Some(block(&chart, &frame))
}

/// The name of a draft with its number, the same in all pictures and tables.
pub(super) fn numbered(at: usize, title: &str) -> String {
    format!("{}. {title}", at + 1)
}

/// The record of talks over the movement of the front.
pub fn timeline(week: &Breakdown) -> Option<Block> {
    if week.pattern.held.is_empty() {
        return None;
    }
    let begins = date(&week.as_of).map_or(f64::NEG_INFINITY, |day| day.days() - WINDOW);
    let since = |day: &str| date(day).is_some_and(|day| day.days() >= begins);
    let held: Vec<&Held> = week.pattern.held.iter().filter(|one| since(&one.date)).collect();
    let areas: Vec<&(String, f64)> = week.pattern.areas.iter().filter(|(day, _)| since(day)).collect();
    let rounds = week.pattern.held.iter().filter(|one| one.kind == "talks-round").count();
    let year = week.pattern.rounds_past_year;
    let title =
        format!("{year} of the {rounds} meetings on record were held in the past twelve months{}", moved(&areas));
    let alt = format!(
        "The area held by the invader by date over eighteen months, with {} events of the talks below it in lanes by kind.",
        held.len()
    );
    let units = "the past eighteen months; area held by the invader, km²; events by kind and by what came of them";
    let frame = frame(week, "timeline", title, units, alt);
    let mut kinds: Vec<String> = held.iter().map(|one| one.kind.replace('-', " ")).collect();
    kinds.sort();
    kinds.dedup();
    let mut outcomes: Vec<String> = held.iter().map(|one| outcome(&one.answer)).collect();
    outcomes.sort();
    outcomes.dedup();
    let events = held.iter().filter_map(|one| {
        let kind = kinds.iter().position(|kind| *kind == one.kind.replace('-', " "))?;
        let came = outcomes.iter().position(|name| *name == outcome(&one.answer))?;
        Some(Event { date: date(&one.date)?, kind, outcome: came, name: one.about.clone() })
    });
    let chart = Timeline {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        record: areas.iter().filter_map(|(day, area)| Some((date(day)?, *area))).collect(),
        forecast: Vec::new(),
        events: events.collect(),
        kinds,
        outcomes,
    };
    Some(block(&chart, &frame))
}

/// How the area held went over the days shown, with three digits, as sources state areas.
fn moved(areas: &[&(String, f64)]) -> String {
    let told = |area: f64| rounded(area, 10f64.powf(area.abs().max(1.0).log10().floor() - 2.0).max(1.0));
    match (areas.first(), areas.last()) {
        (Some((_, first)), Some((day, last))) if areas.len() > 1 => {
            format!("; the area held went from {} to {} km² by {day}", told(*first), told(*last))
        }
        _ => String::new(),
    }
}

fn outcome(answer: &str) -> String {
    if answer.is_empty() { "not stated".to_owned() } else { answer.replace('-', " ") }
}

/// What delays a deal.
pub fn delay(week: &Breakdown) -> Option<Block> {
    let delay = week.delay.as_ref()?;
    let estimate = |one: &standoff_lab::experiment::Estimate| Estimate {
        at: one.value,
        low: one.low.unwrap_or(f64::NAN),
        high: one.high.unwrap_or(f64::NAN),
    };
    let step = super::pattern::step_of_delay(delay);
    let title = format!(
        "Of {} months {} pass without a deal, {} with no mechanism of delay; in {} of futures none comes",
        delay.horizon_months,
        rounded(delay.today.value, step),
        rounded(delay.without.value, step),
        rounded(delay.no_deal_today.value, super::step_of(&delay.no_deal_today).clamp(HUNDREDTH, 1.0))
    );
    let steps: Vec<Step> = delay
        .shares
        .iter()
        .map(|share| Step { name: words::capital(&share.title), change: estimate(&share.adds), step })
        .collect();
    let told: Vec<String> = delay
        .shares
        .iter()
        .map(|share| format!("{} {}", share.title, words::signed_at(share.adds.value, step)))
        .collect();
    let alt = format!("A waterfall of months to a deal from no mechanism to all of them: {}.", list(&told));
    let units = "months without a settlement or lasting quiet; where none comes, all; whiskers: 95 % intervals";
    let counts = format!("games of {} draws, {} futures each", delay.draws, delay.paths);
    let frame = frame_of(week, ["delay", &counts], title, units, alt);
    let chart = Waterfall {
        frame: frame.clone(),
        axis: "months".to_owned(),
        start: Total { name: "No mechanism".to_owned(), at: delay.without.value, step },
        steps,
        end: Total { name: "As things are".to_owned(), at: delay.today.value, step },
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
    let swing = |one: &standoff_lab::breakdown::Swing| {
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

/// Terms against durability.
pub fn frontier(week: &Breakdown) -> Option<Block> {
    let frontier = week.frontier.as_ref()?;
    let wanted = [frontier.posture_start.as_str(), "pressing-defender", "out"];
    let mut postures: Vec<&PostureFrontier> = Vec::new();
    for name in wanted {
        let found = frontier.postures.iter().find(|one| one.posture == name);
        postures.extend(found.filter(|one| postures.iter().all(|other| other.posture != one.posture)));
    }
    if postures.is_empty() {
        postures.extend(frontier.postures.first());
    }
    let defender = words::actor(&week.forecast, "defender").to_owned();
    let best = postures.iter().flat_map(|posture| posture.packages.iter().filter(|one| one.signable));
    let lasting = best.map(|one| one.five_year_peace.mean).fold(f64::NAN, f64::max);
    let from = rounded(frontier.signable_from, HUNDREDTH);
    let title = match lasting.is_nan() {
        true => format!("No draft is signed at one tabling with a chance of {from} or more"),
        false => format!(
            "What is signed at one tabling with a chance of {from} or more lasts five years with one of {} at most",
            rounded(lasting, 0.05)
        ),
    };
    let alt = format!(
        "Drafts as points under each posture: what the terms are worth to {defender} across, the chance of five years' peace upward."
    );
    let units = "means and 90 % bands over draws; hollow: another draft is better both ways";
    let frame = frame_of(week, ["frontier", &format!("games of {} draws", frontier.draws)], title, units, alt);
    let point = |at: &standoff_lab::frontier::PackageAt| {
        let place = frontier.packages.iter().position(|one| one.package == at.package)?;
        let package = &frontier.packages[place];
        let worth = package.value.get("defender")?;
        let estimate = |band: &crate::findings::Band| Estimate { at: band.mean, low: band.low, high: band.high };
        Some(Point {
            name: numbered(place, &package.title),
            across: estimate(worth),
            upward: estimate(&at.five_year_peace),
            series: usize::from(!at.signable),
            dominated: at.defender_frontier.is_none_or(|on| !on.by_means),
        })
    };
    let panel = |posture: &&PostureFrontier| Panel {
        title: posture.title.clone(),
        points: posture.packages.iter().filter_map(point).collect(),
    };
    let chart = Frontier {
        frame: frame.clone(),
        across: format!("worth of the terms to {defender}"),
        upward: "chance of five years' peace".to_owned(),
        series: vec![format!("signed at one tabling, {from} or more"), "less often".to_owned()],
        panels: postures.iter().map(panel).collect(),
    };
    Some(block(&chart, &frame))
}

/// What changed an answer since the last brief.
pub fn changes(week: &Breakdown, changed: &Changed) -> Option<Block> {
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
    let step = |part: &standoff_lab::breakdown::Part| Step {
        name: part.known.as_ref().map_or("Time passing".to_owned(), |day| format!("{day}: {}", list(&part.events))),
        change: Estimate { at: part.adds, low: part.adds - 1.645 * part.error, high: part.adds + 1.645 * part.error },
        step: super::changes::step_of_part(part),
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

/// Area gained: a fan.
pub fn area(week: &Breakdown) -> Option<Block> {
    let ribbon = &week.futures.area;
    let at = ribbon.middle.get(12.min(ribbon.middle.len().checked_sub(1)?))?;
    let invader = words::actor(&week.forecast, "invader");
    let title = format!(
        "{invader} gains about {} km² in a year, in the middle of the futures where the war goes on",
        significant(*at)
    );
    let title = if at.is_finite() { title } else { UNKNOWN.to_owned() };
    let alt =
        "Area gained by month as a fan with bands of 50, 80 and 95 % of futures, single futures behind.".to_owned();
    let frame = frame(
        week,
        "area",
        title,
        "km² from the day of the forecast; areas, not borders; futures still contested",
        alt,
    );
    let chart = Fan {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        horizon: horizon(week),
        bands: bands(ribbon),
        singles: singles(&week.futures.area_of_futures),
        marked: Vec::new(),
        references: Vec::new(),
        parts: Vec::new(),
        parts_axis: String::new(),
    };
    Some(block(&chart, &frame))
}

/// Land by region, and all of it a year on.
pub fn land(week: &Breakdown) -> Option<Block> {
    let largest_first = {
        let mut regions: Vec<_> = week.regions.iter().collect();
        regions.sort_by(|one, other| other.held.total_cmp(&one.held).then_with(|| one.title.cmp(&other.title)));
        regions
    };
    let sum = |part: fn(&Land) -> f64| week.regions.iter().map(part).sum::<f64>();
    let (held, area) = (sum(|region| region.held), sum(|region| region.area));
    let region = |land: &&Land| bar(&land.title, land.held, land.area);
    let regions: Vec<Region> = largest_first.iter().map(region).collect();
    if regions.is_empty() {
        return None;
    }
    let invader = words::actor(&week.forecast, "invader");
    let title = format!("{invader} holds {} of {} km² in these regions", significant(held), significant(area));
    let told: Vec<String> = largest_first
        .iter()
        .map(|land| format!("{} {} of {} km²", land.title, significant(land.held), significant(land.area)))
        .collect();
    let alt = format!("A bar for each region, the part held by {invader} and the rest: {}.", list(&told));
    let units = "km² held at the scenario's start; a year on: the middle and 80 % of the futures where the war goes on. The model has \
                 one front and does not say in which region it moves";
    let frame = frame(week, "land", title, units, alt);
    let forecast = ahead(&week.futures.area, held);
    let chart = Strip {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        words: ["held".to_owned(), "taken since".to_owned(), "not held".to_owned()],
        regions,
        total: Some(bar("All of them", held, area)),
        forecast,
        step: 0.0,
    };
    Some(block(&chart, &frame))
}

fn bar(name: &str, held: f64, area: f64) -> Region {
    Region { name: name.to_owned(), held, change: 0.0, remaining: area - held }
}

/// What is held after a year where the war goes on: the middle of the futures and the band of four fifths.
fn ahead(ribbon: &Ribbon, held: f64) -> Option<(String, Estimate)> {
    const YEAR: usize = 12;
    let (middle, [low, high]) = (ribbon.middle.get(YEAR)?, ribbon.four_fifths.get(YEAR)?);
    Some(("in 12 months".to_owned(), Estimate { at: held + middle, low: held + low, high: held + high }))
}
