//! The four actors of a war: their roles, what each wants and believes, how it decides; the postures of the great power, and
//! those who back a side.

pub mod backers;
pub mod beliefs;
pub mod decisions;
pub mod great_power;
pub mod roles;
pub mod values;
