// The studio in a browser: what a person does there, on a desk and on a telephone, with a pointer and without one.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fits, isAccessible, open, picturesAreWhole, SCREENS, start } from "./browser.js";
import { startStudio } from "./studio.js";

const [DESK, NIGHT, TELEPHONE] = SCREENS;
const SMALL = "runs=64&draws=8";
const WHOLE = '.status[data-state="whole"]';

let browser;
let studio;
before(async () => {
  [browser, studio] = await Promise.all([start(), startStudio()]);
});
after(async () => {
  await browser.close();
  assert.deepEqual(await studio.end(), { code: 0, signal: null });
});

/** Opens a place of the studio; nothing may be asked of anybody else, and nothing may be complained of. */
async function visit(hash, screen, use) {
  await open(browser, studio.address + hash, screen, async (page, seen) => {
    await use(page, seen);
    assert.deepEqual(seen.complaints, []);
    assert.deepEqual(
      seen.asked.filter(
        (one) => !one.startsWith(studio.address) && !one.startsWith("blob:") && !one.startsWith("data:"),
      ),
      [],
    );
  });
}

const strip = (page) => page.locator(".strip").innerText();

describe("the studio", { timeout: 600_000 }, () => {
  test("shows a first look, then the whole forecast", async () => {
    await visit(`#explore?${SMALL}`, DESK, async (page) => {
      await page.locator('.status[data-state="glance"], .status[data-state="whole"]').waitFor();
      await page.locator(WHOLE).waitFor();
      assert.match(await page.locator(".status").innerText(), /8 draws, 64 futures/);
      assert.match(await page.locator(".headline").first().innerText(), /line holds/);
      assert.ok((await page.locator("figure.picture").count()) >= 8);
      assert.match(
        await page.locator("#chart-survival .command code").textContent(),
        /^standoff forecast .*--runs 64 --draws 8/,
      );
    });
  });

  for (const screen of SCREENS) {
    test(`is whole and accessible on a ${screen.name}`, async () => {
      for (const view of [
        `explore?${SMALL}`,
        `compare?a=${encodeURIComponent(SMALL)}&b=${encodeURIComponent(`${SMALL}&without=agenda`)}`,
        "chair",
      ]) {
        await visit(`#${view}`, screen, async (page) => {
          if (view !== "chair") await page.locator(WHOLE).waitFor();
          else await page.getByRole("button", { name: "Begin" }).waitFor();
          await fits(page);
          await picturesAreWhole(page);
          await isAccessible(page);
        });
      }
    });
  }

  test("answers a slider, and gives up what nobody waits for", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const before = await strip(page);
      const slider = page.locator('input[type=range][data-path="front.odds"]').first();
      if ((await slider.count()) === 0) await page.getByRole("searchbox").fill("front.odds");
      // The slider stays under the pointer that drags it.
      await slider.scrollIntoViewIfNeeded();
      const [box, begun] = [await slider.boundingBox(), await slider.inputValue()];
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      for (let step = 1; step <= 10; step += 1)
        await page.mouse.move(box.x + box.width * (0.5 - 0.03 * step), box.y + box.height / 2);
      await page.mouse.up();
      const value = await slider.inputValue();
      await page.waitForFunction((text) => document.querySelector(".strip").innerText !== text, before);
      await page.locator(WHOLE).waitFor();
      const set = /set=front\.odds=([\d.]+)/.exec(decodeURIComponent(page.url()))[1];
      assert.ok(
        Math.abs(Number(set) - Number(value)) < 1e-3 && Number(set) < Number(begun),
        `${begun} to ${set} beside ${value}`,
      );
      const command = await page.locator("#chart-survival .command code").textContent();
      assert.ok(command.includes(`front.odds=${set}`), command);
      await page
        .getByRole("button", { name: /^Reset/ })
        .first()
        .click();
      await page.waitForFunction((text) => document.querySelector(".strip").innerText === text, before);
    });
  });

  test("a mistake is told with what is allowed", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.evaluate(() => (location.hash += "&set=front.odds%3D7"));
      const wrong = page.getByRole("alert");
      await wrong.waitFor();
      assert.match(await wrong.innerText(), /Allowed/);
    }).catch((error) => {
      // The browser itself complains of every answer of 400.
      if (!/400 \(Bad Request\)/.test(String(error))) throw error;
    });
  });

  test("compares two worlds on the same futures and plays them", async () => {
    const worlds = new URLSearchParams({
      a: `${SMALL}&scenario=two-sided`,
      b: `${SMALL}&scenario=two-sided&set=front.odds%3D0.3`,
    });
    await visit(`#compare?${worlds}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      assert.match(await page.locator("#beside .headline").innerText(), /\d+ of \d+ answers differ/);
      await page.getByRole("button", { name: "Play 20 futures" }).click();
      await page.waitForFunction(() => Number(document.querySelector(".player output").textContent) >= 3);
      await page.getByRole("button", { name: "Pause" }).click();
      assert.equal(await page.locator(".panel").count(), 2);
    });
  });

  test("a comparison has a row of two dots for each answer, and named worlds", async () => {
    const worlds = new URLSearchParams({
      a: "runs=256&draws=16&scenario=two-sided",
      b: "runs=256&draws=16&scenario=two-sided&set=front.odds%3D0.75",
    });
    await visit(`#compare?${worlds}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const rows = await page
        .locator("#beside-table tbody tr")
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
      const shown = await page.locator("#chart-beside .picture-wide svg").textContent();
      // Long names stand in lines of their own, so a row is looked for by its first words.
      for (const [title] of rows) assert.ok(shown.includes(title.split(" ").slice(0, 3).join(" ")), title);
      const clear = rows.map((row) => row[6]);
      assert.deepEqual(clear, [...clear].sort().reverse(), "what is told from chance comes first");
      const points = rows.filter((row) => row[6] === "yes" && row[1] === "chance");
      const sizes = points.map((row) => Math.abs(Number.parseFloat(row[4].replace("−", "-"))));
      assert.ok(sizes.length > 1);
      assert.deepEqual(
        sizes,
        [...sizes].sort((one, other) => other - one),
      );
      await picturesAreWhole(page);
      await page.getByLabel("Name of B").fill("A stronger defender");
      await page.getByLabel("Name of B").press("Tab");
      assert.match(page.url(), /name-b=A\+stronger\+defender/);
      assert.match(await page.locator("#chart-beside .picture-wide svg").textContent(), /B: A stronger defender/);
      assert.match(await page.locator(".worlds").innerText(), /A is the scenario as it stands; B is A stronger/);
      await isAccessible(page);
    });
  });

  test("a slider keeps its place while two worlds are compared", async () => {
    const worlds = new URLSearchParams({ a: `${SMALL}&scenario=two-sided`, b: `${SMALL}&scenario=two-sided` });
    await visit(`#compare?${worlds}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const paths = () =>
        page.locator("aside .strongest input[type=range]").evaluateAll((all) => all.map((one) => one.dataset.path));
      const before = await paths();
      const slider = page.locator("aside input[type=range]").nth(2);
      await slider.focus();
      for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
      assert.deepEqual(await paths(), before);
      await page.locator(WHOLE).waitFor();
      assert.deepEqual(await paths(), before);
    });
  });

  test("says what would have to be true", async () => {
    const worlds = new URLSearchParams({ a: `${SMALL}&scenario=two-sided`, b: `${SMALL}&scenario=two-sided` });
    await visit(`#compare?${worlds}`, DESK, async (page) => {
      await page.getByRole("button", { name: "Search" }).click();
      const sets = page.getByLabel("Sets of changes that reach the target");
      await sets.waitFor({ timeout: 120_000 });
      assert.match(await sets.innerText(), /at (least|most) 0\.80/);
    });
  });

  test("looks at an event before it is accepted", async () => {
    await visit("#week?runs=16&draws=4&as-of=2025-12-05", DESK, async (page) => {
      await page.locator("form.event").waitFor();
      await page.locator("form.event select").first().selectOption("posture-changed");
      await page.locator("#event-subject").selectOption({ index: 1 });
      await page.locator("#event-source").fill("a test");
      await page.getByRole("button", { name: "See the shift" }).click();
      await page.getByRole("button", { name: "Accept" }).waitFor({ timeout: 240_000 });
      assert.equal(await page.getByText("Added by you").count(), 0);
      // Sizes are written as everywhere on the page: chances in percent, their changes in points.
      const rows = await page
        .locator(".shift tbody tr")
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
      const chances = rows.filter(([title]) => /^the line holds/i.test(title));
      assert.ok(chances.length > 0);
      for (const [, without, , change] of chances) {
        assert.match(without, /^[<>]?[\d.]+ %$/);
        assert.match(change, /^[+−]?[\d.]+ points?$/);
      }
      assert.match(await page.locator(".shift").innerText(), /A small run on either side, 1,280 futures/);
      await page.getByRole("button", { name: "Accept" }).click();
      await page.getByText("Added by you").waitFor();
      assert.match(decodeURIComponent(page.url()), /event=mine-2025-12-05-posture-changed/);
    });
  });

  test("follows the answer along the record", async () => {
    await visit("#week?runs=16&draws=4&as-of=2022-06-30", DESK, async (page) => {
      await page.getByRole("button", { name: "Follow the answer" }).click();
      const line = page.getByRole("slider", { name: "Date" });
      await line.waitFor({ timeout: 240_000 });
      await page.getByText("The answers on 2022-06-30, the forecast").waitFor();
      await page.locator("#chart-history").waitFor();
      await line.fill("0");
      await page.getByText(/^The answers on 2022-03-\d\d$/).waitFor();
      await page.locator(WHOLE).waitFor({ timeout: 240_000 });
      await picturesAreWhole(page);
      await isAccessible(page);
    });
  });

  test("a game is played to its debrief, saved, and the same again", async () => {
    await visit("#chair?scenario=two-sided", DESK, async (page) => {
      await page.locator("form.ask select").selectOption("defender");
      await page.getByRole("button", { name: "Begin" }).click();
      for (let month = 1; month <= 3; month += 1) {
        if (month === 2) await page.getByRole("checkbox", { name: "As the engine would" }).uncheck();
        await page.getByRole("button", { name: `Play month ${month}` }).click();
        await page.locator(`[data-month="${month}"]`).waitFor();
      }
      assert.equal(await page.locator("#debrief").count(), 0);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save the game" }).click();
      const saved = await readFile(await (await download).path(), "utf8");
      assert.deepEqual(JSON.parse(saved).months[1], { accept: [] });
      await page.getByRole("button", { name: "End and debrief" }).click();
      await page.locator("#debrief").waitFor({ timeout: 120_000 });
      assert.match(await page.locator("#debrief").innerText(), /1,000 futures/);
      await isAccessible(page);
      const history = await page.locator(".history").innerText();
      await page.goto(`${studio.address}#chair?scenario=two-sided`);
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "game.json", mimeType: "application/json", buffer: Buffer.from(saved) });
      await page.locator('[data-month="3"]').waitFor();
      assert.equal(await page.locator(".history").innerText(), history);
    });
  });

  test("a link leads to the same place", async () => {
    const hash = `#explore?scenario=two-sided&set=front.odds%3D0.4+share&without=agenda&${SMALL}&seed=5`;
    let first;
    await visit(hash, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      first = { url: page.url(), answer: await page.locator(".answer").innerText() };
    });
    await visit(new URL(first.url).hash, NIGHT, async (page) => {
      await page.locator(WHOLE).waitFor();
      assert.deepEqual({ url: page.url(), answer: await page.locator(".answer").innerText() }, first);
      assert.ok(page.url().length < 8192);
    });
  });

  test("works without a pointer", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const focus = () =>
        page.evaluate(() => ({
          tag: document.activeElement.tagName,
          type: document.activeElement.type,
          text: document.activeElement.innerText,
        }));
      await page.keyboard.press("Tab");
      assert.match((await focus()).text, /Skip to the answer/);
      for (let step = 0; step < 40 && (await focus()).type !== "range"; step += 1) await page.keyboard.press("Tab");
      assert.equal((await focus()).type, "range");
      const before = page.url();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((url) => location.href !== url, before);
      assert.match(decodeURIComponent(page.url()), /set=/);
      await page.locator("#chart-survival .readable").focus();
      await page.keyboard.press("ArrowRight");
      assert.match(await page.locator("#chart-survival .values").innerText(), /^month 0, June 2025 · mean/);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("#chart-survival .values").innerText(), "");
    });
  });

  test("a picture tells its values under the pointer and gives its files", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const picture = page.locator("#chart-survival");
      await picture.scrollIntoViewIfNeeded();
      const box = await picture.locator(".picture-narrow svg").boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      assert.match(await picture.locator(".tip").innerText(), /^month \d+, \w+ 20\d\d\s+mean/);
      assert.equal(await picture.locator(".cross-hair").count(), 1);
      await page.keyboard.press("Escape");
      assert.equal(await picture.locator(".tip, .cross-hair").count(), 0);
      for (const kind of ["CSV", "SVG", "PNG"]) {
        const download = page.waitForEvent("download");
        await picture.getByRole("button", { name: kind }).click();
        assert.equal((await download).suggestedFilename(), `survival.${kind.toLowerCase()}`);
      }
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "bundle", exact: true }).click();
      assert.equal((await download).suggestedFilename(), "bundle.zip");
      const findings = page.waitForEvent("download");
      await page.getByRole("link", { name: "findings, JSON" }).click();
      assert.equal((await findings).suggestedFilename(), "findings.json");
    });
  });

  test("reads well on a telephone", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, TELEPHONE, async (page) => {
      await page.locator(WHOLE).waitFor();
      const [first, controls, rest] = await Promise.all(
        [".first", "aside", ".rest"].map((part) => page.locator(part).boundingBox()),
      );
      assert.ok(first.y < controls.y && controls.y < rest.y, "the answer, then the sliders, then the long text");
    });
  });

  test("shows number, sentence, dots and curve before anybody scrolls", async () => {
    await visit(`#explore?${SMALL}`, { width: 1440, height: 900, colorScheme: "light" }, async (page) => {
      await page.locator(WHOLE).waitFor();
      for (const part of [".number", ".headline", "#chart-breaks .readable svg", "#chart-survival .readable svg"]) {
        const boxes = await page
          .locator(part)
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
        const shown = boxes.find(({ width }) => width > 0);
        assert.ok(shown !== undefined && shown.top >= 0 && shown.bottom <= 900, `${part}: ${JSON.stringify(shown)}`);
      }
      await page.mouse.move(1000, 500);
      await page.mouse.wheel(0, 1500);
      await page.waitForFunction(() => scrollY > 500);
      const strip = await page.locator(".strip").boundingBox();
      assert.ok(Math.abs(strip.y) < 1, "the strip stays in sight");
      assert.match(await page.title(), /^Holds 12 months: \S+ % · .* · Standoff studio$/);
    });
  });

  test("says how a world differs from its scenario, and draws that beside it", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided&set=front.odds%3D0.95+share`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.locator(".strip .difference").first().waitFor({ timeout: 120_000 });
      assert.match(await page.locator(".strip").innerText(), /[+−]\d+ points?|no clear change/);
      // Also in the picture that this screen does not show: another screen, or paper, does.
      const ghosts = await page
        .locator("#chart-survival .readable svg")
        .evaluateAll((all) => all.map((svg) => svg.querySelector("path.ghost")?.getAttribute("d") ?? ""));
      assert.equal(ghosts.length, 2);
      for (const path of ghosts) assert.match(path, /^M[\d.]+ [\d.]+(H[\d.]+V[\d.]+){36}$/);
      assert.notEqual(ghosts[0], ghosts[1]);
    });
  });

  test("a change is the one that a comparison tells, and as clear", async () => {
    const size = "runs=256&draws=16&scenario=two-sided";
    const world = `${size}&set=front.odds%3D0.75+share`;
    const found = new Map();
    await visit(`#explore?${world}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.locator(".strip .difference").first().waitFor({ timeout: 120_000 });
      for (const one of await page.locator(".strip dl > div").all()) {
        const [, months] = /^(\d+) months/.exec(await one.innerText());
        const change = one.locator(".difference");
        found.set(months, (await change.count()) === 0 ? null : await change.innerText());
      }
    });
    assert.ok([...found.values()].some((change) => change !== null));
    await visit(`#compare?${new URLSearchParams({ a: size, b: world })}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const rows = await page
        .locator("#beside-table tbody tr")
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
      const holds = rows.flatMap((row) => {
        const months = /^The line holds for (\d+) months$/.exec(row[0])?.[1];
        return found.has(months) ? [{ told: found.get(months), change: row[6] === "yes" ? row[4] : null }] : [];
      });
      assert.ok(holds.length >= 2);
      for (const { told, change } of holds) assert.equal(told, change);
    });
  });

  test("tips, tour and lesson speak of a coalition only where there is one", async () => {
    const foreign = /coalition|members?\b/i;
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        for (const term of await page.locator(".term button:visible").all()) {
          await term.focus();
          assert.doesNotMatch(await page.getByRole("tooltip").innerText(), foreign);
        }
      }
      await page.getByRole("button", { name: "Tour, three steps" }).click();
      for (let step = 0; step < 3; step += 1) {
        assert.doesNotMatch(await page.locator(".tour").innerText(), foreign);
        if (step < 2) await page.getByRole("button", { name: "Next" }).click();
      }
    });
    await visit("#teach?scenario=two-sided", DESK, async (page) => {
      await page.getByRole("link", { name: /^Debrief a game/ }).waitFor();
      assert.doesNotMatch(await page.locator(".teach").innerText(), foreign);
    });
    await visit(`#explore?${SMALL}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page
        .locator(".term button:visible", { hasText: /^line$/i })
        .first()
        .focus();
      assert.match(await page.getByRole("tooltip").innerText(), /coalition's position/);
    });
  });

  test("says why coverage has no record beside its fan", async () => {
    await visit(`#explore?${SMALL}&tab=money`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      assert.match(await page.locator("#chart-coverage").innerText(), /no record to the left/);
    });
  });

  test("tabs are chosen by keyboard, and a part is found by its link", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const chosen = () => page.getByRole("tab", { selected: true }).innerText();
      await page.getByRole("tab", { name: "Answer" }).focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await chosen(), "Talks");
      assert.match(page.url(), /[?&]tab=talks/);
      await page.keyboard.press("End");
      assert.equal(await chosen(), "Method");
      assert.ok(await page.locator("#credibility").isVisible());
      await page.keyboard.press("ArrowRight");
      assert.equal(await chosen(), "Answer");
      await page.getByRole("tab", { name: "Costs" }).click();
      const link = await page.locator("#dilemma .to-section").getAttribute("href");
      await page.goto("about:blank");
      await page.goto(studio.address + link);
      await page.locator("#dilemma").waitFor();
      assert.equal(await chosen(), "Costs");
    });
    await visit(`#explore?${SMALL}&scenario=two-sided&at=chart-swings`, DESK, async (page) => {
      await page.locator("#chart-swings").waitFor();
      assert.equal(await page.getByRole("tab", { selected: true }).innerText(), "Method");
    });
  });

  test("number boxes hold no digits that nobody wrote", async () => {
    await visit(`#explore?${SMALL}`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.getByRole("searchbox").fill("stamina");
      await page.getByText(/\d+ found/).waitFor();
      const values = await page
        .locator(".parameter input[type=text]")
        .evaluateAll((all) => all.map((one) => one.value));
      assert.ok(values.length > 10);
      assert.deepEqual(
        values.filter((value) => value.length > 9),
        [],
      );
    });
  });

  test("a refused number is marked and explained, and box and slider agree", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.getByRole("searchbox").fill("front.odds");
      const row = page.locator(".numbers .parameter").filter({ has: page.locator('[data-path="front.odds"]') });
      const [box, slider] = [row.locator("input[type=text]"), row.locator("input[type=range]")];
      const before = await box.inputValue();
      for (const wrong of ["7", "abc"]) {
        await box.fill(wrong);
        await box.press("Tab");
        assert.equal(await box.getAttribute("aria-invalid"), "true");
        assert.match(
          await row.getByRole("alert").innerText(),
          new RegExp(`${wrong}.*from 0.* to .*stays at ${before}`),
        );
        assert.equal(await box.inputValue(), before);
        assert.ok(Math.abs(Number(await slider.inputValue()) - Number(before)) < 0.01);
      }
      await box.fill("0,6");
      await box.press("Tab");
      assert.equal(await row.getByRole("alert").count(), 0);
      assert.match(decodeURIComponent(page.url()), /set=front\.odds=0\.6/);
    });
  });

  test("a search that finds nothing says what to do", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.getByRole("searchbox").fill("tanks");
      await page.getByText(/Try another word/).waitFor();
      await page.getByRole("searchbox").fill("front tanks");
      await page.getByText(/By itself “front” finds \d+/).waitFor();
    });
  });

  test("a table that scrolls says so", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided&tab=method`, TELEPHONE, async (page) => {
      await page.locator(WHOLE).waitFor();
      const cut = await page
        .locator(".table")
        .evaluateAll((all) =>
          all
            .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 2)
            .map((one) => one.parentElement.querySelector(".cue")?.textContent ?? `no cue: ${one.ariaLabel}`),
        );
      assert.ok(cut.length > 0);
      assert.ok(
        cut.every((cue) => /scroll/.test(cue)),
        `${cut}`,
      );
      const table = page.locator(".scrolling[data-more-right] .table").first();
      await table.evaluate((one) => one.scrollTo({ left: one.scrollWidth }));
      await page.locator(".scrolling[data-more-left]").first().waitFor();
    });
  });

  test("prints all parts, and nothing covers them", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.emulateMedia({ media: "print" });
      for (const part of ["#answer", "#pattern", "#method", "#credibility"])
        assert.ok(await page.locator(part).isVisible(), part);
      const covering = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          .filter(
            (one) => ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.getClientRects().length > 0,
          )
          .map((one) => one.className)
          .filter((name) => name !== ""),
      );
      assert.deepEqual(covering, []);
    });
  });

  test("the last answer stays, marked as old, when the studio ends", async () => {
    const other = await startStudio("two-sided");
    await open(browser, `${other.address}#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      const headline = await page.locator(".headline").first().innerText();
      await other.end();
      await page.locator("aside input[type=range]").first().focus();
      await page.keyboard.press("ArrowRight");
      await page.locator('.status[data-state="old"]').waitFor();
      assert.match(await page.getByRole("alert").innerText(), /does not answer/);
      assert.equal(await page.locator(".headline").first().innerText(), headline);
      assert.ok(await page.locator("aside input[type=range]").first().isDisabled());
      await page.getByRole("button", { name: "Ask again" }).click();
      await page.locator('.status[data-state="old"]').waitFor();
      assert.equal(await page.locator(".headline").first().innerText(), headline);
    });
  });

  test("the tour has three steps and can be left; a lesson has five links", async () => {
    await visit(`#explore?${SMALL}&scenario=two-sided`, DESK, async (page) => {
      await page.locator(WHOLE).waitFor();
      await page.getByRole("button", { name: "Tour, three steps" }).click();
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("2 of 3").waitFor();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".tour, .offer").count(), 0);
    });
    await visit("#teach?scenario=two-sided", DESK, async (page) => {
      await page.getByRole("link", { name: /^Debrief a game/ }).waitFor();
      assert.equal(await page.locator(".teach li a").count(), 5);
      await isAccessible(page);
    });
  });
});
