/** One number of the scenario: slider, box, and what is known about it. */
import { useId, useRef, useState } from "preact/hooks";
import type { Parameter, Swing } from "./api";
import { settingOf, setValue, valueIn, type World } from "./world";

export type Change = (world: World, moving?: boolean) => void;

const STEPS = 100;
/** Milliseconds after which a further step is a movement of its own, and one for the browser's way back. */
const PAUSE = 1000;

/** What was typed, with a point or a comma. */
const numberOf = (text: string): number =>
  text.trim() === "" ? NaN : Number(text.trim().replace(",", ".").replace("−", "-"));

/** Whose number it is, where its path says so: "stamina.defender.wear" is the defender's. */
const ownerOf = (path: string): string => path.split(".").slice(1, -1).join(" ").replaceAll(/[_-]/g, " ");

export function Number_({
  parameter,
  swing,
  near,
  world,
  change,
}: {
  parameter: Parameter;
  swing: Swing | undefined;
  /** Months of the answer that swings. */
  near: string;
  world: World;
  change: Change;
}) {
  const id = useId();
  // The first step of a movement is one for the browser's way back, the others are not.
  const moving = useRef(false);
  const set = settingOf(world, parameter.path);
  const inUnit = set === null ? parameter.value : valueIn(set, parameter.unit);
  const value = inUnit ?? parameter.value;
  const [low, high] = ends(parameter, value);
  const to = (number: number, replace: boolean) => {
    if (Number.isFinite(number)) change(setValue(world, parameter.path, number, parameter.unit), replace);
  };
  const pause = useRef(0);
  const [refused, setRefused] = useState<string | null>(null);
  const slide = (event: Event) => {
    setRefused(null);
    to(tidy((event.currentTarget as HTMLInputElement).valueAsNumber), moving.current);
    moving.current = true;
    clearTimeout(pause.current);
    pause.current = setTimeout(() => (moving.current = false), PAUSE);
  };
  const type = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const number = numberOf(input.value);
    const [least, most] = [parameter.bounds[0] ?? -Infinity, parameter.bounds[1] ?? Infinity];
    if (number >= least && number <= most) {
      setRefused(null);
      to(number, false);
      return;
    }
    setRefused(`“${input.value}” is refused: ${allowed(least, most)}. It stays at ${plainly(value)}.`);
    // Box, slider and answer say the same.
    input.value = plainly(value);
  };
  const unit = parameter.unit === "number" ? "" : parameter.unit.replace("km2", "km²");
  const owner = ownerOf(parameter.path) === "" ? "" : `${ownerOf(parameter.path)}: `;
  return (
    <li class={set === null ? "parameter" : "parameter set"}>
      <label for={`${id}-slider`}>
        <span class="quiet">{owner}</span>
        {parameter.meaning}
      </label>
      <div class="row">
        <input
          id={`${id}-slider`}
          type="range"
          min={low}
          max={high}
          step={(high - low) / STEPS}
          list={`${id}-central`}
          value={value}
          data-path={parameter.path}
          aria-valuetext={`${tidy(value)} ${unit}`}
          disabled={inUnit === null}
          onInput={slide}
          onChange={slide}
        />
        <datalist id={`${id}-central`}>
          <option value={tidy(parameter.value)} label={`central: ${tidy(parameter.value)}`} />
        </datalist>
        {inUnit === null ? (
          <span>{set}</span>
        ) : (
          <input
            type="text"
            inputMode="decimal"
            value={plainly(value)}
            aria-label={`${owner}${parameter.meaning}, ${unit === "" ? "a number" : unit}`}
            aria-invalid={refused !== null}
            aria-describedby={refused === null ? undefined : `${id}-refused`}
            onChange={type}
          />
        )}
        {inUnit !== null && <span class="unit">{unit}</span>}
        {set !== null && (
          <button type="button" onClick={() => change(setValue(world, parameter.path, null, ""))}>
            Reset
            <span class="unseen">
              {" "}
              {owner}
              {parameter.meaning}
            </span>
          </button>
        )}
      </div>
      {refused !== null && (
        <p class="refused" id={`${id}-refused`} role="alert">
          {refused}
        </p>
      )}
      <details class="known">
        <summary>
          Source<span class="unseen"> of {parameter.meaning}</span>
        </summary>
        <p>
          <code>{parameter.path}</code> · {range(parameter, swing !== undefined)} · {parameter.grade}
          {parameter.date !== null && ` · ${parameter.date}`}
          {swing !== undefined && ` · from low to high, holding ${near} goes ${chances(swing)}`}
        </p>
        <p>
          {parameter.title === "" ? "No source is stated." : parameter.title}
          {parameter.note !== null && ` ${parameter.note}`}
          {` ${parameter.stated ? "Stated by the scenario" : "The default of the model"}; symbol ${parameter.symbol}.`}
        </p>
      </details>
    </li>
  );
}

/** A number as it was written, without what binary arithmetic leaves behind in its last digits. */
const plainly = (value: number): string => String(Number(value.toPrecision(12)));

function allowed(least: number, most: number): string {
  if (most === Infinity)
    return least === -Infinity ? "a number such as 0.5 is allowed" : `at least ${least} is allowed`;
  return least === -Infinity ? `at most ${most} is allowed` : `a number from ${least} to ${most} is allowed`;
}

/** A number without the digits that a slider leaves behind. */
export const tidy = (value: number): number => Number(value.toPrecision(4));

function range({ range, distribution, value }: Parameter, varies: boolean): string {
  if (range === null) return varies ? `about ${tidy(value)}, varies with its group` : `fixed at ${tidy(value)}`;
  return `${tidy(range[0])} to ${tidy(range[1])}, ${distribution} about ${tidy(value)}`;
}

function chances({ at_low, at_high, error }: Swing): string {
  const digits = error >= 0.05 ? 1 : 2;
  return `${at_low.toFixed(digits)} to ${at_high.toFixed(digits)}`;
}

/** The ends of the slider: the range and half of it beyond, within what is allowed. */
function ends({ range, value, bounds }: Parameter, now: number): [number, number] {
  const around: [number, number] = value === 0 ? [0, 1] : value > 0 ? [value / 2, value * 2] : [value * 2, value / 2];
  const [low, high] = range ?? around;
  const more = range === null ? 0 : (high - low) / 2;
  const least = Math.max(low - more, bounds[0] ?? -Infinity);
  const most = Math.min(high + more, bounds[1] ?? Infinity);
  return [Math.min(least, now), Math.max(most, now)];
}
