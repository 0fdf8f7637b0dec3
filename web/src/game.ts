/** A game: its file, and what the server says of it. */

export interface Decision {
  propose?: string;
  accept?: string[];
  no?: "refuse" | "evade";
  consent?: string[];
  posture?: string;
  aid?: number;
  open?: string[];
  close?: string[];
}

/** The whole game. The server keeps nothing of it. */
export interface Game {
  format: number;
  version: string;
  scenario: string;
  digest: string;
  set: string[];
  seed: number;
  chair: string;
  months: Decision[];
}

export interface Standing {
  month: number;
  regime: string;
  held: number;
  "gained-km2": number;
  coverage: number;
  posture: string;
  credibility: number;
  stamina: { invader: number; defender: number };
  draft: string;
}

export interface MonthReport extends Standing {
  rounds: { track: string; draft: string; result: string }[];
  events: { kind: string; [key: string]: string | boolean }[];
  aid: { members: number; pooled: number; chair: number };
}

export interface Terms {
  land: number;
  guarantee: number;
  alignment: number;
  relief: number;
  form: number;
}

export interface PackageOption {
  name: string;
  title: string;
  "ceasefire-first": boolean;
  "on-table": boolean;
  terms: Terms;
}

export interface Options {
  month: number;
  propose: boolean;
  tracks: string[];
  accept: boolean;
  consent: boolean;
  posture: boolean;
  aid: boolean;
  packages: PackageOption[];
  postures: { name: string; title: string; now: boolean }[];
  instruments: {
    name: string;
    title: string;
    status: string;
    requires: string | null;
    pool: string | null;
    open: boolean;
    close: boolean;
  }[];
}

export interface Played {
  months: MonthReport[];
  position: Standing;
  options: Options;
  over: { why: string; end: string | null } | null;
}

/** A game as its file. */
export const fileOf = (game: Game): string => `${JSON.stringify(game, null, 2)}\n`;

/** Months as a link holds them: how often in a row, and what was decided. */
type Stretch = [number, Decision];

function stretches(months: Decision[]): Stretch[] {
  const found: Stretch[] = [];
  for (const month of months) {
    const last = found[found.length - 1];
    if (last !== undefined && JSON.stringify(last[1]) === JSON.stringify(month)) last[0] += 1;
    else found.push([1, month]);
  }
  return found;
}

/** A game as a link holds it, with its months in stretches, and whether it is looked back at. */
export function linkOf(game: Game, debrief = false): string {
  const words = new URLSearchParams({ game: JSON.stringify({ ...game, months: stretches(game.months) }) });
  if (debrief) words.append("debrief", "yes");
  return words.toString();
}

/** Months of a file, or of a link. */
function monthsOf(months: unknown[]): Decision[] {
  return months.flatMap((one) => {
    if (!Array.isArray(one)) return [one as Decision];
    const [times, decision] = one as Stretch;
    return Array.from({ length: Math.min(Number(times) || 0, LONGEST_GAME) }, () => decision);
  });
}

/** More months than any horizon has. */
const LONGEST_GAME = 1200;

/** The name of a game's file. */
export const fileName = (game: Game): string => `game-${game.chair.replace(":", "-")}-${game.months.length}.json`;

/** The game in a link, if there is one. */
export function gameIn(query: string): Game | null {
  const text = new URLSearchParams(query).get("game");
  return text === null ? null : gameOf(text);
}

/** The game that a text is, if it has the shape of one; what it says the server checks. */
export function gameOf(text: string): Game | null {
  try {
    const game = JSON.parse(text) as Partial<Game> | null;
    const whole =
      typeof game === "object" &&
      game !== null &&
      typeof game.scenario === "string" &&
      typeof game.chair === "string" &&
      Array.isArray(game.months);
    return whole ? { ...(game as Game), months: monthsOf(game.months as unknown[]) } : null;
  } catch {
    return null;
  }
}

/** A word of a file as words. */
export const spoken = (word: string): string => word.replaceAll("-", " ");

/** What happened, in words. */
export function eventWords(event: MonthReport["events"][number], title: (name: string) => string): string {
  const part = (key: string): string => title(String(event[key] ?? ""));
  switch (event.kind) {
    case "signed":
      return `A settlement is signed: ${part("package")}${event["consent"] === true ? ", with the coalition's parts" : ", without the coalition's parts"}${event["beyond"] === true ? ", beyond its red lines" : ""}`;
    case "posture-turned":
      return `The great power turns from ${part("from")} to ${part("to")}`;
    case "instrument":
      return `${part("name")}: ${spoken(String(event["status"]))}`;
    case "member":
      return `${part("name")}: ${spoken(String(event["stance"]))}`;
    case "line-broke":
      return `The line breaks: ${spoken(String(event["way"]))}`;
    case "war-ended":
      return `The war ends: ${spoken(String(event["end"]))}`;
    default:
      return spoken(event.kind).replace(/^./, (first) => first.toUpperCase());
  }
}
