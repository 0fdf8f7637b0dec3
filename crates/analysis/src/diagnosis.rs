//! Diagnosis of a scenario: what the author of a war needs to know before trusting its forecast (decision 32).
//!
//! A forecast is only as good as the numbers of its war, and some mistakes in them are visible from the answer alone: a side
//! that would do better by never talking, a sign that no theory gives, a war that the model would have ended long before its
//! own age. [`diagnose_scenario`](diagnose::diagnose_scenario) looks for them, part by part. Each finding carries a
//! [`Judgement`](verdict::Judgement): a verdict, and one sentence on what it means for the author.
//!
//! 1. [`signatures`]: how good the settlements are that get signed, for those who sign them.
//! 2. [`age`]: how likely the model thinks it that the war has lasted as long as it has.
//! 3. [`refused_drafts`]: drafts that were refused on the record, and would be signed here.
//! 4. [`giving_in`]: fighting on against an end that the other side wins.
//! 5. [`rationality`]: playing against refusing everything, and against a war with more rounds of talks.
//! 6. [`numerics`]: answers that hang on constants of the method.
//! 7. [`signs`]: the direction in which one changed input moves the answers, beside the direction that theory gives.
//!
//! Parts 1 to 5 read one solved game for each draw. Parts 6 and 7 solve the first of those draws again for every change,
//! and compare futures that use the same random numbers, so that luck largely cancels (decision 72).

pub mod age;
mod base;
pub mod diagnose;
pub mod giving_in;
pub mod numerics;
mod paired_ratio;
pub mod rationality;
pub mod refused_drafts;
pub mod request;
pub mod signatures;
pub mod signs;
mod variant;
pub mod verdict;
