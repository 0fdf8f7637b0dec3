/** The scenario's own curve, drawn faintly into the picture of a changed world. */
import { cells } from "./files";

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Draws the curve of a CSV file into a survival picture, or takes it away; the axes say where months and chances lie. */
export function drawGhost(svg: SVGSVGElement, csv: string | null): void {
  svg.querySelector(".ghost")?.remove();
  const axis = svg.querySelector<SVGPathElement>("path[data-months]");
  if (csv === null || axis === null) return;
  const scale = scaleOf(svg, axis);
  const points = pointsOf(csv);
  if (scale === null || points.length < 2) return;
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("class", "ghost");
  path.setAttribute("d", stepsOf(points, scale, Number(axis.dataset.months)));
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

/** The place of a month and of a chance, from the axis of months and the labels to its left. */
function scaleOf(svg: SVGSVGElement, axis: SVGPathElement): Scale | null {
  const { x: left, y: bottom, width } = axis.getBBox();
  const labels = [...svg.querySelectorAll("text")]
    .filter((text) => text.getAttribute("text-anchor") === "end" && Number(text.getAttribute("x")) < left)
    .map((text) => ({ chance: chanceOf(text.textContent ?? ""), y: Number(text.getAttribute("y")) }))
    .filter(({ chance }) => Number.isFinite(chance));
  const zero = labels.find(({ chance }) => chance === 0);
  const one = labels.find(({ chance }) => chance === 1);
  if (zero === undefined || one === undefined) return null;
  const months = Number(axis.dataset.months);
  return {
    x: (month) => left + (month / months) * width,
    y: (chance) => bottom + (one.y - zero.y) * chance,
  };
}

const chanceOf = (words: string): number =>
  /^[\d.]+\s*%$/.test(words) ? Number.parseFloat(words) / 100 : words.trim() === "" ? Number.NaN : Number(words);

/** Months and chances of the file. */
function pointsOf(csv: string): [number, number][] {
  const [heads = [], ...rows] = cells(csv);
  const [months, mean] = [heads.indexOf("months"), heads.indexOf("mean")];
  return rows
    .map((row): [number, number] => [Number(row[months]), Number(row[mean])])
    .filter(([month, chance]) => Number.isFinite(month) && Number.isFinite(chance));
}

/** A curve falls in steps, as the picture's own does. */
function stepsOf(points: [number, number][], { x, y }: Scale, last: number): string {
  const inside = points.filter(([month]) => month <= last);
  return inside
    .map(([month, chance], at) => (at === 0 ? `M${x(month)} ${y(chance)}` : `H${x(month)}V${y(chance)}`))
    .join("");
}
