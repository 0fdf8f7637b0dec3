//! Numbers that must sum to one, read and checked.

use std::ops::Range;

use standoff_world::war::Structure;

use super::group::{Group, SUM_TOLERANCE};
use super::parameter::Parameter;
use crate::class::WarClass;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::words::format_number;

const WEIGHTS: [(&str, &[&str]); 3] = [
    ("values.invader", &["land", "guarantee", "alignment", "relief", "form"]),
    ("values.defender", &["land", "security", "autonomy", "assets"]),
    ("values.coalition", &["land", "security", "autonomy", "assets"]),
];

/// The groups of a scenario, checked: they sum to one, and no member has a range of its own.
pub(crate) fn read_groups(
    root: &Table,
    structure: &Structure,
    class: Option<&WarClass>,
    parameters: &[Parameter],
    found: &mut Diagnostics,
) -> Vec<Group> {
    let mut groups: Vec<Group> =
        WEIGHTS.iter().map(|(path, names)| read_weights(root, path, names, class, parameters)).collect();
    let tracks: Vec<String> = structure.tracks.iter().map(|track| format!("track.{}.share", track.name)).collect();
    let places = tracks.iter().filter_map(|path| find_parameter(parameters, path)).collect();
    groups.push(Group { path: "track", places, concentration: None, held: Vec::new() });
    groups.retain(|group| !group.places.is_empty());
    for group in &groups {
        check_group(group, root, parameters, found);
    }
    groups
}

fn find_parameter(parameters: &[Parameter], path: &str) -> Option<usize> {
    parameters.iter().position(|parameter| parameter.path == path)
}

fn read_weights(
    root: &Table,
    path: &'static str,
    names: &[&str],
    class: Option<&WarClass>,
    parameters: &[Parameter],
) -> Group {
    let role = path.rsplit('.').next().unwrap_or(path);
    let table = root.table("values").and_then(|values| values.table(role));
    let places = names.iter().filter_map(|name| find_parameter(parameters, &format!("{path}.{name}"))).collect();
    let stated = table.and_then(|table| table.number("concentration"));
    let concentration = stated.or_else(|| class.and_then(|class| class.concentration(path)));
    Group { path, places, concentration, held: Vec::new() }
}

fn check_group(group: &Group, root: &Table, parameters: &[Parameter], found: &mut Diagnostics) {
    let members = || group.places.iter().map(|&place| &parameters[place]);
    for member in members().filter(|member| member.varies()) {
        let message = format!("`{}` has a range of its own, but must sum to 1 with others", member.path);
        let hint = match group.path {
            "track" => "state one share for each track".to_owned(),
            path => format!("let them vary together: `concentration = 20` in [{path}]"),
        };
        let place = member.span.clone().unwrap_or(0..0);
        found.push(Diagnostic::error("range-in-sum", message).at(&place).allowed("a value without a range").hint(hint));
    }
    let sum: f64 = members().map(|member| member.value).sum();
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        let parts: Vec<String> = members().map(|member| format_number(member.value)).collect();
        let what = if group.path == "track" { "shares of the tracks" } else { "weights" };
        let message =
            format!("the {what} in [{}] sum to {}, not 1: {}", group.path, format_number(sum), parts.join(" + "));
        let place = first_span(group, parameters).or_else(|| Some(root.get("values")?.key.clone())).unwrap_or(0..0);
        found.push(Diagnostic::error("wrong-sum", message).at(&place).allowed("values that sum to 1"));
    }
}

fn first_span(group: &Group, parameters: &[Parameter]) -> Option<Range<usize>> {
    group.places.iter().find_map(|&place| parameters[place].span.clone())
}

/// Chances that exclude one another sum to at most one: the turns of one election.
pub(crate) fn check_turns(structure: &Structure, parameters: &[Parameter], found: &mut Diagnostics) {
    for election in &structure.elections {
        let prefix = format!("election.{}.turn.", election.name);
        let turns = || parameters.iter().filter(|parameter| parameter.path.starts_with(&prefix));
        let most: f64 = turns().map(|turn| turn.range().1).sum();
        if most > 1.0 + SUM_TOLERANCE {
            let place = turns().find_map(|turn| turn.span.clone()).unwrap_or(0..0);
            let message =
                format!("the chances in [{}] can sum to {}", prefix.trim_end_matches('.'), format_number(most));
            found.push(
                Diagnostic::error("wrong-sum", message).at(&place).allowed("at most 1, at the top of the ranges"),
            );
        }
    }
}
