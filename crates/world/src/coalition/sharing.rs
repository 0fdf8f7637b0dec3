//! How members divide a common burden, and what the division can carry (theory 1.13 and 3.6, checks V15 and V16).
//!
//! Slices run over members in one order: `willingness[j]` is the share of its income that member `j` would give in a
//! year, `income[j]` its income a year. No name or position is special: relabelling the members changes nothing.

/// Every member gives what it will: `sum w_j y_j`.
pub fn voluntary(willingness: &[f64], income: &[f64]) -> f64 {
    own_gifts(willingness, income).sum()
}

/// The least willing member sets the effort of all: `min w_j · sum y_j` (Hirshleifer 1983). Zero without members.
pub fn weakest_link(willingness: &[f64], income: &[f64]) -> f64 {
    let least = willingness.iter().copied().reduce(f64::min).unwrap_or(0.0);
    least * income.iter().sum::<f64>()
}

/// Only the largest contribution counts: `max w_j y_j` (Hirshleifer 1983). Zero without members.
pub fn best_shot(willingness: &[f64], income: &[f64]) -> f64 {
    own_gifts(willingness, income).reduce(f64::max).unwrap_or(0.0)
}

fn own_gifts(willingness: &[f64], income: &[f64]) -> impl Iterator<Item = f64> {
    willingness.iter().zip(income).map(|(share, income)| share * income)
}

/// What a coalition with equal burdens can carry.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EqualShare {
    /// The largest stable budget, in the unit of income.
    pub budget: f64,
    /// How many members carry it: the first so many of the order.
    pub members: usize,
}

/// The largest stable budget if the burden is one share of income for all who are in, and a member leaves when that
/// share exceeds its willingness: `max_m w_(m) Y_(m)`, members sorted by falling willingness and incomes cumulated
/// (theory 1.13, check V16; threshold logic of Granovetter 1978).
///
/// `order` holds the members `0..n` in any order and is left sorted; those in are `order[..members]`. Kept between
/// steps it is nearly sorted already, so that the insertion sort takes time `n`. Nothing is allocated.
///
/// # Panics
///
/// If `order` holds a number that is not a member.
///
/// ```
/// use standoff_world::coalition::sharing::equal_share;
/// let mut order = [0, 1, 2];
/// let share = equal_share(&[0.001, 0.004, 0.002], &[3000.0, 500.0, 1000.0], &mut order);
/// assert_eq!((share.members, order), (3, [1, 2, 0]));
/// assert!((share.budget - 4.5).abs() < 1e-12);
/// ```
pub fn equal_share(willingness: &[f64], income: &[f64], order: &mut [usize]) -> EqualShare {
    sort_by_willingness(willingness, income, order);
    best_prefix(willingness, income, order.iter().copied())
}

/// The largest stable budget without one member; `order` sorted as [`equal_share`] leaves it.
pub fn equal_share_without(willingness: &[f64], income: &[f64], order: &[usize], absent: usize) -> EqualShare {
    best_prefix(willingness, income, order.iter().copied().filter(|&member| member != absent))
}

/// Members without whom the largest stable budget falls below the need, in rising order (theory 1.13, check V16).
/// If it lies below with all of them, each counts.
///
/// ```
/// use standoff_world::coalition::sharing::critical_members;
/// assert_eq!(critical_members(&[0.1, 0.2], &[10.0, 1.0], 1.0), [0]);
/// ```
pub fn critical_members(willingness: &[f64], income: &[f64], need: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..willingness.len()).collect();
    sort_by_willingness(willingness, income, &mut order);
    let critical = |member: &usize| equal_share_without(willingness, income, &order, *member).budget < need;
    (0..willingness.len()).filter(critical).collect()
}

fn best_prefix(willingness: &[f64], income: &[f64], members: impl Iterator<Item = usize>) -> EqualShare {
    let mut best = EqualShare::default();
    let (mut pooled, mut last) = (0.0, f64::NAN);
    for (index, member) in members.enumerate() {
        pooled += income[member];
        let budget = willingness[member] * pooled;
        let joins = willingness[member] == last && best.members == index;
        if budget > best.budget || joins || index == 0 {
            best = EqualShare { budget, members: index + 1 };
        }
        last = willingness[member];
    }
    best
}

/// Insertion sort by falling willingness; equals by falling income, so that labels leave no trace in the sums.
fn sort_by_willingness(willingness: &[f64], income: &[f64], order: &mut [usize]) {
    let before = |left: usize, right: usize| {
        let by = willingness[left].total_cmp(&willingness[right]).then(income[left].total_cmp(&income[right]));
        by.is_gt()
    };
    for end in 1..order.len() {
        let mut place = end;
        while place > 0 && before(order[place], order[place - 1]) {
            order.swap(place, place - 1);
            place -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::Draws;

    fn members(count: usize, seed: u64) -> (Vec<f64>, Vec<f64>) {
        let draws = Draws::new(seed, 0, 0);
        let draw = |purpose: u16| (0..count as u32).map(|entity| draws.uniform(purpose, 0, entity)).collect();
        let (willingness, income): (Vec<f64>, Vec<f64>) = (draw(1), draw(2));
        // Ties are the hard case, so willingness comes in tenths.
        (willingness.iter().map(|w| (w * 10.0).ceil() / 10.0).collect(), income)
    }

    /// The largest budget over all sets of members that carry it without any of them leaving.
    fn brute_force(willingness: &[f64], income: &[f64], without: Option<usize>) -> f64 {
        let count = willingness.len();
        (1u32..1 << count)
            .filter(|set| without.is_none_or(|absent| set >> absent & 1 == 0))
            .map(|set| {
                let inside = |member: &usize| set >> member & 1 == 1;
                let least = (0..count).filter(inside).map(|member| willingness[member]).fold(f64::INFINITY, f64::min);
                least * (0..count).filter(inside).map(|member| income[member]).sum::<f64>()
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn equal_share_is_the_best_over_all_subsets() {
        for seed in 0..60 {
            let (willingness, income) = members(1 + seed as usize % 10, seed);
            let mut order: Vec<usize> = (0..willingness.len()).rev().collect();
            let share = equal_share(&willingness, &income, &mut order);
            assert!((share.budget - brute_force(&willingness, &income, None)).abs() < 1e-12);
            let least = willingness[order[share.members - 1]];
            assert!(order[..share.members].iter().all(|&member| willingness[member] >= least));
        }
    }

    #[test]
    fn critical_members_agree_with_all_subsets() {
        for seed in 0..40 {
            let (willingness, income) = members(2 + seed as usize % 8, seed + 100);
            let need = 0.8 * brute_force(&willingness, &income, None);
            let critical: Vec<usize> = (0..willingness.len())
                .filter(|&member| brute_force(&willingness, &income, Some(member)) < need)
                .collect();
            assert_eq!(critical_members(&willingness, &income, need), critical);
        }
    }

    #[test]
    fn relabelling_changes_nothing() {
        for seed in 0..40 {
            let (willingness, income) = members(12, seed + 200);
            let turn = |values: &[f64]| values.iter().cycle().skip(5).take(12).copied().collect::<Vec<_>>();
            let mut order: Vec<usize> = (0..12).collect();
            let plain = equal_share(&willingness, &income, &mut order);
            let mut order: Vec<usize> = (0..12).collect();
            let turned = equal_share(&turn(&willingness), &turn(&income), &mut order);
            assert_eq!(plain, turned);
        }
    }

    #[test]
    fn an_empty_coalition_carries_nothing() {
        assert_eq!(equal_share(&[], &[], &mut []), EqualShare::default());
        assert_eq!([voluntary(&[], &[]), weakest_link(&[], &[]), best_shot(&[], &[])], [0.0; 3]);
        assert_eq!(equal_share_without(&[1.0], &[1.0], &[0], 0), EqualShare::default());
    }
}
