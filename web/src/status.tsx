/** How far an answer has come, and the answer in one line. */
import type { Hold, PartialAnswer, Progress, WholeAnswer } from "./api";

export function Status({
  glance,
  answer,
  progress,
  busy,
}: {
  glance: PartialAnswer | null;
  answer: WholeAnswer | null;
  progress: Progress | null;
  busy: boolean;
}) {
  return (
    <p
      class="status"
      role="status"
      aria-live="polite"
      data-state={answer !== null && !busy ? "whole" : glance !== null ? "glance" : "none"}
    >
      {words(glance, answer, progress, busy)}
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

/** The chance that the line holds, always in sight. */
export function Strip({ holds, busy }: { holds: Hold[]; busy: boolean }) {
  return (
    <div class="strip" aria-busy={busy}>
      <span class="title">The line holds</span>
      <dl aria-label="Chance that the line holds">
        {holds.map(({ months, chance, band }) => (
          <div key={months}>
            <dt>{months} months</dt>
            <dd>
              {chance} {band !== null && <span class="band">{band}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
