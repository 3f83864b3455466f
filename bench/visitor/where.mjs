// The profile of the run: what the moments that visitors wait for are made of, beside the limit and the best peers.

import { bestPeer, median, spread } from "./figures.mjs";
import { KINDS } from "./profile.mjs";
import { table } from "./table.mjs";

const MOMENTS = {
  banner: "First page view, from the navigation to the banner's frame",
  accept: "Accept, from the touch to the next frame",
  released: "Return visit, from the navigation to the released tag",
};

/** Those whose profiles say something: our two forms, the limit, and the peers that are fastest at it. */
export function worthProfiling(near) {
  const best = ["visible", "released"].map((figure) => bestPeer(near, figure));
  return [...new Set(["static", "inlined", "linked", ...best])];
}

export function whereTheTimeGoes({ near, profiles, settings, traced }) {
  const ids = Object.keys(profiles);
  const arrivals = ids.map((id) => {
    const { came, painted, allCame, visible } = near.get(id).figures;
    const shown = visible.map((time, index) => time - allCame[index]);
    return [near.get(id).name, ...[came, painted, allCame, visible, shown].map((figure) => spread(figure))];
  });
  return `## Where the time goes

Of the visits above, when things had come and when they showed, ms:

${table(["page", "page there", "page painted", "all there", "banner visible", "from all there to visible"], arrivals)}

And of ${traced} further visits each, traced by the browser, medians of what the page's main thread did, ms. Tracing takes time
itself, so the sums are more than the times above; what is inside of something else counts once, as what it is.
*waiting* is when that thread had nothing to do: for the network, or for the next frame.

${Object.entries(MOMENTS)
  .map(([moment, title]) => `${title}:\n\n${table(["page", ...KINDS, "waiting"], ids.map((id) => row(id, moment)))}`)
  .join("\n\n")}

Volens' settings, from the tap to their frame:

${table(["", ...KINDS, "waiting"], Object.values(settings).map(({ name, profile }) => [name, ...kinds(profile)]))}

What the difference is made of:

* **The page's own frame.** Volens' linked script holds nothing back: the page is laid out and painted as soon as it is
  there, and the banner is a second frame. A manager whose style sheet stands in the head keeps the page blank until that has
  come (*page painted*), and makes one frame of both; *static* and the inlined form have the banner's words to lay out
  with the page's.
* **Typefaces.** Every banner here is in the page's font, which the page has loaded: Volens' too, by \`font = "host"\`
  (docs/themes.md). In a font of its own, as a preset brings, the browser loads up to three typefaces more before it shows.
* **The top layer.** A popover over everything the page may have needs the page's style at once.
* **The gate.** On a return visit it denies and updates the vendors' signals, reads the decision and looks at the page
  before any tag runs; all else waits for the first paint. Osano and orejime tell no vendor.
* **Bytes.** Each kB is 5 ms at this speed; between *page there* and *all there* the linked form waits for its script, and
  the fastest peer for two files that come side by side. All of the gate is in those bytes (what holds, releases, clears,
  signals and proves), where a peer of that size has a banner and a cookie: to show sooner, it would have to send less.
* **The longest task** before the banner is the page's own first layout: *static*, without any script, has one as long.`;

  function row(id, moment) {
    return [near.get(id).name, ...kinds(profiles[id][moment])];
  }
}

/** Medians of the visits' times, each kind of work by itself. */
const kinds = (visits) =>
  [...KINDS, "waiting"].map((kind) => median(visits.map((one) => one[kind])).toFixed(0));
