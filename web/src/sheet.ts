/** A sheet of SVG on which the page draws a picture of its own, in the letters and inks of the program's pictures. */

/** The families that a reader's system has, as in the program's pictures. */
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

/** Inks by name, with their light colours: those of a file that stands alone. */
const INKS = {
  ink: "#1a1a1a",
  "ink-quiet": "#5a5a5a",
  grid: "#dcdcdc",
  paper: "#ffffff",
  "series-1": "#0069a8",
  "series-2": "#c85200",
} as const;
export type Ink = keyof typeof INKS;

/** Size of labels; no text is smaller than 12. */
export const LABEL = 13;
export const SMALL = 12;
export const TITLE = 19;
/** From one line of labels to the next. */
export const LEAD = 16;

/** Letters are a little wider on some systems than where they are measured. */
const SLACK = 1.06;

interface Letters {
  size?: number;
  bold?: boolean;
}

const measure = document.createElement("canvas").getContext("2d");

/** Width of a text in units. */
export function widthOf(text: string, { size = LABEL, bold = false }: Letters = {}): number {
  if (measure === null) return text.length * size * 0.6;
  measure.font = `${bold ? 700 : 400} ${size}px ${FONT}`;
  return measure.measureText(text).width * SLACK;
}

/** A text in lines of at most a width. */
export function linesOf(text: string, width: number, letters: Letters = {}): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, letters) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Collects elements; whoever draws says where they are. */
export class Sheet {
  private readonly elements: string[] = [];

  constructor(
    readonly width: number,
    readonly margin: number,
    /** Alone, a picture has its own paper and light colours; on a page it has those of the page. */
    private readonly alone: boolean,
  ) {}

  get left(): number {
    return this.margin;
  }

  get right(): number {
    return this.width - this.margin;
  }

  private colour(ink: Ink): string {
    return this.alone ? INKS[ink] : `var(--${ink}, ${INKS[ink]})`;
  }

  line(x1: number, y1: number, x2: number, y2: number, ink: Ink, width: number): void {
    this.elements.push(
      `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}" fill="none" stroke="${this.colour(ink)}" stroke-width="${width}"/>`,
    );
  }

  /** A disc, or a diamond of about the same weight; its edge tells marks apart that lie on each other. */
  mark(shape: "disc" | "diamond", x: number, y: number, ink: Ink): void {
    const at = `${x.toFixed(1)} ${y.toFixed(1)}`;
    const outline =
      shape === "disc" ? `M${at}m-5 0a5 5 0 1 1 10 0a5 5 0 1 1 -10 0Z` : `M${at}m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5Z`;
    this.elements.push(
      `<path d="${outline}" fill="${this.colour(ink)}" stroke="${this.colour("paper")}" stroke-width="1.5"/>`,
    );
  }

  text(
    x: number,
    y: number,
    words: string,
    { size = LABEL, bold = false, ink = "ink", anchor = "start" }: Letters & { ink?: Ink; anchor?: string } = {},
  ): void {
    const paper = `stroke="${this.colour("paper")}" stroke-width="3" paint-order="stroke"`;
    this.elements.push(
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${this.colour(ink)}"${bold ? ' font-weight="700"' : ""} text-anchor="${anchor}" ${paper}>${escaped(words)}</text>`,
    );
  }

  /** The picture, down to a height. */
  finish(slug: string, title: string, alt: string, height: number): string {
    const size = this.alone ? `width="${this.width}" height="${Math.ceil(height)}"` : 'width="100%"';
    const paper = this.alone ? `<rect width="${this.width}" height="${Math.ceil(height)}" fill="${INKS.paper}"/>` : "";
    const id = `picture-${slug}-${this.width}`;
    return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${this.width} ${Math.ceil(height)}" ${size} stroke-linejoin="round" stroke-linecap="round" font-family="${FONT}" direction="ltr"><title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(alt)}</desc>${paper}${this.elements.join("")}</svg>`;
  }
}
