/** The values of a picture in words, with their units and dates. */
import { createContext } from "preact";
import type { Hold, ScenarioDescription, WholeAnswer } from "./api";

/** What the page knows about the answer that its pictures draw. */
export interface Source {
  /** Day from which months are counted; none where the page does not know it. */
  start: string | null;
  /** Decimals of a chance: none is finer than its error. Null where the answer itself is in percent. */
  decimals: number | null;
  /** What is cited: program, scenario, day and size. */
  citation: string;
}

export const SourceOf = createContext<Source>({ start: null, decimals: 2, citation: "Standoff" });

/** What is known of an answer; months count from the day from which it is forecast. */
export function sourceOf(sheet: ScenarioDescription, answer: WholeAnswer | null, near: Hold | undefined): Source {
  const chance = near?.chance ?? "";
  const decimals = chance.includes("%") ? null : (/\.(\d+)/.exec(chance)?.[1]?.length ?? 2);
  const start = answer?.as_of ?? sheet.start;
  const { runs, draws } = answer?.findings ?? { runs: 0, draws: 0 };
  const size = answer === null ? "" : `, ${runs.toLocaleString("en")} futures from ${draws} draws`;
  const made = answer === null ? "" : `. ${answer.command}`;
  return { start, decimals, citation: `Standoff, ${sheet.name} as of ${start}${size}${made}` };
}

type Unit = "chance" | "share" | "km²" | "months" | "";

/** Units of the values by picture; a picture that is not named says its values as they are. */
const UNITS: { [slug: string]: Unit } = {
  survival: "chance",
  causes: "share",
  coverage: "share",
  area: "km²",
  land: "km²",
  delay: "months",
  swings: "chance",
  history: "chance",
};

/** Heads of columns that have an own meaning, whatever the picture's unit. */
const PLAIN = /^(months?|future|date|row|draft|place.*)$/i;

/** Columns that are said otherwise, or that only place a mark in the picture. */
const NOT_SAID = ["months", "x", "y"];

/** A figure with two digits, or as a chance no finer than its error. */
function figure(text: string, unit: Unit, decimals: number | null): string {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return text;
  const minus = (words: string) => words.replace("-", "−");
  if (unit === "chance" || unit === "share")
    return minus(decimals === null ? `${Math.round(value * 100)} %` : value.toFixed(decimals));
  if (unit === "") return minus(shorter(text));
  return minus(Number(value.toPrecision(2)).toLocaleString("en"));
}

/** A figure with three digits; the files have all of them. */
export function shorter(text: string): string {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) || Number.isInteger(value)
    ? text
    : String(Number(value.toPrecision(3)));
}

/** The calendar month some months after a day. */
export function calendarMonth(start: string, months: number): string {
  const day = new Date(`${start.slice(0, 7)}-01T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + Math.round(months));
  return day.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
}

/** A row in words, part by part: the first says where in the picture it is. */
export function readRow(slug: string, rows: string[][], at: number, { start, decimals }: Source): string[] {
  const [heads, row] = [rows[0] ?? [], rows[at] ?? []];
  const unit = UNITS[slug] ?? "";
  const months = heads.indexOf("months");
  const when = months < 0 ? [] : monthWords(row[months] ?? "", start);
  if (slug === "breaks") return [...when, brokenBy(rows, row[months] ?? "", months)];
  return [...when, ...values(heads, row, unit, decimals)];
}

/** How many of the futures have broken by the month of one of them. */
function brokenBy(rows: string[][], month: string, column: number): string {
  const futures = rows.slice(1);
  const months = futures.map((row) => row[column] ?? "").filter((text) => text !== "");
  if (month === "") return `not broken: ${futures.length - months.length} of ${futures.length} futures`;
  const broken = months.filter((text) => Number(text) <= Number(month)).length;
  return `broken by then: ${broken} of ${futures.length} futures`;
}

function monthWords(text: string, start: string | null): string[] {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return [];
  const month = `month ${Number(value.toFixed(1))}`;
  return [start === null ? month : `${month}, ${calendarMonth(start, value)}`];
}

/** Two columns "50 low" and "50 high" are one range. */
function values(heads: string[], row: string[], unit: Unit, decimals: number | null): string[] {
  const parts: string[] = [];
  heads.forEach((head, at) => {
    const text = row[at] ?? "";
    if (NOT_SAID.includes(head) || text === "") return;
    const [, level] = /^(\d+) low$/.exec(head) ?? [];
    if (/^\d+ high$/.test(head)) return;
    const own = PLAIN.test(head) ? "" : unit;
    const after = own === "" ? "" : ` ${own === "chance" ? "" : own === "share" ? "" : own}`.trimEnd();
    if (level === undefined) {
      parts.push(
        `${at === 0 || head === "row" ? "" : `${head} `}${figure(text, own, decimals)}${isNumber(text) ? after : ""}`,
      );
      return;
    }
    const high = row[heads.indexOf(`${level} high`)] ?? "";
    parts.push(`${level} % ${figure(text, unit, decimals)} to ${figure(high, unit, decimals)}${after}`);
  });
  return parts;
}

const isNumber = (text: string): boolean => Number.isFinite(Number(text));
