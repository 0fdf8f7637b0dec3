//! Every kind of reading in a file of its own, density beside sampling; and the laws that several share.

pub(super) mod aid;
pub(super) mod answers;
pub(super) mod areas;
pub(super) mod backers;
pub(super) mod confusion;
mod doubtful;
pub(super) mod drafts;
pub(super) mod hostilities;
pub(super) mod instruments;
pub(super) mod law;
pub(super) mod limited_truces;
pub(super) mod line;
pub(super) mod losses;
pub(super) mod meetings;
pub(super) mod mixture;
pub(super) mod opinions;
pub(super) mod parcels;
mod poisson;
pub(super) mod posture;
pub(super) mod stances;
