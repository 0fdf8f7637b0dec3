/** The answers of a comparison: both values, what they differ by, and whether that is told from chance. */
import type { Block, Comparison, Table } from "./api";

/** An answer in both worlds. Words are those of the table, so that picture and table never differ. */
export interface Difference {
  title: string;
  unit: string;
  one: number;
  other: number;
  oneWords: string;
  otherWords: string;
  words: string;
  interval: string;
  clear: boolean;
}

/** An answer of the comparison, with the keys of `standoff compare --json`. */
interface Outcome {
  unit: string;
  baseline: number;
  counterfactual: number;
}

/** Heads of the table of a comparison. */
const HEADS = {
  title: "Answer",
  one: "A",
  other: "B",
  difference: "B less A",
  interval: "95 % interval",
  clear: "clear",
};

export const isShare = (unit: string): boolean => unit === "chance" || unit === "share";

/** The table that the answers are read from; none where nothing could be compared. */
function tableOf({ section }: Comparison): Table | null {
  const table = section.blocks.find((block) => block.kind === "table");
  return table?.kind === "table" ? table.of : null;
}

/** All answers, what is told from chance first, each part by the size of the difference. */
export function differencesOf(found: Comparison): Difference[] {
  const outcomes = (found.beside as unknown as { outcomes: Outcome[] }).outcomes;
  const table = tableOf(found);
  if (table === null) return [];
  const heads = table.heads.map(([head]) => head);
  const all = outcomes.map(({ unit, baseline, counterfactual }, at) => {
    const cell = (head: string): string => table.rows[at]?.[heads.indexOf(head)] ?? "";
    return {
      title: cell(HEADS.title).replaceAll("km2", "km²"),
      unit,
      one: baseline,
      other: counterfactual,
      oneWords: cell(HEADS.one),
      otherWords: cell(HEADS.other),
      words: cell(HEADS.difference),
      interval: cell(HEADS.interval),
      clear: cell(HEADS.clear) === "yes",
    };
  });
  return all.sort((one, other) => Number(other.clear) - Number(one.clear) || sizeOf(other) - sizeOf(one));
}

/** Shares weigh by their difference, other figures by that as a part of the larger one. */
function sizeOf({ unit, one, other }: Difference): number {
  const whole = isShare(unit) ? 1 : Math.max(Math.abs(one), Math.abs(other));
  return whole === 0 ? 0 : Math.abs(other - one) / whole;
}

/** The blocks of the comparison that are read under its picture, with the table in the order of the picture. */
export function wordsAndTable(found: Comparison): Block[] {
  const all = differencesOf(found);
  const rows = all.map(({ title, unit, oneWords, otherWords, words, interval, clear }) => [
    title,
    unit,
    oneWords,
    otherWords,
    words,
    interval,
    clear ? "yes" : "no",
  ]);
  return found.section.blocks
    .filter(({ kind }) => kind !== "picture")
    .map((block) =>
      block.kind === "table"
        ? { ...block, of: { ...block.of, caption: `${block.of.caption}; the clear and largest first`, rows } }
        : block,
    );
}
