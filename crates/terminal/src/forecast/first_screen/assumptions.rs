//! Foot of the screen: what its figures rest on, and where to read on.

use crate::forecast::part::more_sentence;
use crate::vocabulary::has_bands;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::words::count_things;

pub(super) fn write_block(page: &mut Page, findings: &Findings) {
    let draws = count_things(findings.draws, "draw");
    let bands = match has_bands(findings) {
        true => format!("Bands hold 9 of 10 of {draws}."),
        false => "There are too few draws for bands.".to_owned(),
    };
    page.flush(Tone::Faint, &format!("{bands} Nothing here recommends terms."));
    page.flush(Tone::Plain, &more_sentence());
}
