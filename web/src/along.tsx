/** The answer along the record: a line to scroll, one date at a time. */
import { useState } from "preact/hooks";
import type { HistoryAnswer, HistoryDate } from "./api";
import { useLatest } from "./latest";
import { percentOf } from "./percent";
import { Command, Picture } from "./picture";
import { Scrolling } from "./scrolling";
import { Wrong } from "./section";

/** `drawn`: whether the page has the picture already, as a section of the brief. */
export function Along({ query, drawn }: { query: string; drawn: boolean }) {
  const [asked, setAsked] = useState<string | null>(null);
  const wanted = asked === query;
  const { answer, progress, failure, busy } = useLatest<never, HistoryAnswer>(wanted ? `/history?${query}` : null);
  const picture = answer?.section.blocks.find((block) => block.kind === "picture");
  return (
    <section aria-labelledby="along-heading">
      <h2 id="along-heading">The answer along the record</h2>
      <p>At the end of each month: what this version of the program would have said, and the events that moved it.</p>
      <div class="acts">
        {answer === null && (
          <button type="button" disabled={busy} onClick={() => setAsked(query)}>
            Follow the answer
          </button>
        )}
        {busy && (
          <button type="button" onClick={() => setAsked(null)}>
            Stop
          </button>
        )}
        <span class="quiet" role="status">
          {busy ? (progress === null ? "Working." : `${progress.what}: ${progress.done} of ${progress.of}`) : ""}
          {answer === null && !busy && "It goes through the whole record, a minute or so."}
        </span>
      </div>
      {wanted && failure !== null && <Wrong failure={failure} />}
      {answer !== null && (
        <>
          {picture !== undefined && !drawn && <Picture drawn={picture.of} command={answer.command} />}
          <Dates dates={answer.dates} />
          <Command command={answer.command} />
        </>
      )}
    </section>
  );
}

/** One of the dates, chosen with a slider. */
function Dates({ dates }: { dates: HistoryDate[] }) {
  const last = dates.length - 1;
  const [place, setPlace] = useState(last);
  const shown = dates[Math.min(place, last)];
  if (shown === undefined) return null;
  return (
    <>
      <label class="along">
        Date
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={Math.min(place, last)}
          aria-valuetext={shown.date}
          onInput={(event) => setPlace(Number(event.currentTarget.value))}
        />
        <output>{shown.date}</output>
      </label>
      <Scrolling name={`The answers on ${shown.date}`}>
        <table>
          <caption>
            <span>
              The answers on {shown.date}
              {shown.planned_anew ? ", the forecast" : ""}
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Chance that</th>
              <th scope="col" class="figure">
                chance
              </th>
              <th scope="col" class="figure">
                standard error
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.answers.map(({ title, chance, error }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td class="figure">{percentOf(chance)}</td>
                <td class="figure">{percentOf(error)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {shown.events.length > 0 && (
        <>
          <p>Events since the date before that moved an answer, each with what it moved most:</p>
          <ul>
            {shown.events.map((event) => (
              <li key={event}>{event}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
