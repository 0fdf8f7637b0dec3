//! Delay of a deal by mechanism.

use crate::explanation::waterfall::Waterfall;
use standoff_analysis::explanation::attribution::Delay;
use standoff_analysis::explanation::explain::Explanation;
use standoff_prose::page::Page;
use standoff_prose::words::{capitalize, count_things, unplayed_and_left_out};

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Delay: which mechanism puts off a deal by how much");
    let Some(delay) = &explanation.delay else {
        page.text("Nothing is known of the delay of a deal.");
        return;
    };
    let ends = ("Every mechanism off", "The war as it is");
    let waterfall = Waterfall {
        unit: &delay.unit,
        from: (ends.0, &delay.without),
        to: (ends.1, &delay.today),
        shares: &delay.shares,
        residual: delay.residual,
    };
    if let Some(sentence) = waterfall.largest_sentence() {
        page.caption(&sentence);
    }
    page.text(&format!(
        "{}: what each mechanism adds, from a war in which everyone agrees on the facts, deals hold and nobody waits, errs or \
         blocks, to the war as it is.",
        capitalize(&delay_title(delay))
    ));
    page.note(
        "A bar goes from the total before to the total after. What is added is the average over orders of switching on, so the \
         order here does not matter. * and ░: the 95 % interval includes zero.",
    );
    page.blank();
    waterfall.write(page);
    page.note(&effort_sentence(delay));
}

fn delay_title(delay: &Delay) -> String {
    if delay.title.contains(&delay.unit) { delay.title.clone() } else { format!("{}, in {}", delay.title, delay.unit) }
}

fn effort_sentence(delay: &Delay) -> String {
    let failed = match delay.failed_draws {
        0 => String::new(),
        failed => format!(" {}.", unplayed_and_left_out(failed)),
    };
    let early = if delay.interrupted { " Stopped early." } else { "" };
    format!(
        "{}, {} of each draw and set of mechanisms; shared out over {}.{failed}{early}",
        count_things(delay.draws, "draw"),
        count_things(delay.paths, "future"),
        delay.orders
    )
}
