//! The shapes that the value of a key can have.

use crate::words::{format_number, one_of};

/// Shape of the value of a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Text for people.
    Text,
    /// The name of something, in the letters that names may have.
    Name,
    /// A list of names.
    Names,
    /// A list of texts for people.
    Texts,
    /// A list of paths of quantities, in which `*` stands for any name.
    Paths,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// True or false.
    Flag,
    /// A date such as 2026-12-31.
    Date,
    /// A whole number within these limits.
    Whole(u32, u32),
    /// A number within these limits.
    Number(f64, f64),
    /// A number in the base unit, or text with a number and a unit.
    Amount,
    /// A voting rule.
    Rule,
    /// The name of a group or of a member, or a list of members.
    Voters,
}

impl Shape {
    /// The shape in words.
    pub fn describe(self) -> String {
        match self {
            Self::Text => "text in quotes".to_owned(),
            Self::Name => "a name in quotes: small letters, digits, `-` and `_`".to_owned(),
            Self::Names => "a list of names".to_owned(),
            Self::Texts => "a list of texts in quotes".to_owned(),
            Self::Paths => "a list of paths, in which `*` stands for any name".to_owned(),
            Self::Choice(words) => one_of(words.iter().copied()),
            Self::Flag => "true or false".to_owned(),
            Self::Date => "a date without quotes, such as 2026-12-31".to_owned(),
            Self::Whole(low, high) if low == high => low.to_string(),
            Self::Whole(low, high) => format!("a whole number from {low} to {high}"),
            Self::Number(low, high) => {
                format!("a number from {} to {}", format_number(low), format_number(high))
            }
            Self::Amount => "a number, or a number and a unit in quotes".to_owned(),
            Self::Rule => RULE_WORDS.to_owned(),
            Self::Voters => "the name of a group or a member, or a list of members".to_owned(),
        }
    }
}

const RULE_WORDS: &str =
    "\"one-holder\", \"unanimity\", { at_least = 3 } or { members = 0.55, weight = 0.65 } (shares that must agree)";
