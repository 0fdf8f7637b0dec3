// What every test of a page in a browser shares: the system's Chromium, a page that may not leave the machine, and the
// checks that any page must pass.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts the browser. */
export function start() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}

/** Screens on which pages are read: a desk and a telephone, by day and by night. */
export const SCREENS = [
  { name: "desk", width: 1280, height: 900, colorScheme: "light" },
  { name: "desk at night", width: 1280, height: 900, colorScheme: "dark" },
  { name: "telephone", width: 390, height: 844, colorScheme: "light" },
  { name: "telephone at night", width: 390, height: 844, colorScheme: "dark" },
];

/** Opens a page, gives it to `use` with what it asked the network for and complained of, and closes it. */
export async function open(browser, address, screen, use) {
  const { width, height, colorScheme } = screen;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  // On a machine that does much else, taking the record of a war takes more than the usual half minute.
  context.setDefaultTimeout(120_000);
  try {
    const page = await context.newPage();
    const seen = { asked: [], complaints: [] };
    page.on("request", (request) => seen.asked.push(request.url()));
    page.on("console", (message) => {
      if (message.type() === "error") seen.complaints.push(message.text());
    });
    page.on("pageerror", (error) => seen.complaints.push(String(error)));
    await page.goto(address);
    await use(page, seen);
  } finally {
    await context.close();
  }
}

/** No serious finding of the accessibility checker. */
export async function isAccessible(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  const told = found.violations.map(
    (one) => `${one.impact} ${one.id}: ${one.nodes.map((node) => node.html).join("\n")}`,
  );
  assert.deepEqual(told, []);
}

/** Nothing is wider than the screen. */
export async function fits(page) {
  const [whole, seen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(whole <= seen, `${whole} wide on a screen of ${seen}`);
}

/** Every text of every picture that is shown lies inside its picture. */
export async function picturesAreWhole(page) {
  const cut = await page.evaluate(() => {
    const shown = [...document.querySelectorAll("figure svg")].filter((svg) => svg.getBoundingClientRect().width > 0);
    return shown.flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      const outside = (text) => {
        const box = text.getBoundingClientRect();
        return (
          box.left < frame.left - 1 ||
          box.right > frame.right + 1 ||
          box.top < frame.top - 1 ||
          box.bottom > frame.bottom + 1
        );
      };
      return [...svg.querySelectorAll("text")]
        .filter(outside)
        .map((text) => `${svg.querySelector("title").textContent}: ${text.textContent}`);
    });
  });
  assert.deepEqual(cut, []);
}
