/** Searching by words, and what to do where nothing is found. */

/** The words of a search. */
export const wordsOf = (search: string): string[] =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");

/** Words that find something by themselves, or examples where none does. */
export function NothingFound({
  search,
  examples,
  count,
}: {
  search: string;
  examples: string;
  count: (words: string) => number;
}) {
  const words = wordsOf(search);
  const alone =
    words.length > 1 ? words.map((word) => [word, count(word)] as const).filter(([, found]) => found > 0) : [];
  return (
    <>
      Nothing has {words.length > 1 ? "all of these words" : `the word “${search.trim()}”`}.{" "}
      {alone.length > 0
        ? `By itself ${alone.map(([word, found]) => `“${word}” finds ${found}`).join(", ")}.`
        : `Try another word, such as ${examples}.`}
    </>
  );
}
