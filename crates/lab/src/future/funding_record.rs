//! Money that the defender received in one future.

use serde::{Deserialize, Serialize};

/// Aid by member and money from pooled instruments, up to the end of the war or the horizon.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FundingRecord {
    /// Bilateral aid delivered by each member, billions, in the order of the scenario's members.
    pub member_aid_bn: Vec<f32>,
    /// Money from pooled instruments, billions.
    pub pooled_bn: f64,
    /// Months of the war in which pooled money flowed.
    pub pooled_months: f64,
    /// First month in which no pooled money flowed after some had.
    pub pooled_exhausted_month: Option<f64>,
    /// First month in which each instrument was open, in the order of the scenario's instruments.
    pub instrument_open_month: Vec<Option<f64>>,
}
