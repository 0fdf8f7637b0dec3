/** The scenario's own answer, with which every changed world is compared: asked for once, and kept while the page is open. */
import type { At, PartialAnswer, WholeAnswer } from "./api";
import { type Received, useLatest } from "./latest";
import { plain, type World, writeWorld } from "./world";

/** What is kept of an answer. */
export interface Known {
  hold: At[];
  /** Data of the survival picture. */
  curve: string | null;
}

/** Partial and whole answers by query: a partial answer is compared with one of as many draws only, as both leave out the same. */
const partial = new Map<string, Known>();
const answers = new Map<string, Known>();

const stepOf = (query: string, { central, draws }: PartialAnswer): string => `${query} ${central} ${draws}`;

const curveOf = (sections: WholeAnswer["document"]["sections"]): string | null => {
  const blocks = sections.flatMap((section) => section.blocks);
  const drawn = blocks.find((block) => block.kind === "picture" && block.of.slug === "survival");
  return drawn?.kind === "picture" ? drawn.of.csv : null;
};

/** The chances that the line holds, as numbers. */
const holdOf = ({ findings }: WholeAnswer): At[] => (findings as unknown as { hold: { survival: At[] } }).hold.survival;

const ofPartial = ({ hold, section }: PartialAnswer): Known => ({ hold, curve: curveOf([section]) });
const ofAnswer = (answer: WholeAnswer): Known => ({ hold: holdOf(answer), curve: curveOf(answer.document.sections) });

type Received_ = Received<PartialAnswer, WholeAnswer>;

const pathOf = (query: string): string => `/forecast?${query}`;

/** The query of the scenario as it stands, at the size of a world. */
export function scenarioQuery({ scenario, runs, draws, seed }: World): string {
  return writeWorld({ ...plain, scenario, runs, draws, seed });
}

/** Keeps what was received if it is of this query: on the way from one world to the next a page still shows the one before. */
function keep(query: string, { glance, answer, busy, of }: Received_): void {
  if (of !== pathOf(query)) return;
  if (glance !== null) partial.set(stepOf(query, glance), ofPartial(glance));
  if (answer !== null && !busy) answers.set(query, ofAnswer(answer));
}

/** What the world that is seen is compared with, and what it answers itself; none where it is the scenario, or nothing is known yet. */
export function useScenarioAnswer(world: World, seen: Received_): { before: Known; now: Known } | null {
  const query = scenarioQuery(world);
  const changed = writeWorld(world) !== query;
  if (!changed) keep(query, seen);
  // It waits for the answer that the reader waits for.
  const missing = changed && seen.answer !== null && !seen.busy && !answers.has(query);
  const own = useLatest<PartialAnswer, WholeAnswer>(missing ? pathOf(query) : null);
  if (missing) keep(query, own);
  if (!changed) return null;
  if (seen.glance !== null) return both(partial.get(stepOf(query, seen.glance)), ofPartial(seen.glance));
  if (seen.answer !== null && !seen.busy) return both(answers.get(query), ofAnswer(seen.answer));
  return null;
}

const both = (before: Known | undefined, now: Known) => (before === undefined ? null : { before, now });

/** A chance less an earlier one in points of a hundred; `clear` where it is more than twice the error of the two. */
export interface Difference {
  points: number;
  clear: boolean;
}

/** The errors are taken as those of separate futures, which is too large for worlds that share them: Compare is finer. */
export function differenceAt(months: number, before: Known, now: Known): Difference | null {
  const [one, other] = [before, now].map(({ hold }) => hold.find((at) => at.months === months));
  if (one === undefined || other === undefined) return null;
  const points = Math.round((other.p - one.p) * 100);
  const error = Math.hypot(one.mc_error, other.mc_error);
  return { points, clear: points !== 0 && Math.abs(other.p - one.p) > 2 * error };
}
