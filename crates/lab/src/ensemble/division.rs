//! Work divided among shards: several processes, or several machines, each do their units of every phase and leave them as
//! parts in a folder, and the answer is made from the parts.
//!
//! A *phase* is a loop whose units do not depend on each other: the draws of an ensemble, the points of a design, the
//! origins of a score. Every such loop goes through [`map_units`], so that one rule cuts every verb:
//!
//! 1. Unit `u` of a phase belongs to one shard of `n`, by its number alone ([`Shard::owns`]).
//! 2. A shard does its own units and writes them as one part, whole or not at all. If a later phase needs the units of the
//!    others and they are there, it goes on to that phase the next time it is run; otherwise it ends
//!    ([`LabError::AwaitsShards`]).
//! 3. A merge takes the units from the parts. A phase that some shards have begun must be complete
//!    ([`LabError::MissingShards`]); one that none has begun is done by the merge itself, since what is done there follows from
//!    the parts.
//!
//! Units are kept without loss and put together in the order of their numbers, so that a merged answer has the bytes of one
//! that was never cut.

pub mod part_file;
pub mod shard;

use crate::ensemble::division::part_file::{Part, PartFault, PartName};
use crate::ensemble::division::shard::Shard;
use crate::error::LabError;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folder of the parts, inside that of the run.
pub const PARTS: &str = "parts";

/// What a process does for a run that is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The units of one shard.
    OneShard(Shard),
    /// Only what all shards share, such as the record.
    Shared,
    /// The answer, from the parts of all shards.
    Merge,
    /// The same, where a part that is damaged counts as one that is missing.
    Resume,
}

/// A run that is divided among shards, and what this process does for it.
#[derive(Debug)]
pub struct Division {
    folder: PathBuf,
    /// Digest of everything that the run depends on.
    run: String,
    shards: usize,
    task: Task,
    /// How often a phase of a name was entered: a search enters the same phase again and again, in the same order each time.
    entered: Mutex<BTreeMap<String, usize>>,
    told: Mutex<DoneSoFar>,
}

/// What a process has done for a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoneSoFar {
    /// Units that were made, and not taken from a part.
    pub made: usize,
    /// Phases that wait for other shards, with the shards that they wait for, counted from zero.
    pub awaited: BTreeMap<String, Vec<usize>>,
}

impl Division {
    /// The division of a run with this digest among so many shards, whose parts lie in a folder.
    pub fn new(folder: &Path, run: String, shards: usize, task: Task) -> Self {
        let (entered, told) = (Mutex::default(), Mutex::default());
        Self { folder: folder.join(PARTS), run, shards, task, entered, told }
    }

    /// What this process does.
    pub fn task(&self) -> Task {
        self.task
    }

    /// What it has done so far.
    pub fn done_so_far(&self) -> DoneSoFar {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Number of units of a phase that this process makes, for its progress.
    pub fn units_made_here(&self, phase: &str, count: usize) -> usize {
        match self.task {
            Task::OneShard(shard) => self.units_of(phase, shard.index, count).len(),
            Task::Shared => 0,
            Task::Merge | Task::Resume => count,
        }
    }

    /// Name of a phase that is entered now: its words, and how often they were used before.
    fn enter(&self, words: &str) -> String {
        let mut entered = self.entered.lock().unwrap_or_else(PoisonError::into_inner);
        let times = entered.entry(words.to_owned()).or_default();
        *times += 1;
        if *times == 1 { words.to_owned() } else { format!("{words}, {times}") }
    }

    fn part_name(&self, phase: &str, shard: usize) -> PartName<'_> {
        PartName {
            folder: &self.folder,
            run: &self.run,
            phase: phase.to_owned(),
            shard: Some(shard),
            shards: self.shards,
        }
    }

    fn units_of(&self, phase: &str, shard: usize, count: usize) -> Vec<usize> {
        let shard = Shard { index: shard, count: self.shards };
        (0..count).filter(|&unit| shard.owns(phase, unit)).collect()
    }

    fn map_units<T: Serialize + DeserializeOwned + Send>(
        &self,
        words: &str,
        count: usize,
        work: impl Fn(usize) -> Option<T> + Sync,
    ) -> Result<Vec<Option<T>>, LabError> {
        let phase = self.enter(words);
        match self.task {
            Task::OneShard(shard) => self.do_own_units(&phase, shard, count, work),
            Task::Shared => Err(self.await_shards(&phase, (0..self.shards).collect())),
            Task::Merge | Task::Resume => {
                self.part_name(&phase, 0).check_folder()?;
                match self.shards_without_part(&phase) {
                    missing if missing.is_empty() => self.read_units(&phase, count),
                    missing if missing.len() == self.shards => Ok(do_units((0..count).collect(), work)),
                    missing => Err(LabError::MissingShards { phase, shards: missing }),
                }
            }
        }
    }

    /// Shards that have no part of a phase, in order. A shard without a unit leaves a part too, to show that it has run.
    fn shards_without_part(&self, phase: &str) -> Vec<usize> {
        (0..self.shards).filter(|&shard| !self.part_name(phase, shard).path().exists()).collect()
    }

    /// Makes the units of a shard, unless they are there; then goes on with those of all, where these are there too.
    fn do_own_units<T: Serialize + DeserializeOwned + Send>(
        &self,
        phase: &str,
        shard: Shard,
        count: usize,
        work: impl Fn(usize) -> Option<T> + Sync,
    ) -> Result<Vec<Option<T>>, LabError> {
        let (name, units) = (self.part_name(phase, shard.index), self.units_of(phase, shard.index, count));
        let kept = match Part::<T>::read(&name, units.len()) {
            // A part that was cut off or changed is of no use to anybody, and is made anew.
            Ok(None) | Err(PartFault::Damaged(_)) => false,
            Ok(Some(_)) => true,
            Err(fault) => return Err(fault.into()),
        };
        if !kept {
            let made: Vec<T> = do_units(units.clone(), work).into_iter().flatten().collect();
            if made.len() < units.len() {
                return Err(LabError::NothingDone);
            }
            Part::write(&name, &made)?;
            self.told.lock().unwrap_or_else(PoisonError::into_inner).made += made.len();
        }
        let missing = self.shards_without_part(phase);
        if !kept || !missing.is_empty() {
            return Err(self.await_shards(phase, missing));
        }
        self.read_units(phase, count)
    }

    fn await_shards(&self, phase: &str, shards: Vec<usize>) -> LabError {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.awaited.insert(phase.to_owned(), shards);
        LabError::AwaitsShards(phase.to_owned())
    }

    /// The units of all parts, in order.
    fn read_units<T: DeserializeOwned>(&self, phase: &str, count: usize) -> Result<Vec<Option<T>>, LabError> {
        let mut all: Vec<Option<T>> = (0..count).map(|_| None).collect();
        let mut missing = Vec::new();
        for shard in 0..self.shards {
            let units = self.units_of(phase, shard, count);
            let part = match Part::<T>::read(&self.part_name(phase, shard), units.len()) {
                Err(PartFault::Damaged(_)) if self.task == Task::Resume => None,
                other => other?,
            };
            match part {
                Some(part) => units.into_iter().zip(part.units).for_each(|(unit, made)| all[unit] = Some(made)),
                None => missing.push(shard),
            }
        }
        if missing.is_empty() {
            Ok(all)
        } else {
            Err(LabError::MissingShards { phase: phase.to_owned(), shards: missing })
        }
    }
}

/// Does the units `0..count` of a phase in parallel, and returns them in order. `words` name the phase. `None` stands for a
/// unit that was not begun, because the work was stopped.
///
/// Without a division all are done here. Within one, see the [page of the module](self).
///
/// ```
/// use standoff_lab::LabError;
/// use standoff_lab::ensemble::division::shard::Shard;
/// use standoff_lab::ensemble::division::{Division, Task, map_units};
///
/// let folder = tempfile::tempdir().unwrap();
/// let square = |unit: usize| Some((unit * unit) as f64);
/// let squares = |task| map_units(Some(&Division::new(folder.path(), "a1".into(), 2, task)), "squares", 5, square);
/// for index in 0..2 {
///     let made = squares(Task::OneShard(Shard { index, count: 2 }));
///     assert!(matches!(made, Err(LabError::AwaitsShards(_))));
/// }
/// assert_eq!(squares(Task::Merge).unwrap(), map_units(None, "squares", 5, square).unwrap());
/// ```
///
/// # Errors
///
/// [`LabError::AwaitsShards`] where the units of other shards are needed, [`LabError::MissingShards`] where a merge finds some of
/// the parts of a phase and not all, [`LabError::NothingDone`] where a shard was stopped, [`LabError::Input`] for a part that
/// cannot be used, [`LabError::File`] where one cannot be read or written.
pub fn map_units<T: Serialize + DeserializeOwned + Send>(
    division: Option<&Division>,
    words: &str,
    count: usize,
    work: impl Fn(usize) -> Option<T> + Sync,
) -> Result<Vec<Option<T>>, LabError> {
    match division {
        None => Ok(do_units((0..count).collect(), work)),
        Some(division) => division.map_units(words, count, work),
    }
}

/// Makes what all shards share: it is taken from the folder of the run where it is there, otherwise made and kept there. Shards
/// that begin at the same time each make it, to the same bytes.
///
/// # Errors
///
/// Those of `make`, and those of [`map_units`] for what cannot be read or written.
pub fn make_shared<T: Serialize + DeserializeOwned>(
    division: Option<&Division>,
    words: &str,
    make: impl FnOnce() -> Result<T, LabError>,
) -> Result<T, LabError> {
    let Some(division) = division else { return make() };
    let name = PartName {
        folder: &division.folder,
        run: &division.run,
        phase: division.enter(words),
        shard: None,
        shards: division.shards,
    };
    match Part::<T>::read(&name, 1) {
        Ok(Some(mut part)) => return Ok(part.units.remove(0)),
        Ok(None) | Err(PartFault::Damaged(_)) => {}
        Err(fault) => return Err(fault.into()),
    }
    let made = [make()?];
    Part::write(&name, &made)?;
    let [made] = made;
    Ok(made)
}

fn do_units<T: Send>(units: Vec<usize>, work: impl Fn(usize) -> Option<T> + Sync) -> Vec<Option<T>> {
    units.into_par_iter().with_max_len(1).map(&work).collect()
}
