/** Months that answers name: none lies beyond what is simulated. */

/** Months of the answers that are told first, in words. */
export function nearMonths(horizon: number): string {
  const months = Math.min(12, horizon);
  return months === 1 ? "1 month" : `${months} months`;
}

/** Months marked on an axis up to the last one: every year, or every other where there are many. */
export function monthMarks(last: number): number[] {
  const apart = last > 60 ? 24 : last >= 12 ? 12 : 1;
  return Array.from({ length: Math.floor(last / apart) + 1 }, (_, place) => place * apart);
}
