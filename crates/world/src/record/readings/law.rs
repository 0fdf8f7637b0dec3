//! The shape of every kind of reading: a law with a density and a draw, and random numbers of its own.

use crate::step::draws::StepDraws;
use crate::step::purpose::Purpose;
use standoff_num::elementary::ln;

/// The law of a reading in a scene. Density and draw stand side by side, so that they can be read against each other.
pub(crate) trait Law {
    /// The value that is read.
    type Value: Copy;

    /// Chance or density of a value.
    fn density(&self, value: Self::Value) -> f64;

    /// A value drawn from the law.
    fn sample(&self, draws: ReadingDraws<'_>) -> Self::Value;

    /// Logarithm of the density, minus infinity where it is zero: what rules a state out must not pass for unlikely.
    fn log_density(&self, value: Self::Value) -> f64 {
        let density = self.density(value);
        if density > 0.0 { ln(density) } else { f64::NEG_INFINITY }
    }
}

/// Purpose of a random number of a reading. The place in this list is part of the number's address, so new kinds go at
/// the end.
#[derive(Clone, Copy)]
pub(crate) enum ReadingPurpose {
    /// Whether a round is seen, and how many meetings there are beside it.
    Meetings,
    /// Which state of the hostilities is read.
    Hostilities,
    /// Which posture is read.
    Posture,
    /// Which answer is read.
    Answer,
    /// Which draft is read.
    Draft,
    /// Whether an instrument is read as open.
    Instrument,
    /// Which stance is read.
    Stance,
    /// Whether an area is true, and how far it strays.
    Area,
    /// Whether an amount of aid is true, and how many parcels it has.
    Aid,
    /// Size of those parcels.
    AidSize,
    /// Whether losses are true, and how far they stray.
    Losses,
    /// Whether an opinion is true, and how far it strays.
    Opinion,
    /// For which of two drafts a text between them is taken.
    DraftLikeness,
    /// Whether the line is read as held.
    Line,
    /// Whether a limited truce is read as begun or broken.
    LimitedTruce,
    /// Whether a backer is read as behind its side.
    Backer,
}

/// Random numbers of one reading of a step.
#[derive(Clone, Copy)]
pub(crate) struct ReadingDraws<'a> {
    step: StepDraws<'a>,
    place: usize,
}

impl<'a> ReadingDraws<'a> {
    /// Numbers of the reading at a place of its list.
    pub(crate) fn new(step: StepDraws<'a>, place: usize) -> Self {
        Self { step, place }
    }

    /// Two independent uniform numbers. A reading more, of whatever kind, disturbs no other.
    pub(super) fn pair(&self, kind: ReadingPurpose) -> [f64; 2] {
        self.step.pair(Purpose::Report, (kind as u32) << 24 | self.place as u32)
    }
}
