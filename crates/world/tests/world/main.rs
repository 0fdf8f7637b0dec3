//! What the world must do: its coalition, its front, interventions, the record and its readings.

mod bursts;
mod coalition;
mod front;
mod gibbs;
mod great_power;
mod intervention;
mod limited_truces;
mod members_change;
mod needs;
mod one_step;
mod payments;
mod peace;
mod readings;
mod record;
mod recorded_war;
mod report_cases;
mod small_war;
mod stages;
mod step_coalition;
mod step_deals;
mod step_front;
mod step_great_power;
mod step_rounds;
mod vetoes;
