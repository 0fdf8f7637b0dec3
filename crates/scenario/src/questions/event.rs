//! The events that a question can ask for.

/// The words for the events in a scenario, in the order of [`QuestionEvent`].
pub(crate) const EVENT_WORDS: &[&str] = &[
    "ceasefire",
    "settlement",
    "truce-lasts",
    "line-breaks",
    "front-beyond",
    "coverage-below",
    "great-power-out",
    "instrument-open",
];

/// Event that a question asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QuestionEvent {
    /// A ceasefire, by a truce or as part of a settlement.
    Ceasefire,
    /// A settlement.
    Settlement,
    /// A truce that lasts until it is a frozen conflict.
    TruceLasts,
    /// The line breaks in any of its ways.
    LineBreaks,
    /// The invader holds this many km² more than at the start.
    FrontBeyond(f64),
    /// Coverage of the defender's need falls below this share.
    CoverageBelow(f64),
    /// The great power takes a posture of having left.
    GreatPowerOut,
    /// The instrument opens: place in the list of instruments.
    InstrumentOpen(usize),
}

impl QuestionEvent {
    /// Whether it begins something that can hold for some days, and can be agreed before it takes effect.
    pub fn has_duration(self) -> bool {
        matches!(self, Self::Ceasefire | Self::Settlement)
    }

    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ceasefire => EVENT_WORDS[0],
            Self::Settlement => EVENT_WORDS[1],
            Self::TruceLasts => EVENT_WORDS[2],
            Self::LineBreaks => EVENT_WORDS[3],
            Self::FrontBeyond(_) => EVENT_WORDS[4],
            Self::CoverageBelow(_) => EVENT_WORDS[5],
            Self::GreatPowerOut => EVENT_WORDS[6],
            Self::InstrumentOpen(_) => EVENT_WORDS[7],
        }
    }
}
