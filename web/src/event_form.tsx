/** A dated event: written, looked at, accepted. */
import { useEffect, useState } from "preact/hooks";
import type { EventKind, EventKinds, ShiftAnswer } from "./api";
import { get } from "./ask";
import { dayInput } from "./day_field";
import { cell } from "./files";
import { useLatest } from "./latest";
import { Command } from "./picture";
import { Wrong } from "./section";
import { ShiftTable } from "./shift_table";
import { type World, writeWorld } from "./world";

/** Columns that have a usual value. */
const USUAL: { [column: string]: string } = { source: "judgement", confidence: "0.9" };

export function EventForm({
  world,
  last,
  accept,
}: {
  world: World;
  last: string;
  accept: (event: string, asOf: string) => void;
}) {
  const [kinds, setKinds] = useState<EventKinds | null>(null);
  const [name, setName] = useState("");
  const [cells, setCells] = useState<{ [column: string]: string }>({});
  const [asked, setAsked] = useState<{ path: string; event: string; asOf: string } | null>(null);
  const { answer, progress, failure, busy } = useLatest<never, ShiftAnswer>(asked?.path ?? null);
  useEffect(() => {
    const query = world.scenario === null ? "" : `?${new URLSearchParams({ scenario: world.scenario }).toString()}`;
    get<EventKinds>(`/kinds${query}`).then(setKinds, () => setKinds(null));
  }, [world.scenario]);
  if (kinds === null) return null;
  const kind = kinds.kinds.find((one) => one.kind === name) ?? kinds.kinds[0];
  if (kind === undefined) return null;
  const filled = rowOf(kinds.columns, kind, cells, world.asOf ?? "");
  const preview = (event: Event) => {
    event.preventDefault();
    const row = filled.map(cell).join(",");
    const inRow = (column: string): string => filled[kinds.columns.indexOf(column)] || "";
    const day = earlier(last, later(world.asOf ?? "", inRow("known") || inRow("date")));
    const query = writeWorld({
      ...world,
      lever: [],
      without: [],
      asOf: day,
      event: [...world.event, row],
      runs: null,
      draws: null,
    });
    setAsked({ path: `/shift?${query}`, event: row, asOf: day });
  };
  const taken = () => {
    if (asked === null) return;
    accept(asked.event, asked.asOf);
    setAsked(null);
    setCells({});
  };
  return (
    <section aria-labelledby="add-heading">
      <h2 id="add-heading">Add an event</h2>
      <form class="event" onSubmit={preview}>
        <label>
          Kind
          <select
            value={kind.kind}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setCells({});
              setAsked(null);
            }}
          >
            {kinds.kinds.map((one) => (
              <option value={one.kind}>{one.kind}</option>
            ))}
          </select>
        </label>
        <p class="quiet">{kind.description}</p>
        {kind.columns
          .filter(({ column }) => column !== "kind" && column !== "id")
          .map(({ column, allowed }) => (
            <Field
              key={`${kind.kind}-${column}`}
              column={column}
              allowed={allowed}
              value={filled[kinds.columns.indexOf(column)] ?? ""}
              set={(value) => setCells({ ...cells, [column]: value })}
            />
          ))}
        <div class="acts">
          <button type="submit">See the shift</button>
          {busy && (
            <button type="button" onClick={() => setAsked(null)}>
              Stop
            </button>
          )}
        </div>
      </form>
      <p class="status" role="status">
        {busy ? (progress === null ? "Working." : `${progress.what}: ${progress.done} of ${progress.of}`) : ""}
      </p>
      {failure !== null && <Wrong failure={failure} />}
      {answer !== null && !busy && (
        <div class="shift">
          <ShiftTable answer={answer} />
          <Command command={answer.command} />
          <div class="acts">
            <button type="button" onClick={taken}>
              Accept
            </button>
            <button type="button" onClick={() => setAsked(null)}>
              Leave it
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

/** The cells of the row, in the order of the columns. */
function rowOf(columns: string[], kind: EventKind, cells: { [column: string]: string }, today: string): string[] {
  const value = (column: string): string => {
    if (column === "kind") return kind.kind;
    if (!kind.columns.some((one) => one.column === column)) return "";
    return cells[column] ?? (column === "date" ? today : (USUAL[column] ?? onlyWord(kind, column)));
  };
  const row = columns.map(value);
  const part = (column: string) => row[columns.indexOf(column)] ?? "";
  const words = ["mine", part("date"), kind.kind, part("subject") || part("party").replaceAll(";", "-")];
  const id = words
    .filter((word) => word !== "")
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .slice(0, 80);
  return row.map((text, at) => (columns[at] === "id" ? id : text));
}

/** Days are written so that their order is that of the alphabet. */
const later = (one: string, other: string): string => [one, other].sort()[1] ?? one;
const earlier = (one: string, other: string): string => [one, other].sort()[0] ?? one;

/** The words that may stand in a column. */
const wordsOf = (allowed: string): string[] => [...allowed.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? "");
const mayBeEmpty = (allowed: string): boolean => allowed.startsWith("nothing");

/** The word of a column that must have one and allows no other. */
function onlyWord(kind: EventKind, column: string): string {
  const allowed = kind.columns.find((one) => one.column === column)?.allowed ?? "";
  const words = wordsOf(allowed);
  return words.length === 1 && !mayBeEmpty(allowed) ? (words[0] ?? "") : "";
}

/** A field; where the allowed words are few and known, they are offered. */
function Field({
  column,
  allowed,
  value,
  set,
}: {
  column: string;
  allowed: string;
  value: string;
  set: (value: string) => void;
}) {
  const words = wordsOf(allowed);
  const empty = mayBeEmpty(allowed);
  const several = allowed.includes("with `;` between");
  const day = column === "date" || column === "until" || column === "known";
  const hint = `event-${column}-hint`;
  const choice = words.length > 1 && !several;
  return (
    <div class="field">
      <label for={`event-${column}`}>{column}</label>
      {choice ? (
        <select
          id={`event-${column}`}
          value={value}
          required={!empty}
          aria-describedby={hint}
          onChange={(event) => set(event.currentTarget.value)}
        >
          <option value="">{empty ? "nothing" : "choose"}</option>
          {words.map((word) => (
            <option value={word}>{word}</option>
          ))}
        </select>
      ) : (
        <input
          id={`event-${column}`}
          {...(day ? dayInput : { type: "text" })}
          value={value}
          required={!empty}
          aria-describedby={hint}
          list={words.length > 0 ? `event-${column}-words` : undefined}
          onInput={(event) => set(event.currentTarget.value.replaceAll(/[\r\n]+/g, " "))}
        />
      )}
      {words.length > 0 && !choice && (
        <datalist id={`event-${column}-words`}>
          {words
            .filter((word) => word !== ";")
            .map((word) => (
              <option value={word} />
            ))}
        </datalist>
      )}
      <span class="hint" id={hint}>
        {allowed.split("`").map((part, place) => (place % 2 === 1 ? <code>{part}</code> : part))}
      </span>
    </div>
  );
}
