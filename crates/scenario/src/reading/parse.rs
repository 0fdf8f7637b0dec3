//! Turns a file into a checked scenario, or into a list of everything that is wrong with it.

use std::sync::Arc;

use jiff::civil::Date;

use super::former::convert::convert_former_keys;
use super::idle::warn_of_idle_parts;
use super::walk::walk_scenario;
use crate::class::WarClass;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::parse::parse_toml;
use crate::document::source::Source;
use crate::document::tree::Table;
use crate::keys::limits::check_limits;
use crate::levers::read::read_levers;
use crate::outside_view::benchmark::Benchmark;
use crate::quantities::book::SourceBook;
use crate::quantities::index::ParameterIndex;
use crate::quantities::list::list_parameters;
use crate::quantities::parameter::Parameter;
use crate::quantities::sums::{check_turns, read_groups};
use crate::questions::read::read_questions;
use crate::scenario::Scenario;
use crate::structure::build::{build_structure, check_rates};
use crate::structure::menu::read_menu_size;
use crate::structure::region::read_regions;
use crate::time::calendar::read_election_dates;
use crate::time::clock::StepLength;
use crate::words::format_number;
use standoff_world::war::Structure;

impl Scenario {
    /// Reads and checks a scenario. The diagnostics returned with it are warnings.
    ///
    /// # Errors
    ///
    /// All errors of the scenario, and its warnings, each with its place.
    pub fn parse(source: &Source) -> Result<(Self, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new(source.clone());
        let Some(mut root) = parse_toml(source, &mut found) else { return Err(require_error(found)) };
        // Before the walk, which then checks what was converted as if it had been written so.
        convert_former_keys(&mut root, &mut found);
        let scenario = read_scenario(&root, &mut found);
        let found = found.finish()?;
        match scenario {
            Some(scenario) => Ok((scenario, found)),
            None => Err(require_error(found)),
        }
    }
}

/// Adds an error where there is none: without a scenario there must be one.
fn require_error(mut found: Diagnostics) -> Diagnostics {
    if !found.has_errors() {
        found.push(Diagnostic::error("missing-key", "the scenario is not complete"));
    }
    found.finish().unwrap_or_else(|found| found)
}

/// Reads the parts in the order in which they need one another: structure, numbers, sums of numbers, and last the levers
/// and questions, which point into all of these.
fn read_scenario(root: &Table, found: &mut Diagnostics) -> Option<Scenario> {
    let stated = walk_scenario(root, found);
    let start = root.date("start")?;
    // What follows takes time that grows with the product of the lists, which the limits bound.
    if !check_limits(root, found) || found.is_full() {
        return None;
    }
    let structure = build_structure(root, start, found);
    check_rates(root, found);
    let book = SourceBook::read(root, start, found);
    let class = root.text("class").and_then(WarClass::find);
    let parameters = list_parameters(&structure, &stated, class, &book, found);
    let groups = read_groups(root, &structure, class, &parameters, found);
    check_turns(&structure, &parameters, found);
    check_anchors(&parameters, found);
    warn_of_clipped_land(&structure, &parameters, found);
    let index = Arc::new(ParameterIndex::new(&parameters));
    let regions = read_regions(root, &book, found);
    let sources = book.references;
    let benchmark = Benchmark::read(root, found);
    let (levers, questions) = (Vec::new(), Vec::new());
    let mut scenario = Scenario {
        name: root.text("name").unwrap_or_default().to_owned(),
        title: root.text("title").unwrap_or_default().to_owned(),
        summary: root.text("summary").unwrap_or_default().trim().to_owned(),
        start,
        as_of: read_as_of(root, start, found),
        war_began: read_war_began(root, start, found),
        step: if root.text("step") == Some("month") { StepLength::Month } else { StepLength::Week },
        horizon_months: root.count("horizon").map_or(120, |months| months as u32),
        currency: root.text("currency").unwrap_or_default().to_owned(),
        elections: read_election_dates(root),
        structure,
        parameters,
        groups,
        levers,
        questions,
        benchmark,
        regions,
        sources,
        index,
        origin: 0.0,
        menu: read_menu_size(root),
    };
    if !found.has_errors() {
        scenario = scenario.with_menu(scenario.menu);
    }
    scenario.levers = read_levers(root, &scenario, found);
    scenario.questions = read_questions(root, &scenario, found);
    // A number with a fault is not known, and may seem to be none.
    if !found.has_errors() {
        warn_of_idle_parts(root, &scenario, found);
    }
    Some(scenario)
}

fn read_war_began(root: &Table, start: Date, found: &mut Diagnostics) -> Date {
    let began = root.date("war_began").unwrap_or(start);
    if let Some(place) = root.span("war_began").filter(|_| began > start) {
        let message = format!("the war began on {began}, after the start {start}");
        found.push(Diagnostic::error("date-after-start", message).at(place).allowed(format!("by {start}")));
    }
    began
}

/// Answers start on the first day or later: before it, only a record could tell where the war stood.
fn read_as_of(root: &Table, start: Date, found: &mut Diagnostics) -> Option<Date> {
    let (day, place) = root.date("as_of").zip(root.span("as_of"))?;
    if day < start {
        let message = format!("`as_of` is {day}, before the start {start}");
        found.push(Diagnostic::error("dates-reversed", message).at(place).allowed(format!("{start} or later")));
    }
    Some(day)
}

fn in_thousandths(share: f64) -> String {
    format_number((1000.0 * share).round() / 1000.0)
}

/// Land that changes hands by a text lies between all of it and none: what a package asks beyond that is clipped, and said.
fn warn_of_clipped_land(structure: &Structure, parameters: &[Parameter], found: &mut Diagnostics) {
    let held = structure.front_start as f64 / structure.front_steps as f64;
    let is_land = |parameter: &&Parameter| parameter.path.starts_with("package.") && parameter.path.ends_with(".land");
    for land in parameters.iter().filter(is_land) {
        let (asked, place) = (land.value, land.span.clone().unwrap_or(0..0));
        if (-held..=1.0 - held).contains(&asked) {
            continue;
        }
        let message = format!(
            "`{}` asks for {} of the stake where the invader holds {}: it counts as {}",
            land.path,
            format_number(asked),
            in_thousandths(held),
            if asked < 0.0 { "all that it holds" } else { "the rest" }
        );
        let allowed = format!("{} to {}", in_thousandths(-held), in_thousandths(1.0 - held));
        found.push(Diagnostic::warning("clipped", message).at(&place).allowed(allowed));
    }
}

/// The accepted anchor must be the better-liked one.
fn check_anchors(parameters: &[Parameter], found: &mut Diagnostics) {
    let find = |path: &str| parameters.iter().find(|parameter| parameter.path == path);
    let pair = find("ratification.support_accepted").zip(find("ratification.support_refused"));
    let Some((accepted, refused)) = pair.filter(|(accepted, refused)| accepted.range().0 < refused.range().1) else {
        return;
    };
    let place = accepted.span.clone().or(refused.span.clone()).unwrap_or(0..0);
    let message = "support for the refused package can reach that for the accepted one";
    let allowed = format!("the accepted one always above {}", format_number(refused.range().1));
    found.push(Diagnostic::error("same-anchors", message).at(&place).allowed(allowed));
}
