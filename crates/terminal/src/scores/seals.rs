//! Checks of sealed forecasts.

use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_verify::seal::SealVerdict;

/// Renders the result of a check of sealed forecasts, file by file.
pub fn render_verdicts(verdicts: &[SealVerdict], style: Style) -> String {
    let mut page = Page::new(style);
    for verdict in verdicts {
        page.blank();
        let state = if verdict.intact { "intact" } else { "changed" };
        page.flush(Tone::Strong, &format!("{}: {state}", verdict.file));
        let questions =
            if verdict.questions == 1 { "1 question".to_owned() } else { format!("{} questions", verdict.questions) };
        page.text(&format!("{} · {} · made on {} · {questions}", verdict.forecaster, verdict.scenario, verdict.made));
        for part in &verdict.parts {
            let words = part_words(&part.part, part.same, part.stated == "none");
            page.item(&words);
            if part.same {
                page.verbatim(&format!("  {}", part.stated));
            } else {
                page.verbatim(&format!("  stated {}", part.stated));
                page.verbatim(&format!("  found  {}", part.found));
            }
        }
    }
    page.finish()
}

fn part_words(part: &str, same: bool, none: bool) -> String {
    match (part, same) {
        ("evidence", false) if none => "evidence: the forecast was made without, and some was given".to_owned(),
        ("seal", true) => "seal: nothing in the file was changed".to_owned(),
        ("seal", false) => "seal broken: something in the file was changed after it was made".to_owned(),
        ("findings", true) => "findings: those of the bundle".to_owned(),
        ("findings", false) => "findings: the bundle has others".to_owned(),
        ("scenario", true) => "scenario: the one given".to_owned(),
        ("scenario", false) => "scenario: the one given differs".to_owned(),
        ("evidence", true) => "evidence: what was given, as known by the first day".to_owned(),
        ("evidence", false) => "evidence: what was given, as known by the first day, differs".to_owned(),
        (other, same) => format!("{other}: {}", if same { "the same" } else { "differs" }),
    }
}
