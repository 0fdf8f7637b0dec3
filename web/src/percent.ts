/** Chances and shares as they are printed: in percent, and their differences in points. */

/** A share such as "0.6", "<0.005" or "+0.12" in percent, with the digits that it has; other words stay as they are. */
export function percentOf(told: string): string {
  const [, sign = "", whole = "", decimals = ""] = /^([<>+−]*)(\d+)(?:\.(\d+))?$/.exec(told) ?? [];
  if (whole === "") return told;
  const digits = decimals.padEnd(2, "0");
  const rest = digits.length > 2 ? `.${digits.slice(2)}` : "";
  return `${sign}${Number(whole + digits.slice(0, 2))}${rest} %`;
}

/** The ends of a band such as "0.2–1.0" in percent, with one sign for both. */
export const bandOf = (told: string): string =>
  `${told
    .split("–")
    .map((end) => percentOf(end).replace(" %", ""))
    .join("–")} %`;

/** A text in which no line ends between a number and its sign. */
export const unbroken = (text: string): string => text.replaceAll(/(\d) (?=%|km²)/g, "$1\u00a0");

/** A difference of shares such as "+0.12" in points. */
export function pointsOf(told: string): string {
  const percent = percentOf(told);
  return percent === told
    ? told
    : `${percent.slice(0, -2)} ${/^[+−]?1$/.test(percent.slice(0, -2)) ? "point" : "points"}`;
}
