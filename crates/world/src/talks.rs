//! Talks: packages of terms and the menu of drafts, issues and guarantors of the war's own, tracks and rounds, limited truces, ratification, red lines.

pub(crate) mod bursts;
pub mod guarantors;
pub mod issues;
pub mod limited_truces;
pub mod menu;
pub mod outcome;
pub mod packages;
pub mod ratification;
pub mod reasons;
pub mod red_lines;
pub mod stages;
pub mod tracks;
