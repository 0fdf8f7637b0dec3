/** A game: its file, its link, and what happened in it, in words. The server keeps nothing of it. */
import type { Decision, Game, Event as GameEvent } from "./api";

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
export function eventWords(event: GameEvent, title: (name: string) => string): string {
  switch (event.kind) {
    case "signed":
      return `A settlement is signed: ${title(event.package)}${signedWords(event)}`;
    case "posture-turned":
      return `The great power turns from ${title(event.from)} to ${title(event.to)}`;
    case "instrument":
      return `${title(event.name)}: ${spoken(event.status)}`;
    case "member":
      return `${title(event.name)}: ${spoken(event.stance)}`;
    case "line-broke":
      return `The line breaks: ${spoken(event.way)}`;
    case "war-ended":
      return `The war ends: ${spoken(event.end)}`;
    default:
      return spoken(event.kind).replace(/^./, (first) => first.toUpperCase());
  }
}

function signedWords({ consent, beyond }: { consent: boolean; beyond: boolean }): string {
  const parts = consent ? ", with the coalition's parts" : ", without the coalition's parts";
  return beyond ? `${parts}, beyond its red lines` : parts;
}
