/** How far an answer has come, and the answer in one line. */
import type { Change, Hold, HoldChange, PartialAnswer, Progress, WholeAnswer } from "./api";
import type { Received } from "./latest";
import { bandOf, percentOf } from "./percent";
import { changeAt } from "./scenario_answer";

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
  if (progress !== null)
    return `${glance?.first_look ? "A first look. " : ""}${progress.what}: ${progress.done} of ${progress.of}`;
  if (glance?.central) return "A first look: one draw at the central values; the ranges follow.";
  if (glance?.first_look)
    return `A first look: ${glance.draws} of ${glance.of} draws, with actors who plan on a short front; more follow.`;
  if (glance !== null) return `So far ${glance.draws} of ${glance.of} draws.`;
  if (answer !== null && busy) return "Working: the answer below is the one before.";
  if (answer !== null)
    return `The whole answer: ${answer.findings.draws} draws, ${answer.findings.runs.toLocaleString("en")} futures.`;
  return busy ? "Working." : "";
}

/** The chance that the line holds, always in sight, with its change against the scenario. */
export function Strip({
  holds,
  change = null,
  changed = false,
  busy,
}: {
  holds: Hold[];
  change?: Change | null;
  /** Whether there is a change to wait for. */
  changed?: boolean;
  busy: boolean;
}) {
  const known = change !== null && change.hold.length > 0;
  return (
    <div class="strip" aria-busy={busy}>
      <span class="title">The line holds</span>
      <dl aria-label="Chance that the line holds">
        {holds.map(({ months, chance, band }) => {
          const own = changeAt(months, change);
          return (
            <div key={months}>
              <dt>{months} months</dt>
              <dd>
                {percentOf(chance)} {band !== null && !changed && <span class="band">{bandOf(band)}</span>}
                {own?.clear && <ChangeOf change={own} />}
              </dd>
            </div>
          );
        })}
      </dl>
      {known && !change.hold.some(({ clear }) => clear) && (
        <span class="difference unclear" title={HINT}>
          no clear change
        </span>
      )}
    </div>
  );
}

/** Said of every change. */
const HINT =
  "Against the scenario as it stands on the same evidence: a paired difference, told where it is more than two standard errors, as Compare does. For a number set on a record Compare starts both worlds from one record, and may tell another size.";

/** A change in points where it is told from chance. */
export function ChangeOf({ change: { points, clear } }: { change: HoldChange }) {
  const size = Math.abs(points);
  return (
    <span class={clear ? "difference" : "difference unclear"} title={HINT}>
      {!clear
        ? "no clear change"
        : size < 1
          ? "under 1 point"
          : `${points > 0 ? "+" : "−"}${size} ${size === 1 ? "point" : "points"}`}
    </span>
  );
}
