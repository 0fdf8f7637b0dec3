//! What members give of their own when each counts on the others (theory 1.13, check V15).

/// A contribution game's equilibrium.
#[derive(Debug, Clone, PartialEq)]
pub struct Gifts {
    /// What all give together.
    pub total: f64,
    /// What each gives, in the order of the members.
    pub gifts: Vec<f64>,
}

/// The equilibrium of gifts if member `j` values the total by `u = y - q + v_j ln Q`: only the keenest pays, and the
/// total is `max v` against an optimum of `sum v` (Olson and Zeckhauser 1966, check V15).
///
/// Of several equally keen members the first pays. Values must not be negative.
///
/// ```
/// use standoff_world::coalition::gifts::quasi_linear_gifts;
/// assert_eq!(quasi_linear_gifts(&[0.4, 1.0]).gifts, [0.0, 1.0]);
/// ```
pub fn quasi_linear_gifts(values: &[f64]) -> Gifts {
    let total = values.iter().copied().fold(0.0, f64::max);
    let mut gifts = vec![0.0; values.len()];
    if let Some(keenest) = values.iter().position(|&value| value == total) {
        gifts[keenest] = total;
    }
    Gifts { total, gifts }
}

/// The equilibrium of gifts if each member values private spending `x` and the total by `(1-a) ln x + a ln Q`:
/// `Q = a Y_S/(a + |S|(1-a))`, the same private spending for all who give, and nothing from those who have less than
/// that (Warr 1983, check V15).
///
/// Incomes must not be negative and `alpha` must lie in `[0, 1]`.
///
/// ```
/// use standoff_world::coalition::gifts::cobb_douglas_gifts;
/// let equilibrium = cobb_douglas_gifts(&[10.0, 8.0, 6.0, 3.0], 0.4);
/// assert!((equilibrium.total - 4.5).abs() < 1e-12);
/// assert!((equilibrium.gifts[0] - 3.25).abs() < 1e-12);
/// ```
pub fn cobb_douglas_gifts(incomes: &[f64], alpha: f64) -> Gifts {
    let spending = private_spending(incomes, alpha);
    let gifts: Vec<f64> = incomes.iter().map(|income| (income - spending).max(0.0)).collect();
    Gifts { total: gifts.iter().sum(), gifts }
}

/// What all who give keep for themselves, `(1-a) Y_S/(a + |S|(1-a))`: the richest form S, down to the last whose
/// income exceeds it.
fn private_spending(incomes: &[f64], alpha: f64) -> f64 {
    let mut sorted = incomes.to_vec();
    sorted.sort_by(|left, right| right.total_cmp(left));
    let (mut pooled, mut spending) = (0.0, 0.0);
    for (others, income) in sorted.iter().enumerate() {
        pooled += income;
        let kept = (1.0 - alpha) * pooled / (alpha + (others + 1) as f64 * (1.0 - alpha));
        if others > 0 && kept >= *income {
            break;
        }
        spending = kept;
    }
    spending
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::Draws;

    fn incomes(count: usize, seed: u64) -> Vec<f64> {
        let draws = Draws::new(seed, 0, 0);
        (0..count as u32).map(|member| draws.uniform(2, 0, member)).collect()
    }

    #[test]
    fn nobody_gives_nothing() {
        assert_eq!(cobb_douglas_gifts(&[], 0.4).total, 0.0);
        assert_eq!(quasi_linear_gifts(&[]).total, 0.0);
    }

    #[test]
    fn no_giver_gains_by_another_gift() {
        for seed in 0..30 {
            let income = incomes(2 + seed as usize % 9, seed + 300);
            let alpha = 0.05 + 0.09 * (seed % 10) as f64;
            let equilibrium = cobb_douglas_gifts(&income, alpha);
            for (income, gift) in income.iter().zip(&equilibrium.gifts) {
                let others = equilibrium.total - gift;
                let best = (alpha * income - (1.0 - alpha) * others).max(0.0);
                assert!((best - gift).abs() < 1e-12, "{best} {gift}");
            }
        }
    }

    #[test]
    fn gifts_at_the_edges_of_taste() {
        assert_eq!(cobb_douglas_gifts(&[2.0, 1.0], 0.0).gifts, [0.0, 0.0]);
        assert_eq!(cobb_douglas_gifts(&[2.0, 1.0], 1.0).gifts, [2.0, 1.0]);
    }
}
