/** Parts of the last whole answer, which stay to be read while the next one is made. */
import { useState } from "preact/hooks";
import type { Section, WholeAnswer } from "./api";

/** The sections to show: the newest first one, and under it those of the last whole answer. */
export function useLastWhole(whole: WholeAnswer | null, first: Section | undefined): Section[] {
  const [last, setLast] = useState<WholeAnswer | null>(whole);
  if (whole !== null && whole !== last) setLast(whole);
  const others = (whole ?? last)?.document.sections.slice(1) ?? [];
  return first === undefined ? others : [first, ...others];
}
