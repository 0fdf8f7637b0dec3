//! Land that belligerents ask for and give in the packages that they prefer to going on, in words.

use super::sheet::{format_mean, format_mean_band};
use crate::vocabulary::name_in_sentence;
use standoff_lab::forecast::findings::{Band, LandAsked};
use standoff_lab::forecast::provenance::ScenarioName;

/// The least that the invader asks and the most that the defender gives, as shares of the stake beyond the line. Less than
/// nothing is land that changes hands the other way, and is told so.
pub(crate) fn land_words(scenario: &ScenarioName, land: LandAsked, draws: usize) -> [String; 2] {
    let part = |role: &str, [verb, other_way]: [(&str, &str); 2], land: Option<Band>| {
        let name = name_in_sentence(scenario, role);
        let Some(land) = land else {
            return format!("{} going on to every package in every draw", name.with_verb("prefers"));
        };
        let is_other_way = format_mean(land, draws).starts_with('−');
        let ((verb, bound), land) = if is_other_way { (other_way, reversed(land)) } else { (verb, land) };
        let (mean, band) = (format_mean(land, draws), format_mean_band(land, draws));
        format!("{} {bound} {mean} of the stake (band {band})", name.with_verb(verb))
    };
    [
        part("invader", [("asks", "at least"), ("gives", "back at most")], land.asks),
        part("defender", [("gives", "at most"), ("asks", "back at least")], land.gives),
    ]
}

fn reversed(Band { mean, low, high }: Band) -> Band {
    Band { mean: -mean, low: -high, high: -low }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_nothing_goes_the_other_way() {
        let scenario = ScenarioName {
            name: "a".into(),
            title: "A war".into(),
            start: "2001-03-04".into(),
            digest: "0".into(),
            roles: [("invader", "Aria and Doria"), ("defender", "Boria")]
                .map(|(role, name)| (role.to_owned(), name.to_owned()))
                .into(),
            currency: "ECU".into(),
        };
        let band = |mean: f64| Some(Band { mean, low: mean - 0.2, high: mean + 0.2 });
        let told = |asks, gives| land_words(&scenario, LandAsked { asks, gives }, 64);
        let [asks, gives] = told(band(0.3), band(0.1));
        assert!(asks.starts_with("Aria and Doria ask at least 0.30"), "{asks}");
        assert!(gives.starts_with("Boria gives at most 0.10"), "{gives}");
        let [asks, gives] = told(band(-0.3), band(-0.1));
        assert!(asks.starts_with("Aria and Doria give back at most 0.30"), "{asks}");
        assert!(gives.starts_with("Boria asks back at least 0.10"), "{gives}");
        assert_eq!(told(None, None)[0], "Aria and Doria prefer going on to every package in every draw");
    }
}
