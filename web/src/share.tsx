/** Links and files of a state. */
import { useState } from "preact/hooks";
import type { Whole } from "./answers";
import { useLatest } from "./latest";
import { LONGEST_LINK } from "./route";
import { Wrong } from "./section";

/** A button that copies the address of what is seen. */
export function CopyLink() {
  const [said, setSaid] = useState("");
  const copy = async () => {
    if (location.href.length > LONGEST_LINK) {
      setSaid(
        `This state is too long for a link (${location.href.length} of ${LONGEST_LINK} letters): save its files instead.`,
      );
      return;
    }
    const copied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    setSaid(copied ? "Link copied." : "The browser does not let the page copy: take the link from the address line.");
  };
  return (
    <span class="share">
      <button type="button" onClick={copy} onBlur={() => setSaid("")}>
        Copy link
      </button>
      <span role="status">{said}</span>
    </span>
  );
}

/** The parts of the brief that take games of their own: asked for, and heard as they are made. */
export function useDeeper(query: string) {
  const [asked, setAsked] = useState<string | null>(null);
  const wanted = asked === query;
  const heard = useLatest<Whole, Whole>(wanted ? `/brief?${query}` : null);
  return {
    ...heard,
    wanted,
    found: wanted ? (heard.answer ?? heard.glance) : null,
    ask: () => setAsked(query),
    stop: () => setAsked(null),
  };
}

export function Deeper({ deeper, possible }: { deeper: ReturnType<typeof useDeeper>; possible: boolean }) {
  const { wanted, busy, progress, failure, answer } = deeper;
  if (answer !== null && wanted) return null;
  return (
    <div class="acts">
      <button type="button" disabled={!possible || busy} onClick={deeper.ask}>
        Add who pays, terms against durability, delay, changes
      </button>
      {busy && (
        <button type="button" onClick={deeper.stop}>
          Stop
        </button>
      )}
      <span class="quiet" role="status">
        {busy && (progress === null ? "Working." : `${progress.what}: ${progress.done} of ${progress.of}`)}
        {!busy &&
          (possible
            ? "They take games of their own, a minute or so."
            : "Not with levers or switches: these parts use their own.")}
      </span>
      {failure !== null && <Wrong failure={failure} />}
    </div>
  );
}

/** Files of a whole answer, made by the server. */
export function Downloads({ query, deeper }: { query: string; deeper: boolean }) {
  const file = (path: string) => `/api/v1/${path}?${query}`;
  const parts = deeper ? "brief/" : "";
  return (
    <p class="downloads">
      Download: <a href={file(`${parts}bundle.zip`)}>bundle</a> <a href={file(`${parts}brief.html`)}>brief</a>{" "}
      <a href={file("findings")}>findings, JSON</a>
    </p>
  );
}
