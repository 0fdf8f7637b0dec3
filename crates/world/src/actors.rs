//! The four actors of a war: their roles, what each wants and believes, how it decides; and the postures of the great power.

pub mod beliefs;
pub mod decisions;
pub mod great_power;
pub mod roles;
pub mod values;
