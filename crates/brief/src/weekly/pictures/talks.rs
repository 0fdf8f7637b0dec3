//! The talks: drafts, the record, what delays a deal, and terms against durability.

use super::{HUNDREDTH, block, date, frame, frame_of, numbered};
use crate::document::Block;
use crate::numbers::rounded;
use crate::picture::{Estimate, Event, Frontier, Graph, Node, Panel, Point, Step, Timeline, Total, Waterfall};
use crate::weekly::Breakdown;
use crate::words::{self, list};
use standoff_analysis::options::frontier::PostureFrontier;
use standoff_breakdown::week::pattern::TalksEvent;

/// Days of the record that are shown.
const WINDOW: f64 = 548.0;

/// The drafts, what they are worth to both belligerents, and their path.
pub fn drafts(week: &Breakdown) -> Option<Block> {
    let (findings, pattern) = (&week.forecast, &week.pattern);
    let roles = words::roles(&findings.scenario);
    let gain =
        |draft: &standoff_breakdown::week::pattern::Draft, role: &str| draft.gain.get(role).copied().unwrap_or(0.0);
    if pattern.drafts.is_empty() {
        return None;
    }
    let node = |(at, draft): (usize, &standoff_breakdown::week::pattern::Draft)| Node {
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

/// The record of talks over the movement of the front.
pub fn timeline(week: &Breakdown) -> Option<Block> {
    if week.pattern.held.is_empty() {
        return None;
    }
    let begins = date(&week.as_of).map_or(f64::NEG_INFINITY, |day| day.days() - WINDOW);
    let since = |day: &str| date(day).is_some_and(|day| day.days() >= begins);
    let held: Vec<&TalksEvent> = week.pattern.held.iter().filter(|one| since(&one.date)).collect();
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
    let estimate = |one: &standoff_lab::ensemble::estimate::Estimate| Estimate {
        at: one.value,
        low: one.low.unwrap_or(f64::NAN),
        high: one.high.unwrap_or(f64::NAN),
    };
    let step = crate::weekly::pattern::step_of_delay(delay);
    let title = format!(
        "Of {} months {} pass without a deal, {} with no mechanism of delay; in {} of futures none comes",
        delay.horizon_months,
        rounded(delay.today.value, step),
        rounded(delay.without.value, step),
        rounded(delay.no_deal_today.value, crate::weekly::step_of(&delay.no_deal_today).clamp(HUNDREDTH, 1.0))
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
    let point = |at: &standoff_analysis::options::frontier::PackageAt| {
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
