//! Regions are for readers: checked, and without effect on any result.

use standoff_scenario::{Diagnostics, Scenario, Source, template};

fn parse_with(regions: &str) -> Result<Scenario, Diagnostics> {
    let text = format!("{}\n{regions}", template::text("small"));
    Scenario::parse(&Source::new("small.toml", text)).map(|(scenario, _)| scenario)
}

#[test]
fn regions_change_no_result() {
    let own = "[region.west]\narea = 200\nheld = 0.25\ncolumn = 2\nrow = 1\n[region.east]\ntitle = \"East\"\narea = 100\nheld = 1\n";
    let scenario = parse_with(own).unwrap();
    let regions: Vec<(&str, f64)> =
        scenario.regions.iter().map(|region| (region.title.as_str(), region.area * region.held)).collect();
    assert_eq!(regions, [("East", 100.0), ("west", 50.0)]);
    assert_eq!([scenario.regions[0].tile, scenario.regions[1].tile], [None, Some([2, 1])]);
    assert_eq!(scenario.digest(), parse_with("").unwrap().digest());
}

#[test]
fn faults_of_a_region_are_reported() {
    let wrong = [
        ("area = 1\nheld = 1.5", "from 0 to 1"),
        ("area = 1", "held"),
        ("area = 1\nheld = 1\nsource = \"nobody\"", "no source is called `nobody`"),
        ("area = 1\nheld = 1\ndate = 9999-01-01", "after the start"),
        ("area = 1\nheld = 1\ncolumn = 10\nrow = 0", "from 0 to 9"),
    ];
    for (keys, word) in wrong {
        let said = parse_with(&format!("[region.one]\n{keys}\n")).unwrap_err().to_string();
        assert!(said.contains(word), "{said}");
    }
}
