//! What a scenario states and nothing uses: it changes no result, and its author is told.

use std::ops::Range;

use jiff::Span;
use standoff_world::actors::roles::Role;
use standoff_world::war::Structure;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::outside_view::benchmark::CROWD_DAYS;
use crate::quantities::parameter::Parameter;
use crate::scenario::Scenario;

/// Tells of everything that the scenario states and nothing uses.
pub(super) fn warn_of_idle_parts(root: &Table, scenario: &Scenario, found: &mut Diagnostics) {
    let (structure, parameters) = (&scenario.structure, &scenario.parameters);
    warn_of_idle_lines(parameters, found);
    warn_of_idle_names(root, structure, parameters, found);
    warn_of_idle_backers(root, structure, parameters, found);
    warn_of_idle_crowd(root, scenario, found);
}

/// A line to which no front withdraws changes nothing, and that is said.
fn warn_of_idle_lines(parameters: &[Parameter], found: &mut Diagnostics) {
    let never = |path: &str| parameters.iter().any(|one| one.path == path && one.is_always_zero());
    for line in parameters.iter().filter(|parameter| parameter.stated) {
        let Some(package) = line.path.strip_suffix(".line").filter(|package| package.starts_with("package.")) else {
            continue;
        };
        if never(&format!("{package}.withdrawal")) {
            let message = format!("`{}` is not used, as no front withdraws to it", line.path);
            let hint = "add `withdrawal = 1.0` for all the way, or remove this";
            let diagnostic = Diagnostic::warning("not-used", message).at(&line.span.clone().unwrap_or(0..0));
            found.push(diagnostic.hint(hint));
        }
    }
}

/// An issue that weighs nothing to anybody, and a guarantor that no package names, change nothing, and that is said.
fn warn_of_idle_names(root: &Table, structure: &Structure, parameters: &[Parameter], found: &mut Diagnostics) {
    let weighs = |name: &str| {
        let path = |role: &Role| format!("issue.{name}.{}", role.name());
        let paths: Vec<String> = Role::ALL.iter().map(path).collect();
        parameters.iter().any(|one| paths.contains(&one.path) && (one.value != 0.0 || one.varies()))
    };
    for issue in structure.issues.iter().filter(|issue| !weighs(&issue.name)) {
        let message = format!("the issue `{}` is not used, as it weighs nothing to anybody", issue.name);
        let hint = "give it a weight, such as `invader = 0.2` and `defender = 0.2`, or remove it";
        found.push(Diagnostic::warning("not-used", message).at(&name_place(root, "issue", &issue.name)).hint(hint));
    }
    for role in Role::ALL.into_iter().filter(|&role| structure.roles[role].is_none()) {
        let end = format!(".{}", role.name());
        let idle = |one: &&Parameter| one.stated && one.path.starts_with("issue.") && one.path.ends_with(&end);
        for weight in parameters.iter().filter(idle) {
            let message = format!("`{}` is not used, as that role does not take part", weight.path);
            let diagnostic = Diagnostic::warning("not-used", message).at(&weight.span.clone().unwrap_or(0..0));
            found.push(diagnostic.hint("name it in [roles], or remove this"));
        }
    }
    for (at, guarantor) in structure.guarantors.iter().enumerate() {
        if !structure.packages.iter().any(|package| package.guarantors.contains(&at)) {
            let message = format!("the guarantor `{}` is not used, as no package names it", guarantor.name);
            let hint = format!("add `guarantor.{} = 0.5` to a package, or remove it", guarantor.name);
            found.push(
                Diagnostic::warning("not-used", message).at(&name_place(root, "guarantor", &guarantor.name)).hint(hint),
            );
        }
    }
}

/// A backer that gives nothing, or that is out and never joins; and losses that alarm one that never joins.
fn warn_of_idle_backers(root: &Table, structure: &Structure, parameters: &[Parameter], found: &mut Diagnostics) {
    let is_zero = |name: &str, figure: &str| {
        let path = format!("backer.{name}.{figure}");
        parameters.iter().any(|one| one.path == path && one.is_always_zero())
    };
    for backer in &structure.backers {
        let name = &backer.name;
        let (why, hint) = if is_zero(name, "force") && is_zero(name, "pays") {
            ("it adds no force and pays nothing", "give it `force = 0.3` or `pays = 0.2`, or remove it")
        } else if !backer.backs_at_start && is_zero(name, "joins") {
            ("it is out on the first day and never joins", "give it `joins = 0.02`, or remove it")
        } else {
            warn_of_idle_alarm(name, parameters, found);
            continue;
        };
        let message = format!("the backer `{name}` is not used, as {why}");
        found.push(Diagnostic::warning("not-used", message).at(&name_place(root, "backer", name)).hint(hint));
    }
}

/// An alarm multiplies the rate at which a backer joins, and nothing comes of nothing.
fn warn_of_idle_alarm(name: &str, parameters: &[Parameter], found: &mut Diagnostics) {
    let figure = |figure: &str| parameters.iter().find(|one| one.path == format!("backer.{name}.{figure}"));
    let alarm = figure("alarm").filter(|alarm| alarm.stated && !alarm.is_always_zero());
    if let Some(alarm) = alarm.filter(|_| figure("joins").is_some_and(Parameter::is_always_zero)) {
        let message = format!("`{}` is not used, as the rate that it raises is 0", alarm.path);
        let diagnostic = Diagnostic::warning("not-used", message).at(&alarm.span.clone().unwrap_or(0..0));
        found.push(diagnostic.hint("give it `joins = 0.02`, or remove this"));
    }
}

/// A crowd that is out of date on the first day that a forecast can start from.
fn warn_of_idle_crowd(root: &Table, scenario: &Scenario, found: &mut Diagnostics) {
    let Some(crowd) = &scenario.benchmark.crowd else { return };
    let last = crowd.date.saturating_add(Span::new().days(CROWD_DAYS));
    if last < scenario.start {
        let place = root.table("benchmark").and_then(|table| table.table("crowd")?.span("date").cloned());
        let message = format!("the crowd is not used, as what it said on {} counts until {last}", crowd.date);
        let hint = format!("ask it again about {}, or remove it", scenario.start);
        found.push(Diagnostic::warning("not-used", message).at(&place.unwrap_or(0..0)).hint(hint));
    }
}

/// Place of a named table.
fn name_place(root: &Table, kind: &str, name: &str) -> Range<usize> {
    let tables = root.named_tables(kind);
    tables.iter().find(|(named, ..)| *named == name).map_or(0..0, |(_, place, _)| (*place).clone())
}
