//! The pages as people see them.

mod backers;
mod comparison;
mod evidence;
mod explanation;
mod first_screen;
mod fixture;
mod forecast;
mod history;
mod options;
mod scores;
mod shift;
