// Medians, spread, and whether a target is met.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median, and the range where there is one: `512 (498–530)`. */
export function spread(values, digits = 0) {
  const show = (value) => value.toFixed(digits);
  const [low, high] = [Math.min(...values), Math.max(...values)].map(show);
  const middle = show(median(values));
  return low === high ? middle : `${middle} (${low}–${high})`;
}

/** A figure beside the most it may be. */
export function verdict(what, figure, most, unit = "") {
  const show = (value) => `${Number.isInteger(value) ? value : value.toFixed(2)}${unit}`;
  const isMet = figure <= most;
  return { what, figure: show(figure), target: `≤ ${show(most)}`, isMet };
}

/** The id of the peer that is best at a figure, the least being the best. */
export function bestPeer(pages, figure) {
  const at = ([, { figures }]) => median(figures[figure]);
  const peers = [...pages].filter(([, { isPeer }]) => isPeer);
  return peers.reduce((best, next) => (at(next) < at(best) ? next : best))[0];
}
