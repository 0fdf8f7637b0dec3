/** A day as text, written as everywhere on the page: 2025-11-20. */
import { useEffect, useState } from "preact/hooks";

const WRITTEN = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return new RegExp(`^${WRITTEN}$`).test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Asks for a day between two others; what is not one is refused with what is allowed, and the day before stays. */
export function DayField({
  id,
  day,
  first,
  last,
  choose,
}: {
  id: string;
  day: string;
  first: string;
  last: string;
  choose: (day: string) => void;
}) {
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => setRefused(null), [day]);
  const typed = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const text = input.value.trim();
    if (isDay(text) && text >= first && text <= last) {
      setRefused(null);
      choose(text);
      return;
    }
    setRefused(
      `“${text}” is refused: a day from ${first} to ${last} is allowed, written 2025-11-20. It stays at ${day}.`,
    );
    input.value = day;
  };
  return (
    <>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        pattern={WRITTEN}
        placeholder="2025-11-20"
        autocomplete="off"
        value={day}
        aria-invalid={refused !== null}
        aria-describedby={refused === null ? undefined : `${id}-refused`}
        onChange={typed}
      />
      {refused !== null && (
        <span class="refused" id={`${id}-refused`} role="alert">
          {refused}
        </span>
      )}
    </>
  );
}

/** The same pattern for a field of a form, which the browser checks when it is sent. */
export const dayInput = {
  type: "text",
  inputMode: "numeric",
  pattern: WRITTEN,
  placeholder: "2025-11-20",
  title: "A day such as 2025-11-20",
} as const;
