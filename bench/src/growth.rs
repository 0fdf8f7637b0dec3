//! Growth of time and memory with size, and its table.

/// Exponent from which on growth is told as faster than linear: measured ones vary by some hundredths.
const FASTER_THAN_LINEAR: f64 = 1.1;

/// Time and memory that a size takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Size.
    pub size: usize,
    /// Seconds.
    pub seconds: f64,
    /// Peak resident set in megabytes.
    pub megabytes: f64,
}

/// Costs of several sizes of one thing, from the smallest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// The thing.
    pub title: String,
    /// Its costs.
    pub costs: Vec<Cost>,
}

impl Growth {
    /// Exponent of the power of the size that fits the seconds best.
    pub fn time_exponent(&self) -> f64 {
        fit_exponent(&self.points(|cost| cost.seconds))
    }

    /// The same between the two largest sizes alone, where what does not grow weighs least.
    pub fn last_time_exponent(&self) -> f64 {
        let points = self.points(|cost| cost.seconds);
        fit_exponent(&points[points.len().saturating_sub(2)..])
    }

    /// Exponent of the power of the size that fits the megabytes best.
    pub fn memory_exponent(&self) -> f64 {
        fit_exponent(&self.points(|cost| cost.megabytes))
    }

    fn points(&self, of: impl Fn(&Cost) -> f64) -> Vec<[f64; 2]> {
        self.costs.iter().map(|cost| [cost.size as f64, of(cost)]).collect()
    }

    fn row(&self) -> String {
        let list = |of: &dyn Fn(&Cost) -> String| self.costs.iter().map(of).collect::<Vec<String>>().join(" · ");
        format!(
            "| {} | {} | {} | {:.2} | {:.2} | {} | {:.2} |",
            self.title,
            list(&|cost| cost.size.to_string()),
            list(&|cost| format!("{:.2}", cost.seconds)),
            self.time_exponent(),
            self.last_time_exponent(),
            list(&|cost| format!("{:.0}", cost.megabytes)),
            self.memory_exponent()
        )
    }
}

/// Slope of a straight line through the logarithms of points, by least squares.
fn fit_exponent(points: &[[f64; 2]]) -> f64 {
    let logs: Vec<[f64; 2]> = points.iter().map(|point| point.map(f64::ln)).collect();
    let mean = |axis: usize| logs.iter().map(|log| log[axis]).sum::<f64>() / logs.len() as f64;
    let (x, y) = (mean(0), mean(1));
    let covariance: f64 = logs.iter().map(|log| (log[0] - x) * (log[1] - y)).sum();
    covariance / logs.iter().map(|log| (log[0] - x) * (log[0] - x)).sum::<f64>()
}

/// The table in Markdown, and the sentence that says what grows faster than linearly.
pub fn growth_table(growths: &[Growth]) -> String {
    let head = "| more | sizes | seconds | exponent of time | at the end | peak memory, MB | exponent of memory |\n\
                |---|---|---|---|---|---|---|\n";
    let rows: Vec<String> = growths.iter().map(Growth::row).collect();
    format!("{head}{}\n\n{}\n", rows.join("\n"), faster_than_linear(growths))
}

fn faster_than_linear(growths: &[Growth]) -> String {
    let fast = |growth: &&Growth| growth.time_exponent().max(growth.last_time_exponent()) > FASTER_THAN_LINEAR;
    let names: Vec<String> = growths.iter().filter(fast).map(|growth| growth.title.clone()).collect();
    if names.is_empty() {
        format!("Nothing grew faster than linearly here: no exponent of time is above {FASTER_THAN_LINEAR}.")
    } else {
        format!("Faster than linearly, with an exponent of time above {FASTER_THAN_LINEAR}: {}.", names.join("; "))
    }
}

/// A page with what it holds between `<!-- made: NAME -->` and `<!-- end -->` replaced; none if it has no such part.
pub fn replace_made_part(page: &str, name: &str, made: &str) -> Option<String> {
    let opening = format!("<!-- made: {name} -->\n");
    let (before, rest) = page.split_once(&opening)?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}{opening}\n{}\n\n<!-- end -->{after}", made.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn growth_of(power: f64) -> Growth {
        let cost = |size: usize| Cost { size, seconds: 0.1 * (size as f64).powf(power), megabytes: 50.0 };
        Growth { title: format!("power {power}"), costs: [8, 16, 32].map(cost).to_vec() }
    }

    #[test]
    fn a_power_has_its_exponent() {
        for power in [-1.0, 0.5, 2.0] {
            let growth = growth_of(power);
            assert!((growth.time_exponent() - power).abs() < 1e-12);
            assert!((growth.last_time_exponent() - power).abs() < 1e-12);
            assert!(growth.memory_exponent().abs() < 1e-12);
        }
    }

    #[test]
    fn what_grows_faster_than_linearly_is_named() {
        let table = growth_table(&[growth_of(1.0), growth_of(2.0)]);
        assert!(
            table.contains("| power 2 | 8 · 16 · 32 | 6.40 · 25.60 · 102.40 | 2.00 | 2.00 | 50 · 50 · 50 | 0.00 |")
        );
        assert!(table.ends_with("above 1.1: power 2.\n"), "{table}");
        assert!(growth_table(&[growth_of(1.0)]).contains("Nothing grew faster"));
    }

    #[test]
    fn a_part_of_a_page_is_replaced() {
        let page = "# Title\n<!-- made: cost -->\n\nold\n\n<!-- end -->\nmore\n";
        let made = replace_made_part(page, "cost", "new\n").unwrap();
        assert_eq!(made, "# Title\n<!-- made: cost -->\n\nnew\n\n<!-- end -->\nmore\n");
        assert_eq!(replace_made_part(page, "other", "new"), None);
    }
}
