//! Colours, hatches and shapes of what pictures show, by what it is: the same in every war, week and size.
//!
//! Ways in which the line breaks are in warm colours, ends without a break in cool ones; each has a hatch of its own, so that
//! all are told apart in grey too.

use standoff_picture::{BarGroup, Hatch, Hue, Outcome, Signer, Swatch};

/// Ways to break, by their stable names.
const BREAKS: [(&str, Swatch); 5] = [
    ("coverage", Swatch::new(Hue::Vermilion, Hatch::Solid)),
    ("instrument", Swatch::new(Hue::Gold, Hatch::Stripes)),
    ("consent-beyond", Swatch::new(Hue::Purple, Hatch::Dots)),
    ("signature-beyond", Swatch::new(Hue::Purple, Hatch::Grid)),
    ("military", Swatch::new(Hue::Vermilion, Hatch::Lines)),
];

/// Ends of the war, by their stable names.
const ENDS: [(&str, Swatch); 4] = [
    ("settlement-inside", Swatch::new(Hue::Green, Hatch::Rings)),
    ("settlement-beyond", Swatch::new(Hue::Green, Hatch::Squares)),
    ("frozen", Swatch::new(Hue::Blue, Hatch::BackStripes)),
    ("military", Swatch::new(Hue::Blue, Hatch::Uprights)),
];

/// Roles, each in a shape and colour of its own: its place here.
const ROLES: [&str; 4] = ["invader", "defender", "great_power", "coalition"];

/// Answers of events of the talks, as the event log names them, each in a shape and colour of its own: its place here.
const ANSWERS: [&str; 15] = [
    "deal",
    "broken",
    "agreed",
    "truce",
    "invader-refuses",
    "defender-refuses",
    "invader-yes-but",
    "defender-yes-but",
    "not-ratified",
    "kept",
    "mutual",
    "unilateral",
    "in-effect",
    "passed",
    "failed",
];

/// Kinds of money, with their names.
const MONEY: [(&str, Swatch); 3] = [
    ("a member's own aid", Swatch::new(Hue::Blue, Hatch::Solid)),
    ("pooled money", Swatch::new(Hue::Green, Hatch::Lines)),
    ("other flows", Swatch::new(Hue::Gold, Hatch::Stripes)),
];

/// What has no place in a table.
const UNKNOWN: Swatch = Swatch::new(Hue::Grey, Hatch::Grid);

fn find_swatch(table: &[(&str, Swatch)], name: &str) -> Swatch {
    table.iter().find(|(known, _)| *known == name).map_or(UNKNOWN, |(_, swatch)| *swatch)
}

/// Colour and hatch of a way in which the line breaks.
pub(super) fn swatch_of_break(name: &str) -> Swatch {
    find_swatch(&BREAKS, name)
}

/// Colour and hatch of an end of the war without a break of the line.
pub(super) fn swatch_of_end(name: &str) -> Swatch {
    find_swatch(&ENDS, name)
}

/// The actor of a role, with its shape and colour.
pub(super) fn signer(role: &str, name: &str) -> Signer {
    Signer { name: name.to_owned(), mark: ROLES.iter().position(|known| *known == role).unwrap_or(ROLES.len()) }
}

/// An answer of an event, with its shape and colour; hollow and grey where none is known.
pub(super) fn outcome(answer: &str) -> Outcome {
    // Marks 5 and 17 are a grey cross and a grey square; the others skip grey, which is for what is not known.
    const GREY: usize = 5;
    let place = ANSWERS.iter().position(|known| *known == answer);
    let mark = place.map_or(GREY, |place| place / GREY * (GREY + 1) + place % GREY);
    match answer {
        "" => Outcome { name: "not stated".to_owned(), mark: GREY + 12, filled: false },
        answer => Outcome { name: answer.replace('-', " "), mark, filled: true },
    }
}

/// The kinds of money, in the order of [`MONEY`]: members' own aid, pooled money, other flows.
pub(super) fn money_groups() -> Vec<BarGroup> {
    MONEY.iter().map(|(name, swatch)| BarGroup { name: (*name).to_owned(), swatch: *swatch }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::evidence::Answer;
    use standoff_world::state::{Break, possible_ends};
    use std::collections::BTreeSet;

    fn is_warm(swatch: Swatch) -> bool {
        matches!(swatch.hue, Hue::Vermilion | Hue::Gold | Hue::Purple)
    }

    #[test]
    fn breaks_and_ends_are_two_families_without_a_pair_alike() {
        let breaks: Vec<Swatch> = Break::ALL.into_iter().map(|way| swatch_of_break(way.name())).collect();
        let ends = possible_ends(true).into_iter().map(|(name, _, _)| name).filter(|name| *name != "still-at-war");
        let ends: Vec<Swatch> = ends.map(swatch_of_end).collect();
        let all: BTreeSet<Swatch> = breaks.iter().chain(&ends).copied().collect();
        assert_eq!(all.len(), breaks.len() + ends.len());
        let hatches: BTreeSet<Hatch> = all.iter().map(|swatch| swatch.hatch).collect();
        assert_eq!(hatches.len(), all.len(), "told apart in grey");
        assert!(breaks.into_iter().all(is_warm) && !ends.iter().copied().any(is_warm) && !all.contains(&UNKNOWN));
    }

    #[test]
    fn answers_and_roles_have_marks_of_their_own() {
        let known = ANSWERS.map(|answer| outcome(answer).mark);
        assert_eq!(known.iter().collect::<BTreeSet<_>>().len(), ANSWERS.len());
        assert!(known.iter().all(|mark| mark % 6 != 5), "grey is for what is not known");
        let of_talks = [Answer::Deal, Answer::InvaderYesBut, Answer::NotRatified, Answer::Broken, Answer::InEffect];
        assert!(of_talks.into_iter().all(|answer| ANSWERS.contains(&answer.name())));
        let marks: BTreeSet<usize> = ROLES.into_iter().map(|role| signer(role, "x").mark).collect();
        assert_eq!(marks.len(), 4);
    }
}
