//! The talks: drafts, the record, what delays a deal, and terms against durability.

use super::block::{
    HUNDREDTH, frame_of_forecast, frame_of_record, frame_with_counts, numbered_title, parse_date, picture_block,
};
use super::identity;
use super::war::WINDOW;
use crate::document::Block;
use crate::precision::{step_of_share, way_of_delay};
use crate::wording::{edit_text, name_of, percent};
use standoff_analysis::options::frontier::{PackageAt, PostureFrontier};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::pattern::{Draft, TalksEvent};
use standoff_picture::{Estimate, Event, Frontier, Graph, Node, Panel, Point, Step, Timeline, Total, Waterfall};
use standoff_prose::numbers::format_rounded;
use standoff_prose::words::{self, join_list};
use standoff_terminal::vocabulary;

/// Share of the draws that counts as most of them.
const MOST: f64 = 0.5;
/// Kinds of events that have lanes of their own, as the event log names them.
const ROUND: &str = "talks-round";
const DRAFT: &str = "draft-issued";
const POSTURE: &str = "posture-changed";

/// The drafts, what they are worth to both belligerents, and their path.
pub fn draw_drafts(week: &Breakdown) -> Option<Block> {
    let (findings, pattern) = (&week.forecast, &week.pattern);
    let roles = vocabulary::roles_taking_part(&findings.provenance.scenario);
    if pattern.drafts.is_empty() {
        return None;
    }
    let node = |(at, draft): (usize, &Draft)| Node {
        x: gain(draft, "defender"),
        y: gain(draft, "invader"),
        number: at + 1,
        name: draft.title.clone(),
        signs: roles.iter().map(|(role, _, _)| would_take(draft, role)).collect(),
    };
    let free: Vec<String> = pattern
        .drafts
        .iter()
        .filter(|draft| draft.not_ratified < MOST && roles.iter().all(|(role, _, _)| would_take(draft, role)))
        .map(|draft| draft.title.clone())
        .collect();
    let title = match free[..] {
        [] => "No draft is one that all would take in most draws".to_owned(),
        _ => format!("All would take in most draws: {}", join_list(&free)),
    };
    let [invader, defender] = ["invader", "defender"].map(|role| name_of(findings, role));
    let alt = format!(
        "Drafts as points: further right is better for {defender} over going on, further up for {invader}; on the dashed \
         lines it is no better than going on. Lines join drafts one tweak apart, arrows follow the drafts issued."
    );
    let units = "what signing is worth over going on, in shares of the own stake; dashed: no better; thin lines join drafts \
                 that differ by one change";
    let frame = frame_of_forecast(week, "drafts", title, units, alt);
    let chart = Graph {
        frame: frame.clone(),
        actors: roles.iter().map(|(role, _, name)| identity::signer(role, name)).collect(),
        across: format!("better for {defender}"),
        upward: format!("better for {invader}"),
        nodes: pattern.drafts.iter().enumerate().map(node).collect(),
        edges: pattern.tweaks.iter().map(|[one, other]| (*one, *other)).collect(),
        path: pattern.path.iter().map(|stop| stop.draft).collect(),
    };
    Some(picture_block(&chart, &frame))
}

fn gain(draft: &Draft, role: &str) -> f64 {
    draft.gain.get(role).copied().unwrap_or(0.0)
}

/// True if an actor gains by a draft in most draws, and a coalition delivers its part in most.
fn would_take(draft: &Draft, role: &str) -> bool {
    let withholds = role == "coalition" && draft.withheld.is_some_and(|share| share >= MOST);
    gain(draft, role) > 0.0 && !withholds
}

/// The record of talks over the movement of the front.
pub fn draw_timeline(week: &Breakdown) -> Option<Block> {
    if week.pattern.held.is_empty() {
        return None;
    }
    let begins = parse_date(&week.as_of).map_or(f64::NEG_INFINITY, |day| day.days_since_1970() - WINDOW);
    let since = |day: &str| parse_date(day).is_some_and(|day| day.days_since_1970() >= begins);
    let held: Vec<&TalksEvent> = week.pattern.held.iter().filter(|one| since(&one.date)).collect();
    let areas: Vec<&(String, f64)> = week.pattern.areas.iter().filter(|(day, _)| since(day)).collect();
    let rounds = week.pattern.held.iter().filter(|one| one.kind == ROUND).count();
    let year = week.pattern.rounds_past_year;
    let title =
        format!("{year} of the {rounds} meetings on record were held in the past twelve months{}", area_words(&areas));
    let invader = name_of(&week.forecast, "invader");
    let alt = format!(
        "The area held by {invader} by date over eighteen months, with {} events of the talks below it in lanes by track.",
        held.len()
    );
    let units = format!(
        "the past eighteen months; area held by {invader}, km²; below, meetings by track, drafts by their number, and what came \
         of them"
    );
    let frame = frame_of_record("timeline", (&week.pattern.sources, &week.as_of), title, &units, alt);
    let lanes = lanes_of(week, &held);
    let asked = |one: &TalksEvent| one.kind != DRAFT && one.kind != POSTURE;
    let mut answers: Vec<&str> = held.iter().filter(|one| asked(one)).map(|one| one.answer.as_str()).collect();
    answers.sort_unstable();
    answers.dedup();
    let events = held.iter().filter_map(|one| {
        let lane = lanes.iter().position(|lane| *lane == lane_of(week, one))?;
        let outcome = answers.iter().position(|answer| asked(one) && *answer == one.answer).unwrap_or(answers.len());
        Some(Event { date: parse_date(&one.date)?, lane, outcome, name: name_in_lane(week, one) })
    });
    let chart = Timeline {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        record: areas.iter().filter_map(|(day, area)| Some((parse_date(day)?, *area))).collect(),
        forecast: Vec::new(),
        events: events.collect(),
        lanes: lanes.into_iter().map(|(_, name)| name).collect(),
        outcomes: answers.into_iter().map(identity::outcome).collect(),
    };
    Some(picture_block(&chart, &frame))
}

/// The lane of an event, with its rank: a lane for each track of the talks, then drafts, truces and the rest.
fn lane_of(week: &Breakdown, event: &TalksEvent) -> (usize, String) {
    let (rank, name) = match event.kind.as_str() {
        ROUND if event.about.is_empty() => (1, "other meetings".to_owned()),
        ROUND => (0, event.about.clone()),
        DRAFT => (2, "drafts issued".to_owned()),
        POSTURE => (3, format!("posture of {}", name_of(&week.forecast, "great_power"))),
        "settlement" | "ratification" => (5, "settlements and votes on them".to_owned()),
        _ => (4, "truces and ceasefires".to_owned()),
    };
    (rank, name)
}

fn lanes_of(week: &Breakdown, held: &[&TalksEvent]) -> Vec<(usize, String)> {
    let mut lanes: Vec<(usize, String)> = held.iter().map(|event| lane_of(week, event)).collect();
    lanes.sort();
    lanes.dedup();
    lanes
}

/// The name of an event beside its mark; nothing for a meeting, whose lane names its track.
fn name_in_lane(week: &Breakdown, event: &TalksEvent) -> String {
    match event.kind.as_str() {
        ROUND => String::new(),
        DRAFT => match week.pattern.drafts.iter().position(|draft| draft.title == event.about) {
            Some(place) => numbered_title(place, &event.about),
            None => event.about.clone(),
        },
        _ if event.about.is_empty() => event.kind.replace('-', " "),
        _ => event.about.clone(),
    }
}

/// Course of the area held over the days shown, with three digits, as sources state areas.
fn area_words(areas: &[&(String, f64)]) -> String {
    let told = |area: f64| format_rounded(area, 10f64.powf(area.abs().max(1.0).log10().floor() - 2.0).max(1.0));
    match (areas.first(), areas.last()) {
        (Some((_, first)), Some((day, last))) if areas.len() > 1 => {
            format!("; the area held went from {} to {} km² by {day}", told(*first), told(*last))
        }
        _ => String::new(),
    }
}

/// Waterfall of the delay of a deal by mechanism.
pub fn draw_delay(week: &Breakdown) -> Option<Block> {
    let delay = week.delay.as_ref()?;
    let estimate = |one: &standoff_lab::ensemble::estimate::Estimate, at: f64| Estimate {
        at,
        low: one.low.map_or(f64::NAN, |low| low + at - one.value),
        high: one.high.map_or(f64::NAN, |high| high + at - one.value),
    };
    let way = way_of_delay(delay);
    let step = way.step;
    let title = format!(
        "Of {} months {} pass without a deal, {} with no mechanism of delay; in {} of futures none comes",
        delay.horizon_months,
        format_rounded(way.to, step),
        format_rounded(way.from, step),
        percent(&format_rounded(delay.no_deal_today.value, step_of_share(&delay.no_deal_today)))
    );
    let steps: Vec<Step> = delay
        .shares
        .iter()
        .zip(&way.parts)
        .map(|(share, &adds)| Step { name: words::capitalize(&share.title), change: estimate(&share.adds, adds), step })
        .collect();
    let residual = way.parts.get(delay.shares.len()).filter(|residual| **residual != 0.0);
    let steps: Vec<Step> = steps
        .into_iter()
        .chain(residual.map(|&at| {
            let change = Estimate { at, low: at, high: at };
            Step { name: "Not shared out".to_owned(), change, step }
        }))
        .collect();
    let told: Vec<String> = delay
        .shares
        .iter()
        .zip(&way.parts)
        .map(|(share, &adds)| format!("{} {}", share.title, words::format_signed(adds, step)))
        .collect();
    let alt = format!("A waterfall of months to a deal from no mechanism to all of them: {}.", join_list(&told));
    let units = "months without a settlement or lasting quiet; where none comes, all; whiskers: 95 % intervals";
    let counts = format!(
        "games of {}, {} each",
        words::count_things(delay.draws, "draw"),
        words::count_things(delay.paths, "future")
    );
    let frame = frame_with_counts(week, ["delay", &counts], title, units, alt);
    let chart = Waterfall {
        frame: frame.clone(),
        axis: "months".to_owned(),
        start: Total { name: "No mechanism".to_owned(), at: way.from, step },
        steps,
        end: Total { name: "As things are".to_owned(), at: way.to, step },
    };
    Some(picture_block(&chart, &frame))
}

/// Terms against durability.
pub fn draw_frontier(week: &Breakdown) -> Option<Block> {
    let frontier = week.frontier.as_ref()?;
    let starts = |one: &&PostureFrontier| one.posture == frontier.posture_start;
    let first = frontier.postures.iter().filter(starts);
    let postures: Vec<&PostureFrontier> = first.chain(frontier.postures.iter().filter(|one| !starts(one))).collect();
    let defender = name_of(&week.forecast, "defender");
    let best = postures.iter().flat_map(|posture| posture.packages.iter().filter(|one| one.signable));
    let lasting = best.map(|one| one.five_year_peace.mean).fold(f64::NAN, f64::max);
    let from = percent(&format_rounded(frontier.signable_from, HUNDREDTH));
    let title = match lasting.is_nan() {
        true => format!("No draft is signed at one tabling with a chance of {from} or more"),
        false => format!(
            "What is signed at one tabling with a chance of {from} or more lasts five years with one of {} at most",
            percent(&format_rounded(lasting, 0.05))
        ),
    };
    let alt = format!(
        "Drafts as points under each posture: what the terms are worth to {defender} across, the chance of five years' peace upward."
    );
    let units = "means and 90 % bands over draws; one picture for each posture of the great power, today's first";
    let frame = frame_with_counts(
        week,
        ["frontier", &format!("games of {}", words::count_things(frontier.draws, "draw"))],
        title,
        units,
        alt,
    )
    .in_percent();
    let named = named_packages(week, &postures);
    let point = |at: &PackageAt| {
        let place = frontier.packages.iter().position(|one| one.package == at.package)?;
        let package = &frontier.packages[place];
        let worth = package.value.get("defender")?;
        let estimate =
            |band: &standoff_lab::forecast::findings::Band| Estimate { at: band.mean, low: band.low, high: band.high };
        Some(Point {
            number: place + 1,
            name: package.title.clone(),
            minor: !named.contains(&at.package.as_str()),
            across: estimate(worth),
            upward: estimate(&at.five_year_peace),
            series: usize::from(!at.signable),
            dominated: at.defender_frontier.is_none_or(|on| !on.by_means),
        })
    };
    let panel = |posture: &&PostureFrontier| Panel {
        title: edit_text(&week.forecast.provenance.scenario, &posture.title),
        points: posture.packages.iter().filter_map(point).collect(),
    };
    let chart = Frontier {
        frame: frame.clone(),
        across: format!("worth of the terms to {defender}"),
        upward: "chance of five years' peace".to_owned(),
        series: vec![format!("signed at one tabling, {from} or more"), "less often".to_owned()],
        minor: "small: variants of the drafts".to_owned(),
        panels: postures.iter().map(panel).collect(),
    };
    Some(picture_block(&chart, &frame))
}

/// Packages that have a number in the picture of terms: the drafts, and variants of them that would be signed under some
/// posture.
fn named_packages<'a>(week: &'a Breakdown, postures: &[&'a PostureFrontier]) -> Vec<&'a str> {
    let drafts = week.pattern.drafts.iter().map(|draft| draft.name.as_str());
    let signable = postures.iter().flat_map(|posture| &posture.packages).filter(|package| package.signable);
    drafts.chain(signable.map(|package| package.package.as_str())).collect()
}
