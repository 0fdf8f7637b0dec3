/** How far an answer has come, and the answer in one line. */
import type { Hold, PartialAnswer, Progress, WholeAnswer } from "./api";
import type { Received } from "./latest";
import { type Difference, differenceAt, type Known } from "./scenario_answer";

type Answers = Received<PartialAnswer, WholeAnswer>;

/** Whether what is shown answers an earlier question, since the last one failed. */
export const isOld = ({ glance, answer, failure }: Answers): boolean =>
  failure !== null && (glance !== null || answer !== null);

export function Status({ received }: { received: Answers }) {
  const { glance, answer, progress, busy } = received;
  const state = isOld(received) ? "old" : answer !== null && !busy ? "whole" : glance !== null ? "glance" : "none";
  return (
    <p class="status" role="status" aria-live="polite" data-state={state}>
      {isOld(received)
        ? "The last answer that was received; it is not that of this world."
        : words(glance, answer, progress, busy)}
    </p>
  );
}

function words(
  glance: PartialAnswer | null,
  answer: WholeAnswer | null,
  progress: Progress | null,
  busy: boolean,
): string {
  if (progress !== null) return `${progress.what}: ${progress.done} of ${progress.of}`;
  if (glance?.central) return "A first look: one draw at the central values; the ranges follow.";
  if (glance !== null) return `So far ${glance.draws} of ${glance.of} draws.`;
  if (answer !== null && busy) return "Working: the answer below is the one before.";
  if (answer !== null)
    return `The whole answer: ${answer.findings.draws} draws, ${answer.findings.runs.toLocaleString("en")} futures.`;
  return busy ? "Working." : "";
}

/** The chance that the line holds, always in sight, with its change against the scenario. */
export function Strip({
  holds,
  compared = null,
  changed = false,
  busy,
}: {
  holds: Hold[];
  compared?: { before: Known; now: Known } | null;
  /** Whether there is a change to wait for. */
  changed?: boolean;
  busy: boolean;
}) {
  const differences = holds.map(({ months }) =>
    compared === null ? null : differenceAt(months, compared.before, compared.now),
  );
  return (
    <div class="strip" aria-busy={busy}>
      <span class="title">The line holds</span>
      <dl aria-label="Chance that the line holds">
        {holds.map(({ months, chance, band }, place) => {
          const difference = differences[place] ?? null;
          return (
            <div key={months}>
              <dt>{months} months</dt>
              <dd>
                {chance} {band !== null && !changed && <span class="band">{band}</span>}
                {difference?.clear && <DifferenceOf difference={difference} />}
              </dd>
            </div>
          );
        })}
      </dl>
      {compared !== null && !differences.some((one) => one?.clear) && (
        <span class="difference unclear" title={HINT}>
          no clear change
        </span>
      )}
    </div>
  );
}

/** Said of every difference that the page itself takes. */
const HINT = "Against the scenario as it stands, where it is more than twice the error of the two. Compare is finer.";

/** A difference in points where it is clear of error. */
export function DifferenceOf({ difference: { points, clear } }: { difference: Difference }) {
  const sign = points > 0 ? "+" : "−";
  return (
    <span class={clear ? "difference" : "difference unclear"} title={HINT}>
      {clear
        ? `${sign}${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"}`
        : "no clear change against the scenario"}
    </span>
  );
}
