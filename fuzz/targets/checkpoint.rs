//! A checkpoint whose population was changed, with its digest made anew: read, written again, and gone on from.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use standoff_assimilation::{AssimilationRequest, Checkpoint, FilterSize, resume_assimilation};
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_fuzz::json_edits::{JsonEdit, edit_json};
use standoff_fuzz::made::SMALL;
use standoff_lab::progress::ProgressMonitor;
use standoff_lab::{LabError, Resolution};
use standoff_scenario::evidence::{Log, header};
use standoff_scenario::{Source, date};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Bytes(&'a [u8]),
    Changed { header: Vec<JsonEdit<'a>>, edits: Vec<BodyEdit<'a>>, digest_anew: bool },
}

#[derive(Debug, Arbitrary)]
enum BodyEdit<'a> {
    Byte(u16, u8),
    Number(u16, f64),
    Remove(u16, u8),
    Insert(u16, &'a [u8]),
}

static REQUEST: LazyLock<AssimilationRequest> = LazyLock::new(|| {
    let rows = "a1,area-held,2025-09-30,,invader,,,1100,km2,press,0.95,,,,\n\
                t1,talks-round,2025-08-10,,invader;defender,,invader-refuses,,,press,0.95,,,,\n";
    let log = Log::read(&[Source::new("log.csv", format!("{}\n{rows}", header()))], &SMALL).expect("it is a log").0;
    AssimilationRequest {
        scenario: SMALL.clone(),
        log,
        as_of: date(2025, 10, 31),
        size: FilterSize { draws: 4, paths: 2, games: 1, kept: 2 },
        seed: 1,
        resolution: Resolution::Sketch,
    }
});

static MADE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let stop = AtomicBool::new(false);
    let watch = ProgressMonitor::new(&stop, &|_| ());
    let run = resume_assimilation(&REQUEST, None, watch).expect("it is played");
    run.checkpoint.to_bytes().expect("it is written")
});

fuzz_target!(|input: Input<'_>| {
    let bytes = match input {
        Input::Bytes(bytes) => bytes.to_vec(),
        Input::Changed { header, edits, digest_anew } => changed(&header, &edits, digest_anew),
    };
    let checkpoint = match Checkpoint::from_bytes("fuzz", &bytes) {
        Ok(checkpoint) => checkpoint,
        Err(found) => return assert_refusal(&found),
    };
    let written = checkpoint.to_bytes().expect("what was read is written");
    let again = Checkpoint::from_bytes("again", &written).expect("what was written is read");
    assert_eq!(again.to_bytes().expect("it is written again"), written);
    let stop = AtomicBool::new(false);
    let watch = ProgressMonitor::new(&stop, &|_| ());
    match resume_assimilation(&REQUEST, Some(&checkpoint), watch) {
        // No state may explain the reports after numbers were changed.
        Ok(_) | Err(LabError::Counts(_) | LabError::ImpossibleEvent { .. }) => (),
        Err(other) => panic!("{other}"),
    }
});

fn changed(header: &[JsonEdit<'_>], edits: &[BodyEdit<'_>], digest_anew: bool) -> Vec<u8> {
    let end = MADE.iter().position(|byte| *byte == b'\n').expect("it has a header");
    let mut body = MADE[end + 1..].to_vec();
    edits.iter().take(16).for_each(|edit| change(&mut body, edit));
    let made = serde_json::from_slice(&MADE[..end]).expect("its header is JSON");
    let mut value = edit_json(made, &header[..header.len().min(2)]);
    if let Some(keys) = value.as_object_mut().filter(|_| digest_anew) {
        let digest: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
        keys.insert("population".to_owned(), digest.into());
    }
    [value.to_string().as_bytes(), b"\n", &body].concat()
}

fn change(body: &mut Vec<u8>, edit: &BodyEdit<'_>) {
    let count = body.len().max(1);
    let at = |place: &u16| usize::from(*place) * 7 % count;
    match edit {
        BodyEdit::Byte(place, byte) => body.iter_mut().skip(at(place)).take(1).for_each(|old| *old = *byte),
        BodyEdit::Number(place, number) => {
            let bytes = number.to_le_bytes();
            body.iter_mut().skip(at(place)).zip(bytes).for_each(|(old, new)| *old = new);
        }
        BodyEdit::Remove(place, some) => {
            drop(body.drain(at(place).min(body.len())..(at(place) + usize::from(*some)).min(body.len())))
        }
        BodyEdit::Insert(place, bytes) => {
            let at = at(place).min(body.len());
            body.splice(at..at, bytes.iter().copied());
        }
    }
}
