/** A wide part that scrolls sideways, and says so where there is more to see. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Pixels that a browser may round away. */
const ROUNDED = 2;

export function Scrolling({ name, children }: { name: string; children: ComponentChildren }) {
  const part = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState({ left: false, right: false });
  useEffect(() => {
    const { current } = part;
    if (current === null) return;
    const look = () => {
      const rest = current.scrollWidth - current.clientWidth - current.scrollLeft;
      setMore({ left: current.scrollLeft > ROUNDED, right: rest > ROUNDED });
    };
    const watch = new ResizeObserver(look);
    watch.observe(current);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, []);
  return (
    <div class="scrolling" data-more-left={more.left || undefined} data-more-right={more.right || undefined}>
      {more.right && <p class="cue">More columns to the right: scroll →</p>}
      <div class="table" tabIndex={0} role="region" aria-label={name} ref={part}>
        {children}
      </div>
    </div>
  );
}
