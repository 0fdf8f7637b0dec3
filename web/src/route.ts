/** Where the reader is: all of it stands in the address, after the `#`, so that a link leads to the same place. */
import { useEffect, useState } from "preact/hooks";

/** Most letters of a link that is passed on. */
export const LONGEST_LINK = 8192;

export const VIEWS = ["explore", "compare", "week", "chair", "teach"] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  view: View;
  query: string;
}

function current(): Route {
  const [name = "", ...rest] = location.hash.slice(1).split("?");
  const view = VIEWS.find((view) => view === name);
  // A link such as `#method` leads to that part of the scenario's own answer.
  if (view === undefined && /^[a-z][a-z-]*$/.test(name)) return { view: "explore", query: `at=${name}` };
  return { view: view ?? "explore", query: rest.join("?") };
}

/** The address of a place. */
export const link = (view: View, query: string): string => (query === "" ? `#${view}` : `#${view}?${query}`);

/** Goes there; where somebody is still moving, without a step for the browser's way back. */
export function go(view: View, query: string, moving = false): void {
  history[moving ? "replaceState" : "pushState"](null, "", link(view, query));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The title of the window: what is seen, and in which view. */
export function useTitle(words: string): void {
  useEffect(() => {
    document.title = `${words} · Standoff studio`;
  }, [words]);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const moved = () => setRoute(current());
    addEventListener("hashchange", moved);
    addEventListener("popstate", moved);
    return () => {
      removeEventListener("hashchange", moved);
      removeEventListener("popstate", moved);
    };
  }, []);
  return route;
}
