//! The event log: what happened in a war, who said so, and when it became known.
//!
//! A log is one or more files in CSV or JSON, one row for each event; [`KINDS`] lists the kinds. Rows are never
//! changed: a later row corrects an earlier one (`replaces`) or withdraws it (kind `retract`). [`Log::known_by`]
//! gives what was known by a day. The order of rows and files changes nothing.
//!
//! ```
//! use standoff_scenario::{Source, builtin, date, evidence::Log};
//!
//! let scenario = builtin::load("two-sided").unwrap();
//! let text = "\
//! id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note
//! may,losses,2025-05-01,2025-05-31,invader,,,900,people,ministry,0.5,2025-06-03,,,
//! may-2,losses,2025-05-01,2025-05-31,invader,,,1100,people,ministry,0.8,2025-06-20,may,,counted again
//! ";
//! let (log, warnings) = Log::read(&[Source::new("log.csv", text)], &scenario).unwrap();
//! assert!(warnings.is_empty());
//! assert_eq!(log.known_by(date(2025, 6, 10))[0].value, Some(900.0));
//! assert_eq!(log.known_by(date(2025, 6, 30))[0].value, Some(1100.0));
//! ```
//!
//! A log takes no side on whether a report is true: it keeps each one with the chance that it is (decision 91).

mod allowed;
mod answer;
mod backer_moves;
mod columns;
mod consistency;
mod csv;
mod day;
mod digest;
mod duplicates;
mod event;
mod event_words;
mod far_days;
mod file;
mod format;
mod json;
mod kind;
mod kind_cells;
mod kinds;
mod known;
mod log;
mod members;
mod names;
mod number;
mod out_of_sequence;
mod plain_cells;
mod read_event;
mod reader;
mod row;
mod rows;
mod ruled_out;
mod sequence;
mod text;
mod unit;
mod write;

pub use allowed::describe_allowed;
pub use answer::Answer;
pub use columns::{COLUMNS, header};
pub use event::{Event, Party, Subject};
pub use event_words::describe_event;
pub use file::{MOST_EVENTS, read_file};
pub use kind::{About, Kind, KindDefinition, Need, Who};
pub use kinds::KINDS;
pub use log::Log;
pub use members::members_of_parties;
pub use write::with_row;
