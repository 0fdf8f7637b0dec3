//! A whole war in numbers: the structure of a scenario with its figures, ready to be moved, and calibrated to its start.

pub(crate) mod blame;
mod calendar;
pub(crate) mod calibration;
pub(crate) mod elections;
pub(crate) mod figures;
pub(crate) mod numerics;
pub(crate) mod outline;
pub(crate) mod position;
mod sections;
mod strains;

pub use blame::{blamed_posture, posture_tilt};
pub use calibration::World;
pub use elections::{Direction, Election, Electorate};
pub use figures::War;
pub use numerics::Numerics;
pub use outline::{
    BackerOutline, ElectionOutline, GuarantorOutline, InstrumentOutline, IssueOutline, LimitedTruceOutline,
    MemberOutline, NeedOutline, PackageOutline, PostureOutline, Structure, TrackOutline,
};
pub use position::Position;
pub use sections::SECTIONS;
pub use strains::Strains;
