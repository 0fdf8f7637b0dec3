/** A world that is asked about, in the words of the command line. */
export interface World {
  scenario: string | null;
  /** Numbers set by hand, each `path=value unit`. */
  set: string[];
  lever: string[];
  without: string[];
  asOf: string | null;
  /** Whether the record that comes with the scenario is left out. */
  noRecord: boolean;
  /** Rows of the event log beside the record. */
  event: string[];
  runs: string | null;
  draws: string | null;
  seed: string | null;
}

export const plain: World = {
  scenario: null,
  set: [],
  lever: [],
  without: [],
  asOf: null,
  noRecord: false,
  event: [],
  runs: null,
  draws: null,
  seed: null,
};

/** Reads a world from a query; words that mean nothing here are left out. */
export function readWorld(query: string): World {
  const words = new URLSearchParams(query);
  return {
    scenario: words.get("scenario"),
    set: words.getAll("set"),
    lever: words.getAll("lever"),
    without: words.getAll("without"),
    asOf: words.get("as-of"),
    noRecord: words.get("no-record") === "true",
    event: words.getAll("event"),
    runs: words.get("runs"),
    draws: words.get("draws"),
    seed: words.get("seed"),
  };
}

/** Writes a world as a query, the shortest that means it. */
export function writeWorld(world: World): string {
  const words = new URLSearchParams();
  const one = (name: string, value: string | null) => value !== null && value !== "" && words.append(name, value);
  const all = (name: string, values: string[]) => {
    for (const value of values) words.append(name, value);
  };
  one("scenario", world.scenario);
  all("set", world.set);
  all("lever", world.lever);
  all("without", world.without);
  one("as-of", world.asOf);
  one("no-record", world.noRecord ? "true" : null);
  all("event", world.event);
  one("runs", world.runs);
  one("draws", world.draws);
  one("seed", world.seed);
  return words.toString();
}

/** The scenario as it stands, at the size of a world. */
export const asItStands = ({ scenario, runs, draws, seed }: World): World => ({
  ...plain,
  scenario,
  runs,
  draws,
  seed,
});

/** Whether anything was changed by hand. */
export const isChanged = (world: World): boolean =>
  world.set.length + world.lever.length + world.without.length + world.event.length > 0 ||
  world.asOf !== null ||
  world.noRecord;

const pathOf = (setting: string): string => setting.split("=", 1)[0] ?? "";

/** What is set by hand for a parameter, as it was written. */
export function settingOf(world: World, path: string): string | null {
  return world.set.find((setting) => pathOf(setting) === path)?.slice(path.length + 1) ?? null;
}

/** The value of a setting in a unit; none where it is written in another. */
export function valueIn(setting: string, unit: string): number | null {
  const [, number = "", written = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(setting) ?? [];
  const value = number === "" ? NaN : Number(number);
  return Number.isFinite(value) && (written === "" || written === unit) ? value : null;
}

/** The world with a parameter set by hand, or, with no value, as the scenario has it. */
export function setValue(world: World, path: string, value: number | null, unit: string): World {
  const others = world.set.filter((setting) => pathOf(setting) !== path);
  return { ...world, set: value === null ? others : [...others, `${path}=${value} ${unit}`] };
}

/** The list with a name in it or not. */
export function toggled(names: string[], name: string, on: boolean): string[] {
  const others = names.filter((one) => one !== name);
  return on ? [...others, name] : others;
}
