/** Words of the field, each explained where a part first uses it. The texts are those of the glossary in the book, shortened. */
import { createContext } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import type { Block, ScenarioDescription, Sentence } from "./api";

/** Meanings by term. */
type Glossary = { [term: string]: string };

/** Terms that mean the same in every war. */
const EVERYWHERE: Glossary = {
  band: "The range that holds the middle 90 % of a figure over draws. It shows how much an answer depends on numbers that nobody knows; more futures do not make it narrower.",
  draw: "One set of values for all uncertain numbers, taken from their ranges. The spread between draws is the band.",
  future: "One simulated course of the war, from the first day to an end or to the last month that is looked at.",
  lever: "A change that an actor could bring about on a given day.",
};

/** Terms of a war in which a coalition pays for the defence. */
const WITH_COALITION: Glossary = {
  break:
    "The line breaks when coverage stays below its threshold, a key instrument closes, the coalition consents or the defender signs beyond the red lines, or the front reaches the end of the stake.",
  coverage:
    "The share of the defender's need that is met: bilateral aid, pooled money and other flows, divided by the need, and at most one.",
  line: "The coalition's position, which holds or breaks. It is not the line of contact, which is the front.",
};

/** The same terms in any other war, which needs nothing from outside and has no red lines. */
const WITHOUT_COALITION: Glossary = {
  break: "The line breaks when the front reaches the end of the stake, the disputed ground.",
  line: "The defender's position, which holds until the front reaches the end of the stake. It is not the line of contact, which is the front.",
};

const WITH_GREAT_POWER: Glossary = {
  posture: "The policy line of the great power in the war, such as backing, mediating or out.",
};

/** What the words mean in the war of a scenario: no text names an actor that takes no part. */
export function glossaryOf({ chairs }: Pick<ScenarioDescription, "chairs">): Glossary {
  const takesPart = (chair: string) => chairs.some(({ name }) => name === chair);
  return {
    ...EVERYWHERE,
    ...(takesPart("lead") ? WITH_COALITION : WITHOUT_COALITION),
    ...(takesPart("great-power") ? WITH_GREAT_POWER : {}),
  };
}

/** The glossary of the war that the page shows. */
export const GlossaryOf = createContext<Glossary>(EVERYWHERE);

/** Forms in which the terms are written. */
const FORM = /\b(bands?|breaks?|broken|coverage|draws?|futures?|levers?|line(?! of contact)|postures?)\b/i;

/** The term that a word is a form of. */
function termOf(word: string): string {
  const lower = word.toLowerCase();
  return lower === "broken" ? "break" : lower.replace(/s$/, "");
}

const wordsIn = (text: string): string[] => text.split(FORM).filter((_, place) => place % 2 === 1);

/** For each sentence of a part the terms that it is the first to use. */
export function firstUses(blocks: Block[]): Map<Sentence, string[]> {
  const seen = new Set<string>();
  const found = new Map<Sentence, string[]>();
  for (const sentence of blocks.flatMap(sentencesOf)) {
    const terms = wordsIn(sentence.words)
      .map(termOf)
      .filter((term) => !seen.has(term));
    for (const term of terms) seen.add(term);
    found.set(sentence, terms);
  }
  return found;
}

function sentencesOf(block: Block): Sentence[] {
  return block.kind === "text" || block.kind === "list" ? block.of : [];
}

/** Words with the terms among them explained, each once. */
export function Explained({ words, terms }: { words: string; terms: string[] }) {
  const meanings = useContext(GlossaryOf);
  const open = new Set(terms);
  return (
    <>
      {words.split(FORM).map((part, place) => {
        if (place % 2 === 0) return part;
        const meaning = meanings[termOf(part)];
        return open.delete(termOf(part)) && meaning !== undefined ? <Term word={part} meaning={meaning} /> : part;
      })}
    </>
  );
}

/** A term; its meaning is shown under the pointer and with the keyboard's focus, until Escape. */
function Term({ word, meaning }: { word: string; meaning: string }) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <span class="term" onPointerEnter={() => setShown(true)} onPointerLeave={() => setShown(false)}>
      <button
        type="button"
        aria-describedby={shown ? id : undefined}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onClick={() => setShown(true)}
        onKeyDown={(event) => event.key === "Escape" && setShown(false)}
      >
        {word}
      </button>
      {shown && (
        <span class="meaning" role="tooltip" id={id}>
          {meaning}
        </span>
      )}
    </span>
  );
}
