//! Turns a row into an event, with every cell checked and every fault at its place.

use super::answer::Answer;
use super::columns::Column;
use super::event::{Event, Party, Subject};
use super::kind::{Kind, KindDefinition};
use super::reader::EventReader;
use super::row::Row;
use crate::document::diagnostic::Diagnostic;

impl EventReader<'_> {
    /// The event of a row; none where the row has a fault.
    ///
    /// All cells are read before any result is used, so that one reading reports all faults of the row.
    pub fn read_event(&mut self, row: &Row<'_>) -> Option<Event> {
        let kind = self.read_kind(row);
        let definition = kind.map(Kind::definition);
        let dates = self.read_dates(row);
        let id = self.read_id(row);
        let source = self.read_source(row);
        let confidence = self.read_confidence(row);
        let replaces = self.read_replaces(row, kind);
        let distinct = self.read_distinct(row);
        let note = self.read_text(row, Column::Note);
        let definition = definition?;
        let parties = self.read_parties(row, definition);
        let subject = self.read_subject(row, definition);
        let answer = self.read_answer(row, definition);
        let value = self.read_value(row, definition);
        let (parties, subject, answer) = (parties?, subject?, answer?);
        self.check_together(row, definition, &parties, subject.as_ref(), answer)?;
        let (date, until, known) = dates?;
        Some(Event {
            id: id?,
            kind: definition.kind,
            date,
            until,
            parties,
            subject,
            answer,
            value: value?,
            confidence: confidence?,
            known,
            source: source?,
            replaces: replaces?,
            distinct: distinct?,
            note: note?,
            file: self.file,
            line: row.line,
        })
    }

    /// Checks that need more than one cell.
    fn check_together(
        &mut self,
        row: &Row<'_>,
        definition: &KindDefinition,
        parties: &[Party],
        subject: Option<&Subject>,
        answer: Option<Answer>,
    ) -> Option<()> {
        use standoff_world::actors::roles::Role::{Defender, GreatPower, Invader};
        let has = |role| parties.contains(&Party::Role(role));
        if definition.kind == Kind::ElectionResult && subject.is_some() && !has(GreatPower) {
            let fault = Diagnostic::error("not-used", "the election of a member brings no posture");
            return self.push_fault(row, Column::Subject, fault.allowed("nothing, but for the great power"));
        }
        if answer == Some(Answer::Mutual) && !(has(Invader) && has(Defender)) {
            let fault = Diagnostic::error("wrong-number-of-parties", "a mutual truce binds both sides");
            let fault = fault.allowed("`invader;defender`, with or without others");
            return self.push_fault(row, Column::Party, fault.hint("a truce that one side declares is `unilateral`"));
        }
        Some(())
    }
}
