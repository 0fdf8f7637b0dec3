//! Words and figures for findings, the same on a page and in a document.

mod actors;
mod banded_mean;
mod chances;
mod dated_chances;
mod moving_event;
mod over_time;
mod record;
mod rule;
mod shares;

pub use actors::{
    ROLES, actor_name, cause_clause, has_role, is_possible_cause, name_in_sentence, name_roles, roles_taking_part,
    short_name,
};
pub(crate) use banded_mean::opposite_title;
pub use banded_mean::{BandedMean, coverage_at, coverage_now, mean_of_cost, title_and_mean};
pub use chances::{
    chance_at, chance_band_or_dash, design_effect, format_chance_band, has_bands, near_words, share_of_cases,
    step_at_horizon, tell_chances,
};
pub use dated_chances::{chance_at_date, dated_chance};
pub(crate) use moving_event::change_step;
pub use moving_event::{change_words, error_words, event_words};
pub use over_time::{FEW_PAST_WARS, OverTime, chances_over_time, first_end_within, first_ends, settled_at};
pub use record::record_sentence;
pub use rule::{rule_sentence, rule_sentences};
pub use shares::{
    CauseChances, HoldChances, UnbrokenEnds, end_chances, end_futures, hold_chance_at, hold_chances,
    leading_end_chances, unbroken_ends,
};
