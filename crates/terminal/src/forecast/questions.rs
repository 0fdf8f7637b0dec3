//! The scenario's dated questions, each with its error, and the outside views of past wars and of this war's own record.

use standoff_lab::forecast::findings::{Findings, QuestionAnswer};
use standoff_lab::record::outside_view::{RecordView, ViewMethod};
use standoff_prose::numbers::{Chance, UNKNOWN, format_error, format_rounded, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::format_band;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("Questions");
    if findings.questions.is_empty() {
        page.text("The scenario asks no questions.");
        return;
    }
    let right = |head: &'static str| (head, Align::Right);
    let heads = [
        ("question", Align::Left),
        right("futures"),
        right("chance"),
        right("error"),
        right("band"),
        right("past wars"),
        right("own record"),
    ];
    let mut table = Table::new(&heads);
    let mut questions: Vec<&QuestionAnswer> = findings.questions.iter().collect();
    questions.sort_by(|one, other| one.by.cmp(&other.by));
    questions.into_iter().for_each(|question| table.add_cells(question_row(findings, question)));
    page.table(&table);
    page.note(
        "\"Error\" is the Monte Carlo error alone. Past wars and this war's own record are outside views, which know nothing of the \
         model; – is a question to which one of the three does not speak.",
    );
    page.note(&own_record_sentence(findings));
}

/// Says what the outside views from this war's own record are made of, or that there are none.
fn own_record_sentence(findings: &Findings) -> String {
    let mut parts: Vec<String> = Vec::new();
    for view in findings.questions.iter().filter_map(|question| question.own_record.as_ref()) {
        let part = made_in_words(view);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return "Own record: none. The forecast starts from no record, or from one that says nothing of these questions."
            .to_owned();
    }
    format!("Own record: {}.", parts.join("; "))
}

/// A chance to hundredths; one that is nearer to none or to all is named as such.
fn chance_in_hundredths(p: f64) -> String {
    match p {
        p if p < 0.005 => "<0.01".to_owned(),
        p if p > 0.995 => ">0.99".to_owned(),
        p => format_rounded(p, 0.01),
    }
}

fn made_in_words(view: &RecordView) -> String {
    match &view.made {
        ViewMethod::ConstantRate { events, months } => {
            let months = format_rounded(*months, 1.0);
            format!("{}: {events} in {months} months, at a constant rate under Jeffreys' prior", view.of)
        }
        ViewMethod::DrawnMonths { months, mean } => {
            let what = match view.of.as_str() {
                "front" => "ground gained, km²".to_owned(),
                of if of.starts_with("aid: ") => format!("{of}, billions"),
                of => of.to_owned(),
            };
            format!("{what}: {} a month on average, drawn from the last {months} months", format_two_digits(*mean))
        }
    }
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
        Cell::from(number(question.own_record.as_ref().map(|view| chance_in_hundredths(view.p)))),
    ]
}
