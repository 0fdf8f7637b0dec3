//! The pattern: rounds held and to come, the drafts, who says *yes, but*, whether a deal exists today, what stalls it.

use crate::document::{Block, Figures, Section, Sentence};
use crate::findings::Findings;
use crate::numbers::{count, rounded, significant};
use crate::weekly::{Breakdown, error_of, pictures, step_of};
use crate::words::{self, Figure, signed};
use standoff_analysis::explanation::attribution::Delay;
use standoff_breakdown::week::pattern::{Draft, TalksEvent};

/// Events of the record that are listed: the last ones.
const SHOWN: usize = 15;

pub fn section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut blocks = vec![Block::Text(vec![held(week), to_come(findings), yes_but(findings), motion(findings)])];
    blocks.push(Block::Text(vec![deal_today(week), land(findings)]));
    blocks.extend(pictures::drafts(week));
    blocks.push(Block::Table(drafts(week)));
    blocks.extend(pictures::timeline(week));
    if !week.pattern.held.is_empty() {
        blocks.push(Block::Table(record(week)));
    }
    blocks.extend(stall(week));
    Section { slug: "pattern", heading: "The pattern: rounds, drafts, and what stalls them".to_owned(), blocks }
}

fn held(week: &Breakdown) -> Sentence {
    match week.pattern.rounds_past_year {
        0 if week.pattern.held.is_empty() => {
            Sentence::plain("This brief holds no event log, so no round is known to have been held.")
        }
        0 => Sentence::of("pattern.rounds_past_year", "No meeting is on record in the past twelve months."),
        1 => Sentence::of("pattern.rounds_past_year", "One meeting is on record in the past twelve months."),
        many => Sentence::of(
            "pattern.rounds_past_year",
            format!("{} meetings are on record in the past twelve months.", count(many)),
        ),
    }
}

fn to_come(findings: &Findings) -> Sentence {
    let year = Figure::of_futures(findings, findings.talks.rounds_12_months);
    Sentence::of(
        "forecast.talks.rounds_12_months",
        format!(
            "In the next twelve months {} rounds are expected, in nine of ten futures {}; a round is a draft that both sides \
             answer, and may take several meetings.",
            year.mean(),
            year.band()
        ),
    )
}

fn yes_but(findings: &Findings) -> Sentence {
    let talks = &findings.talks;
    let rounds = talks.rounds.mean * findings.runs as f64;
    let of = |side: &str| {
        let name = format!("{side} says yes, but");
        talks
            .results
            .iter()
            .find(|share| share.name == name)
            .map(|share| words::share(findings, share.share, rounds).number())
    };
    let by_side = match (of("invader"), of("defender")) {
        (Some(invader), Some(defender)) => format!(
            " {} says \"yes, but\" in {invader} of all rounds, {} in {defender}.",
            words::actor(findings, "invader"),
            words::actor(findings, "defender")
        ),
        _ => String::new(),
    };
    Sentence::of(
        "forecast.talks.results",
        format!(
            "Of the rounds without a deal a share of {} ends in \"yes, but\" rather than in an open no.{by_side}",
            words::share(findings, talks.yes_but, rounds).number()
        ),
    )
}

fn motion(findings: &Findings) -> Sentence {
    let talks = &findings.talks;
    Sentence::of(
        "forecast.talks.draft_motion",
        format!(
            "Drafts travel {} steps of an issue a year, {} for each step that the last draft lies from the first: motion \
             without movement.",
            significant(talks.draft_motion),
            significant(talks.motion_without_movement)
        ),
    )
}

/// Whether a deal exists today, and whom it would fail on.
fn deal_today(week: &Breakdown) -> Sentence {
    let (findings, drafts) = (&week.forecast, &week.pattern.drafts);
    let both: Vec<&Draft> = drafts.iter().filter(|draft| gains(draft, "invader") && gains(draft, "defender")).collect();
    let free: Vec<String> =
        both.iter().filter(|draft| draft.blockers.is_empty()).map(|draft| draft.title.clone()).collect();
    let central = "with the central parameters and the front of the scenario's start";
    let words = match (both.len(), free.len()) {
        (0, _) => format!("No draft on record is better for both belligerents than going on, {central}."),
        (some, 0) => {
            let all: Vec<String> = both.iter().map(|draft| named(findings, draft)).collect();
            format!(
                "{some} of {} drafts are better for both belligerents than going on, {central}, and each is blocked: {}.",
                drafts.len(),
                all.join("; ")
            )
        }
        (some, free_count) => format!(
            "{some} of {} drafts are better for both belligerents than going on, {central}; nobody blocks {free_count}: {}.",
            drafts.len(),
            words::list(&free)
        ),
    };
    Sentence::of("pattern.drafts", words)
}

fn named(findings: &Findings, draft: &Draft) -> String {
    let by: Vec<String> = draft.blockers.iter().map(|role| words::actor(findings, role).to_owned()).collect();
    format!("{} by {}", draft.title, words::list(&by))
}

fn gains(draft: &Draft, role: &str) -> bool {
    draft.gain.get(role).is_some_and(|gain| *gain > 0.0)
}

fn land(findings: &Findings) -> Sentence {
    let [asks, gives] = findings.start.land_range;
    let share = |share: Option<f64>, none: &str| share.map_or(none.to_owned(), |share| rounded(share, 0.01));
    Sentence::of(
        "forecast.start.land_range",
        format!(
            "Beyond the line of contact {} asks at least {} of the disputed land in any draft it prefers to going on, and {} \
             gives at most {}.",
            words::actor(findings, "invader"),
            share(asks, "more than any draft holds"),
            words::actor(findings, "defender"),
            share(gives, "less than any draft holds")
        ),
    )
}

fn drafts(week: &Breakdown) -> Figures {
    let findings = &week.forecast;
    let roles = words::roles(&findings.scenario);
    let row = |(at, draft): (usize, &Draft)| {
        let gain = |key: &str| draft.gain.get(key).map_or(crate::numbers::UNKNOWN.to_owned(), |gain| signed(*gain));
        let by: Vec<String> = draft.blockers.iter().map(|role| words::actor(findings, role).to_owned()).collect();
        let blockers = if by.is_empty() { "nobody".to_owned() } else { by.join(", ") };
        let mut cells = vec![pictures::numbered(at, &draft.title)];
        cells.extend(roles.iter().map(|(key, _, _)| gain(key)));
        cells.extend([rounded(draft.accepted, 0.01), blockers]);
        cells
    };
    let mut heads = vec![("Draft".to_owned(), false)];
    heads.extend(roles.iter().map(|(_, _, name)| ((*name).to_owned(), true)));
    heads.extend([("both accept, a round".to_owned(), true), ("blocked by".to_owned(), false)]);
    Figures {
        caption:
            "What each draft is worth to each actor over going on (shares of the own stake), and who blocks it today"
                .to_owned(),
        from: "pattern.drafts".to_owned(),
        heads,
        rows: week.pattern.drafts.iter().enumerate().map(row).collect(),
    }
}

fn record(week: &Breakdown) -> Figures {
    let findings = &week.forecast;
    let from = week.pattern.held.len().saturating_sub(SHOWN);
    let who = |held: &TalksEvent| {
        let all: Vec<String> =
            held.who.iter().map(|role| words::actor(findings, &role.replace('-', "_")).to_owned()).collect();
        all.join(", ")
    };
    let row = |held: &TalksEvent| {
        let what = held.kind.replace('-', " ");
        vec![held.date.clone(), what, held.about.clone(), who(held), held.answer.replace('-', " ")]
    };
    let heads = ["Day", "Event", "About", "Who", "What came of it"].map(|head| (head.to_owned(), false)).to_vec();
    Figures {
        caption: format!("The last {} events on record", week.pattern.held.len() - from),
        from: "pattern.held".to_owned(),
        heads,
        rows: week.pattern.held[from..].iter().map(row).collect(),
    }
}

/// The one step of all parts of the delay: the coarsest of theirs, so that what is written adds up as it is drawn.
pub(super) fn step_of_delay(delay: &Delay) -> f64 {
    let all = delay.shares.iter().map(|share| &share.adds).chain([&delay.today, &delay.without]);
    all.map(step_of).fold(0.0, f64::max).max(1.0)
}

fn stall(week: &Breakdown) -> Vec<Block> {
    let Some(delay) = &week.delay else {
        return vec![Block::Text(vec![Sentence::plain(
            "This brief was made without the delay by mechanism: see `standoff explain --part delay`.",
        )])];
    };
    let step = step_of_delay(delay);
    let mut shares: Vec<_> = delay.shares.iter().collect();
    shares.sort_by(|one, other| other.adds.value.abs().total_cmp(&one.adds.value.abs()));
    let clear: Vec<String> = shares
        .iter()
        .filter(|share| share.adds.value.abs() > 2.0 * error_of(&share.adds))
        .take(3)
        .map(|share| format!("{} ({} months)", share.title, words::signed_at(share.adds.value, step)))
        .collect();
    let words = match clear[..] {
        [] => "No mechanism delays a deal by more than this many futures can tell from none.".to_owned(),
        _ => format!(
            "What adds clearly to the months without a deal, the largest first, not all told apart from the next: {}.",
            clear.join("; ")
        ),
    };
    let row = |share: &&standoff_analysis::explanation::attribution::Share| {
        let interval = share.adds.low.zip(share.adds.high);
        let interval = interval.map(|(low, high)| words::band(low, high, step));
        vec![
            words::capital(&share.title),
            words::signed_at(share.adds.value, step),
            interval.unwrap_or(crate::numbers::UNKNOWN.to_owned()),
        ]
    };
    let table = Figures {
        caption: format!(
            "Months without a deal that each mechanism adds, from {} without any to {} as things are; where none comes, all count",
            rounded(delay.without.value, step),
            rounded(delay.today.value, step)
        ),
        from: "delay.shares".to_owned(),
        heads: vec![
            ("Mechanism".to_owned(), false),
            ("adds, months".to_owned(), true),
            ("95 % interval".to_owned(), true),
        ],
        rows: shares.iter().map(row).collect(),
    };
    let mut blocks = vec![Block::Text(vec![Sentence::of("delay.shares", words)])];
    blocks.extend(pictures::delay(week));
    blocks.push(Block::Table(table));
    blocks
}
