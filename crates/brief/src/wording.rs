//! Wording of the brief: chances in prose, names in place of roles, and dates.

mod article;
mod dates;
mod edit;
mod names;
mod odds;
mod parties;

pub(crate) use article::definite_name;
pub(crate) use dates::format_date;
pub(crate) use edit::edit_section;

pub(crate) use odds::{band_clause, odds, percent, percent_of, points};
pub(crate) use parties::{horizon_month, instrument_name, name_of, name_of_critical, owner_of};
