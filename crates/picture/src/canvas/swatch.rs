//! Colour and hatch of an area, chosen by what it is and not by its place among the others.

use crate::canvas::palette::Ink;

/// Colour of a swatch: one of the inks that colour-blind readers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hue {
    /// The first ink.
    Blue,
    /// The second.
    Vermilion,
    /// The third.
    Green,
    /// The fourth.
    Purple,
    /// The fifth.
    Gold,
    /// The sixth, without a hue.
    Grey,
}

/// Hatch of a swatch: what tells areas apart where colours are not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hatch {
    /// Filled, and the darkest.
    Solid,
    /// Thick diagonal stripes.
    Stripes,
    /// Dots.
    Dots,
    /// Thin level lines.
    Lines,
    /// A slanted grid.
    Grid,
    /// Thick diagonal stripes, the other way.
    BackStripes,
    /// Rings.
    Rings,
    /// Thin upright lines.
    Uprights,
    /// An upright grid.
    Squares,
}

/// Colour and hatch of an area. What is the same in two pictures has the same swatch in both, whatever else they show.
///
/// ```
/// use standoff_picture::{Hatch, Hue, Swatch};
/// assert_ne!(Swatch::new(Hue::Green, Hatch::Dots), Swatch::new(Hue::Green, Hatch::Grid));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Swatch {
    /// Its colour.
    pub hue: Hue,
    /// Its hatch.
    pub hatch: Hatch,
}

impl Swatch {
    /// A swatch of a colour and a hatch.
    pub const fn new(hue: Hue, hatch: Hatch) -> Self {
        Self { hue, hatch }
    }

    /// Its colour as an ink.
    pub(crate) const fn ink(self) -> Ink {
        Ink::Series(self.hue as usize)
    }

    /// Its name in identifiers, such as `green-dots`.
    pub(crate) fn name(self) -> String {
        format!("{:?}-{:?}", self.hue, self.hatch).to_ascii_lowercase()
    }
}
