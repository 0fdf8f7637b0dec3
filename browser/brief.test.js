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

for (const folder of folders) {
  const file = resolve(join(folder, "brief.html"));
  const address = pathToFileURL(file).href;
  describe(folder, () => {
    for (const screen of SCREENS) {
      test(`is whole on a ${screen.name}`, async () => {
        await open(browser, address, screen, async (page, seen) => {
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
        const heights = await page.evaluate(() =>
          [...document.querySelectorAll("figure")].map((figure) => figure.getBoundingClientRect().height),
        );
        assert.ok(heights.length >= 4 && heights.every((height) => height > 100), `${heights}`);
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
