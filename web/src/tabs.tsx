/** The parts of an answer as tabs: one is seen, all are printed, and each section can be linked to. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Section } from "./api";

export interface Tab {
  name: string;
  title: string;
}

/** Tabs in order, with the sections that belong to each. */
const TABS: (Tab & { slugs: string[] })[] = [
  { name: "answer", title: "Answer", slugs: ["answer", "ends", "causes"] },
  { name: "talks", title: "Talks", slugs: ["pattern", "talks", "delay"] },
  { name: "money", title: "Money", slugs: ["resistance", "money", "coverage", "members", "backers"] },
  { name: "order", title: "Order", slugs: ["order"] },
  { name: "costs", title: "Costs", slugs: ["dilemma", "costs", "frontier"] },
  { name: "watch", title: "Watch", slugs: ["changes", "watch", "history", "questions"] },
  { name: "method", title: "Method", slugs: ["outside", "method", "credibility", "trust", "sources"] },
];

/** Sections by tab. One that no tab names goes with the section before it, since neighbours treat the same matter. */
export function byTab(sections: Section[]): Map<string, Section[]> {
  const found = new Map<string, Section[]>(TABS.map(({ name }) => [name, []]));
  let last = TABS[0]?.name ?? "";
  for (const section of sections) {
    last = TABS.find(({ slugs }) => slugs.includes(section.slug))?.name ?? last;
    found.get(last)?.push(section);
  }
  return found;
}

/** The tab that holds a section, or a picture of one. */
export function tabOf(at: string, tabs: Map<string, Section[]>): string | null {
  const holds = ({ slug, blocks }: Section) =>
    slug === at || blocks.some((block) => block.kind === "picture" && `chart-${block.of.slug}` === at);
  return [...tabs].find(([, sections]) => sections.some(holds))?.[0] ?? null;
}

export function Tabs({
  chosen,
  choose,
  children,
}: {
  chosen: string;
  choose: (name: string) => void;
  children: (tab: Tab) => ComponentChildren;
}) {
  const list = useRef<HTMLDivElement>(null);
  const now = Math.max(
    TABS.findIndex(({ name }) => name === chosen),
    0,
  );
  const seen = TABS[now];
  const keys = (event: KeyboardEvent) => {
    const to = placeAfter(event.key, now);
    const tab = to === null ? undefined : TABS[to];
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab.name);
    list.current?.querySelector<HTMLElement>(`#tab-${tab.name}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Parts of the answer" ref={list} onKeyDown={keys}>
        {TABS.map((tab) => (
          <button
            type="button"
            role="tab"
            id={`tab-${tab.name}`}
            aria-selected={tab === seen}
            aria-controls={`panel-${tab.name}`}
            tabIndex={tab === seen ? 0 : -1}
            onClick={() => choose(tab.name)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      {TABS.map((tab) => (
        <div
          class="panel-of-tab"
          role="tabpanel"
          id={`panel-${tab.name}`}
          aria-labelledby={`tab-${tab.name}`}
          hidden={tab !== seen}
        >
          {children(tab)}
        </div>
      ))}
    </>
  );
}

/** The place to which a key leads in the row of tabs; none for other keys. */
function placeAfter(key: string, now: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (now + 1) % TABS.length;
    case "ArrowLeft":
      return (now + TABS.length - 1) % TABS.length;
    case "Home":
      return 0;
    case "End":
      return TABS.length - 1;
    default:
      return null;
  }
}

/** Scrolls to the part that the address names, once it is there. */
export function useScrollTo(at: string | null, ready: boolean): void {
  useEffect(() => {
    if (at !== null && ready) document.getElementById(at)?.scrollIntoView();
  }, [at, ready]);
}
