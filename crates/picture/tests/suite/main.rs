//! Charts as SVG: goldens, and what must hold of every picture.

mod checks;
mod odd;
mod samples;

use standoff_picture::{Chart, Look, Size, stylesheet, to_csv};

/// Compares with a golden file; `UPDATE_GOLDEN=1` writes it instead.
fn compare_with_golden(name: &str, text: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("a golden can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{name} differs from its golden; look at it, then run with UPDATE_GOLDEN=1");
}

#[test]
fn every_chart_is_as_it_was() {
    for (name, chart) in samples::all_charts() {
        compare_with_golden(&format!("{name}-wide.svg"), &chart.draw(Look::ALONE, Size::Wide));
        compare_with_golden(&format!("{name}-narrow.svg"), &chart.draw(Look::PAGE, Size::Narrow));
        compare_with_golden(&format!("{name}.csv"), &to_csv(&chart.rows()));
    }
}

#[test]
fn every_chart_keeps_the_rules() {
    for (_, chart) in samples::all_charts() {
        checks::check_picture(chart.as_ref());
    }
}

#[test]
fn a_page_has_both_sizes_and_unique_identifiers() {
    let page: String = samples::all_charts().into_iter().map(|(_, chart)| chart.figure()).collect();
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(page.matches("class=\"picture-narrow\"").count(), samples::all_charts().len());
    assert!(stylesheet().contains("prefers-color-scheme:dark"));
}

#[test]
fn charts_say_what_they_do_not_show() {
    let mut graph = samples::graph();
    assert!(graph.draw(Look::PAGE, Size::Wide).contains("all would sign"));
    graph.nodes.iter_mut().for_each(|node| node.signs[1] = false);
    assert!(!graph.draw(Look::PAGE, Size::Wide).contains("all would sign"));
    graph.nodes.clear();
    assert!(graph.draw(Look::PAGE, Size::Narrow).contains("There is nothing to show."));
}

#[test]
fn names_cannot_become_elements() {
    let mut bars = samples::bars();
    bars.bars[0].name = "<script>alert(1)</script>".into();
    let svg = bars.draw(Look::PAGE, Size::Wide);
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script"));
}

#[test]
fn colours_follow_the_page_or_stand_alone() {
    let bars = samples::bars();
    assert!(bars.draw(Look::PAGE, Size::Wide).contains("var(--ink, #1a1a1a)"));
    let alone = bars.draw(Look { font: "Serif", ..Look::ALONE }, Size::Wide);
    assert!(!alone.contains("var(") && alone.contains("font-family=\"Serif\""));
}

/// Writes a page with all charts to look at: `PICTURES=/some/page.html cargo test -p standoff-picture`.
#[test]
fn a_page_to_look_at() {
    let Some(path) = std::env::var_os("PICTURES") else { return };
    let draw = |chart: &dyn Chart| {
        format!(
            "<div class=row><div style='width:720px'>{}</div><div style='width:360px'>{}</div></div>",
            chart.draw(Look::PAGE, Size::Wide),
            chart.draw(Look::PAGE, Size::Narrow)
        )
    };
    let body: String = samples::all_charts().into_iter().map(|(_, chart)| draw(chart.as_ref())).collect();
    let more = "body{background:var(--paper);margin:0}.row{display:flex;gap:30px;align-items:flex-start;margin:12px}";
    let page = format!("<!doctype html><meta charset=utf-8><style>{}{more}</style>{body}", stylesheet());
    std::fs::write(path, page).expect("the page can be written");
}
