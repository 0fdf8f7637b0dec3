//! Wordings of public questions.

use super::event::QuestionEvent;
use super::wording::{Scope, Stage, Wording};

/// A wording of public questions, in our own words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preset {
    /// Its name in a scenario.
    pub name: &'static str,
    /// Event that it asks for.
    pub event: QuestionEvent,
    /// Its fine print.
    pub wording: Wording,
    /// The question in one line.
    pub description: &'static str,
}

/// The wording of a question that states none: a general ceasefire of both sides that takes effect.
pub(super) const IN_EFFECT: Wording =
    Wording { scope: Scope::General, mutual: true, min_days: 0, intended: false, stage: Stage::InEffect };
const AGREED: Wording = Wording { stage: Stage::Agreed, ..IN_EFFECT };

const fn declare_preset(
    name: &'static str,
    event: QuestionEvent,
    wording: Wording,
    description: &'static str,
) -> Preset {
    Preset { name, event, wording, description }
}

/// Names of the presets, in the order of [`PRESETS`].
pub(crate) const PRESET_NAMES: &[&str] = &[
    "announced",
    "in-effect",
    "general-pause",
    "gjo-intended-28-days",
    "metaculus-held-30-days",
    "rfi-held-30-days",
    "bilateral",
    "polymarket-official-ceasefire",
    "agreement-signed",
];

/// Wordings of public questions.
pub const PRESETS: &[Preset] = &[
    declare_preset(
        PRESET_NAMES[0],
        QuestionEvent::Ceasefire,
        AGREED,
        "A general ceasefire is announced by both sides, whether or not the guns fall silent",
    ),
    declare_preset(
        PRESET_NAMES[1],
        QuestionEvent::Ceasefire,
        IN_EFFECT,
        "A general ceasefire of both sides takes effect, however short",
    ),
    declare_preset(
        PRESET_NAMES[2],
        QuestionEvent::Ceasefire,
        IN_EFFECT,
        "Fighting pauses on the whole front; pauses for energy, shipping or relief alone do not count",
    ),
    declare_preset(
        PRESET_NAMES[3],
        QuestionEvent::Ceasefire,
        Wording { min_days: 28, intended: true, ..AGREED },
        "Good Judgment Open: a ceasefire without end, or meant to last 28 days or more, is announced",
    ),
    declare_preset(
        PRESET_NAMES[4],
        QuestionEvent::Ceasefire,
        Wording { min_days: 30, ..IN_EFFECT },
        "Metaculus 10050: a general ceasefire of both sides takes effect and holds for 30 days",
    ),
    declare_preset(
        PRESET_NAMES[5],
        QuestionEvent::Ceasefire,
        Wording { min_days: 30, ..IN_EFFECT },
        "RAND Forecasting Initiative: a general ceasefire is in effect by the date and holds for 30 days",
    ),
    declare_preset(
        PRESET_NAMES[6],
        QuestionEvent::Ceasefire,
        AGREED,
        "Both sides agree to a ceasefire or a peace; a truce that one side declares does not count",
    ),
    declare_preset(
        PRESET_NAMES[7],
        QuestionEvent::Ceasefire,
        AGREED,
        "Polymarket: both sides officially announce a general ceasefire",
    ),
    declare_preset(
        PRESET_NAMES[8],
        QuestionEvent::Settlement,
        Wording { mutual: false, stage: Stage::Signed, ..IN_EFFECT },
        "The defender signs an agreement; the invader's signature is not needed",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_have_the_names_that_scenarios_use() {
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names, PRESET_NAMES);
    }
}
