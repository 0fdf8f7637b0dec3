//! The mechanisms by name.

use standoff_scenario::{Diagnostic, Diagnostics, Source};
use standoff_world::switches::Mechanisms;

/// Switches one mechanism of a set.
type Switch = fn(&mut Mechanisms, bool);

/// The mechanisms with what each is, and its switch.
pub const MECHANISMS: [(&str, &str, Switch); 8] = [
    ("disagreement", "the sides disagree about the odds and each other's stamina", |all, on| all.disagreement = on),
    ("durability", "deals may fail, and everyone knows it", |all, on| all.durability = on),
    ("waiting", "actors wait for the great power or the money to move", |all, on| all.waiting = on),
    ("agency", "leaders do not bear the whole cost", |all, on| all.agency = on),
    ("veto", "the coalition may withhold its parts; the law bars cession", |all, on| all.veto = on),
    ("ratification", "a draft must be ratified", |all, on| all.ratification = on),
    ("agenda", "only near drafts are tabled", |all, on| all.agenda = on),
    ("noise", "choices err", |all, on| all.noise = on),
];

/// The mechanisms of a subset: bit `i` says whether the `i`-th of [`MECHANISMS`] works.
pub fn mechanisms(subset: usize) -> Mechanisms {
    let mut mechanisms = Mechanisms::default();
    for (place, (_, _, switch)) in MECHANISMS.iter().enumerate() {
        switch(&mut mechanisms, subset >> place & 1 == 1);
    }
    mechanisms
}

/// The mechanisms without those that are named.
///
/// ```
/// use standoff_lab::mechanisms::without;
/// use standoff_lab::mechanisms::switched_off;
/// let fewer = without(&["agenda".to_owned()]).unwrap();
/// assert_eq!(switched_off(&fewer), ["agenda"]);
/// assert!(without(&["agendum".to_owned()]).unwrap_err().render(false).contains("`agenda`"));
/// ```
///
/// # Errors
///
/// `unknown-mechanism`, with the nearest name.
pub fn without(names: &[String]) -> Result<Mechanisms, Diagnostics> {
    let mut mechanisms = Mechanisms::default();
    for name in names {
        match MECHANISMS.iter().find(|(known, _, _)| known == name) {
            Some((_, _, switch)) => switch(&mut mechanisms, false),
            None => return Err(unknown(name)),
        }
    }
    Ok(mechanisms)
}

fn unknown(name: &str) -> Diagnostics {
    let known = MECHANISMS.map(|(known, _, _)| known);
    let diagnostic =
        Diagnostic::error("unknown-mechanism", format!("no mechanism is called `{}`", name.escape_debug()))
            .at(&(0..name.len()))
            .allowed(known.join(", "))
            .nearest(name, known);
    Diagnostics::one(Source::new("--without", name), diagnostic)
}

/// Names of the mechanisms that do not work.
pub fn switched_off(mechanisms: &Mechanisms) -> Vec<&'static str> {
    let off = |switch: &Switch| {
        let mut on = *mechanisms;
        switch(&mut on, true);
        on != *mechanisms
    };
    MECHANISMS.iter().filter(|(_, _, switch)| off(switch)).map(|(name, _, _)| *name).collect()
}
