//! The line on the record that an answer starts from, and on what the answer would be without it.

use crate::vocabulary::record_sentence;
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::forecast::provenance::Provenance;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;

/// Writes the line; nothing where the answer uses no record.
pub(crate) fn write_record(page: &mut Page, provenance: &Provenance) {
    if let Some(record) = &provenance.record {
        write_record_summary(page, record);
    }
}

/// Writes the line of a record.
pub(crate) fn write_record_summary(page: &mut Page, record: &RecordSummary) {
    page.flush(Tone::Plain, &record_sentence(record));
}
