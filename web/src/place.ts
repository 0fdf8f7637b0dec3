/** Where in a view the reader is: the tab, and the part of the page that a link leads to. It stands in the address beside the world. */

export interface Place {
  tab: string | null;
  /** Section or picture to which the page scrolls. */
  at: string | null;
}

export function readPlace(query: string): Place {
  const words = new URLSearchParams(query);
  return { tab: words.get("tab"), at: words.get("at") };
}

/** A query with a place in it; a world never names one. */
export function withPlace(query: string, { tab, at }: Place): string {
  const words = new URLSearchParams(query);
  words.delete("tab");
  words.delete("at");
  if (tab !== null) words.append("tab", tab);
  if (at !== null) words.append("at", at);
  return words.toString();
}
