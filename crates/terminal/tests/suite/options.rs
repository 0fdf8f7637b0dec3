//! The sheets beside the forecast, as people see them.

use crate::fixture::options::{frontier, policies};
use standoff_prose::{Style, column_width};
use standoff_terminal as terminal;

const NARROW: Style = Style { width: 80, colour: false, unicode: false };

#[test]
fn how_options_hold_up() {
    insta::assert_snapshot!(terminal::render_policies(&policies(), Style::plain()));
}

#[test]
fn how_options_hold_up_in_ascii_at_the_narrowest() {
    let page = terminal::render_policies(&policies(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

/// "none" alone would say that no option is meant.
#[test]
fn the_option_that_changes_nothing_is_named_in_sentences() {
    let mut found = policies();
    found.dominance[0].undominated_tenth = true;
    found.measures[0].scores[0].worst_tenth.value = 0.9;
    let page = terminal::render_policies(&found, Style::plain());
    let told: Vec<&str> = page.lines().filter(|line| line.contains("no lever")).collect();
    assert_eq!(told.len(), 2, "{page}");
    assert!(!told.iter().any(|line| line.contains(": none") || line.contains(", none")), "{told:?}");
}

#[test]
fn terms_against_durability() {
    insta::assert_snapshot!(terminal::render_frontier(&frontier(), Style::plain()));
}

#[test]
fn terms_against_durability_in_ascii_at_the_narrowest() {
    let page = terminal::render_frontier(&frontier(), NARROW);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in [1, 80, 87, 93, 100, 120] {
        let style = Style { width, ..Style::plain() };
        for page in [terminal::render_policies(&policies(), style), terminal::render_frontier(&frontier(), style)] {
            let widest = page.lines().map(column_width).max().unwrap_or(0);
            assert!(widest <= style.columns(), "{widest} at {width}");
        }
    }
}

#[test]
fn every_actor_has_as_many_lines() {
    let page = terminal::render_policies(&policies(), Style::plain());
    let cards: Vec<&str> = page.split(": value.").skip(1).take(4).collect();
    let lengths: Vec<usize> = cards[..3].iter().map(|card| card.lines().count()).collect();
    assert!(cards.len() == 4 && lengths.windows(2).all(|pair| pair[0] == pair[1]), "{lengths:?}");
}

#[test]
fn nothing_to_show_has_a_page() {
    let mut none = policies();
    (none.measures, none.dominance, none.options) = Default::default();
    (none.interrupted, none.failed_draws) = (true, 2);
    let page = terminal::render_policies(&none, Style::plain());
    assert!(page.contains("Stopped early") && page.contains("2 draws failed"));
    let mut none = frontier();
    (none.packages, none.postures) = Default::default();
    assert!(terminal::render_frontier(&none, Style::plain()).contains("terms against durability"));
}

#[test]
fn two_belligerents_alone_have_their_pages() {
    let mut two = policies();
    two.provenance.scenario.roles.retain(|role, _| ["invader", "defender"].contains(&role.as_str()));
    two.measures.retain(|measure| measure.role.as_deref().is_none_or(|role| ["invader", "defender"].contains(&role)));
    assert!(!terminal::render_policies(&two, Style::plain()).contains("United Isles"));
    let mut two = frontier();
    two.provenance.scenario.roles.retain(|role, _| ["invader", "defender"].contains(&role.as_str()));
    for package in two.postures.iter_mut().flat_map(|posture| &mut posture.packages) {
        package.withheld = None;
    }
    let page = terminal::render_frontier(&two, Style::plain());
    assert!(!page.contains("United Isles") && !page.contains("coalition"));
}
