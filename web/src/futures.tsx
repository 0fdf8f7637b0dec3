/** The same futures in both worlds, played month by month. */
import { useEffect, useState } from "preact/hooks";
import type { Comparison, Future } from "./api";
import type { Names } from "./dumbbells";
import { monthMarks } from "./months";

const WIDE = 340;
const HIGH = 190;
const LEFT = 56;
const BELOW = 26;
/** Months in a second. */
const PACE = 10;

const MEASURES = {
  area: { title: "Land gained by the invader since the start", unit: "km²" },
  coverage: { title: "Coverage of the defender's need", unit: "share" },
} as const;
type Measure = keyof typeof MEASURES;

export function Futures({ found, names }: { found: Comparison; names: Names }) {
  const last = found.horizon_months;
  const [month, setMonth] = useState(last);
  const [playing, setPlaying] = useState(false);
  const [measure, setMeasure] = useState<Measure>("area");
  useEffect(() => {
    if (!playing) return;
    const begun = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      const at = Math.min(((now - begun) / 1000) * PACE, last);
      setMonth(at);
      if (at < last) frame = requestAnimationFrame(next);
      else setPlaying(false);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, last]);
  const all = [...found.futures[0], ...found.futures[1]].flatMap((single) => single[measure]);
  const ends: [number, number] = [Math.min(0, ...all), Math.max(measure === "coverage" ? 1 : 0, ...all)];
  return (
    <section aria-labelledby="futures-heading">
      <h2 id="futures-heading">The same {found.futures[0].length} futures in both worlds</h2>
      <div class="player">
        <button type="button" onClick={() => setPlaying(!playing)}>
          {playing ? "Pause" : `Play ${found.futures[0].length} futures`}
        </button>
        <label>
          Month
          <input
            type="range"
            min={0}
            max={last}
            step={1}
            value={Math.floor(month)}
            onInput={(event) => {
              setPlaying(false);
              setMonth(Number(event.currentTarget.value));
            }}
          />
          <output>{Math.floor(month)}</output>
        </label>
        <label>
          Seen as
          <select value={measure} onChange={(event) => setMeasure(event.currentTarget.value as Measure)}>
            {Object.entries(MEASURES).map(([name, { title }]) => (
              <option value={name}>{title}</option>
            ))}
          </select>
        </label>
      </div>
      <div class="pair">
        {(["A", "B"] as const).map((name, place) => (
          <Panel
            name={`${name}: ${names[place === 0 ? "a" : "b"]}`}
            singles={found.futures[place as 0 | 1]}
            measure={measure}
            month={month}
            last={last}
            ends={ends}
          />
        ))}
      </div>
      <p class="quiet">
        A line is one future; a cross is where the line breaks, a dot where the war ends. The same line in both is the
        same chance.
      </p>
    </section>
  );
}

function Panel({
  name,
  singles,
  measure,
  month,
  last,
  ends: [low, high],
}: {
  name: string;
  singles: Future[];
  measure: Measure;
  month: number;
  last: number;
  ends: [number, number];
}) {
  const x = (at: number) => LEFT + (at / last) * (WIDE - LEFT - 8);
  const y = (value: number) => 8 + (1 - (value - low) / (high - low || 1)) * (HIGH - BELOW - 8);
  const broken = singles.filter(({ broke }) => broke !== null && broke[1] <= month).length;
  const ended = singles.filter(({ ended }) => ended !== null && ended[1] <= month).length;
  const words = `By month ${Math.floor(month)} the line has broken in ${broken} of ${singles.length}; the war has ended in ${ended}.`;
  const { title, unit } = MEASURES[measure];
  return (
    <figure class="panel">
      <figcaption>
        <strong>World {name}.</strong> {words}
      </figcaption>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={`${title}, ${unit}, world ${name}. ${words}`}>
        {ticks(low, high).map((tick) => (
          <g>
            <path class="grid" d={`M${LEFT} ${y(tick)}H${WIDE - 8}`} />
            <text x={LEFT - 5} y={y(tick) + 4} text-anchor="end">
              {shown(tick, measure)}
            </text>
          </g>
        ))}
        {monthMarks(last).map((at) => (
          <text x={x(at)} y={HIGH - 8} text-anchor="middle">
            {at}
          </text>
        ))}
        {singles.map((single, place) => (
          <Line single={single} values={single[measure]} month={month} x={x} y={y} place={place} />
        ))}
      </svg>
    </figure>
  );
}

/** The ends and zero, without those that would be written over each other. */
function ticks(low: number, high: number): number[] {
  return [low, 0, high].filter((tick) => tick === 0 || Math.abs(tick) > (high - low) / 10);
}

type Scale = (value: number) => number;

function Line({
  single,
  values,
  month,
  x,
  y,
  place,
}: {
  single: Future;
  values: number[];
  month: number;
  x: Scale;
  y: Scale;
  place: number;
}) {
  const seen = values.slice(0, Math.floor(month) + 1);
  const path = seen.map((value, at) => `${at === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const at = (when: number) => y(values[Math.min(Math.floor(when), values.length - 1)] ?? 0);
  const { broke, ended } = single;
  return (
    <g class={`series-${(place % 6) + 1}`}>
      <path class="future" d={path} />
      {broke !== null && broke[1] <= month && <path class="broke" d={cross(x(broke[1]), at(broke[1]))} />}
      {ended !== null && ended[1] <= month && <circle class="ended" cx={x(ended[1])} cy={at(ended[1])} r={3} />}
    </g>
  );
}

const cross = (x: number, y: number): string => `M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`;

const shown = (value: number, measure: Measure): string =>
  measure === "area" ? Number(value.toPrecision(2)).toLocaleString("en") : value.toFixed(1);
