//! Decisions of the actors in a war that they can end by agreement.
//!
//! Four roles, or fewer, plan ahead: an invader, a defender, a great power and a coalition. Each month a round of talks
//! may open on a draft; the invader answers, then the defender; a draft that both accept must be ratified, and the
//! coalition delivers its parts of it or not. [`Equilibrium`](equilibrium::Equilibrium) solves this game by backward
//! induction, each actor under its own beliefs about the front, and implements
//! [`Decisions`](standoff_world::actors::decisions::Decisions), through which a simulated war asks what actors do.
//!
//! ```
//! use standoff_engine::equilibrium::Equilibrium;
//! use standoff_engine::planning::Planning;
//! use standoff_num::Draws;
//! use standoff_world::actors::{decisions::Decisions, roles::Role};
//! use standoff_world::{switches::Mechanisms, war::World};
//!
//! // A war between two sides, at the central values of its scenario.
//! let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
//! let world = World::new(scenario.war(&scenario.central_values()));
//! let game = Equilibrium::solve(&world, &Mechanisms::default(), &Planning::coarse(&world), Draws::new(1, 0, 0));
//!
//! // What each side holds out for on the first day, and which packages beat that for both.
//! let situation = game.situation(&world.start_position());
//! assert_eq!(situation.reservation.len(), 2);
//! let tabled = situation.packages.iter().filter(|package| package.may_be_tabled);
//! let preferred = tabled.filter(|package| package.prefer_going_on.is_empty()).count();
//! assert_eq!(preferred > 0, situation.gamma >= 0.0, "the stall test says whether both prefer any package");
//!
//! // What the simulated war asks for: the draft that the defender tables is a lottery over all packages.
//! let mut lottery = vec![0.0; world.war.packages.len()];
//! game.propose(&world.start_position(), Role::Defender, &mut lottery);
//! assert!((lottery.iter().sum::<f64>() - 1.0).abs() < 1e-12);
//! ```
//!
//! # What the crate never does
//!
//! It reads no file, knows no clock and prints nothing. It simulates no war: only the members of the coalition are
//! simulated, to count how coverage moves. It does not estimate: [`OutsideView`](outside_view::OutsideView) fits the
//! lengths of past wars with the estimators of `standoff-stats`.
//!
//! # Concepts, in reading order
//!
//! 1. [`state_space`]: the finite set of states on which actors plan; [`Layout`](state_space::Layout) owns all strides.
//! 2. [`transition`]: how each actor believes that a state moves in one step, and expectations over it.
//! 3. [`payoff`]: what a month of war, a fight to the finish and a signed package are worth.
//! 4. [`negotiation`]: one round of talks as a game of logit choices.
//! 5. [`planning`]: how finely to plan, and how far.
//! 6. `induction`, which is private: the problem, one planning step, its sweep over the front, and the solver.
//! 7. [`equilibrium`]: the solved game, its decisions, and the bargaining situation at a state.
//!
//! Outside the equilibrium are [`outside_view`], which asks only how long wars last, and the [`classic`] models, which
//! [`theory`] checks against their closed forms.
//!
//! # Order and determinism
//!
//! The same world, plan and draws give the same bits, on any number of threads and with vectors of any width:
//!
//! - Work is in parallel over positions of the front, postures and actors, which share nothing in the meantime. Results
//!   are gathered in the order of the index, and sums run in one order.
//! - Vector code is chosen when the program runs. It never contracts a product and a sum into one operation, so all
//!   machines round alike.
//! - Only [`induce_coverage_chain`](transition::coverage_chain::induce_coverage_chain) reads random numbers, at
//!   addresses of the caller's draws. Give it draws that no simulated war uses: actors must not foresee those of the
//!   war.
//! - Actors are in the order of [`Role::ALL`](standoff_world::actors::roles::Role::ALL), without the roles that take no part;
//!   the invader is first and the defender second.

pub mod classic;
pub mod equilibrium;
mod induction;
pub mod negotiation;
pub mod outside_view;
pub mod payoff;
pub mod planning;
pub mod precision;
pub mod state_space;
pub mod theory;
pub mod transition;
