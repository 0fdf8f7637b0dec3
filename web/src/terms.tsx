/** The terms of a package in words, each on its scale. */
import type { PackageOption } from "./api";

interface Term {
  name: string;
  value: number;
  /** What the ends of the scale mean. */
  none: string;
  full: string;
}

function termsOf({ terms }: PackageOption): Term[] {
  const { land, guarantee, alignment, relief, form, pledged = 0, issues = [] } = terms;
  return [
    { name: "Land beyond the line", value: land, none: "none", full: "all that is disputed" },
    { name: "Guarantee", value: guarantee, none: "words", full: "a treaty" },
    { name: "Alignment and army", value: alignment, none: "free", full: "neutral and capped" },
    { name: "Relief and assets", value: relief, none: "none", full: "all returned" },
    { name: "Legal form", value: form, none: "held in fact", full: "recognised by law" },
    ...(pledged > 0 ? [{ name: "Guarantee of others", value: pledged, none: "words", full: "a treaty" }] : []),
    ...issues.map(({ title, position }) => ({
      name: title,
      value: position,
      none: "as the defender wants",
      full: "as the invader wants",
    })),
  ];
}

/** Words for the steps between the ends of a scale. */
function between({ value, none, full }: Term): string {
  if (value < 0) return "some goes back";
  if (value <= 0) return none;
  if (value >= 1) return full;
  const steps = ["a little", "in part", "for the most part"];
  return `${steps[Math.min(Math.floor(value * steps.length), steps.length - 1)]} towards ${full}`;
}

export function Terms({ option }: { option: PackageOption }) {
  return (
    <dl class="terms">
      {option.ceasefire_first && (
        <div>
          <dt>First</dt>
          <dd>a ceasefire</dd>
        </div>
      )}
      {termsOf(option).map((term) => (
        <div key={term.name}>
          <dt>{term.name}</dt>
          <dd>
            <meter min={0} max={1} value={term.value} aria-label={`${term.name}: ${term.value} of 1`} />
            {between(term)} <span class="quiet">({term.value})</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
