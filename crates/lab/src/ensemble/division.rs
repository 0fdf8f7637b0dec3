//! Work divided among shards: several processes, or several machines, each do their units of every phase and leave them as
//! parts in a folder, and the answer is made from the parts.
//!
//! A *phase* is a loop whose units do not depend on each other: the draws of an ensemble, the points of a design, the
//! origins of a score. Every such loop goes through [`map_units`], so that one rule cuts every verb:
//!
//! 1. Unit `u` of a phase belongs to one shard of `n`, by its number alone ([`Shard::owns`]).
//! 2. A shard does its own units and writes them as one part, whole or not at all. It goes through all phases that need nothing of
//!    other shards, which is a *pass* ([`LabError::AwaitsShards`] ends a phase); a search whose next phase needs all of the one
//!    before takes another pass for each, once the parts of all are there.
//! 3. A merge takes the units from the parts. A phase that some shards have begun must be complete
//!    ([`LabError::MissingShards`]). One that none has begun is done by the merge itself, if all shards have made a pass: they have
//!    come as far as they could.
//!
//! Units are kept without loss and put together in the order of their numbers, so that a merged answer has the bytes of one
//! that was never cut. A phase is known by its words, by how often they came before, and by what its units are made from, where that
//! depends on earlier phases: units of other inputs are never taken for its own.

pub mod part_file;
pub mod phase;
pub mod shard;

use crate::ensemble::division::part_file::{Part, PartFault, PartName, check_phase_folders};
use crate::ensemble::division::phase::Phase;
use crate::ensemble::division::shard::Shard;
use crate::error::LabError;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Folder of the parts, inside that of the run.
pub const PARTS: &str = "parts";
/// Name under which a shard notes that it has made a pass, with the phases that it came to.
const PASS: &str = "a pass";

/// What a process does for a run that is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The units of one shard.
    OneShard(Shard),
    /// Only what all shards share, such as the record.
    Shared,
    /// The answer, from the parts of all shards.
    Merge,
    /// The same, where a part that is damaged counts as one that is missing, because it will be made anew.
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
    progress: Mutex<DoneSoFar>,
}

/// What a process has done for a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoneSoFar {
    /// Units that were made, and not taken from a part.
    pub made: usize,
    /// Units that are its own.
    pub own: usize,
    /// Whether there was anything that all shards share.
    pub shared: bool,
    /// Phases that wait for other shards, with the shards that they wait for, counted from zero.
    pub awaited: BTreeMap<String, Vec<usize>>,
    /// How often the words of a phase came.
    entered: BTreeMap<String, usize>,
    /// Names of the phases that were entered.
    phases: Vec<String>,
}

impl Division {
    /// The division of a run with this digest among so many shards, whose parts lie in a folder.
    pub fn new(folder: &Path, run: String, shards: usize, task: Task) -> Self {
        Self { folder: folder.join(PARTS), run, shards, task, progress: Mutex::default() }
    }

    /// What this process does.
    pub fn task(&self) -> Task {
        self.task
    }

    /// What it has done so far.
    pub fn done_so_far(&self) -> DoneSoFar {
        self.progress().clone()
    }

    /// Number of units of a phase that this process makes, for its progress.
    pub fn units_made_here(&self, words: &str, count: usize) -> usize {
        match self.task {
            Task::OneShard(shard) => self.units_of(words, shard.index, count).len(),
            Task::Shared => 0,
            Task::Merge | Task::Resume => count,
        }
    }

    /// Ends the work of this process: a shard notes that it has made a pass, and a merge looks for phases that it did not come to,
    /// whose parts it would have left out.
    ///
    /// # Errors
    ///
    /// [`LabError::File`] where the note cannot be written, [`LabError::Input`] for a phase that is none of the run.
    pub fn finish(&self) -> Result<(), LabError> {
        match self.task {
            Task::OneShard(shard) => {
                let phases = self.progress().phases.clone();
                Part::replace(&self.part_name(PASS, Some(shard.index)), &[phases])
            }
            Task::Shared => Ok(()),
            Task::Merge | Task::Resume => {
                let mut known = self.progress().phases.clone();
                known.push(PASS.to_owned());
                Ok(check_phase_folders(&self.folder, &known)?)
            }
        }
    }

    /// What was done. A poisoned lock means that another thread panicked; the counts themselves are sound.
    fn progress(&self) -> MutexGuard<'_, DoneSoFar> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Name of a phase that is entered now.
    fn enter(&self, phase: &Phase<'_>) -> String {
        let mut progress = self.progress();
        let times = progress.entered.entry(phase.words.to_owned()).or_default();
        *times += 1;
        let name = phase.name(*times);
        progress.phases.push(name.clone());
        name
    }

    fn part_name(&self, phase: &str, shard: Option<usize>) -> PartName<'_> {
        PartName { folder: &self.folder, run: &self.run, phase: phase.to_owned(), shard, shards: self.shards }
    }

    /// Units of a shard. By the words of the phase alone, so that their number is known beforehand.
    fn units_of(&self, words: &str, shard: usize, count: usize) -> Vec<usize> {
        let shard = Shard { index: shard, count: self.shards };
        (0..count).filter(|&unit| shard.owns(words, unit)).collect()
    }

    fn map_units<T: Serialize + DeserializeOwned + Send>(
        &self,
        phase: &Phase<'_>,
        count: usize,
        fits: impl Fn(usize, &T) -> bool,
        work: impl Fn(usize) -> Option<T> + Sync,
    ) -> Result<Vec<Option<T>>, LabError> {
        let name = self.enter(phase);
        let entered = EnteredPhase { division: self, words: phase.words, name: &name, count };
        match self.task {
            Task::OneShard(shard) => entered.do_own_units(shard, fits, work),
            Task::Shared => Err(entered.await_shards((0..self.shards).collect())),
            Task::Merge | Task::Resume => match self.shards_without_part(&name)? {
                missing if missing.is_empty() => match entered.read_units(fits)? {
                    (all, damaged) if damaged.is_empty() => Ok(all),
                    (_, damaged) => Err(entered.miss_shards(damaged)),
                },
                missing if missing.len() == self.shards => match self.shards_behind(&name)? {
                    none if none.is_empty() => Ok(do_units((0..count).collect(), work)),
                    behind => Err(entered.miss_shards(behind)),
                },
                missing => Err(entered.miss_shards(missing)),
            },
        }
    }

    /// Shards that have yet to come to a phase of which there is no part, or whose part of it was lost: all that have not noted a pass,
    /// and those that have noted this phase.
    fn shards_behind(&self, phase: &str) -> Result<Vec<usize>, LabError> {
        let mut behind = Vec::new();
        for shard in 0..self.shards {
            let note = match Part::<Vec<String>>::read(&self.part_name(PASS, Some(shard)), &[0], |_, _| true) {
                Err(PartFault::Damaged(_)) if self.task != Task::Merge => None,
                other => other?,
            };
            if note.is_none_or(|note| note.units[0].iter().any(|made| made == phase)) {
                behind.push(shard);
            }
        }
        Ok(behind)
    }

    /// Shards that have no part of a phase, in order. A shard without a unit leaves a part too, to show that it has run.
    fn shards_without_part(&self, phase: &str) -> Result<Vec<usize>, LabError> {
        if matches!(self.task, Task::Merge | Task::Resume) {
            self.part_name(phase, None).check_folder()?;
        }
        let mut missing = Vec::new();
        for shard in 0..self.shards {
            if !self.part_name(phase, Some(shard)).exists()? {
                missing.push(shard);
            }
        }
        Ok(missing)
    }
}

/// A phase that was entered.
struct EnteredPhase<'a> {
    division: &'a Division,
    words: &'a str,
    name: &'a str,
    count: usize,
}

impl EnteredPhase<'_> {
    fn units_of(&self, shard: usize) -> Vec<usize> {
        self.division.units_of(self.words, shard, self.count)
    }

    /// Makes the units of a shard, unless they are there; then goes on with those of all, where these are there too.
    fn do_own_units<T: Serialize + DeserializeOwned + Send>(
        &self,
        shard: Shard,
        fits: impl Fn(usize, &T) -> bool,
        work: impl Fn(usize) -> Option<T> + Sync,
    ) -> Result<Vec<Option<T>>, LabError> {
        let (name, units) = (self.division.part_name(self.name, Some(shard.index)), self.units_of(shard.index));
        let kept = match Part::<T>::read(&name, &units, &fits) {
            // A part that was cut off or changed is of no use to anybody, and is made anew.
            Ok(None) | Err(PartFault::Damaged(_)) => false,
            Ok(Some(_)) => true,
            Err(fault) => return Err(fault.into()),
        };
        self.division.progress().own += units.len();
        if !kept {
            let made: Vec<T> = do_units(units.clone(), work).into_iter().flatten().collect();
            if made.len() < units.len() {
                return Err(LabError::NothingDone);
            }
            Part::write(&name, &made)?;
            self.division.progress().made += made.len();
        }
        let missing = self.division.shards_without_part(self.name)?;
        if !kept || !missing.is_empty() {
            return Err(self.await_shards(missing));
        }
        match self.read_units(fits)? {
            (all, damaged) if damaged.is_empty() => Ok(all),
            (_, damaged) => Err(self.await_shards(damaged)),
        }
    }

    /// The units of all parts, in order, and the shards whose part is damaged: an error for a merge, and for others to be made anew.
    fn read_units<T: DeserializeOwned>(
        &self,
        fits: impl Fn(usize, &T) -> bool,
    ) -> Result<(Vec<Option<T>>, Vec<usize>), LabError> {
        let mut all: Vec<Option<T>> = (0..self.count).map(|_| None).collect();
        let mut damaged = Vec::new();
        for shard in 0..self.division.shards {
            let (name, units) = (self.division.part_name(self.name, Some(shard)), self.units_of(shard));
            match Part::<T>::read(&name, &units, &fits) {
                Ok(Some(part)) => {
                    units.into_iter().zip(part.units).for_each(|(unit, made)| all[unit] = Some(made));
                }
                Ok(None) => return Err(self.miss_shards(vec![shard])),
                Err(PartFault::Damaged(_)) if self.division.task != Task::Merge => damaged.push(shard),
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok((all, damaged))
    }

    fn await_shards(&self, shards: Vec<usize>) -> LabError {
        self.division.progress().awaited.insert(self.name.to_owned(), shards);
        LabError::AwaitsShards(self.name.to_owned())
    }

    fn miss_shards(&self, shards: Vec<usize>) -> LabError {
        LabError::MissingShards { phase: self.name.to_owned(), shards }
    }
}

/// Does the units `0..count` of a phase in parallel, and returns them in order. `None` stands for a unit that was not begun, because
/// the work was stopped. `fits` tells whether a unit that was kept has the form of one of this phase: what was read is not trusted.
///
/// Without a division all are done here. Within one, see the [page of the module](self).
///
/// ```
/// use standoff_lab::LabError;
/// use standoff_lab::ensemble::division::phase::Phase;
/// use standoff_lab::ensemble::division::shard::Shard;
/// use standoff_lab::ensemble::division::{Division, Task, map_units};
///
/// let folder = tempfile::tempdir().unwrap();
/// let squares = |division: Option<&Division>| {
///     let (fits, square) = (|_, made: &f64| made.is_finite(), |unit: usize| Some((unit * unit) as f64));
///     map_units(division, &Phase::new("squares"), 5, fits, square)
/// };
/// let division = |task| Division::new(folder.path(), "a1".into(), 2, task);
/// for index in 0..2 {
///     let made = squares(Some(&division(Task::OneShard(Shard { index, count: 2 }))));
///     assert!(matches!(made, Err(LabError::AwaitsShards(_))));
/// }
/// assert_eq!(squares(Some(&division(Task::Merge))).unwrap(), squares(None).unwrap());
/// ```
///
/// # Errors
///
/// [`LabError::AwaitsShards`] where the units of other shards are needed, [`LabError::MissingShards`] where a merge does not find
/// the parts of all, [`LabError::NothingDone`] where a shard was stopped, [`LabError::Input`] for a part that cannot be used,
/// [`LabError::File`] where one cannot be written.
pub fn map_units<T: Serialize + DeserializeOwned + Send>(
    division: Option<&Division>,
    phase: &Phase<'_>,
    count: usize,
    fits: impl Fn(usize, &T) -> bool,
    work: impl Fn(usize) -> Option<T> + Sync,
) -> Result<Vec<Option<T>>, LabError> {
    match division {
        None => Ok(do_units((0..count).collect(), work)),
        Some(division) => division.map_units(phase, count, fits, work),
    }
}

/// Makes what all shards share: it is taken from the folder of the run where it is there, otherwise made, and kept there unless this
/// is a merge. Shards that begin at the same time each make it, to the same bytes.
///
/// # Errors
///
/// Those of `make`, and those of [`map_units`] for what cannot be used or written.
pub fn make_shared<T: Serialize + DeserializeOwned>(
    division: Option<&Division>,
    words: &str,
    fits: impl Fn(&T) -> bool,
    make: impl FnOnce() -> Result<T, LabError>,
) -> Result<T, LabError> {
    let Some(division) = division else { return make() };
    let phase = division.enter(&Phase::new(words));
    let name = division.part_name(&phase, None);
    division.progress().shared = true;
    match Part::<T>::read(&name, &[0], |_, made| fits(made)) {
        Ok(Some(mut part)) => return Ok(part.units.remove(0)),
        Ok(None) => {}
        Err(PartFault::Damaged(_)) if division.task != Task::Merge => {}
        Err(fault) => return Err(fault.into()),
    }
    let made = [make()?];
    if division.task != Task::Merge {
        Part::write(&name, &made)?;
    }
    let [made] = made;
    Ok(made)
}

fn do_units<T: Send>(units: Vec<usize>, work: impl Fn(usize) -> Option<T> + Sync) -> Vec<Option<T>> {
    units.into_par_iter().with_max_len(1).map(&work).collect()
}
