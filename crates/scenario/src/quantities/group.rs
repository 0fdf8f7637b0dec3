//! Numbers that sum to one: the weights of an actor, which may vary together, and the shares of the tracks.

use std::ops::Range;

use standoff_num::gamma::gamma_quantile;
use standoff_world::war::Structure;

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::tree::Table;
use crate::quantities::parameter::Parameter;
use crate::words::figure;

/// How far a sum may be from one.
const TOLERANCE: f64 = 1e-6;

const WEIGHTS: [(&str, &[&str]); 3] = [
    ("values.invader", &["land", "guarantee", "alignment", "relief", "form"]),
    ("values.defender", &["land", "security", "autonomy", "assets"]),
    ("values.coalition", &["land", "security", "autonomy", "assets"]),
];

/// Parameters that sum to one in every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Path that they share, such as `values.invader` or `track`.
    pub path: &'static str,
    /// Their places in the list of parameters.
    pub places: Vec<usize>,
    /// They vary together as a Dirichlet distribution with this concentration, about their central values.
    pub concentration: Option<f64>,
    /// Those set by hand: they keep their value, and the others share what is left.
    pub held: Vec<usize>,
}

impl Group {
    /// Lets the members that are not held share what the held ones leave, in proportion to `values`.
    pub(crate) fn settle(&self, held: &[usize], values: &mut [f64]) {
        let free: Vec<usize> = self.places.iter().copied().filter(|place| !held.contains(place)).collect();
        let taken: f64 = self.places.iter().filter(|place| held.contains(place)).map(|&place| values[place]).sum();
        let shared: f64 = free.iter().map(|&place| values[place]).sum();
        for &place in &free {
            let part = if shared > 0.0 { values[place] / shared } else { 1.0 / free.len() as f64 };
            values[place] = part * (1.0 - taken).max(0.0);
        }
    }

    /// One row for each draw, in the order of the free members, before they are brought to their sum: the columns
    /// of gamma variables whose shares are the Dirichlet distribution.
    pub(crate) fn gamma_columns(
        &self,
        parameters: &[Parameter],
        chances: &dyn Fn(&str) -> Vec<f64>,
    ) -> Vec<(usize, Vec<f64>)> {
        let Some(concentration) = self.concentration else { return Vec::new() };
        let free = self.places.iter().filter(|place| !self.held.contains(place));
        let column = |&place: &usize| {
            let shape = concentration * parameters[place].value;
            let gamma = |chance: f64| if shape > 0.0 { gamma_quantile(shape, chance) } else { 0.0 };
            (place, chances(&parameters[place].path).into_iter().map(gamma).collect())
        };
        free.map(column).collect()
    }
}

/// The groups of a scenario, checked: they sum to one, and no member has a range of its own.
pub(crate) fn read(
    root: &Table,
    structure: &Structure,
    parameters: &[Parameter],
    found: &mut Diagnostics,
) -> Vec<Group> {
    let mut groups: Vec<Group> = WEIGHTS.iter().map(|(path, names)| weights(root, path, names, parameters)).collect();
    let tracks: Vec<String> = structure.tracks.iter().map(|track| format!("track.{}.share", track.name)).collect();
    let places = tracks.iter().filter_map(|path| place(parameters, path)).collect();
    groups.push(Group { path: "track", places, concentration: None, held: Vec::new() });
    groups.retain(|group| !group.places.is_empty());
    for group in &groups {
        check(group, root, parameters, found);
    }
    groups
}

fn place(parameters: &[Parameter], path: &str) -> Option<usize> {
    parameters.iter().position(|parameter| parameter.path == path)
}

fn weights(root: &Table, path: &'static str, names: &[&str], parameters: &[Parameter]) -> Group {
    let role = path.rsplit('.').next().unwrap_or(path);
    let table = root.table("values").and_then(|values| values.table(role));
    let places = names.iter().filter_map(|name| place(parameters, &format!("{path}.{name}"))).collect();
    let concentration = table.and_then(|table| table.number("concentration"));
    Group { path, places, concentration, held: Vec::new() }
}

fn check(group: &Group, root: &Table, parameters: &[Parameter], found: &mut Diagnostics) {
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
    if (sum - 1.0).abs() > TOLERANCE {
        let parts: Vec<String> = members().map(|member| figure(member.value)).collect();
        let what = if group.path == "track" { "shares of the tracks" } else { "weights" };
        let message = format!("the {what} in [{}] sum to {}, not 1: {}", group.path, figure(sum), parts.join(" + "));
        let place = member_place(group, parameters).or_else(|| Some(root.get("values")?.key.clone())).unwrap_or(0..0);
        found.push(Diagnostic::error("wrong-sum", message).at(&place).allowed("values that sum to 1"));
    }
}

fn member_place(group: &Group, parameters: &[Parameter]) -> Option<Range<usize>> {
    group.places.iter().find_map(|&place| parameters[place].span.clone())
}

/// Chances that exclude one another sum to at most one: the turns of one election.
pub(crate) fn check_turns(structure: &Structure, parameters: &[Parameter], found: &mut Diagnostics) {
    for election in &structure.elections {
        let prefix = format!("election.{}.turn.", election.name);
        let turns = || parameters.iter().filter(|parameter| parameter.path.starts_with(&prefix));
        let most: f64 = turns().map(|turn| turn.range().1).sum();
        if most > 1.0 + TOLERANCE {
            let place = turns().find_map(|turn| turn.span.clone()).unwrap_or(0..0);
            let message = format!("the chances in [{}] can sum to {}", prefix.trim_end_matches('.'), figure(most));
            found.push(
                Diagnostic::error("wrong-sum", message).at(&place).allowed("at most 1, at the top of the ranges"),
            );
        }
    }
}
