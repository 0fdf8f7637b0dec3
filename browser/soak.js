// Many readers at once, for minutes: no error, bounded memory, and answers equal to the command line's.
//
//     STANDOFF=target/release/standoff node soak.js [READERS] [SECONDS]

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { startStudio, told } from "./studio.js";

const [readers = 50, seconds = 300] = process.argv.slice(2).map(Number);
const SEEDS = 5;

const studio = await startStudio("two-sided");
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${studio.pid}/status`, "utf8"))[1]) / 1024;
const expected = new Map();
for (let seed = 1; seed <= SEEDS; seed += 1) {
  const words = ["forecast", "two-sided", "--runs", "64", "--draws", "8", "--seed", String(seed), "--json", "--quiet"];
  expected.set(seed, execFileSync(process.env.STANDOFF, words, { encoding: "utf8" }));
}

const counts = { answers: 0, glances: 0, givenUp: 0, busy: 0 };
const waits = [];
const end = Date.now() + seconds * 1000;

async function reader(number) {
  for (let turn = number; Date.now() < end; turn += 1) {
    const seed = 1 + (turn % SEEDS);
    const query = `runs=64&draws=8&seed=${seed}`;
    const begun = Date.now();
    if (turn % 3 === 0) {
      const response = await fetch(`${studio.address}api/v1/findings?${query}`);
      if (response.status === 503) counts.busy += 1;
      else assert.equal(await response.text(), expected.get(seed));
    } else if (turn % 3 === 1) {
      const messages = await told(
        await fetch(`${studio.address}api/v1/forecast?${query}&set=front.odds%3D0.${30 + (turn % 40)}`),
      );
      assert.equal(messages.at(-1).name, "answer", JSON.stringify(messages.at(-1)).slice(0, 300));
      counts.glances += messages.length - 1;
    } else {
      // Somebody who moves on before there is an answer.
      const gone = new AbortController();
      const asked = fetch(`${studio.address}api/v1/forecast?runs=2048&draws=128&seed=${turn}`, {
        signal: gone.signal,
      }).then((found) => found.text());
      setTimeout(() => gone.abort(), 30);
      await asked.catch(() => undefined);
      counts.givenUp += 1;
      continue;
    }
    counts.answers += 1;
    waits.push(Date.now() - begun);
  }
}

let largest = 0;
const watch = setInterval(() => {
  largest = Math.max(largest, memory());
}, 500);
await Promise.all(Array.from({ length: readers }, (_, number) => reader(number)));
clearInterval(watch);
const left = memory();
waits.sort((one, other) => one - other);
const at = (share) => waits[Math.floor(share * (waits.length - 1))];
assert.deepEqual(await studio.end(), { code: 0, signal: null });
console.log(
  JSON.stringify({
    readers,
    seconds,
    ...counts,
    milliseconds: { median: at(0.5), p95: at(0.95), longest: at(1) },
    megabytes: { largest: Math.round(largest), left: Math.round(left) },
  }),
);
