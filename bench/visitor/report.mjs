// The run as one Markdown document.

import { bestPeer, median, spread, verdict } from "./figures.mjs";
import { CHANGES, rowsOfHeld } from "./held.mjs";
import { NETWORK, SLOWDOWN } from "./phone.mjs";
import { HEAVY } from "./shell.mjs";
import { table } from "./table.mjs";
import { whereTheTimeGoes } from "./where.mjs";

const COLUMNS = [
  ["bytes to banner", "bytes"],
  ["requests", "requests"],
  ["banner visible, ms", "visible"],
  ["work until it, CPU ms", "work"],
  ["longest task before it, ms", "longest"],
  ["layout shift", "shift", 3],
  ["Accept: event, ms", "event"],
  ["tasks its tags ran in", "tasks"],
  ["longest task after, ms", "longestAfter"],
  ["return: requests", "returnRequests"],
  ["return: tag released, ms", "released"],
  ["memory with the banner, kB", "memory"],
];
const FAR_COLUMNS = COLUMNS.slice(0, 4);

/** What we want visitors to meet. Sizes that none of them waits for are `cargo xtask dist`'s. */
function targets({ near, settings, bundle, overview }) {
  const at = (id, figure) => median(near.get(id).figures[figure]);
  const best = (figure) => at(bestPeer(near, figure), figure);
  const ours = ["linked", "inlined"];
  const worst = (figure) => Math.max(...ours.map((id) => at(id, figure)));
  const visible = (id) => at(id, "visible");
  return [
    verdict("linked: banner visible, beside the fastest peer", visible("linked") / best("visible"), 0.9, " ×"),
    verdict("inlined: banner visible, beside static HTML", visible("inlined") / visible("static"), 1.2, " ×"),
    verdict("bytes of gate, banner and styles", bundle, 8500),
    verdict("linked: requests beside the page", at("linked", "requests") - 1, 1),
    verdict("longest task until the banner", worst("longest"), 50, " ms"),
    verdict("layout shift", worst("shift"), 0),
    verdict("Accept with heavy tags: event duration", worst("event"), 40, " ms"),
    verdict("its tags that share a task or run in the click", worst("shared"), 0),
    verdict("return visit: requests beside the page", worst("returnRequests"), 0),
    verdict("linked, return visit: tag released, beside the best peer", at("linked", "released") / best("released"), 1, " ×"),
    verdict("settings opened after Wasm was prefetched", median(settings.warm.opened), 150, " ms"),
    verdict("overview: usable, after it could be read", median(overview.after), 1000, " ms"),
  ];
}

export function report(run) {
  const { machine, rounds, date, near, far, delay, settings } = run;
  return `# Benchmarks: what visitors wait for

Written by \`cargo xtask bench visitor\` on ${date}; do not edit by hand.

${machine}. Phone viewport, ${NETWORK.latency} ms latency, ${NETWORK.kilobits / 1000} Mbit/s, CPU slowed ${SLOWDOWN} ×, brotli. Each figure is the
median of ${rounds}, with the least and the greatest in brackets; the pages took turns, each visit with a fresh
profile. Absolute times vary from machine to machine and with what else it does: only ratios within this run
count. The machine's load average meanwhile was ${spread(run.load, 1)}; above about 2, other programs had a share in its
times.

## One origin

${table(["page", ...COLUMNS.map(([heading]) => heading)], rows(near, COLUMNS))}

## Targets

${table(
  ["", "this run", "target", ""],
  targets(run).map(({ what, figure, target, isMet }) => [
    what,
    figure,
    target,
    isMet ? "met" : "**gap**",
  ]),
)}

## From another origin

Scripts and styles come from an origin where setting up a connection takes ${delay} ms more (two round
trips: TCP, TLS), as on a partner's page or from a CDN.

${table(["page", ...FAR_COLUMNS.map(([heading]) => heading)], rows(far, FAR_COLUMNS))}

## Opening Volens' settings

${table(
  ["", "from tap to its frame, ms", "memory then, kB", "asked of the network from the tap on"],
  Object.values(settings).map(({ name, opened, memory, seen }) => [
    name,
    spread(opened),
    spread(memory),
    [...new Set(seen)].map((path) => `\`${unhashed(path)}\``).join(", ") || "nothing",
  ]),
)}

## Opening the processing overview

${table(
  ["bytes", "requests", "readable, ms", "its search usable, ms", "after that, ms"],
  [["bytes", "requests", "readable", "usable", "after"].map((figure) => spread(run.overview[figure]))],
)}

## Many held elements

Inline scripts on Volens' linked page, or frames with their placeholders: all of them let go after a tap on Accept, and
${CHANGES} changes of the page while scripts wait, in one task or each in its own. What a frame costs is mostly its own document.

${table(["", "work, CPU ms", "longest task, ms"], rowsOfHeld(run.held))}

${whereTheTimeGoes(run)}

## What is measured

* **Pages**: one shop page with the same words, the banner's as Volens publishes them for \`sites/apollo\` in
  Latvian, with \`font = "host"\`: every banner is in the page's font. *static* has a plain banner in its HTML and is the limit. Volens' script comes from a running
  \`volens serve\`, linked by one async tag or inlined; the others are their npm releases with the tags where they load
  soonest. Orejime, Klaro and c15t name the purposes without their explanations or not at all, as is their way; c15t stands
  without its server, which would be a request more.
* **Bytes to banner, requests**: compressed bodies the server sent until the banner was visible, the page included.
* **Banner visible**: the end of the first frame in which the accept button has a box inside the window and
  neither it nor what it is in is hidden or wholly transparent. Banners that fade or slide in count from their first
  visible frame.
* **Work**: processor time of the page's main thread from the navigation to then: steadier than the clock where
  other programs run.
* **Tasks**: of 50 ms or more, as the browser's Long Tasks API tells; 0 means none.
* **Accept**: a finger on the accept button, with ${HEAVY.count} held inline tags that each work for ${HEAVY.burn} ms (30 ms at
  full speed) and set a cookie. *event* is the longest duration of the tap's events in the Event Timing API
  (told in steps of 8 ms, from 16 ms). Osano, tarteaucitron and c15t hold no tags of a page;
  a callback runs them. tarteaucitron gives its buttons their work half a second after it shows them; its tap waits for that.
* **Return**: the same page again after accepting: requests beside the page, and when the one held tag ran. On *static*
  the server writes the tag live.
* **Memory**: what scripts and document hold after a garbage collection, Wasm's memory included.
* **Overview**: Volens' page of its own, in Latvian: *readable* is the browser's first contentful paint.
* **Settings**: from the tap's time stamp to the end of the first frame with its save button; *warm* has had a pointer over the
  control, and quiet afterwards.

## To repeat it

\`\`\`sh
cargo xtask bench visitor           # medians of 7; sets up, builds, writes this file
cargo xtask bench visitor --quick   # medians of 3; prints, writes nothing
\`\`\`

Leave the machine alone meanwhile.
`;
}

function rows(pages, columns) {
  return [...pages.values()].map(({ name, figures }) => [
    name,
    ...columns.map(([, figure, digits]) => (figures[figure] ? told(figures[figure], digits) : "–")),
  ]);
}

/** What the browser tells of in some visits only is no figure. */
const told = (values, digits) => (values.includes(null) ? "none told" : spread(values, digits));

/** A name that stays when a build changes the hash in it. */
const unhashed = (path) => path.replace(/-[0-9a-z]{12,16}(?=[._])/, "-…");
