/** The answers of a comparison: both values, what they differ by, and whether that is told from chance. */
import type { Block, Comparison, Sentence, Table } from "./api";
import { intervalOf, percentOf, pointsOf } from "./percent";

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
    // Where nothing differs the difference has no error, and so no step in which both values could be written.
    const same = isShare(unit) && baseline === counterfactual;
    const asIs = (words: string) => words;
    const [told, difference, interval] = isShare(unit) ? [percentOf, pointsOf, intervalOf] : [asIs, asIs, asIs];
    return {
      title: cell(HEADS.title).replaceAll("km2", "km²"),
      unit,
      one: baseline,
      other: counterfactual,
      oneWords: same ? roughly(baseline) : told(cell(HEADS.one)),
      otherWords: same ? roughly(baseline) : told(cell(HEADS.other)),
      words: difference(cell(HEADS.difference)),
      interval: interval(cell(HEADS.interval)),
      clear: cell(HEADS.clear) === "yes",
    };
  });
  return all.sort((one, other) => Number(other.clear) - Number(one.clear) || sizeOf(other) - sizeOf(one));
}

/** A share in steps of five points. */
const roughly = (share: number): string => `${Math.round(share * 20) * 5} %`;

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
  const inPercent = (block: Block): Block => {
    switch (block.kind) {
      case "table":
        return { ...block, of: { ...block.of, caption: `${block.of.caption}; the clear and largest first`, rows } };
      case "headline":
        return isOfShare(block.of) ? { ...block, of: sharesInPercent(block.of) } : block;
      case "text":
        return { ...block, of: block.of.map(sharesInPercent) };
      default:
        return block;
    }
  };
  return found.section.blocks.filter(({ kind }) => kind !== "picture").map(inPercent);
}

/** Whether a sentence tells a chance that the line holds; other answers are in months. */
const isOfShare = ({ from }: Sentence): boolean => from?.startsWith("beside.outcomes.holds-") ?? false;

const sharesInPercent = (sentence: Sentence): Sentence => ({
  ...sentence,
  words: sentence.words.replaceAll(/[<>]?\b[01]\.\d+\b/g, percentOf),
});
