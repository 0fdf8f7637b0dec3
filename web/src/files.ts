/** Files that the page itself can make. */

/** Offers text or an image as a file. */
export function save(name: string, kind: string, text: string | Blob): void {
  const address = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The cells of a CSV file. */
export function cells(csv: string): string[][] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    const letter = csv[at] ?? "";
    const row = rows[rows.length - 1] ?? [];
    if (quoted && letter === '"' && csv[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (letter === '"') {
      quoted = !quoted;
    } else if (!quoted && letter === ",") {
      row.push("");
    } else if (!quoted && letter === "\n") {
      rows.push([""]);
    } else if (quoted || letter !== "\r") {
      row[row.length - 1] += letter;
    }
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}

/** A cell of a CSV file. */
export const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
