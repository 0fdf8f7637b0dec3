// The interface against its own description: whatever is asked, the answer is one that the description names, and never a
// failure of the program. STANDOFF_QUESTIONS says how many questions are asked of each operation.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { startStudio } from "./studio.js";

const QUESTIONS = Number(process.env.STANDOFF_QUESTIONS ?? 40);
/** What is bad for somebody somewhere. */
const ODD = [
  "",
  " ",
  "0",
  "-1",
  "1e999",
  "NaN",
  "true",
  "null",
  "[]",
  "{}",
  "../../etc/passwd",
  "%00",
  "\u0000",
  "\u202e",
  "🪖",
  "'; --",
  "<script>alert(1)</script>",
  "=1+1",
  "a".repeat(3000),
  "front.odds=0.6",
  "front.odds=7",
  "front.odds=0.6 per fortnight",
  "2025-12-05",
  "2025-02-30",
  "two-sided",
  "agenda",
  "holds-24",
  "18446744073709551616",
  "9007199254740993",
  "runs=0",
  "a=1&b=2",
  "id,kind,date\n",
  "x,talks-round,2025-11-20,,invader,,,,,me,0.9,,,,",
];

/** Draws that are the same every time (mulberry32). */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let studio;
let described;
before(async () => {
  studio = await startStudio("two-sided");
  described = await (await fetch(`${studio.address}api/v1/openapi.json`)).json();
});
after(async () => assert.deepEqual(await studio.end(), { code: 0, signal: null }));

function resolved(schema) {
  return schema?.$ref ? described.components.schemas[schema.$ref.split("/").pop()] : schema;
}

/** A value that a schema allows. */
function fitting(schema, random) {
  const { type, minimum = 0, maximum = 64, items } = resolved(schema) ?? {};
  const kind = Array.isArray(type) ? type[0] : type;
  if (kind === "integer") return String(Math.max(minimum, Math.min(Math.floor(random() * 16), maximum)));
  if (kind === "number") return String(random());
  if (kind === "array") return fitting(items, random);
  return ODD[Math.floor(random() * ODD.length)];
}

/** Whether an answer has the keys and types of a schema. */
function fits(value, schema) {
  const {
    type,
    properties = {},
    required = [],
    items,
    prefixItems,
    allOf,
    oneOf,
    enum: words,
  } = resolved(schema) ?? {};
  if (allOf !== undefined) return allOf.every((one) => fits(value, one));
  if (oneOf !== undefined) return oneOf.some((one) => fits(value, one));
  if (words !== undefined) return words.includes(value);
  const kinds = [type].flat().filter((kind) => kind !== undefined);
  const kind =
    value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
  if (kinds.length > 0 && !kinds.includes(kind) && !(kind === "integer" && kinds.includes("number"))) return false;
  if (kind === "array" && prefixItems !== undefined) return prefixItems.every((one, at) => fits(value[at], one));
  if (kind === "array" && items !== undefined) return value.every((one) => fits(one, items));
  if (kind !== "object") return true;
  return (
    required.every((key) => key in value) &&
    Object.entries(properties).every(([key, inner]) => !(key in value) || fits(value[key], inner))
  );
}

describe("the interface", { timeout: 600_000 }, () => {
  test("answers as its description says, whatever is asked", async () => {
    const random = chance(20251205);
    for (const [path, operations] of Object.entries(described.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        for (let question = 0; question < QUESTIONS; question += 1) {
          const query = new URLSearchParams();
          for (const { name, schema } of operation.parameters ?? []) {
            if (random() < 0.3)
              query.append(name, random() < 0.5 ? fitting(schema, random) : ODD[Math.floor(random() * ODD.length)]);
          }
          // Small answers, or the questions would take all day.
          if (!query.has("runs") && path !== "/api/v1/game") query.set("runs", "8");
          if (random() < 0.05) query.append("nonsense", "1");
          const body = method === "post" ? ODD[Math.floor(random() * ODD.length)] : undefined;
          const limit = AbortSignal.timeout(60_000);
          const response = await fetch(`${studio.address}${path.slice(1)}?${query}`, { method, body, signal: limit });
          const told = `${method} ${path}?${query} ${body ?? ""}`;
          const answer = operation.responses[response.status];
          assert.ok(answer !== undefined, `${response.status} is not described: ${told}`);
          const text = await response.text();
          const [kind] = (response.headers.get("content-type") ?? "").split(";");
          const content = answer.content?.[kind];
          assert.ok(content !== undefined, `${kind} is not described for ${response.status}: ${told}`);
          if (kind === "application/json")
            assert.ok(fits(JSON.parse(text), content.schema), `${text.slice(0, 300)}: ${told}`);
          if (kind === "text/event-stream") assert.doesNotMatch(text, /"status":5\d\d/, told);
        }
      }
    }
  });

  test("nobody else is let in", async () => {
    const ask = (headers) => fetch(`${studio.address}api/v1/scenarios`, { headers });
    assert.equal((await ask({})).status, 200);
    assert.equal((await ask({ origin: "http://evil.example" })).status, 403);
    assert.equal((await ask({ "sec-fetch-site": "cross-site" })).status, 403);
  });

  test("answers are those of the command line, to the byte", async () => {
    const words = ["forecast", "two-sided", "--runs", "64", "--draws", "8", "--seed", "5", "--json", "--quiet"];
    const expected = execFileSync(process.env.STANDOFF, words, { encoding: "utf8" });
    const answered = await fetch(`${studio.address}api/v1/findings?runs=64&draws=8&seed=5`);
    assert.equal(await answered.text(), expected);
  });
});
