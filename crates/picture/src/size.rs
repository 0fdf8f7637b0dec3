//! Width of a picture.

/// Width of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 720 units: pages and paper.
    Wide,
    /// 360 units: telephones.
    Narrow,
}

impl Size {
    /// Its width in units.
    pub const fn width(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 360.0,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// The first where there is room, else the second.
    pub(crate) const fn choose_by_width(self, wide: f64, narrow: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}
