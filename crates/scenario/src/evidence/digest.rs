//! The fingerprint of what was known by a day.

use std::fmt::Write;

use crate::digest::sha256;

use super::answer::Answer;
use super::event::Event;
use super::names::Names;

/// SHA-256 in hexadecimal of events in the order given, without notes, places and what they replaced.
pub(super) fn digest_events(events: &[&Event], names: &Names) -> String {
    let mut text = "format 1\n".to_owned();
    for event in events {
        let parties: Vec<String> = event.parties.iter().map(|party| names.party_word(party)).collect();
        let subject = event.subject.as_ref().map(|subject| names.subject_word(subject));
        let said = (parties, subject, event.answer.map(Answer::name), event.value, event.confidence);
        let days = (event.date, event.until, event.known);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} {} {} {} {} {said:?} {:?}",
            event.id,
            event.kind.name(),
            days.0,
            days.1,
            days.2,
            event.source
        );
    }
    sha256(text.as_bytes())
}
