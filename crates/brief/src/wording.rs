//! Wording of the brief: chances in prose, names in place of roles, and dates.

mod bands;
mod dates;
mod edit;
mod names;
mod odds;
mod parties;
mod swing_names;

pub(crate) use bands::between;
pub(crate) use dates::format_date;
pub(crate) use edit::{edit_section, edit_text};
pub(crate) use odds::{
    band_clause, difference_words, in_points, is_share, odds, percent, percent_of, percent_with_error, points,
    points_between,
};
pub(crate) use parties::{horizon_month, instrument_name, name_of, name_of_critical};
pub(crate) use swing_names::name_swings;
