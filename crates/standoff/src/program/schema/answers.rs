//! The answers that have a schema, each with the type that is printed: the schema is derived from that type and from its
//! comments, so that it cannot say anything else.

use super::closed::close_objects;
use crate::program::evidence::{EventList, KindDescription, LogCheck};
use crate::program::scenario::{ScenarioCheck, ScenarioContents, ScenarioSummary};
use crate::program::shards::ShardMade;
use crate::program::wars::ListedWar;
use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema};
use standoff::analysis::diagnosis::diagnose::Diagnosis;
use standoff::analysis::explanation::difference::GapExplanation;
use standoff::analysis::explanation::explain::Explanation;
use standoff::analysis::options::compare::Comparison;
use standoff::analysis::options::frontier::Frontier;
use standoff::analysis::options::policy::Policies;
use standoff::assimilation::AssimilationFindings;
use standoff::assimilation::hindcast::Hindcast;
use standoff::assimilation::history::History;
use standoff::breakdown::bundle::manifest::Manifest;
use standoff::breakdown::week::Breakdown;
use standoff::game::{Debrief, PlayedGame};
use standoff::lab::forecast::findings::Findings;
use standoff::lab::forecast::wordings::Wordings;
use standoff::table::estimates::{incidence, morris, prim, shapley, shares, sobol, survival};
use standoff::theory::{Check, CheckReport};
use standoff::verify::scoring::Scores;
use standoff::verify::seal::{SealVerdict, SealedForecast};
use standoff::wars::{WarsMoments, WarsScore};

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The verb of the answer's name prints it with `--json`.
    Verb,
    /// Another command prints it.
    Command(&'static str),
    /// It is a file that these commands write.
    File(&'static str),
}

/// An answer in JSON.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// Its name.
    pub name: &'static str,
    /// Where it comes from.
    pub source: Source,
    make: fn() -> Schema,
}

/// All answers, in the order of the verbs.
pub const ANSWERS: &[Answer] = &[
    Answer::of_verb::<Findings>("forecast"),
    Answer::of_verb::<AssimilationFindings>("assimilate"),
    Answer::of_verb::<Breakdown>("brief"),
    Answer::of_verb::<Comparison>("compare"),
    Answer::of_verb::<Policies>("policy"),
    Answer::of_verb::<Frontier>("frontier"),
    Answer::of_verb::<Explanation>("explain"),
    Answer::of_verb::<GapExplanation>("difference"),
    Answer::of_command::<PlayedGame>("game", "standoff game FILE"),
    Answer::of_command::<Debrief>("game debrief", "standoff game FILE --debrief --json"),
    Answer::of_verb::<EventList>("evidence list"),
    Answer::of_verb::<LogCheck>("evidence check"),
    Answer::of_verb::<Vec<KindDescription>>("evidence kinds"),
    Answer::of_verb::<History>("history"),
    Answer::of_verb::<Hindcast>("hindcast"),
    Answer::of_verb::<Vec<ListedWar>>("wars list"),
    Answer::of_verb::<WarsScore>("wars score"),
    Answer::of_verb::<WarsMoments>("wars moments"),
    Answer::of_command::<ShardMade>("shard", "forecast --shard I/N --out DIR --json"),
    Answer::of_verb::<Wordings>("questions"),
    Answer::of_verb::<Scores>("score"),
    Answer::of_verb::<Vec<SealVerdict>>("score check"),
    Answer::of_verb::<Vec<Check>>("theory list"),
    Answer::of_verb::<Check>("theory show"),
    Answer::of_verb::<CheckReport>("theory run"),
    Answer::of_verb::<survival::Survival>("stats survival"),
    Answer::of_verb::<incidence::Incidence>("stats incidence"),
    Answer::of_verb::<sobol::Sobol>("stats sobol"),
    Answer::of_verb::<morris::Morris>("stats morris"),
    Answer::of_verb::<shares::Shares>("stats shares"),
    Answer::of_verb::<shapley::Shapley>("stats shapley"),
    Answer::of_verb::<prim::Prim>("stats prim"),
    Answer::of_verb::<Vec<ScenarioSummary>>("scenario list"),
    Answer::of_verb::<ScenarioContents>("scenario show"),
    Answer::of_verb::<ScenarioCheck>("scenario check"),
    Answer::of_verb::<Diagnosis>("scenario diagnose"),
    Answer::of_file::<Manifest>("bundle manifest", "manifest.json in the folder of forecast --out"),
    Answer::of_file::<SealedForecast>("seal", "the file of forecast --seal"),
];

impl Answer {
    const fn of_verb<T: JsonSchema>(name: &'static str) -> Self {
        Self { name, source: Source::Verb, make: derive_schema::<T> }
    }

    const fn of_command<T: JsonSchema>(name: &'static str, command: &'static str) -> Self {
        Self { name, source: Source::Command(command), make: derive_schema::<T> }
    }

    const fn of_file<T: JsonSchema>(name: &'static str, file: &'static str) -> Self {
        Self { name, source: Source::File(file), make: derive_schema::<T> }
    }

    /// The command or the file that has this schema.
    pub fn origin(&self) -> String {
        match self.source {
            Source::Verb => format!("standoff {} --json", self.name),
            Source::Command(command) => command.to_owned(),
            Source::File(file) => file.to_owned(),
        }
    }

    /// The schema: JSON Schema, draft 2020-12. Objects have no other keys than those named; a key that need not be there
    /// is not required.
    pub fn schema(&self) -> Schema {
        let mut schema = (self.make)();
        schema.insert("title".to_owned(), self.origin().into());
        schema
    }
}

fn derive_schema<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.contract = Contract::Serialize);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    close_objects(&mut schema);
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::CommandLine;
    use clap::{Command, CommandFactory};

    /// Verbs that can print JSON, each with the words that call it.
    fn verbs_with_json(command: &Command, words: &str, verbs: &mut Vec<String>) {
        if command.get_arguments().any(|argument| argument.get_id() == "json") && !words.is_empty() {
            verbs.push(words.to_owned());
        }
        for verb in command.get_subcommands() {
            let words = format!("{words} {}", verb.get_name());
            verbs_with_json(verb, words.trim_start(), verbs);
        }
    }

    #[test]
    fn every_verb_that_prints_json_has_a_schema_and_no_other_has() {
        let mut verbs = Vec::new();
        verbs_with_json(&CommandLine::command(), "", &mut verbs);
        assert!(verbs.len() >= 25, "{verbs:?}");
        // A game is JSON with or without the flag, and two different answers; a merge has the answer of the verb whose work it is.
        let expected = verbs.into_iter().filter(|verb| !["game", "merge", "resume"].contains(&verb.as_str()));
        let mut expected: Vec<String> = expected.collect();
        let from_verbs = ANSWERS.iter().filter(|answer| answer.source == Source::Verb);
        let mut found: Vec<String> = from_verbs.map(|answer| answer.name.to_owned()).collect();
        expected.sort();
        found.sort();
        assert_eq!(expected, found);
    }

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<&str> = ANSWERS.iter().map(|answer| answer.name).collect();
        assert_eq!(names.len(), ANSWERS.len());
    }
}
