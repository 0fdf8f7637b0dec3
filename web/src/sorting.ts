/** The table of a comparison, with what differs most first. */
import type { Block, Section, Table } from "./api";

/** Heads that a table of differences has. */
const HEADS = { unit: "unit", one: "A", other: "B", difference: "B less A", clear: "clear" };

export const bySize = (section: Section): Section => ({ ...section, blocks: section.blocks.map(sorted) });

/** Differences that are clear of error come first, each group by size; other tables stay as they are. */
function sorted(block: Block): Block {
  if (block.kind !== "table") return block;
  const heads = block.of.heads.map(([head]) => head);
  if (!heads.includes(HEADS.difference)) return block;
  const rows = [...block.of.rows].sort((one, other) => weight(other, heads) - weight(one, heads));
  const of: Table = { ...block.of, caption: `${block.of.caption}; the clear and largest first`, rows };
  return { ...block, of };
}

/** Chances and shares weigh by their difference, other figures by that as a part of the larger one. */
function weight(row: string[], heads: string[]): number {
  const cell = (head: string): string => row[heads.indexOf(head)] ?? "";
  const size = Math.abs(figureOf(cell(HEADS.difference)));
  const scale = /chance|share|%/.test(cell(HEADS.unit))
    ? 1
    : Math.max(Math.abs(figureOf(cell(HEADS.one))), Math.abs(figureOf(cell(HEADS.other))), size);
  const part = scale === 0 ? 0 : size / scale;
  return (cell(HEADS.clear) === "yes" ? CLEAR : 0) + Math.min(part, 1);
}

/** More than any part of a figure. */
const CLEAR = 2;

/** A figure as it is printed: "−8,000" or "<0.05". */
const figureOf = (text: string): number => Number(text.replaceAll(/[,<>+%\s]/g, "").replace("−", "-")) || 0;
