//! One of the shards among which the work is divided.

use std::fmt;
use std::str::FromStr;

/// Most shards of a run: more than the cores of any cluster that one would give to it.
pub const MOST_SHARDS: usize = 100_000;

/// Shard `index` of `count`, counted from zero; people and the command line count from one.
///
/// ```
/// use standoff_lab::ensemble::division::shard::Shard;
/// let shard: Shard = "3/16".parse().unwrap();
/// assert_eq!((shard.index, shard.count, shard.to_string()), (2, 16, "3/16".to_owned()));
/// let owned = |phase| (0..32).filter(|&unit| shard.owns(phase, unit)).count();
/// assert_eq!((owned("futures"), owned("delay")), (2, 2));
/// assert!("17/16".parse::<Shard>().is_err() && "0/16".parse::<Shard>().is_err() && "3".parse::<Shard>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Its place, from zero.
    pub index: usize,
    /// Number of shards.
    pub count: usize,
}

impl Shard {
    /// True if a unit of a phase is its own. Units are dealt out in turn, beginning at another shard in each phase: phases of few
    /// units would otherwise all go to the first shards.
    pub fn owns(self, phase: &str, unit: usize) -> bool {
        let first: usize = phase.bytes().map(usize::from).sum();
        (first + unit) % self.count == self.index
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}/{}", self.index + 1, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number =
            |digits: &str| digits.parse::<usize>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let parts = text.split_once('/').and_then(|(one, all)| Some((number(one)?, number(all)?)));
        let (one, count) = parts.ok_or("a shard is written I/N, such as 3/16 for the third of sixteen")?;
        if count == 0 || count > MOST_SHARDS {
            return Err(format!("the work can be cut into 1 to {MOST_SHARDS} shards"));
        }
        if one == 0 || one > count {
            return Err(format!("of {count} there are the shards 1/{count} to {count}/{count}"));
        }
        Ok(Self { index: one - 1, count })
    }
}
