// The brief as a page in a browser. BRIEFS names folders that `standoff brief` has written, with colons between.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { fits, isAccessible, open, picturesAreWhole, SCREENS, start } from "./browser.js";

const folders = (process.env.BRIEFS ?? "").split(":").filter((folder) => folder !== "");
assert.ok(folders.length > 0, "BRIEFS names no folder");

let browser;
before(async () => {
  browser = await start();
});
after(() => browser.close());

/** Opens every part that is folded. */
function openFolds(page) {
  return page.evaluate(() => {
    for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
  });
}

/** Words that can be read before anything is opened. */
function shownWords(page) {
  return page.evaluate(() => document.body.innerText.split(/\s+/).length);
}

for (const folder of folders) {
  const file = resolve(join(folder, "brief.html"));
  const address = pathToFileURL(file).href;
  describe(folder, () => {
    for (const screen of SCREENS) {
      test(`is whole on a ${screen.name}`, async () => {
        await open(browser, address, screen, async (page, seen) => {
          await fits(page);
          await isAccessible(page);
          // What is folded is held to the same once it is open.
          await openFolds(page);
          await fits(page);
          await picturesAreWhole(page);
          await isAccessible(page);
          assert.deepEqual(seen, { asked: [address], complaints: [] });
        });
      });
    }

    test("is valid", async () => {
      const loader = new FileSystemConfigLoader({ root: true, extends: ["html-validate:standard"] });
      const report = await new HtmlValidate(loader).validateString(readFileSync(file, "utf8"));
      const told = report.results
        .flatMap((result) => result.messages)
        .map((one) => `${one.line}: ${one.ruleId}: ${one.message}`);
      assert.deepEqual(told, []);
    });

    test("is small and shows every picture it names", async () => {
      const text = readFileSync(file, "utf8");
      assert.ok(text.length < 2_000_000, `${text.length} bytes`);
      await open(browser, address, SCREENS[0], async (page) => {
        await openFolds(page);
        const heights = await page.evaluate(() =>
          [...document.querySelectorAll("figure")].map((figure) => figure.getBoundingClientRect().height),
        );
        assert.ok(heights.length >= 3 && heights.every((height) => height > 100), `${heights}`);
      });
    });

    test("shows on paper what it folds on a screen", async () => {
      await open(browser, address, SCREENS[0], async (page) => {
        const folded = await shownWords(page);
        await page.emulateMedia({ media: "print" });
        const printed = await page.evaluate(() =>
          [...document.querySelectorAll("details.fold table, details.fold figure, details.fold ol")].map(
            (part) => part.getBoundingClientRect().height,
          ),
        );
        assert.ok(printed.length > 0 && printed.every((height) => height > 0), `${printed}`);
        assert.ok((await shownWords(page)) > folded);
      });
    });

    test("links lead somewhere, also by keyboard", async () => {
      await open(browser, address, SCREENS[0], async (page) => {
        const lost = await page.evaluate(() =>
          [...document.querySelectorAll("a")]
            .map((link) => link.getAttribute("href"))
            .filter((href) => !document.getElementById(href.slice(1))),
        );
        assert.deepEqual(lost, []);
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
      });
    });
  });
}
