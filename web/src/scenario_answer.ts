/** What a changed world changes against the scenario as it stands, on the same evidence and futures. */
import { useEffect, useState } from "preact/hooks";
import type { Change, HoldChange, PartialAnswer, WholeAnswer } from "./api";
import { get } from "./ask";
import type { Received } from "./latest";
import { type World, writeWorld } from "./world";

/** The query of the scenario as it stands, on the evidence and at the size of a world. */
export const scenarioQuery = (world: World): string => writeWorld({ ...world, set: [], lever: [], without: [] });

/**
 * The change that goes with what is shown; none where the world is the scenario, or nothing is known yet. An answer brings it
 * along where the scenario itself has been answered; otherwise it is asked for after the answer that the reader waits for.
 */
export function useChange(world: World, { glance, answer, busy }: Received<PartialAnswer, WholeAnswer>): Change | null {
  const query = writeWorld(world);
  const [late, setLate] = useState<{ query: string; change: Change | null } | null>(null);
  const missing = query !== scenarioQuery(world) && answer !== null && !busy && answer.change === null;
  useEffect(() => {
    if (!missing) return;
    const controller = new AbortController();
    get<Change | null>(`/change?${query}`, controller.signal).then(
      (change) => setLate({ query, change }),
      // Without it the answer stands as it is.
      () => undefined,
    );
    return () => controller.abort();
  }, [missing, query]);
  if (glance !== null) return glance.change;
  return answer?.change ?? (missing && late?.query === query ? late.change : null);
}

/** The change at a month. */
export const changeAt = (months: number, change: Change | null): HoldChange | null =>
  change?.hold.find((one) => one.months === months) ?? null;
