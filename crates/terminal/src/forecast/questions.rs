//! The scenario's dated questions, each with its error and the outside view.

use standoff_lab::forecast::findings::{Findings, QuestionAnswer};
use standoff_prose::numbers::{Chance, UNKNOWN, format_error, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::format_band;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    if findings.questions.is_empty() {
        return;
    }
    page.heading("Questions");
    let right = |head: &'static str| (head, Align::Right);
    let heads = [
        ("question", Align::Left),
        right("futures"),
        right("chance"),
        right("error"),
        right("band"),
        right("outside view"),
    ];
    let mut table = Table::new(&heads);
    let mut questions: Vec<&QuestionAnswer> = findings.questions.iter().collect();
    questions.sort_by(|one, other| one.by.cmp(&other.by));
    questions.into_iter().for_each(|question| table.add_cells(question_row(findings, question)));
    page.table(&table);
    page.note("\"Error\" is the Monte Carlo error alone; – is a question to which the model or the outside view does not speak.");
}

fn question_row(findings: &Findings, question: &QuestionAnswer) -> Vec<Cell> {
    let chance = question.p.map(|p| Chance::new(p, question.mc_error.unwrap_or(0.0), findings.runs));
    let number = |text: Option<String>| text.unwrap_or(UNKNOWN.to_owned());
    let range =
        chance.zip(question.low.zip(question.high)).map(|(chance, (low, high))| format_band(low, high, chance.step()));
    vec![
        Cell::from(&question.text),
        Cell::from(number(chance.map(|chance| chance.futures().short()))),
        Cell::toned(Tone::Strong, number(chance.map(Chance::number))),
        Cell::faint(number(question.mc_error.map(format_error))),
        Cell::faint(number(range)),
        Cell::from(number(question.benchmark.map(|p| format_rounded(p, 0.01)))),
    ]
}
