/** What the interface answers; `docs/json-keys.md` says what the keys mean. */

export interface Fault {
  code: string;
  place: string;
  message: string;
  allowed: string | null;
  hint: string | null;
}

export interface Failure {
  status: number;
  message: string;
  faults: Fault[];
}

export interface Listed {
  name: string;
  title: string;
  summary: string;
  start: string;
}

export interface Parameter {
  path: string;
  symbol: string;
  value: number;
  unit: string;
  range: [number, number] | null;
  distribution: string;
  stated: boolean;
  grade: string;
  source: string | null;
  title: string;
  date: string | null;
  note: string | null;
  meaning: string;
  bounds: [number | null, number | null];
}

export interface Named {
  name: string;
  title: string;
}

export interface Lever extends Named {
  date: string;
  foreseen: boolean;
  note: string | null;
}

export interface Record {
  events: number;
  first: string;
  known: string;
  last: string;
}

export interface Sheet extends Listed {
  horizon_months: number;
  digest: string;
  parameters: Parameter[];
  mechanisms: Named[];
  levers: Lever[];
  outcomes: Named[];
  record: Record | null;
  chairs: Named[];
}

export interface Sentence {
  words: string;
  from: string | null;
}

export interface Figures {
  caption: string;
  from: string;
  heads: [string, boolean][];
  rows: string[][];
}

export interface Drawn {
  slug: string;
  title: string;
  alt: string;
  wide: string;
  narrow: string;
  alone: string;
  csv: string;
}

export type Block =
  | { kind: "text" | "list"; of: Sentence[] }
  | { kind: "headline"; of: Sentence }
  | { kind: "table"; of: Figures }
  | { kind: "picture"; of: Drawn }
  | { kind: "command"; of: string };

export interface Section {
  slug: string;
  heading: string;
  blocks: Block[];
}

/** A chance that the line holds, as it is written. */
export interface Hold {
  months: number;
  chance: string;
  band: string | null;
}

export interface SoFar {
  central: boolean;
  draws: number;
  of: number;
  runs: number;
  strip: Hold[];
  section: Section;
}

export interface Swing {
  parameter: string;
  meaning: string;
  unit: string;
  low: number;
  high: number;
  at_low: number;
  at_high: number;
  error: number;
}

export interface Whole {
  command: string;
  as_of: string;
  strip: Hold[];
  findings: { draws: number; runs: number };
  swings: Swing[];
  document: { title: string; subtitle: string; sections: Section[] };
}

export interface Step {
  what: string;
  done: number;
  of: number;
}

export interface Single {
  draw: number;
  path: number;
  area: number[];
  coverage: number[];
  posture: number[];
  broke: [string, number] | null;
  ended: [string, number] | null;
}

export interface Compared {
  commands: [string, string];
  sketch: boolean;
  swings: Swing[];
  section: Section;
  beside: { draws: number; runs: number };
  futures: [Single[], Single[]];
  postures: string[];
  horizon_months: number;
}

export interface Truth {
  command: string;
  words: string;
}

export interface Shifted {
  words: string;
  command: string;
  clear: boolean[];
}

export interface KindOf {
  kind: string;
  description: string;
  columns: { column: string; allowed: string }[];
}

export interface Kinds {
  columns: string[];
  kinds: KindOf[];
}

export interface Reported {
  id: string;
  kind: string;
  date: string;
  known: string;
  source: string;
  words: string;
}
