/** A picture of the brief, with its values under the pointer, its data and its files. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { Picture as Drawn } from "./api";
import { cells, save } from "./files";

/** Farthest from a label, in pixels of the screen, at which its row is read. */
const NEAR = 14;

export function Picture({ drawn, command }: { drawn: Drawn; command: string }) {
  const rows = useMemo(() => cells(drawn.csv), [drawn.csv]);
  const [row, setRow] = useState<number | null>(null);
  const wide = useRef<HTMLDivElement>(null);
  const narrow = useRef<HTMLDivElement>(null);
  const markup = useMemo(() => ({ wide: { __html: drawn.wide }, narrow: { __html: drawn.narrow } }), [drawn]);

  const point = (event: PointerEvent) => {
    const svg = (event.currentTarget as HTMLElement).querySelector("svg");
    if (svg !== null) setRow(rowAt(svg, rows, event.clientX, event.clientY));
  };
  const keys = (event: KeyboardEvent) => {
    const by =
      event.key === "ArrowRight" || event.key === "ArrowDown"
        ? 1
        : event.key === "ArrowLeft" || event.key === "ArrowUp"
          ? -1
          : 0;
    if (by === 0) return;
    event.preventDefault();
    setRow((at) => Math.min(Math.max((at ?? (by > 0 ? 0 : rows.length)) + by, 1), rows.length - 1));
  };
  return (
    <figure class="picture" id={`chart-${drawn.slug}`}>
      <div
        class="readable"
        tabIndex={0}
        role="group"
        aria-label={`${drawn.title}. Arrow keys read the values.`}
        onKeyDown={keys}
        onPointerLeave={() => setRow(null)}
        onBlur={() => setRow(null)}
      >
        <div class="picture-wide" ref={wide} onPointerMove={point} dangerouslySetInnerHTML={markup.wide} />
        <div class="picture-narrow" ref={narrow} onPointerMove={point} dangerouslySetInnerHTML={markup.narrow} />
        <output class="values">{row === null ? "" : values(rows, row)}</output>
      </div>
      <div class="files">
        <details>
          <summary>Data</summary>
          <Rows rows={rows} />
        </details>
        <button type="button" onClick={() => save(`${drawn.slug}.csv`, "text/csv", drawn.csv)}>
          CSV<span class="unseen"> of {drawn.title}</span>
        </button>
        {drawn.alone !== "" && (
          <button type="button" onClick={() => save(`${drawn.slug}.svg`, "image/svg+xml", drawn.alone)}>
            SVG<span class="unseen"> of {drawn.title}</span>
          </button>
        )}
        <Command command={command} />
      </div>
    </figure>
  );
}

/** The command that makes the same again. */
export function Command({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(command).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <details class="command">
      <summary>Command</summary>
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      <button type="button" onClick={copy} onBlur={() => setCopied(false)}>
        {copied ? "Copied" : "Copy"}
      </button>
    </details>
  );
}

function Rows({ rows }: { rows: string[][] }) {
  const [heads = [], ...body] = rows;
  return (
    <div class="table" tabIndex={0} role="region" aria-label="Data of the picture">
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr>
              {row.map((text) => (
                <td>{shorter(text)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A figure with three digits; the files have all of them. */
function shorter(text: string): string {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) || Number.isInteger(value)
    ? text
    : String(Number(value.toPrecision(3)));
}

/** A row in words: "months 12, median 0.66, ...". */
function values(rows: string[][], at: number): string {
  const heads = rows[0] ?? [];
  const parts = (rows[at] ?? []).map((text, place) => (text === "" ? "" : `${heads[place] ?? ""} ${shorter(text)}`));
  return parts.filter((part) => part !== "").join(" · ");
}

/** The row of the data over which the pointer is: by the month where the picture has an axis of months, else by a label. */
function rowAt(svg: SVGSVGElement, rows: string[][], x: number, y: number): number | null {
  const axis = svg.querySelector<SVGPathElement>("path[data-months]");
  const months = rows[0]?.indexOf("months") ?? -1;
  return axis !== null && months >= 0 ? byMonth(axis, rows, months, x) : byLabel(svg, rows, y);
}

function byMonth(axis: SVGPathElement, rows: string[][], column: number, x: number): number | null {
  const { left, width } = axis.getBoundingClientRect();
  const month = ((x - left) / width) * Number(axis.dataset.months);
  return nearest(rows, (row) => (row[column] === "" ? Infinity : Math.abs(Number(row[column]) - month)), 3);
}

function byLabel(svg: SVGSVGElement, rows: string[][], y: number): number | null {
  const labels = [...svg.querySelectorAll("text")].map((text) => {
    const { top, bottom } = text.getBoundingClientRect();
    return { words: text.textContent ?? "", middle: (top + bottom) / 2 };
  });
  const distance = (row: string[]) => {
    const name = row[0] ?? "";
    const own = labels.filter(
      ({ words }) => words.length > 2 && (name.startsWith(words.replace("…", "")) || words.startsWith(name)),
    );
    return name === "" ? Infinity : Math.min(...own.map(({ middle }) => Math.abs(middle - y)));
  };
  return nearest(rows, distance, NEAR);
}

function nearest(rows: string[][], distance: (row: string[]) => number, within: number): number | null {
  let best: number | null = null;
  let least = within;
  rows.forEach((row, at) => {
    const far = at === 0 ? Infinity : distance(row);
    if (far <= least) [best, least] = [at, far];
  });
  return best;
}
