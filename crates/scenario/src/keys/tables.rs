//! Every table of a scenario with its keys that are not quantities: reader, messages and schema come from here.

use super::shape::Shape;
use super::table::{DeclaredTable, Key};
use crate::quantities::grade::Grade;
use crate::questions::event::EVENT_WORDS;
use crate::questions::preset::PRESET_NAMES;
use crate::questions::wording::SCOPE_WORDS;

const fn must(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, required: true, meaning }
}

const fn may(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, required: false, meaning }
}

const fn table(path: &'static str, meaning: &'static str, keys: &'static [Key]) -> DeclaredTable {
    DeclaredTable { path, repeated: false, keys, meaning }
}

const fn repeated(path: &'static str, meaning: &'static str, keys: &'static [Key]) -> DeclaredTable {
    DeclaredTable { path, repeated: true, keys, meaning }
}

const TITLE: Key = may("title", Shape::Text, "Name for people; left out, the name itself");
const NOTE: Key = may("note", Shape::Text, "A remark for readers");
const ROLES: Shape = Shape::Choice(&["invader", "defender", "great_power", "coalition"]);
const CONCENTRATION: Key = may(
    "concentration",
    Shape::Number(0.1, 1e6),
    "The weights of this actor vary together as a Dirichlet distribution with this concentration; left out, they are fixed",
);

/// Every table of a scenario with its keys that are not quantities, in the order of a scenario. Tables that hold
/// quantities only are those of [`SECTIONS`](standoff_world::war::SECTIONS).
pub const TABLES: &[DeclaredTable] = &[
    table(
        "",
        "A war with talks",
        &[
            must("format", Shape::Whole(1, 1), "Version of the format: 1"),
            must("name", Shape::Name, "Name of the scenario"),
            must("title", Shape::Text, "Title for people"),
            may("summary", Shape::Text, "What the scenario is about, in one paragraph"),
            must("start", Shape::Date, "First day of the forecast"),
            must("war_began", Shape::Date, "First day of the war, for the outside view"),
            must("step", Shape::Choice(&["week", "month"]), "Length of one step"),
            must("horizon", Shape::Whole(1, 120), "Length of the forecast in months; 12 months are 52 weeks"),
            must("currency", Shape::Text, "Currency of all money, such as EUR"),
        ],
    ),
    table(
        "roles",
        "Who takes part",
        &[
            must("invader", Shape::Text, "Name of the actor that turns ground into leverage"),
            must("defender", Shape::Text, "Name of the actor that holds the line"),
            may("great_power", Shape::Text, "Name of the actor that pushes a settlement; left out, there is none"),
            may("coalition", Shape::Text, "Name of the actor that pays for the defender; left out, there is none"),
        ],
    ),
    table(
        "at_start",
        "Where things stand on the first day",
        &[
            may("front_steps", Shape::Whole(2, 2400), "Steps in which the disputed stake is cut; left out, 24"),
            must("front", Shape::Whole(0, 2400), "Steps that the invader holds; neither none nor all"),
            may("stamina_invader", Shape::Whole(0, 2), "Stamina of the invader: 0 spent, 1 worn, 2 full; left out, 2"),
            may(
                "stamina_defender",
                Shape::Whole(0, 2),
                "Stamina of the defender: 0 spent, 1 worn, 2 full; left out, 2",
            ),
            may("posture", Shape::Name, "Posture of the great power; may be left out where there is one only"),
            may("draft", Shape::Name, "Package on the table; may be left out where there is one only"),
        ],
    ),
    table(
        "record",
        "Where a record of the war begins, from which forecasts can be updated",
        &[
            may("start", Shape::Date, "First day of the record, before the start; a record must have it"),
            may("posture", Shape::Name, "Posture of the great power on that day; left out, that of the start"),
            may("draft", Shape::Name, "Package on the table on that day; left out, that of the start"),
            may(
                "areas_from",
                Shape::Date,
                "First day from which all ground that changes hands is part of the stake; left out, the first of the record",
            ),
        ],
    ),
    table(
        "sources.*",
        "A source of figures",
        &[
            must("title", Shape::Text, "Title of the source"),
            may("published", Shape::Date, "Day of publication"),
            may("licence", Shape::Text, "Licence of the figures"),
            may("vintage", Shape::Choice(&["later"]), "`later`: published after the start, but states the past"),
        ],
    ),
    repeated(
        "provenance",
        "Where the numbers come from that do not say so themselves; the last that fits counts",
        &[
            must("paths", Shape::Paths, "Quantities it speaks of"),
            may("source", Shape::Name, "Key in [sources]"),
            may("date", Shape::Date, "Day that the numbers describe"),
            may("grade", Shape::Choice(Grade::WORDS), "Grade of the evidence; left out, assumption"),
            NOTE,
        ],
    ),
    table(
        "region.*",
        "A region of the land in dispute, for readers: the model has one front",
        &[
            TITLE,
            must("area", Shape::Number(0.0, 2e7), "Its area in km2"),
            must("held", Shape::Number(0.0, 1.0), "Share of it that the invader holds at the start"),
            may("source", Shape::Name, "Key in [sources]"),
            may("date", Shape::Date, "Day that the share describes"),
            may("grade", Shape::Choice(Grade::WORDS), "Grade of the evidence; left out, assumption"),
            NOTE,
        ],
    ),
    table("values.invader", "What the invader wants", &[CONCENTRATION]),
    table("values.defender", "What the defender wants", &[CONCENTRATION]),
    table("values.coalition", "What the coalition wants", &[CONCENTRATION]),
    table(
        "posture.*",
        "A posture of the great power; without a great power, the one state of the world around",
        &[
            TITLE,
            may("presses", Shape::Choice(&["invader", "defender"]), "Whom it presses; left out, nobody"),
            may("out", Shape::Flag, "Whether the great power has left; left out, false"),
        ],
    ),
    table("track.*", "A track of talks", &[TITLE, must("owner", ROLES, "Who writes the drafts")]),
    table(
        "package.*",
        "A package of terms that can lie on the table",
        &[
            TITLE,
            may(
                "cluster",
                Shape::Name,
                "Packages of one cluster share one weight in the menu; left out, a cluster of its own",
            ),
            may(
                "ceasefire_first",
                Shape::Flag,
                "Whether accepting it opens a truce, not a settlement; left out, false",
            ),
            NOTE,
        ],
    ),
    table(
        "ratification",
        "How the defender's public takes a draft",
        &[
            must("accepted", Shape::Name, "The better-liked of two packages with measured support"),
            must("refused", Shape::Name, "The less-liked of the two"),
        ],
    ),
    table(
        "coalition",
        "What the members share",
        &[may(
            "aggregation",
            Shape::Choice(&["voluntary", "equal-share", "weakest-link", "best-shot"]),
            "How what the members give of their own adds up; left out, voluntary",
        )],
    ),
    table(
        "member.*",
        "A member of the coalition",
        &[
            TITLE,
            may("groups", Shape::Names, "Groups in whose votes it takes part"),
            may("stance", Shape::Choice(&["in", "free-riding", "blocking"]), "Stance at the start; left out, in"),
        ],
    ),
    table(
        "election.*",
        "An election",
        &[
            may("of", Shape::Name, "Who votes: a member, or great_power; left out, the member of the same name"),
            must("date", Shape::Date, "Day of the election, or the last day on which it can be held"),
            may("precision", Shape::Choice(&["day", "month", "by"]), "How sure the date is; left out, day"),
        ],
    ),
    table(
        "instrument.*",
        "Money or authority that the coalition holds in common",
        &[
            TITLE,
            may("kind", Shape::Choice(&["money", "authority"]), "What it gives; left out, money"),
            must("rule", Shape::Rule, "What a vote needs to pass"),
            must("voters", Shape::Voters, "Who votes"),
            may(
                "start",
                Shape::Choice(&["open", "proposed", "closed"]),
                "Where it stands at the start; left out, proposed",
            ),
            may("retries", Shape::Whole(0, 1000), "Further votes after one that failed; left out, 3"),
            may("key", Shape::Flag, "Whether the line breaks when it closes; left out, false"),
            may("requires", Shape::Name, "The instrument that must be open for this one to open"),
            may("pool", Shape::Name, "Instruments of one pool are alternatives: one open at a time"),
            NOTE,
        ],
    ),
    table(
        "lever.*",
        "A change that somebody could bring about, to be compared with the scenario as it is",
        &[
            TITLE,
            may("date", Shape::Date, "Day of the change; left out, the start"),
            may("foreseen", Shape::Flag, "Whether the actors see it coming; left out, false"),
            NOTE,
        ],
    ),
    repeated(
        "lever.*.change",
        "One change: `path` with `set`, `factor` or `add`, or one of the other three keys",
        &[
            may("path", Shape::Text, "Quantity to change; `*` stands for any name"),
            may("set", Shape::Amount, "Its new value"),
            may("factor", Shape::Number(-1e6, 1e6), "Factor on its value"),
            may("add", Shape::Amount, "Amount added to its value"),
            may("hold_posture", Shape::Name, "Posture that the great power takes and keeps"),
            may("open", Shape::Name, "Instrument that opens"),
            may("close", Shape::Name, "Instrument that closes"),
        ],
    ),
    table(
        "question.*",
        "A question with a date, answered on the same runs",
        &[
            must("text", Shape::Text, "The question, for people"),
            may("event", Shape::Choice(EVENT_WORDS), "What must happen"),
            may("scope", Shape::Choice(SCOPE_WORDS), "How much of the war it covers; left out, general"),
            may("mutual", Shape::Flag, "Whether both sides must be bound; left out, true"),
            may("min_days", Shape::Whole(0, 3660), "Days that it must last at least; left out, 0"),
            may(
                "intended",
                Shape::Flag,
                "Whether `min_days` is the length announced, not the length held; left out, false",
            ),
            may("stage", Shape::Choice(&["agreed", "in-effect"]), "Whether agreeing is enough; left out, in-effect"),
            must("by", Shape::Date, "Last day that counts"),
            may("value", Shape::Number(-1e9, 1e9), "km2 for front-beyond, share for coverage-below"),
            may("instrument", Shape::Name, "The instrument, for instrument-open"),
            may("preset", Shape::Choice(PRESET_NAMES), "Wording of a public question; own keys override it"),
            NOTE,
        ],
    ),
    table(
        "benchmark",
        "The outside view",
        &[
            may(
                "reference",
                Shape::Choice(&["interstate-wars-1823-2003"]),
                "Wars to compare with; left out, interstate-wars-1823-2003",
            ),
            may("events", Shape::Whole(0, 1000), "General ceasefires of this war so far; left out, 0"),
        ],
    ),
];
