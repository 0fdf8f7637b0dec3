//! `standoff evidence kinds`: the table of kinds.

use crate::program::output::{Failure, print_json, print_text, stdout_style};
use schemars::JsonSchema;
use serde::Serialize;
use standoff::scenario::evidence::{About, KINDS, KindDefinition, Need, Who};
use standoff::terminal::evidence::{KindRow, render_kinds};

/// Arguments of `standoff evidence kinds`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ListKindsArguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// A kind of event, and what its row in a log must hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindDescription {
    /// Its word in a log.
    kind: &'static str,
    /// Its class in the PLOVER ontology; in brackets where none fits well.
    plover: &'static str,
    /// Its meaning, in one sentence.
    description: &'static str,
    /// Who may be its party.
    party: PartyCell,
    /// What it may be about.
    subject: WordCell,
    /// How it may end.
    answer: WordCell,
    /// Its magnitude.
    value: ValueCell,
}

/// Parties of a kind of event.
#[derive(Debug, Serialize, JsonSchema)]
struct PartyCell {
    /// Words for who may be a party.
    of: Vec<&'static str>,
    /// Fewest parties.
    fewest: usize,
    /// Most parties.
    most: usize,
}

/// A cell of words of a kind of event.
#[derive(Debug, Serialize, JsonSchema)]
struct WordCell {
    /// Whether it must be filled: `never`, `optional` or `required`.
    need: &'static str,
    /// Words allowed.
    of: Vec<&'static str>,
}

/// The magnitude of a kind of event.
#[derive(Debug, Serialize, JsonSchema)]
struct ValueCell {
    /// Whether it must be stated: `never`, `optional` or `required`.
    need: &'static str,
    /// Its unit; `null` where it has none.
    unit: Option<&'static str>,
    /// Least value, in the unit.
    low: Option<f64>,
    /// Greatest value, in the unit.
    high: Option<f64>,
}

/// Lists the kinds of events.
pub fn list_kinds(arguments: &ListKindsArguments) -> Result<(), Failure> {
    if arguments.json {
        return print_json(&KINDS.iter().map(describe_kind).collect::<Vec<KindDescription>>());
    }
    print_text(&render_kinds(&KINDS.iter().map(kind_row).collect::<Vec<KindRow>>(), stdout_style()))
}

fn kind_row(one: &KindDefinition) -> KindRow {
    let value = match one.value {
        Need::Never => String::new(),
        need => format!("{} {} to {}{}", one.unit, one.bounds.0, one.bounds.1, optional_mark(need)),
    };
    let list = |words: Vec<&str>, need: Need| {
        if words.is_empty() { String::new() } else { format!("{}{}", words.join(", "), optional_mark(need)) }
    };
    KindRow {
        name: one.name.to_owned(),
        plover: one.plover.to_owned(),
        description: one.description.to_owned(),
        party: describe_parties(one),
        subject: list(subject_words(one), one.subject),
        answer: list(answer_words(one), one.answer),
        value,
    }
}

fn optional_mark(need: Need) -> &'static str {
    if need == Need::Optional { " (may be left out)" } else { "" }
}

fn describe_parties(one: &KindDefinition) -> String {
    let words = party_words(one);
    match one.count {
        (_, 0) => String::new(),
        (0, _) => format!("{} (may be left out)", words.join(" or ")),
        (2, 2) => words.join(" and "),
        (_, 1) => words.join(" or "),
        _ => format!("one or more of {}", words.join(", ")),
    }
}

fn party_words(one: &KindDefinition) -> Vec<&'static str> {
    let word = |who: &Who| match who {
        Who::Role(role) if role.name() == "great_power" => "great-power",
        Who::Role(role) => role.name(),
        Who::AnyRole => "a role",
        Who::Member => "a member",
        Who::Backer => "a backer",
        Who::Group => "group:NAME",
    };
    one.parties.iter().map(word).collect()
}

fn subject_words(one: &KindDefinition) -> Vec<&'static str> {
    let word = |about: &About| match about {
        About::Track => "a track",
        About::Package => "a package",
        About::Instrument => "an instrument",
        About::Posture => "a posture",
        About::Scope => "general, sectoral or local",
        About::LimitedTruce => "a kind of limited truces",
        About::Channel => "bilateral or pooled",
        About::Topic => "a topic",
    };
    one.about.iter().map(word).collect()
}

fn answer_words(one: &KindDefinition) -> Vec<&'static str> {
    one.answers.iter().map(|answer| answer.name()).collect()
}

fn need_name(need: Need) -> &'static str {
    match need {
        Need::Never => "never",
        Need::Optional => "optional",
        Need::Required => "required",
    }
}

fn describe_kind(one: &KindDefinition) -> KindDescription {
    let valued = one.value != Need::Never;
    KindDescription {
        kind: one.name,
        plover: one.plover,
        description: one.description,
        party: PartyCell { of: party_words(one), fewest: one.count.0, most: one.count.1 },
        subject: WordCell { need: need_name(one.subject), of: subject_words(one) },
        answer: WordCell { need: need_name(one.answer), of: answer_words(one) },
        value: ValueCell {
            need: need_name(one.value),
            unit: valued.then_some(one.unit),
            low: valued.then_some(one.bounds.0),
            high: valued.then_some(one.bounds.1),
        },
    }
}
