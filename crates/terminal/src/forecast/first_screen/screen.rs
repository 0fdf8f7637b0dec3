//! The screen as a whole: its blocks, and what gives way where they are too high.

use super::labelled_rows::{Labelled, lay_out_rows, text_columns};
use super::wide_page::WIDE;
use super::{assumptions, breaks_and_ends, changes, costs, headline, outside, survival};
use standoff_breakdown::week::signs::Signs;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::page::Page;
use standoff_prose::style::Style;

/// Most lines of a wide screen, and of a narrow one, where more is wrapped: with the prompt they fit terminals as they open.
const MOST_LINES: [usize; 2] = [26, 30];
/// How much of it all is shown; the first that fits is taken.
const LAYOUTS: [Layout; 7] = [
    Layout { gaps: 3, signs: 2, items: 2, verbs: true },
    Layout { gaps: 2, signs: 2, items: 2, verbs: true },
    Layout { gaps: 1, signs: 2, items: 2, verbs: true },
    Layout { gaps: 1, signs: 1, items: 2, verbs: true },
    Layout { gaps: 0, signs: 1, items: 2, verbs: true },
    Layout { gaps: 0, signs: 1, items: 1, verbs: true },
    Layout { gaps: 0, signs: 1, items: 1, verbs: false },
];

/// What gives way where a screen is too high.
#[derive(Debug, Clone, Copy)]
struct Layout {
    /// Empty lines between blocks.
    gaps: usize,
    /// Events told of what would change the answer.
    signs: usize,
    /// Items told of each ledger.
    items: usize,
    /// Whether other verbs are named that say more of what would change the answer.
    verbs: bool,
}

/// Renders the first screen of a forecast: how long the line can hold, what breaks it first and what ends the war, at whose
/// cost, what would change the answer, and the outside view. All chances are in percent and are those of the whole report.
///
/// `signs` are the events of the next months that the futures of the forecast hold. No line is wider than the style allows.
/// There are at most 26 lines, on a page of less than 100 columns 30, as long as the titles of the scenario and what it departs
/// from leave room for that.
pub fn render_first_screen(findings: &Findings, signs: &Signs, style: Style) -> String {
    let most = MOST_LINES[usize::from(style.columns() < WIDE)];
    let mut lines = Vec::new();
    for layout in LAYOUTS {
        lines = screen_lines(findings, signs, style, layout);
        if lines.len() <= most {
            break;
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn screen_lines(findings: &Findings, signs: &Signs, style: Style, layout: Layout) -> Vec<String> {
    let page_lines = |write: &dyn Fn(&mut Page)| {
        let mut page = Page::new(style);
        write(&mut page);
        page.finish().lines().map(str::to_owned).collect::<Vec<String>>()
    };
    let blocks = [
        page_lines(&|page| headline::write_block(page, findings)),
        page_lines(&|page| page.table(&survival::survival_table(findings, page.columns() >= WIDE))),
        page_lines(&|page| page.table(&breaks_and_ends::beside_table(findings, page.columns() >= WIDE))),
        blocks_below(findings, signs, style, layout),
    ];
    let mut lines = Vec::new();
    for (place, block) in blocks.into_iter().enumerate() {
        if (1..=layout.gaps).contains(&place) {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines.extend(page_lines(&|page| assumptions::write_block(page, findings)));
    lines
}

fn blocks_below(findings: &Findings, signs: &Signs, style: Style, layout: Layout) -> Vec<String> {
    let mut changes = changes::change_rows(findings, signs, layout.signs);
    changes.extend(layout.verbs.then(|| changes::other_verbs(findings).to_owned()));
    let blocks = [
        Labelled { label: "At whose cost, mean", rows: costs::cost_rows(findings, layout.items, text_columns(style)) },
        Labelled { label: "What would change it", rows: changes },
        Labelled { label: "Outside view", rows: outside::outside_rows(findings) },
    ];
    blocks.iter().flat_map(|block| lay_out_rows(block, style)).collect()
}
