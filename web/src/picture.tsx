/** A picture of the brief, with its values under the pointer, its data and its files. */
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Picture as Drawn } from "./api";
import { cells, save } from "./files";
import { drawGhost } from "./ghost";
import { embedded, pngOf } from "./image";
import { readRow, SourceOf, shorter } from "./reading";
import { Scrolling } from "./scrolling";

/** Farthest from a label, in pixels of the screen, at which its row is read. */
const NEAR = 14;

/** Farthest to the side of a label at which its row is read: a bar lies beside its label, empty space does not. */
const REACH = 240;

/** What a reader of a picture would ask, and the picture does not say. */
const NOTES: { [slug: string]: string } = {
  coverage:
    "There is no record to the left: reports give what was promised and sent, not the share of the need that it met, so coverage before today is an estimate too.",
};

/** Where the pointer is in a picture, in pixels from its left upper corner. */
interface Spot {
  x: number;
  y: number;
}

export function Picture({ drawn, command, ghost = null }: { drawn: Drawn; command: string; ghost?: number[] | null }) {
  const rows = useMemo(() => cells(drawn.csv), [drawn.csv]);
  const [row, setRow] = useState<number | null>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const markup = useMemo(() => ({ wide: { __html: drawn.wide }, narrow: { __html: drawn.narrow } }), [drawn]);
  const source = useContext(SourceOf);
  useEffect(() => {
    for (const svg of frame.current?.querySelectorAll("svg") ?? []) drawGhost(svg, ghost);
  }, [ghost, drawn]);

  const point = (event: PointerEvent) => {
    const svg = (event.currentTarget as HTMLElement).querySelector("svg");
    const around = frame.current?.getBoundingClientRect();
    if (svg === null || around === undefined) return;
    setRow(rowAt(svg, rows, event.clientX, event.clientY));
    setSpot({ x: event.clientX - around.left, y: event.clientY - around.top });
  };
  const leave = () => {
    setRow(null);
    setSpot(null);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave();
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setSpot(null);
    setRow((at) => Math.min(Math.max((at ?? (by > 0 ? 0 : rows.length)) + by, 1), rows.length - 1));
  };
  useEscape(row !== null, leave);
  const words = row === null ? [] : readRow(drawn.slug, rows, row, source);
  const month = row === null ? null : monthOf(rows, row);
  return (
    <figure class="picture" id={`chart-${drawn.slug}`}>
      <div
        class="readable"
        ref={frame}
        tabIndex={0}
        role="group"
        aria-label={`${drawn.title}. Arrow keys read the values.`}
        onKeyDown={keys}
        onPointerLeave={leave}
        onBlur={leave}
      >
        <div class="picture-wide" onPointerMove={point} dangerouslySetInnerHTML={markup.wide} />
        <div class="picture-narrow" onPointerMove={point} dangerouslySetInnerHTML={markup.narrow} />
        <CrossHair frame={frame.current} month={month} />
        {words.length > 0 && spot !== null && <Tip spot={spot} words={words} frame={frame.current} />}
        <output class={spot === null ? "values" : "values unseen"}>{words.join(" · ")}</output>
      </div>
      {ghost !== null && <p class="quiet ghost-key">Dashed: the scenario as it stands.</p>}
      {NOTES[drawn.slug] !== undefined && <p class="quiet ghost-key">{NOTES[drawn.slug]}</p>}
      <div class="files">
        <details>
          <summary>Data</summary>
          <Rows rows={rows} />
        </details>
        <button type="button" onClick={() => save(`${drawn.slug}.csv`, "text/csv", drawn.csv)}>
          CSV<span class="unseen"> of {drawn.title}</span>
        </button>
        {drawn.alone !== "" && <Images drawn={drawn} citation={source.citation} />}
        <Command command={command} />
      </div>
    </figure>
  );
}

/** Rows that a key moves by. */
const STEPS: { [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Escape takes a tip away also where the pointer holds it and nothing has the focus. */
function useEscape(shown: boolean, hide: () => void): void {
  useEffect(() => {
    if (!shown) return;
    const pressed = (event: KeyboardEvent) => event.key === "Escape" && hide();
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [shown]);
}

/** The month of a row; none where the data have no months. */
function monthOf(rows: string[][], row: number): number | null {
  const text = rows[row]?.[rows[0]?.indexOf("months") ?? -1] ?? "";
  return text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
}

/** A line through the month that is read. */
function CrossHair({ frame, month }: { frame: HTMLElement | null; month: number | null }) {
  const axis = [...(frame?.querySelectorAll<SVGPathElement>("path[data-months]") ?? [])].find(
    (one) => one.getBoundingClientRect().width > 0,
  );
  const svg = axis?.ownerSVGElement;
  if (month === null || frame === null || axis === undefined || !svg) return null;
  const [around, line, whole] = [frame, axis, svg].map((one) => one.getBoundingClientRect());
  if (around === undefined || line === undefined || whole === undefined) return null;
  const left = line.left - around.left + (month / Number(axis.dataset.months)) * line.width;
  const height = line.top - around.top;
  const top = whole.top - around.top + whole.height * ABOVE_PLOT;
  return <div class="cross-hair" style={{ left: `${left}px`, top: `${top}px`, height: `${height - top}px` }} />;
}

/** The part of a picture that title and legend take, more or less. */
const ABOVE_PLOT = 0.32;

/** Most that a tip is wide, in pixels, and how far it is from the pointer. */
const TIP = { wide: 240, away: 14 };

/** The values at the pointer, on the side of it where there is room. */
function Tip({ spot, words, frame }: { spot: Spot; words: string[]; frame: HTMLElement | null }) {
  const wide = frame?.clientWidth ?? 0;
  const right = spot.x + TIP.away + TIP.wide > wide;
  const side = right ? { right: `${Math.max(wide - spot.x + TIP.away, 0)}px` } : { left: `${spot.x + TIP.away}px` };
  return (
    <div class="tip" aria-hidden="true" style={{ ...side, top: `${spot.y + TIP.away}px` }}>
      {words.map((part, place) => (place === 0 ? <strong>{part}</strong> : <span>{part}</span>))}
    </div>
  );
}

/** The picture as files and in the clipboard, and how to cite it. */
function Images({ drawn, citation }: { drawn: Drawn; citation: string }) {
  const [said, setSaid] = useState("");
  const cited = `${drawn.title}. ${citation}`;
  const tell = (work: Promise<unknown>, done: string) =>
    work.then(
      () => setSaid(done),
      () => setSaid("The browser does not let the page do that: save the file instead."),
    );
  const png = () => pngOf(drawn.alone);
  return (
    <>
      <button type="button" onClick={() => save(`${drawn.slug}.svg`, "image/svg+xml", drawn.alone)}>
        SVG<span class="unseen"> of {drawn.title}</span>
      </button>
      <button
        type="button"
        onClick={() =>
          tell(
            png().then((image) => save(`${drawn.slug}.png`, "image/png", image)),
            "",
          )
        }
      >
        PNG<span class="unseen"> of {drawn.title}</span>
      </button>
      <details>
        <summary>
          Copy<span class="unseen"> {drawn.title}</span>
        </summary>
        <div class="acts">
          <button
            type="button"
            onClick={() =>
              tell(navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]), "Image copied.")
            }
          >
            Image
          </button>
          <button
            type="button"
            onClick={() =>
              tell(navigator.clipboard.writeText(embedded(drawn.alone, drawn.alt, cited)), "Code to embed it copied.")
            }
          >
            Code to embed it
          </button>
          <button type="button" onClick={() => tell(navigator.clipboard.writeText(cited), "Citation copied.")}>
            Citation
          </button>
        </div>
        <p class="known">{cited}</p>
      </details>
      <span role="status">{said}</span>
    </>
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
    <Scrolling name="Data of the picture">
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
    </Scrolling>
  );
}

/** The row of the data over which the pointer is: by the month where the picture has an axis of months, else by a label. */
function rowAt(svg: SVGSVGElement, rows: string[][], x: number, y: number): number | null {
  const axis = svg.querySelector<SVGPathElement>("path[data-months]");
  const months = rows[0]?.indexOf("months") ?? -1;
  return axis !== null && months >= 0 ? byMonth(axis, rows, months, x) : byLabel(svg, rows, x, y);
}

function byMonth(axis: SVGPathElement, rows: string[][], column: number, x: number): number | null {
  const { left, width } = axis.getBoundingClientRect();
  const month = ((x - left) / width) * Number(axis.dataset.months);
  return nearest(rows, (row) => (row[column] === "" ? Infinity : Math.abs(Number(row[column]) - month)), 3);
}

function byLabel(svg: SVGSVGElement, rows: string[][], x: number, y: number): number | null {
  const labels = [...svg.querySelectorAll("text")].map((text) => {
    const { top, bottom, left, right } = text.getBoundingClientRect();
    return { words: text.textContent ?? "", middle: (top + bottom) / 2, away: Math.max(left - x, x - right, 0) };
  });
  const distance = (row: string[]) => {
    const name = row[0] ?? "";
    const own = labels.filter(
      ({ words }) => words.length > 2 && (name.startsWith(words.replace("…", "")) || words.startsWith(name)),
    );
    return name === ""
      ? Infinity
      : Math.min(...own.map(({ middle, away }) => Math.abs(middle - y) + (away > REACH ? Infinity : 0)));
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
