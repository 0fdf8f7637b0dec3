//! The fingerprint of a scenario: equal where every result is equal.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use standoff_world::war::Structure;

use crate::scenario::Scenario;

impl Scenario {
    /// SHA-256, in hexadecimal, of everything in the scenario that can change a result: independent of comments,
    /// white space, the order of keys, titles and notes.
    pub fn digest(&self) -> String {
        sha256(canonical_text(self).as_bytes())
    }
}

/// SHA-256 in hexadecimal.
///
/// ```
/// use standoff_scenario::sha256;
/// assert!(sha256(b"abc").starts_with("ba7816bf8f01cfea") && sha256(b"").len() == 64);
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One line for each part, without titles and notes. Numbers are written so that they read back exactly.
///
/// Structure, changes, events and wordings are written in their debug form: the names of their types, fields and
/// variants are part of every fingerprint, so that renaming one changes the fingerprint of every scenario.
fn canonical_text(scenario: &Scenario) -> String {
    let mut text = format!("format 1\nname {}\n", scenario.name);
    let dates = (scenario.start, scenario.war_began, scenario.step, scenario.horizon_months);
    write_line(&mut text, "time", format!("{} {} {} {}", dates.0, dates.1, dates.2, dates.3));
    write_line(&mut text, "currency", &scenario.currency);
    write_line(&mut text, "structure", without_absent_parts(&format!("{:?}", without_titles(&scenario.structure))));
    for parameter in &scenario.parameters {
        write_line(&mut text, &parameter.path, format!("{:?} {:?}", parameter.value, parameter.distribution));
    }
    for group in &scenario.groups {
        write_line(&mut text, group.path, format!("{:?} {:?}", group.concentration, group.held));
    }
    for lever in &scenario.levers {
        write_line(&mut text, &lever.name, format!("{} {} {:?}", lever.date, lever.foreseen, lever.changes));
    }
    for question in &scenario.questions {
        let (event, wording) = (question.event, question.wording);
        write_line(&mut text, &question.name, format!("{} {event:?} {wording:?}", question.by));
    }
    write_line(&mut text, "benchmark", format!("{} {}", scenario.benchmark.reference, scenario.benchmark.events));
    if let Some(crowd) = &scenario.benchmark.crowd {
        write_line(&mut text, "crowd", format!("{} {} {}", crowd.chance, crowd.weight, crowd.date));
    }
    text
}

fn write_line(text: &mut String, name: &str, value: impl std::fmt::Display) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{name} {value}");
}

/// The text of a structure without parts that it does not have and that were once unknown: the fingerprint of a scenario from
/// before them stays as it was, like its results.
fn without_absent_parts(text: &str) -> String {
    text.replace(", limited_truces: []", "")
        .replace(", limited_truces: None", "")
        .replace(", backing: None", "")
        .replace(", backers: []", "")
        .replace(", issues: []", "")
        .replace(", guarantors: []", "")
}

/// The structure without names for people; of the roles, only whether they take part.
fn without_titles(structure: &Structure) -> Structure {
    let mut structure = structure.clone();
    let roles = &mut structure.roles;
    for role in [&mut roles.invader, &mut roles.defender, &mut roles.great_power, &mut roles.coalition] {
        role.iter_mut().for_each(String::clear);
    }
    structure.postures.iter_mut().for_each(|posture| posture.title.clear());
    structure.packages.iter_mut().for_each(|package| package.title.clear());
    structure.backers.iter_mut().for_each(|backer| backer.title.clear());
    structure.issues.iter_mut().for_each(|issue| issue.title.clear());
    structure.guarantors.iter_mut().for_each(|guarantor| guarantor.title.clear());
    structure.tracks.iter_mut().for_each(|track| track.title.clear());
    structure.members.iter_mut().for_each(|member| member.title.clear());
    structure.instruments.iter_mut().for_each(|instrument| instrument.title.clear());
    structure.needs.iter_mut().for_each(|need| need.title.clear());
    structure.limited_truces.iter_mut().for_each(|kind| kind.title.clear());
    structure
}
