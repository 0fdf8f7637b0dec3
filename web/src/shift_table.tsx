/** What an event would change: each answer without it, with it, and by how much. */
import { useEffect, useRef } from "preact/hooks";
import type { ShiftAnswer } from "./api";
import { percentOf, pointsOf } from "./percent";
import { Scrolling } from "./scrolling";

/** An answer of the shift, with the keys of `standoff evidence add --preview --json`. */
interface Shifted {
  title: string;
  unit: string;
}

/** An answer with its figures in words. */
interface Row {
  title: string;
  unit: string;
  words: string[];
}

export function ShiftTable({ answer }: { answer: ShiftAnswer }) {
  const part = useRef<HTMLDivElement>(null);
  // The form is long, and the answer comes minutes after it was sent.
  useEffect(() => part.current?.scrollIntoView({ block: "nearest" }), [answer]);
  const { answers, runs, draws } = answer.shift as unknown as { answers: Shifted[]; runs: number; draws: number };
  const all = answers.map((one, at): Row => ({ ...one, words: wordsOf(one, answer.figures[at] ?? []) }));
  const clear = all.filter((_, at) => answer.clear[at]);
  const others = all.filter((_, at) => !answer.clear[at]);
  return (
    <div ref={part}>
      {all.length > 0 && (
        <p>
          {clear.length === 0
            ? `None of ${all.length} answers changes by more than twice its error.`
            : `${clear.length} of ${all.length} answers change by more than twice their error.`}{" "}
          <span class="quiet">
            A small run on either side, {runs.toLocaleString("en")} futures from {draws} draws: its chances are coarser
            than those of the page, and its change is that of the same futures with and without the event.
          </span>
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

function Rows({ name, rows }: { name: string; rows: Row[] }) {
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
              {row.words.map((text) => (
                <td class="figure">{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** Without, with and the change, as the program rounded them together; chances as everywhere on the page. */
function wordsOf({ unit }: Shifted, figures: string[]): string[] {
  const [without = "", with_ = "", change = ""] = figures;
  return unit === "chance" ? [percentOf(without), percentOf(with_), pointsOf(change)] : [without, with_, change];
}
