//! Every table of a scenario with its keys that are not quantities: reader, messages and schema come from here.

use super::shape::Shape;
use super::table::{DeclaredTable, Key};
use crate::quantities::grade::Grade;
use crate::questions::event::{CHANGE_WORDS, EVENT_WORDS};
use crate::questions::preset::PRESET_NAMES;
use crate::questions::wording::SCOPE_WORDS;

const fn required_key(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, required: true, meaning }
}

const fn optional_key(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, required: false, meaning }
}

const fn single_table(path: &'static str, meaning: &'static str, keys: &'static [Key]) -> DeclaredTable {
    DeclaredTable { path, repeated: false, keys, meaning }
}

const fn repeated_table(path: &'static str, meaning: &'static str, keys: &'static [Key]) -> DeclaredTable {
    DeclaredTable { path, repeated: true, keys, meaning }
}

const TITLE: Key = optional_key("title", Shape::Text, "Name for people; left out, the name itself");
const NOTE: Key = optional_key("note", Shape::Text, "A remark for readers");
const ROLES: Shape = Shape::Choice(&["invader", "defender", "great_power", "coalition"]);
const CONCENTRATION: Key = optional_key(
    "concentration",
    Shape::Number(0.1, 1e6),
    "The weights of this actor vary together as a Dirichlet distribution with this concentration; left out, they are fixed",
);

/// Every table of a scenario with its keys that are not quantities, in the order of a scenario. Tables that hold
/// quantities only are those of [`SECTIONS`](standoff_world::war::SECTIONS).
pub const TABLES: &[DeclaredTable] = &[
    single_table(
        "",
        "A war with talks",
        &[
            required_key("format", Shape::Whole(1, 1), "Version of the format: 1"),
            required_key("name", Shape::Name, "Name of the scenario"),
            required_key("title", Shape::Text, "Title for people"),
            optional_key("summary", Shape::Text, "What the scenario is about, in one paragraph"),
            required_key("start", Shape::Date, "First day of the forecast"),
            optional_key(
                "as_of",
                Shape::Date,
                "Day that answers start from unless another is asked for; left out, the last on which anything became known",
            ),
            required_key("war_began", Shape::Date, "First day of the war, for the outside view"),
            required_key("step", Shape::Choice(&["week", "month"]), "Length of one step"),
            required_key("horizon", Shape::Whole(1, 120), "Length of the forecast in months; 12 months are 52 weeks"),
            required_key("currency", Shape::Text, "Currency of all money, such as EUR"),
            optional_key(
                "class",
                Shape::Choice(crate::class::NAMES),
                "Class of wars that gives what this scenario leaves out; left out, the defaults of each quantity",
            ),
        ],
    ),
    single_table(
        "roles",
        "Who takes part",
        &[
            required_key("invader", Shape::Text, "Name of the actor that turns ground into leverage"),
            required_key("defender", Shape::Text, "Name of the actor that holds the line"),
            optional_key(
                "great_power",
                Shape::Text,
                "Name of the actor that pushes a settlement; left out, there is none",
            ),
            optional_key(
                "coalition",
                Shape::Text,
                "Name of the actor that pays for the defender; left out, there is none",
            ),
        ],
    ),
    single_table(
        "at_start",
        "Where things stand on the first day",
        &[
            optional_key(
                "front_steps",
                Shape::Whole(2, 2400),
                "Steps in which the disputed stake is cut; left out, 24",
            ),
            required_key("front", Shape::Whole(0, 2400), "Steps that the invader holds; neither none nor all"),
            optional_key(
                "stamina_invader",
                Shape::Whole(0, 2),
                "Stamina of the invader: 0 spent, 1 worn, 2 full; left out, 2",
            ),
            optional_key(
                "stamina_defender",
                Shape::Whole(0, 2),
                "Stamina of the defender: 0 spent, 1 worn, 2 full; left out, 2",
            ),
            optional_key("posture", Shape::Name, "Posture of the great power; may be left out where there is one only"),
            optional_key("draft", Shape::Name, "Package on the table; may be left out where there is one only"),
        ],
    ),
    single_table(
        "record",
        "Where a record of the war begins, from which forecasts can be updated",
        &[
            optional_key("start", Shape::Date, "First day of the record, before the start; a record must have it"),
            optional_key("posture", Shape::Name, "Posture of the great power on that day; left out, that of the start"),
            optional_key("draft", Shape::Name, "Package on the table on that day; left out, that of the start"),
            optional_key(
                "backers",
                Shape::Names,
                "Backers that stand behind their side on that day; left out, those whose first event is that they leave, and those of the start without one",
            ),
            optional_key(
                "areas_from",
                Shape::Date,
                "First day from which all ground that changes hands is part of the stake; left out, the first of the record",
            ),
            optional_key(
                "limited_truces_from",
                Shape::Date,
                "First day from which the record holds every limited truce, so that a week without one is evidence; left out, none is",
            ),
        ],
    ),
    single_table(
        "sources.*",
        "A source of figures",
        &[
            required_key("title", Shape::Text, "Title of the source"),
            optional_key("published", Shape::Date, "Day of publication"),
            optional_key("licence", Shape::Text, "Licence of the figures"),
            optional_key(
                "vintage",
                Shape::Choice(&["later"]),
                "`later`: published after the start, but states the past",
            ),
        ],
    ),
    repeated_table(
        "provenance",
        "Where the numbers come from that do not say so themselves; the last that fits counts",
        &[
            required_key("paths", Shape::Paths, "Quantities it speaks of"),
            optional_key("source", Shape::Name, "Key in [sources]"),
            optional_key("date", Shape::Date, "Day that the numbers describe"),
            optional_key("grade", Shape::Choice(Grade::WORDS), "Grade of the evidence; left out, assumption"),
            NOTE,
        ],
    ),
    single_table(
        "region.*",
        "A region of the land in dispute, for readers: the model has one front",
        &[
            TITLE,
            required_key("area", Shape::Number(0.0, 2e7), "Its area in km2"),
            required_key("held", Shape::Number(0.0, 1.0), "Share of it that the invader holds at the start"),
            optional_key("column", Shape::Whole(0, 9), "Its place on a tile map, from the left; with `row`"),
            optional_key("row", Shape::Whole(0, 9), "Its place on a tile map, from the top; with `column`"),
            optional_key("source", Shape::Name, "Key in [sources]"),
            optional_key("date", Shape::Date, "Day that the share describes"),
            optional_key("grade", Shape::Choice(Grade::WORDS), "Grade of the evidence; left out, assumption"),
            NOTE,
        ],
    ),
    single_table("values.invader", "What the invader wants", &[CONCENTRATION]),
    single_table("values.defender", "What the defender wants", &[CONCENTRATION]),
    single_table("values.coalition", "What the coalition wants", &[CONCENTRATION]),
    single_table(
        "posture.*",
        "A posture of the great power; without a great power, the one state of the world around",
        &[
            TITLE,
            optional_key("presses", Shape::Choice(&["invader", "defender"]), "Whom it presses; left out, nobody"),
            optional_key("out", Shape::Flag, "Whether the great power has left; left out, false"),
        ],
    ),
    single_table(
        "backer.*",
        "A state or fund that backs one side and may join and leave; it holds no chair, and the actors plan with it",
        &[
            TITLE,
            required_key("side", Shape::Choice(&["invader", "defender"]), "The side that it backs"),
            optional_key("backs_at_start", Shape::Flag, "Whether it backs that side on the first day; left out, false"),
            NOTE,
        ],
    ),
    single_table("track.*", "A track of talks", &[TITLE, required_key("owner", ROLES, "Who writes the drafts")]),
    single_table(
        "issue.*",
        "An issue of this war beside the built-in terms: 1 as the invader wants it, 0 as the defender does",
        &[TITLE, NOTE],
    ),
    single_table(
        "guarantor.*",
        "A guarantor besides the great power, believed by itself whatever the great power's posture",
        &[TITLE, NOTE],
    ),
    single_table(
        "package.*",
        "A package of terms that can lie on the table",
        &[
            TITLE,
            optional_key(
                "ceasefire_first",
                Shape::Flag,
                "Whether accepting it opens a truce, not a settlement; left out, false",
            ),
            optional_key(
                "ceasefire_at_signature",
                Shape::Flag,
                "Whether a settlement on its terms begins with a ceasefire at the signature; left out, only when it takes effect",
            ),
            NOTE,
        ],
    ),
    single_table(
        "ratification",
        "How the defender's public takes a draft; without the table it has no vote, and a signature is enough",
        &[
            required_key("accepted", Shape::Name, "The better-liked of two packages with measured support"),
            required_key("refused", Shape::Name, "The less-liked of the two"),
        ],
    ),
    single_table(
        "coalition",
        "What the members share",
        &[optional_key(
            "aggregation",
            Shape::Choice(&["voluntary", "equal-share", "weakest-link", "best-shot"]),
            "How what the members give of their own adds up; left out, voluntary",
        )],
    ),
    single_table(
        "member.*",
        "A member of the coalition",
        &[
            TITLE,
            optional_key("groups", Shape::Names, "Groups in whose votes it takes part"),
            optional_key(
                "stance",
                Shape::Choice(&["in", "free-riding", "blocking"]),
                "Stance at the start; left out, in",
            ),
        ],
    ),
    single_table(
        "election.*",
        "An election",
        &[
            optional_key(
                "of",
                Shape::Name,
                "Who votes: a member, or great_power; left out, the member of the same name",
            ),
            required_key("date", Shape::Date, "Day of the election, or the last day on which it can be held"),
            optional_key("precision", Shape::Choice(&["day", "month", "by"]), "How sure the date is; left out, day"),
        ],
    ),
    single_table(
        "instrument.*",
        "Money or authority that the coalition holds in common",
        &[
            TITLE,
            optional_key("kind", Shape::Choice(&["money", "authority"]), "What it gives; left out, money"),
            required_key("rule", Shape::Rule, "What a vote needs to pass"),
            required_key("voters", Shape::Voters, "Who votes"),
            optional_key(
                "opt_out",
                Shape::Flag,
                "Whether those against it may stay out, without their share of the money, where the rule is unanimity; left out, false",
            ),
            optional_key(
                "abstain",
                Shape::Flag,
                "Whether an abstention stops nothing, where the rule is unanimity; left out, false",
            ),
            optional_key(
                "start",
                Shape::Choice(&["open", "proposed", "closed"]),
                "Where it stands at the start; left out, proposed",
            ),
            optional_key("retries", Shape::Whole(0, 1000), "Further votes after one that failed; left out, 3"),
            optional_key("key", Shape::Flag, "Whether the line breaks when it closes; left out, false"),
            optional_key("requires", Shape::Name, "The instrument that must be open for this one to open"),
            optional_key("route", Shape::Name, "The act that keeps this one in force while it is open, without votes"),
            optional_key("pool", Shape::Name, "Instruments of one pool are alternatives: one open at a time"),
            NOTE,
        ],
    ),
    single_table(
        "need.*",
        "Money that several instruments could give, of which one is enough; while none does, coverage lacks it",
        &[
            TITLE,
            required_key("routes", Shape::Names, "The instruments that meet it, in order of preference"),
            optional_key("by", Shape::Date, "Day by which it must be met; left out, none, and it never presses"),
            NOTE,
        ],
    ),
    single_table(
        "limited_truce.*",
        "A kind of limited truces: pauses of one kind of fighting, which neither stop the front nor count as a ceasefire",
        &[TITLE, NOTE],
    ),
    single_table(
        "lever.*",
        "A change that somebody could bring about, to be compared with the scenario as it is",
        &[
            TITLE,
            optional_key("date", Shape::Date, "Day of the change; left out, the start"),
            optional_key("foreseen", Shape::Flag, "Whether the actors see it coming; left out, false"),
            NOTE,
        ],
    ),
    repeated_table(
        "lever.*.change",
        "One change: `path` with `set`, `factor` or `add`, or one of the other three keys",
        &[
            optional_key("path", Shape::Text, "Quantity to change; `*` stands for any name"),
            optional_key("set", Shape::Amount, "Its new value"),
            optional_key("factor", Shape::Number(-1e6, 1e6), "Factor on its value"),
            optional_key("add", Shape::Amount, "Amount added to its value"),
            optional_key("hold_posture", Shape::Name, "Posture that the great power takes and keeps"),
            optional_key("open", Shape::Name, "Instrument that opens"),
            optional_key("close", Shape::Name, "Instrument that closes"),
        ],
    ),
    single_table(
        "question.*",
        "A question with a date, answered on the same runs",
        &[
            required_key("text", Shape::Text, "The question, for people"),
            optional_key("event", Shape::Choice(EVENT_WORDS), "What must happen"),
            optional_key("scope", Shape::Choice(SCOPE_WORDS), "How much of the war it covers; left out, general"),
            optional_key("mutual", Shape::Flag, "Whether both sides must be bound; left out, true"),
            optional_key("min_days", Shape::Whole(0, 3660), "Days that it must last at least; left out, 0"),
            optional_key(
                "intended",
                Shape::Flag,
                "Whether `min_days` is the length announced, not the length held; left out, false",
            ),
            optional_key(
                "stage",
                Shape::Choice(&["agreed", "signed", "in-effect"]),
                "Whether agreeing is enough; left out, in-effect",
            ),
            required_key("by", Shape::Date, "Last day that counts"),
            optional_key(
                "value",
                Shape::Number(-1e9, 1e9),
                "km2 for front-beyond, gained-at-least, area-at-least and area-at-most, share for coverage-below, number for rounds-at-least, billions for aid-at-least",
            ),
            optional_key("instrument", Shape::Name, "The instrument, for events that begin with instrument"),
            optional_key("kind", Shape::Name, "The kind, for limited-truce"),
            optional_key(
                "member",
                Shape::Name,
                "The member, for election-result and aid-at-least; for member-stops and member-gives-again left out, any",
            ),
            optional_key("change", Shape::Choice(CHANGE_WORDS), "What an election changes, for election-result"),
            optional_key("preset", Shape::Choice(PRESET_NAMES), "Wording of a public question; own keys override it"),
            NOTE,
        ],
    ),
    single_table(
        "numerics",
        "Constants of the method, apart from what drives the answer",
        &[optional_key(
            "menu",
            Shape::Whole(1, 200),
            "Packages that can be tabled: the drafts, and mixtures between them; left out, 32",
        )],
    ),
    single_table(
        "benchmark",
        "The outside view",
        &[
            optional_key(
                "reference",
                Shape::Choice(&["interstate-wars-1823-2003"]),
                "Wars to compare with; left out, interstate-wars-1823-2003",
            ),
            optional_key(
                "leave_out",
                Shape::Texts,
                "Wars of the class that are this war or a part of it; those not over before the start are left out anyway",
            ),
            optional_key("events", Shape::Whole(0, 1000), "General ceasefires of this war so far; left out, 0"),
        ],
    ),
    single_table(
        "benchmark.crowd",
        "What a crowd of forecasters says, pooled with model and outside view; without the table, no crowd is",
        &[
            required_key(
                "chance",
                Shape::Number(0.001, 0.999),
                "Its chance that the fighting ends within twelve months of its day, or within a shorter horizon",
            ),
            required_key(
                "weight",
                Shape::Number(0.0, 1.0),
                "Its weight in the pool: past wars have no crowds from which it could be learnt",
            ),
            required_key("date", Shape::Date, "Its day: it counts in forecasts from that day to 31 days later"),
            required_key("source", Shape::Text, "Who asked whom what, and where it stands"),
        ],
    ),
];
