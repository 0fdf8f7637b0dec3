// A studio to ask: the program that STANDOFF names, on a free port, for as long as the tests run.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts the studio; says where it is and how to end it. */
export async function startStudio(...words) {
  const program = process.env.STANDOFF;
  assert.ok(program, "STANDOFF names no program");
  const child = spawn(program, ["studio", ...words, "--no-open", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.resume();
  const [address] = await Promise.race([
    new Promise((resolve) => createInterface(child.stdout).once("line", (line) => resolve([line]))),
    new Promise((_, reject) => child.once("exit", (code) => reject(new Error(`the studio ended with ${code}`)))),
  ]);
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  return {
    address,
    pid: child.pid,
    /** Ends it as Ctrl-C does. */
    async end() {
      child.kill("SIGINT");
      return ended;
    },
  };
}

/** The messages of an answer that is told as it is found. */
export async function told(response) {
  const text = await response.text();
  const part = (block, name) =>
    block
      .split("\n")
      .find((line) => line.startsWith(name))
      ?.slice(name.length) ?? "";
  const blocks = text.split("\n\n").filter((block) => block.includes("event: "));
  return blocks.map((block) => ({ name: part(block, "event: "), data: JSON.parse(part(block, "data: ")) }));
}
