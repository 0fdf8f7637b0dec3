//! The values allowed in a column, in words, for prompts and forms.

use super::day::DAY_ALLOWED;
use super::kind::{Kind, Need};
use super::kinds::KINDS;
use super::names::Names;
use super::number::describe_bounds;
use super::plain_cells::{CONFIDENCE_ALLOWED, ID_ALLOWED, LONGEST_TEXT};
use crate::scenario::Scenario;
use crate::words::one_of;

/// The values allowed in one of the [`COLUMNS`](super::columns::COLUMNS) of a row of this kind, in words; none where the
/// column stays empty.
///
/// ```
/// use standoff_scenario::{builtin, evidence::{Kind, describe_allowed}};
/// let scenario = builtin::load("two-sided").unwrap();
/// let words = |column| describe_allowed(column, Kind::AreaHeld, &scenario);
/// assert_eq!(words("value").as_deref(), Some("0 to 20,000,000, in `km2`"));
/// assert_eq!(words("party").as_deref(), Some("`invader`"));
/// assert_eq!(words("subject"), None);
/// ```
pub fn describe_allowed(column: &str, kind: Kind, scenario: &Scenario) -> Option<String> {
    let definition = kind.definition();
    let names = Names::of_scenario(scenario);
    let optional = |need: Need, words: String| match need {
        Need::Never => None,
        Need::Optional => Some(format!("nothing, or {words}")),
        Need::Required => Some(words),
    };
    match column {
        "id" => Some(ID_ALLOWED.to_owned()),
        "kind" => Some(one_of(KINDS.iter().map(|one| one.name))),
        "date" => Some(DAY_ALLOWED.to_owned()),
        "until" => Some("nothing, or the last day".to_owned()),
        "party" if definition.count.1 == 0 => None,
        "party" => Some(names.parties_allowed(definition)),
        "subject" if definition.subject == Need::Never => None,
        "subject" => Some(names.subjects_allowed(definition)),
        "answer" => optional(definition.answer, one_of(definition.answers.iter().map(|answer| answer.name()))),
        "value" => {
            optional(definition.value, format!("{}, in `{}`", describe_bounds(definition.bounds), definition.unit))
        }
        "unit" => optional(definition.value, format!("`{}`", definition.unit)),
        "source" => Some("who says so, in a few words or as an address".to_owned()),
        "confidence" => Some(CONFIDENCE_ALLOWED.to_owned()),
        "known" => Some("nothing, or the day on which it became known".to_owned()),
        "replaces" if kind == Kind::Retract => Some("the id of the event that is withdrawn".to_owned()),
        "replaces" => Some("nothing, or the id of the event of the same kind that this one corrects".to_owned()),
        "distinct" => Some("nothing, or `yes` where it looks like another event and is none".to_owned()),
        "note" => Some(format!("nothing, or text of at most {LONGEST_TEXT} letters")),
        _ => None,
    }
}
