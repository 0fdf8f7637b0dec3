//! Foot of a page: limits of the model, and the command that makes the page again.

use standoff_lab::forecast::findings::Findings;
use standoff_prose::numbers::format_figure;
use standoff_prose::page::Page;

/// Events and distinctions that no run contains.
pub const OUTSIDE_THE_MODEL: [&str; 6] = [
    "use of nuclear weapons, and a wider war between states: given no odds here",
    "where on the map the front runs: it is one number, not a border",
    "what a truce for one sector or one kind of attack does to the front",
    "a change of leader in either belligerent, and of what any actor wants",
    "other wars and shocks that no parameter describes",
    "what is said in rooms without a record",
];

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    write_limits(page);
    if !findings.constants.is_empty() {
        page.text(&constants_sentence(findings));
    }
}

/// The constants of the method in one line: no driver, as no draw varies them and nobody could learn them.
fn constants_sentence(findings: &Findings) -> String {
    let constant = |(name, value): (&String, &f64)| format!("{} {}", name.replace('_', " "), format_figure(*value));
    let all: Vec<String> = findings.constants.iter().map(constant).collect();
    format!("Constants of the method, the same in every draw: {}.", all.join(", "))
}

/// Writes the foot of any page.
pub(crate) fn write_closing(page: &mut Page, command: &str) {
    write_limits(page);
    write_command(page, command);
}

fn write_limits(page: &mut Page) {
    page.heading("Outside the model");
    OUTSIDE_THE_MODEL.iter().for_each(|line| page.item(line));
    page.blank();
    page.text(
        "Every figure is conditional on the stated values and ranges of the parameters. `standoff scenario show`, given the \
         scenario of the command below, lists each of them with its source and grade. Nothing here recommends terms.",
    );
}

/// Writes the command that made the page. A program that uses the library may give none.
pub(crate) fn write_command(page: &mut Page, command: &str) {
    if command.is_empty() {
        return;
    }
    page.blank();
    page.note("Made by");
    page.verbatim(command);
}
