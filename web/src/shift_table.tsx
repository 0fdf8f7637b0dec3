/** What an event would change: each answer without it, with it, and by how much. */
import { useEffect, useRef } from "preact/hooks";
import type { ShiftAnswer } from "./api";
import { Scrolling } from "./scrolling";

/** An answer of the shift, with the keys of `standoff evidence add --preview --json`. */
interface Shifted {
  title: string;
  unit: string;
  before: number;
  difference: number;
  error: number;
}

export function ShiftTable({ answer }: { answer: ShiftAnswer }) {
  const part = useRef<HTMLDivElement>(null);
  // The form is long, and the answer comes minutes after it was sent.
  useEffect(() => part.current?.scrollIntoView({ block: "nearest" }), [answer]);
  const all = (answer.shift as unknown as { answers: Shifted[] }).answers;
  const clear = all.filter((_, at) => answer.clear[at]);
  const others = all.filter((_, at) => !answer.clear[at]);
  return (
    <div ref={part}>
      {all.length > 0 && (
        <p>
          {clear.length === 0
            ? `None of ${all.length} answers changes by more than twice its error.`
            : `${clear.length} of ${all.length} answers change by more than twice their error.`}
        </p>
      )}
      {clear.length > 0 && <Rows name="Answers that change" rows={clear} />}
      {others.length > 0 && (
        <details>
          <summary>{others.length} answers without a clear change</summary>
          <Rows name="Answers without a clear change" rows={others} />
        </details>
      )}
      <details open={all.length === 0}>
        <summary>As the program prints it</summary>
        <pre tabIndex={0} role="region" aria-label="What the event would change">
          {answer.words}
        </pre>
      </details>
    </div>
  );
}

function Rows({ name, rows }: { name: string; rows: Shifted[] }) {
  return (
    <Scrolling name={name}>
      <table class="narrow-table">
        <thead>
          <tr>
            <th scope="col">Answer</th>
            {["without", "with", "change"].map((head) => (
              <th scope="col" class="figure">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.title}>
              <th scope="row">
                {row.title}
                {row.unit !== "chance" && <span class="quiet"> ({row.unit})</span>}
              </th>
              {figures(row).map((text) => (
                <td class="figure">{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** Without, with and the change, on one grid that is no finer than the error, so that the three add up. */
function figures({ before, difference, error }: Shifted): string[] {
  // A change that is clear of twice its error is at least one step.
  const grid = 10 ** Math.floor(Math.log10(Math.max(2 * error, 1e-3)));
  const [steps, change] = [Math.round(before / grid), Math.round(difference / grid)];
  const words = (count: number): string => {
    const decimals = Math.max(-Math.round(Math.log10(grid)), 0);
    const value = (count * grid).toLocaleString("en", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    return value.replace(/^-(0(\.0*)?)$/, "$1").replace("-", "−");
  };
  return [words(steps), words(steps + change), `${change > 0 ? "+" : ""}${words(change)}`];
}
