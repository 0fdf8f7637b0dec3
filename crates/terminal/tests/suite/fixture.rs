//! Made-up findings of made-up wars.

pub mod comparison;
pub mod explanation;
pub mod forecast;
pub mod history;
pub mod options;
pub mod record;
