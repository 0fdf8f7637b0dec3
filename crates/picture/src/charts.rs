//! One chart a file.

pub(crate) mod band;
pub(crate) mod bars;
pub(crate) mod course;
pub(crate) mod dots;
pub(crate) mod fan;
pub(crate) mod frontier;
pub(crate) mod graph;
pub(crate) mod hull;
pub(crate) mod incidence;
pub(crate) mod layers;
pub(crate) mod roster;
pub(crate) mod strip;
pub(crate) mod survival;
pub(crate) mod tiles;
pub(crate) mod timeline;
pub(crate) mod tornado;
pub(crate) mod waterfall;
