//! `standoff evidence kinds`: the table of kinds.

use crate::output::{Failure, print, print_json, style};
use serde_json::{Value, json};
use standoff::scenario::evidence::{About, KINDS, KindDefinition, Need, Who};
use standoff::terminal::evidence::{KindRow, render_kinds};

/// What `standoff evidence kinds` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Prints the kinds.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.json {
        return print_json(&KINDS.iter().map(object).collect::<Vec<Value>>());
    }
    print(&render_kinds(&KINDS.iter().map(row).collect::<Vec<KindRow>>(), style()))
}

fn row(one: &KindDefinition) -> KindRow {
    let value = match one.value {
        Need::Never => String::new(),
        need => format!("{} {} to {}{}", one.unit, one.bounds.0, one.bounds.1, optional(need)),
    };
    let list = |words: Vec<&str>, need: Need| {
        if words.is_empty() { String::new() } else { format!("{}{}", words.join(", "), optional(need)) }
    };
    KindRow {
        name: one.name.to_owned(),
        plover: one.plover.to_owned(),
        description: one.description.to_owned(),
        party: party(one),
        subject: list(subjects(one), one.subject),
        answer: list(answers(one), one.answer),
        value,
    }
}

fn optional(need: Need) -> &'static str {
    if need == Need::Optional { " (may be left out)" } else { "" }
}

fn party(one: &KindDefinition) -> String {
    let words = parties(one);
    match one.count {
        (_, 0) => String::new(),
        (0, _) => format!("{} (may be left out)", words.join(" or ")),
        (2, 2) => words.join(" and "),
        (_, 1) => words.join(" or "),
        _ => format!("one or more of {}", words.join(", ")),
    }
}

fn parties(one: &KindDefinition) -> Vec<&'static str> {
    let word = |who: &Who| match who {
        Who::Role(role) if role.name() == "great_power" => "great-power",
        Who::Role(role) => role.name(),
        Who::AnyRole => "a role",
        Who::Member => "a member",
        Who::Group => "group:NAME",
    };
    one.parties.iter().map(word).collect()
}

fn subjects(one: &KindDefinition) -> Vec<&'static str> {
    let word = |about: &About| match about {
        About::Track => "a track",
        About::Package => "a package",
        About::Instrument => "an instrument",
        About::Posture => "a posture",
        About::Scope => "general, sectoral or local",
        About::Channel => "bilateral or pooled",
        About::Topic => "a topic",
    };
    one.about.iter().map(word).collect()
}

fn answers(one: &KindDefinition) -> Vec<&'static str> {
    one.answers.iter().map(|answer| answer.name()).collect()
}

fn need(need: Need) -> &'static str {
    match need {
        Need::Never => "never",
        Need::Optional => "optional",
        Need::Required => "required",
    }
}

fn object(one: &KindDefinition) -> Value {
    let valued = one.value != Need::Never;
    json!({
        "kind": one.name,
        "plover": one.plover,
        "description": one.description,
        "party": { "of": parties(one), "fewest": one.count.0, "most": one.count.1 },
        "subject": { "need": need(one.subject), "of": subjects(one) },
        "answer": { "need": need(one.answer), "of": answers(one) },
        "value": {
            "need": need(one.value),
            "unit": valued.then_some(one.unit),
            "low": valued.then_some(one.bounds.0),
            "high": valued.then_some(one.bounds.1),
        },
    })
}
