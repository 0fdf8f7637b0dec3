/** The scenario's own curve, drawn faintly into the picture of a changed world. */

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Draws a curve, a chance for each month, into a survival picture, or takes it away; the axes say where months and chances lie. */
export function drawGhost(svg: SVGSVGElement, chances: number[] | null): void {
  svg.querySelector(".ghost")?.remove();
  const axis = svg.querySelector<SVGPathElement>("path[data-months]");
  if (chances === null || axis === null) return;
  const scale = scaleOf(svg, axis);
  if (scale === null || chances.length < 2) return;
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("class", "ghost");
  path.setAttribute("d", stepsOf(chances, scale, Number(axis.dataset.months)));
  const title = document.createElementNS(NAMESPACE, "title");
  title.textContent = "The scenario as it stands";
  path.append(title);
  // Under the curve and the labels of the world that is seen.
  const curve = longest([...svg.querySelectorAll<SVGPathElement>('path[fill="none"]')].filter(isBold));
  svg.insertBefore(path, curve);
}

/** The world's own curve is drawn with a broad line, single draws with fine ones. */
const isBold = (path: SVGPathElement): boolean => Number(path.getAttribute("stroke-width")) >= 2;

function longest(paths: SVGPathElement[]): SVGPathElement | null {
  const letters = (path: SVGPathElement) => path.getAttribute("d")?.length ?? 0;
  return paths.reduce<SVGPathElement | null>(
    (best, path) => (best === null || letters(path) > letters(best) ? path : best),
    null,
  );
}

interface Scale {
  x: (month: number) => number;
  y: (chance: number) => number;
}

/**
 * The place of a month and of a chance, from the axis of months and the labels to its left. They are read as they are written:
 * a browser measures nothing in a picture that is not shown, and a page holds a wide and a narrow one.
 */
function scaleOf(svg: SVGSVGElement, axis: SVGPathElement): Scale | null {
  const [left = Number.NaN, bottom = Number.NaN, right = Number.NaN] = numbersOf(axis.getAttribute("d") ?? "");
  if (!Number.isFinite(left + bottom + right)) return null;
  const labels = [...svg.querySelectorAll("text")]
    .filter((text) => text.getAttribute("text-anchor") === "end" && Number(text.getAttribute("x")) < left)
    .map((text) => ({ chance: chanceOf(text.textContent ?? ""), y: Number(text.getAttribute("y")) }))
    .filter(({ chance }) => Number.isFinite(chance));
  const zero = labels.find(({ chance }) => chance === 0);
  const one = labels.find(({ chance }) => chance === 1);
  if (zero === undefined || one === undefined) return null;
  const months = Number(axis.dataset.months);
  return {
    x: (month) => left + (month / months) * (right - left),
    y: (chance) => bottom + (one.y - zero.y) * chance,
  };
}

/** Numbers of a path in their order. */
const numbersOf = (path: string): number[] => [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

const chanceOf = (words: string): number =>
  /^[\d.]+\s*%$/.test(words) ? Number.parseFloat(words) / 100 : words.trim() === "" ? Number.NaN : Number(words);

/** A curve falls in steps, as the picture's own does. */
function stepsOf(chances: number[], { x, y }: Scale, last: number): string {
  return chances
    .slice(0, last + 1)
    .map((chance, month) => (month === 0 ? `M${x(month)} ${y(chance)}` : `H${x(month)}V${y(chance)}`))
    .join("");
}
