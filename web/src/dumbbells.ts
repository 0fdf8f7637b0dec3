/** Two worlds as pairs of dots: one row for each answer, a line from the one value to the other. */
import type { Comparison, Picture } from "./api";
import { type Difference, differencesOf, isShare } from "./differences";
import { cell } from "./files";
import { type Ink, LABEL, LEAD, linesOf, Sheet, SMALL, TITLE, widthOf } from "./sheet";

/** Names of the two worlds. */
export type Names = { a: string; b: string };

/** Where the parts of a row lie. */
interface Layout {
  width: number;
  margin: number;
  /** Left and right end of the axis. */
  axis: [number, number];
  /** Widest that a name is. */
  name: number;
  /** Whether the name stands above its dots. */
  stacked: boolean;
}

const WIDE: Layout = { width: 720, margin: 16, axis: [340, 560], name: 264, stacked: false };
const NARROW: Layout = { width: 360, margin: 12, axis: [48, 216], name: 336, stacked: true };

/** The picture, for wide and narrow screens and as a file. */
export function dumbbellsOf(found: Comparison, names: Names, source: string): Picture {
  const all = differencesOf(found);
  const clear = all.filter((one) => one.clear).length;
  const title =
    clear === 0
      ? "No answer differs clearly between the two worlds"
      : `${clear} of ${all.length} answers ${clear === 1 ? "differs" : "differ"} clearly between the two worlds`;
  const alt = `For each answer a disc for world A, ${names.a}, and a diamond for world B, ${names.b}, joined by a line. Grey answers are not told from chance.`;
  const draw = (layout: Layout, alone: boolean) => drawn(all, { title, alt, names, source }, layout, alone);
  return {
    slug: "beside",
    title,
    alt,
    wide: draw(WIDE, false),
    narrow: draw(NARROW, false),
    alone: draw(WIDE, true),
    csv: csvOf(all),
  };
}

interface Words {
  title: string;
  alt: string;
  names: Names;
  source: string;
}

function drawn(all: Difference[], words: Words, layout: Layout, alone: boolean): string {
  const sheet = new Sheet(layout.width, layout.margin, alone);
  let y = heading(sheet, words);
  const units = [...new Set(["chance", "share", ...all.map(({ unit }) => unit)])].filter((unit) =>
    all.some((one) => one.unit === unit),
  );
  for (const unit of units)
    y = group(
      sheet,
      layout,
      unit,
      all.filter((one) => one.unit === unit),
      y + 8,
    );
  for (const line of linesOf(`${words.source}.`, sheet.right - sheet.left, { size: SMALL })) {
    y += LEAD;
    sheet.text(sheet.left, y, line, { size: SMALL, ink: "ink-quiet" });
  }
  return sheet.finish("beside", words.title, words.alt, y + 12);
}

/** Title, what is drawn, and the key; the height at which they end. */
function heading(sheet: Sheet, { title, names }: Words): number {
  const room = sheet.right - sheet.left;
  let y = 10;
  for (const line of linesOf(title, room, { size: TITLE, bold: true })) {
    y += 23;
    sheet.text(sheet.left, y, line, { size: TITLE, bold: true });
  }
  for (const line of linesOf(
    "Each answer in both worlds, the largest difference first; at the right B less A. Grey: not told from chance",
    room,
  )) {
    y += LEAD + 2;
    sheet.text(sheet.left, y, line, { ink: "ink-quiet" });
  }
  y += 4;
  for (const [shape, ink, name] of [
    ["disc", "series-1", `A: ${names.a}`],
    ["diamond", "series-2", `B: ${names.b}`],
  ] as const) {
    linesOf(name, room - 20).forEach((line, at) => {
      y += LEAD + 2;
      if (at === 0) sheet.mark(shape, sheet.left + 7, y - 4.5, ink);
      sheet.text(sheet.left + 20, y, line);
    });
  }
  return y + 6;
}

/** The answers of a unit, on one axis; the height at which they end. */
function group(sheet: Sheet, layout: Layout, unit: string, rows: Difference[], top: number): number {
  const numbers = rows.flatMap(({ one, other }) => [one, other]);
  const marks = isShare(unit) ? [0, 0.25, 0.5, 0.75, 1] : marksFor(Math.min(0, ...numbers), Math.max(0, ...numbers));
  const [low, high] = [marks[0] ?? 0, marks.at(-1) ?? 1];
  const [left, right] = layout.axis;
  const x = (value: number) => left + ((value - low) / (high - low || 1)) * (right - left);
  let y = top + LEAD;
  sheet.text(sheet.left, y, headOf(unit), { bold: true });
  y += 8;
  const begin = y;
  const places = rows.map((row) => {
    const lines = linesOf(row.title, layout.name);
    const height = layout.stacked ? lines.length * LEAD + 24 : Math.max(lines.length * LEAD + 8, 24);
    const at = { row, lines, top: y, middle: layout.stacked ? y + lines.length * LEAD + 10 : y + height / 2 };
    y += height;
    return at;
  });
  for (const mark of marks) sheet.line(x(mark), begin, x(mark), y, "grid", 1);
  for (const { row, lines, top: from, middle } of places) {
    const first = layout.stacked ? from + LABEL : middle - ((lines.length - 1) * LEAD) / 2 + 4.5;
    lines.forEach((line, at) => {
      sheet.text(sheet.left, first + at * LEAD, line, { ink: row.clear ? "ink" : "ink-quiet" });
    });
    dumbbell(sheet, row, x, middle);
  }
  y += LEAD - 2;
  let taken = -Infinity;
  for (const mark of marks) {
    const words = isShare(unit) ? `${mark * 100} %` : mark.toLocaleString("en").replace("-", "−");
    const half = widthOf(words, { size: SMALL }) / 2;
    if (x(mark) - half < taken) continue;
    sheet.text(x(mark), y, words, { size: SMALL, ink: "ink-quiet", anchor: "middle" });
    taken = x(mark) + half + 8;
  }
  return y;
}

/** Both dots with their values, and the difference at the right edge. */
function dumbbell(sheet: Sheet, row: Difference, x: (value: number) => number, y: number): void {
  const [one, other] = [x(row.one), x(row.other)];
  const ink = (own: Ink): Ink => (row.clear ? own : "ink-quiet");
  sheet.line(one, y, other, y, row.clear ? "ink" : "ink-quiet", row.clear ? 2.5 : 1.5);
  sheet.mark("disc", one, y, ink("series-1"));
  sheet.mark("diamond", other, y, ink("series-2"));
  const [left, right] = one <= other ? [row.oneWords, row.otherWords] : [row.otherWords, row.oneWords];
  const letters = { size: SMALL, ink: ink("ink") };
  if (left !== right) sheet.text(Math.min(one, other) - 10, y + 4, left, { ...letters, anchor: "end" });
  sheet.text(Math.max(one, other) + 10, y + 4, right, letters);
  if (row.clear) sheet.text(sheet.right, y + 4.5, row.words, { bold: true, anchor: "end" });
}

/** The unit above its answers. */
const headOf = (unit: string): string =>
  unit === "chance"
    ? "Chances"
    : unit === "share"
      ? "Shares"
      : unit.replace(/^[a-z]{4}/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

/** At most six round numbers that hold a range between them. */
function marksFor(low: number, high: number): number[] {
  const rough = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((part) => part * power >= rough) ?? 10);
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}

/** The data as they are printed: no digit is finer than the error. */
function csvOf(all: Difference[]): string {
  const rows = all.map(({ title, unit, oneWords, otherWords, words, clear }) =>
    [title, unit, oneWords, otherWords, words, clear ? "yes" : "no"].map(cell).join(","),
  );
  return ["answer,unit,A,B,B less A,told from chance", ...rows].map((row) => `${row}\n`).join("");
}
