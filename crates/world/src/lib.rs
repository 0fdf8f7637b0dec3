//! One war and one step of it.
//!
//! A [`war::War`] is a whole war in numbers: two belligerents on a front, a great power that presses or leaves, a coalition
//! that pays, packages that may lie on the table. [`war::World`] is a war calibrated to its first day. [`state::State`] is one
//! future of it at one moment, and [`step::step`] moves that future by a step.
//!
//! # The shortest war
//!
//! Two sides that never agree. Figures come from anything that implements [`quantity::Figures`], here from the defaults; how
//! actors choose comes from anything that implements [`actors::decisions::Decisions`].
//!
//! ```
//! use standoff_num::Draws;
//! use standoff_world::actors::decisions::{Answers, Decisions};
//! use standoff_world::actors::roles::{ByRole, BySide, Role};
//! use standoff_world::coalition::members::Aggregation;
//! use standoff_world::quantity::{Definition, Figures};
//! use standoff_world::state::State;
//! use standoff_world::step::{Pace, Scratch, step};
//! use standoff_world::talks::packages::PackageOrigin;
//! use standoff_world::war::{PackageOutline, Position, PostureOutline, Structure, TrackOutline, War, World};
//!
//! /// Every figure at its default; one round of talks every two months, all on one track.
//! struct Defaults;
//!
//! impl Figures for Defaults {
//!     fn figure(&self, path: &str) -> f64 {
//!         match path {
//!             "posture.neutral.rounds" => 0.5,
//!             "track.direct.share" => 1.0,
//!             _ => 0.0,
//!         }
//!     }
//!
//!     fn group(&self, path: &str, definitions: &[Definition], figures: &mut [f64]) {
//!         for (figure, definition) in figures.iter_mut().zip(definitions) {
//!             *figure = definition.default.unwrap_or_else(|| self.figure(&format!("{path}.{}", definition.name)));
//!         }
//!     }
//! }
//!
//! /// Both sides refuse whatever is tabled.
//! struct Stubborn;
//!
//! impl Decisions for Stubborn {
//!     fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
//!         lottery[0] = 1.0;
//!     }
//!     fn answer(&self, _: &Position, _: usize) -> Answers {
//!         Answers { invader_refuses: 1.0, ..Answers::default() }
//!     }
//!     fn consent(&self, _: &Position, _: usize) -> f64 {
//!         0.0
//!     }
//!     fn outlook(&self, _: &Position) -> f64 {
//!         0.0
//!     }
//!     fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
//!         None
//!     }
//!     fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
//!         0.0
//!     }
//! }
//!
//! let name = |name: &str| (name.to_owned(), name.to_owned());
//! let package = |(name, title)| PackageOutline { name, title, origin: PackageOrigin::Draft, ceasefire_first: false, ceasefire_at_signature: false,
//!     issues: vec![], guarantors: vec![] };
//! let (posture, track) = (name("neutral"), name("direct"));
//! let structure = Structure {
//!     roles: ByRole::from_fn(|role| matches!(role, Role::Invader | Role::Defender).then(|| role.name().to_owned())),
//!     start_month_of_year: 0.0,
//!     front_steps: 12,
//!     front_start: 6,
//!     stamina_start: BySide { invader: 2, defender: 2 },
//!     postures: vec![PostureOutline { name: posture.0, title: posture.1, presses: None, out: false }],
//!     posture_start: 0,
//!     backers: vec![],
//!     issues: vec![],
//!     guarantors: vec![],
//!     packages: vec![package(name("freeze")), package(name("yield"))],
//!     draft_start: 0,
//!     tracks: vec![TrackOutline { name: track.0, title: track.1, owner: Role::Defender }],
//!     anchors: Some([1, 0]),
//!     aggregation: Aggregation::Voluntary,
//!     members: vec![],
//!     elections: vec![],
//!     instruments: vec![],
//!     needs: vec![],
//!     limited_truces: vec![],
//!     record: None,
//! };
//! let world = World::new(War::new(&structure, &Defaults));
//! let pace = Pace::new(&world.war, 1.0);
//!
//! let mut state = State::start(&world);
//! let mut rounds = 0;
//! for _ in 0..12 {
//!     let draws = Draws::new(1, 0, 0);
//!     let events = step(&world, &pace, &Stubborn, &mut state, &draws, &mut Scratch::default());
//!     rounds += u32::from(events.round.is_some());
//!     assert!(events.signature.is_none());
//! }
//! assert_eq!(state.time, 12);
//! assert!(rounds > 0);
//! ```
//!
//! # Where to look
//!
//! | module | concept |
//! |---|---|
//! | [`quantity`] | numbers that a scenario can set: name, unit, bounds, default, meaning, declared once |
//! | [`actors`] | roles, values, beliefs, decisions, the great power's postures |
//! | [`battlefield`] | front, stamina, losses; the classic laws of a fight |
//! | [`coalition`] | members, instruments, burden sharing, fatigue |
//! | [`talks`] | packages, menu, tracks, ratification, red lines |
//! | [`peace`] | truce, settlement, credibility of guarantees |
//! | [`war`] | the whole war in numbers, and calibrated |
//! | [`state`] | one future at one moment, its events and its ends |
//! | [`step`] | one step, in the order of the war |
//! | [`record`] | what becomes known of a step, and how likely that is in a state |
//! | [`intervention`] | what is brought about on a date |
//! | [`switches`] | mechanisms that can be switched off |
//!
//! Each file is one concept of the war and holds, in this order, the quantities a scenario can set and how the concept moves.
//! `war`, `state`, `step` and `record` each tell one thing in several files and export their items; everywhere else the file
//! is part of the path. Inside the crate an item is imported from the file that defines it, so that no two files need each
//! other.
//!
//! # What can be relied on
//!
//! The crate is pure: it knows no files, threads, clocks or screens. Every random number has an address made of its purpose
//! ([`step::Purpose`]), the step and the name of what it is for, so the same draws give the same step to the bit, and a
//! member, an instrument or a reading more changes nobody else's luck. Rates are brought to the length of a step once and
//! exactly ([`step::Pace`]).
//!
//! The equations are those of the project's theory notes; where a comment cites "theory 3.4" or "decision 11" it means
//! those pages.

pub mod actors;
pub mod battlefield;
pub mod coalition;
pub mod intervention;
pub mod peace;
pub mod quantity;
pub mod record;
pub mod state;
pub mod step;
pub mod switches;
pub mod talks;
pub mod war;
