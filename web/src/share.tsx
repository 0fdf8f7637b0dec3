/** Links and files of a state. */
import { useState } from "preact/hooks";
import { LONGEST_LINK } from "./route";

/** A button that copies the address of what is seen. */
export function CopyLink() {
  const [said, setSaid] = useState("");
  const copy = async () => {
    if (location.href.length > LONGEST_LINK) {
      setSaid(`This state is too long for a link (${location.href.length} of ${LONGEST_LINK} letters): save its files instead.`);
      return;
    }
    const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
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

/** Files of a whole answer, made by the server. */
export function Downloads({ query }: { query: string }) {
  const file = (path: string) => `/api/v1/${path}?${query}`;
  return (
    <p class="downloads">
      Download: <a href={file("bundle.zip")}>bundle</a> <a href={file("brief.html")}>brief</a> <a href={file("findings")}>findings, JSON</a>
    </p>
  );
}
