//! The word of `--shard`.

use standoff::lab::ensemble::division::shard::Shard;
use std::fmt;
use std::str::FromStr;

/// Word for what all shards share.
const SHARED: &str = "shared";
/// Word for nothing but the folder of the run.
const BEGIN: &str = "begin";

/// A shard, what all shards share, or the mere beginning of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShardWord {
    /// The units of one shard.
    One(Shard),
    /// What so many shards share.
    Shared(usize),
    /// A run of so many shards, of which nothing is done yet.
    Begin(usize),
}

impl ShardWord {
    /// Number of shards.
    pub fn count(self) -> usize {
        match self {
            Self::One(shard) => shard.count,
            Self::Shared(count) | Self::Begin(count) => count,
        }
    }
}

impl FromStr for ShardWord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('/') {
            Some((SHARED, count)) => format!("1/{count}").parse().map(|first: Shard| Self::Shared(first.count)),
            Some((BEGIN, count)) => format!("1/{count}").parse().map(|first: Shard| Self::Begin(first.count)),
            _ => text.parse().map(Self::One),
        }
    }
}

impl fmt::Display for ShardWord {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(shard) => shard.fmt(to),
            Self::Shared(count) => write!(to, "{SHARED}/{count}"),
            Self::Begin(count) => write!(to, "{BEGIN}/{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_shards() {
        assert_eq!("3/16".parse(), Ok(ShardWord::One(Shard { index: 2, count: 16 })));
        assert_eq!("shared/16".parse(), Ok(ShardWord::Shared(16)));
        assert_eq!("begin/16".parse(), Ok(ShardWord::Begin(16)));
        for wrong in ["", "3", "0/16", "17/16", "shared", "shared/0", "shared/x", "+1/2", "1/ 2", "1/200000", "-1/2"] {
            assert!(wrong.parse::<ShardWord>().is_err(), "{wrong}");
        }
        assert_eq!(ShardWord::Shared(4).to_string(), "shared/4");
    }
}
