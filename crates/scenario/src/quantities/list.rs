//! The list of all parameters of a war: what the scenario states, what is usual in its class, or the default.

use std::collections::BTreeMap;
use std::ops::Range;

use standoff_num::Distribution;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::{Definition, Section};
use standoff_world::war::{Direction, SECTIONS, Structure};

use super::book::SourceBook;
use super::parameter::Parameter;
use super::provenance::Provenance;
use super::quantity::Quantity;
use super::stated::Stated;
use super::unit::describe_bounds;
use crate::class::{ClassFigure, WarClass};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;

/// Lists every parameter of a war in the order of [`SECTIONS`]; every fault goes to `found`.
pub(crate) fn list_parameters(
    structure: &Structure,
    stated: &Stated,
    class: Option<&WarClass>,
    book: &SourceBook<'_>,
    found: &mut Diagnostics,
) -> Vec<Parameter> {
    let mut lister = ParameterLister { stated, class, book, found, parameters: Vec::new(), unsourced: BTreeMap::new() };
    for section in SECTIONS.iter().filter(|section| takes_part(section, structure)) {
        for (path, names) in section_tables(section, structure) {
            lister.list_section(section, &path, &names);
        }
    }
    lister.warn_unsourced();
    let ParameterLister { parameters, .. } = lister;
    let paths: Vec<&str> = parameters.iter().map(|parameter| parameter.path.as_str()).collect();
    book.check_patterns(&paths, found);
    parameters
}

/// Sections of what a war does not have are left out.
fn takes_part(section: &Section, structure: &Structure) -> bool {
    match section.path {
        "values.great_power" => structure.roles.great_power.is_some(),
        "values.coalition" | "coalition" => structure.roles[Role::Coalition].is_some(),
        "ratification" => structure.anchors.is_some(),
        "record" => structure.record.is_some(),
        _ => true,
    }
}

/// The tables of a section: the path of each, and the names of its quantities where the scenario chooses them.
fn section_tables(section: &Section, structure: &Structure) -> Vec<(String, Vec<String>)> {
    let postures: Vec<&String> = structure.postures.iter().map(|posture| &posture.name).collect();
    let plain = |name: &String| (section.path.replace('*', name), Vec::new());
    match section.path {
        "posture.*" => postures.into_iter().map(plain).collect(),
        "posture.*.rate" => {
            let others = |from: &String| postures.iter().filter(|to| **to != from).map(|to| (*to).clone()).collect();
            postures.iter().map(|&from| (section.path.replace('*', from), others(from))).collect()
        }
        "backer.*" => structure.backers.iter().map(|backer| plain(&backer.name)).collect(),
        "track.*" => structure.tracks.iter().map(|track| plain(&track.name)).collect(),
        "issue.*" => structure.issues.iter().map(|issue| plain(&issue.name)).collect(),
        "guarantor.*" => structure.guarantors.iter().map(|guarantor| plain(&guarantor.name)).collect(),
        "package.*.issue" => {
            let names = |issues: &[usize]| issues.iter().map(|&at| structure.issues[at].name.clone()).collect();
            structure.drafts().map(|draft| (plain(&draft.name).0, names(&draft.issues))).collect()
        }
        "package.*.guarantor" => {
            let names = |places: &[usize]| places.iter().map(|&at| structure.guarantors[at].name.clone()).collect();
            structure.drafts().map(|draft| (plain(&draft.name).0, names(&draft.guarantors))).collect()
        }
        "package.*" => structure.drafts().map(|package| plain(&package.name)).collect(),
        "member.*" => structure.members.iter().map(|member| plain(&member.name)).collect(),
        "instrument.*" => structure.instruments.iter().map(|instrument| plain(&instrument.name)).collect(),
        "limited_truce.*" => structure.limited_truces.iter().map(|kind| plain(&kind.name)).collect(),
        "need.*" => structure.needs.iter().map(|need| plain(&need.name)).collect(),
        "election.*.turn" => {
            let turns = |turns: &[usize]| turns.iter().map(|&at| structure.postures[at].name.clone()).collect();
            let elections = structure.elections.iter();
            elections.map(|election| (plain(&election.name).0, turns(&election.turns))).collect()
        }
        "election.*.chance" => {
            let names = |chances: &[Direction]| chances.iter().map(|one| one.name().to_owned()).collect();
            let elections = structure.elections.iter();
            elections.map(|election| (plain(&election.name).0, names(&election.chances))).collect()
        }
        "instrument.*.doubtful" => {
            let voters = |voters: &[usize]| voters.iter().map(|&at| structure.members[at].name.clone()).collect();
            let instruments = structure.instruments.iter();
            instruments.map(|instrument| (plain(&instrument.name).0, voters(&instrument.doubtful))).collect()
        }
        path => vec![(path.to_owned(), Vec::new())],
    }
}

struct ParameterLister<'a, 'b> {
    stated: &'a Stated,
    class: Option<&'a WarClass>,
    book: &'a SourceBook<'b>,
    found: &'a mut Diagnostics,
    parameters: Vec<Parameter>,
    /// Paths of the numbers without a source, by their place in the file.
    unsourced: BTreeMap<usize, (String, Range<usize>)>,
}

impl ParameterLister<'_, '_> {
    fn list_section(&mut self, section: &'static Section, path: &str, names: &[String]) {
        for definition in section.definitions {
            if definition.name == "*" {
                names.iter().for_each(|name| self.list_parameter(definition, format!("{path}.{name}")));
            } else {
                self.list_parameter(definition, format!("{path}.{}", definition.name));
            }
        }
    }

    fn list_parameter(&mut self, definition: &'static Definition, path: String) {
        let usual = self.class.and_then(|class| class.figure(&path));
        match (self.stated.quantities.get(&path), usual, definition.default) {
            (Some(quantity), ..) => self.push_stated(definition, path, quantity),
            (None, Some(usual), _) => self.parameters.push(usual_parameter(definition, path, usual)),
            (None, None, Some(value)) => self.parameters.push(default_parameter(definition, path, value)),
            (None, None, None) if self.stated.places.contains_key(&path) => {}
            (None, None, None) => self.reject_missing(definition, &path),
        }
    }

    fn push_stated(&mut self, definition: &'static Definition, path: String, quantity: &Quantity) {
        let provenance = self.book.provenance_of(&path, quantity, self.found);
        if provenance.is_none() {
            self.unsourced.insert(quantity.span.start, (path.clone(), quantity.span.clone()));
        }
        let unstated = || Provenance { title: "not stated".to_owned(), ..Provenance::of_default() };
        self.parameters.push(Parameter {
            path,
            definition,
            value: quantity.value,
            distribution: quantity.distribution,
            unit: quantity.unit,
            provenance: provenance.unwrap_or_else(unstated),
            stated: true,
            span: Some(quantity.span.clone()),
        });
    }

    fn reject_missing(&mut self, definition: &Definition, path: &str) {
        let tables = path.match_indices('.').rev().filter_map(|(at, _)| self.stated.tables.get(&path[..at]));
        let place = tables.into_iter().next().cloned().unwrap_or(0..0);
        let message = format!("`{path}` is missing: {}", definition.meaning);
        self.found.push(Diagnostic::error("missing-key", message).at(&place).allowed(describe_bounds(definition)));
    }

    /// Warns once for all numbers without a source, at the first: a draft has dozens.
    fn warn_unsourced(&mut self) {
        const NAMED: usize = 3;
        let Some((_, place)) = self.unsourced.values().next() else { return };
        let names = self.unsourced.values().map(|(path, _)| path.as_str()).take(NAMED);
        let list = names.map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ");
        let more = match self.unsourced.len() {
            count if count > NAMED => format!(" and {} more", count - NAMED),
            _ => String::new(),
        };
        let message = format!("no source is stated for {list}{more}: graded assumption");
        let hint = "add `source` to the number, or [[provenance]] for many";
        self.found.push(Diagnostic::warning("no-source", message).at(place).hint(hint));
    }
}

/// What is usual in the class of the war.
fn usual_parameter(definition: &'static Definition, path: String, usual: &ClassFigure) -> Parameter {
    let Quantity { value, distribution, unit, .. } = usual.quantity;
    let provenance = usual.provenance.clone();
    Parameter { path, definition, value, distribution, unit, provenance, stated: false, span: None }
}

fn default_parameter(definition: &'static Definition, path: String, value: f64) -> Parameter {
    let distribution = match definition.range {
        Some((low, high)) if low < high && (low..=high).contains(&value) => {
            Distribution::Triangular { low, mode: value, high }
        }
        _ => Distribution::Fixed(value),
    };
    let (unit, provenance) = (definition.unit.base(), Provenance::of_default());
    Parameter { path, definition, value, distribution, unit, provenance, stated: false, span: None }
}
