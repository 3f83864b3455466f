// The run as one Markdown document.

import { median, spread, verdict } from "./figures.mjs";
import { CHANGES, rowsOfHeld } from "./held.mjs";
import { NETWORK, SLOWDOWN } from "./phone.mjs";
import { HEAVY } from "./shell.mjs";

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
];
const FAR_COLUMNS = COLUMNS.slice(0, 4);

/** What we want visitors to meet. Sizes that none of them waits for are `cargo xtask dist`'s. */
function targets({ near, settings, bundle }) {
  const at = (id, figure) => median(near.get(id).figures[figure]);
  const peers = [...near].filter(([, { isPeer }]) => isPeer).map(([id]) => id);
  const best = (figure) => Math.min(...peers.map((id) => at(id, figure)));
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
  ["", "from tap to its frame, ms", "asked of the network from the tap on"],
  Object.values(settings).map(({ name, opened, seen }) => [
    name,
    spread(opened),
    [...new Set(seen)].map((path) => `\`${unhashed(path)}\``).join(", ") || "nothing",
  ]),
)}

## Many held elements

Inline scripts on Volens' linked page, or frames with their placeholders: all of them let go after a tap on Accept, and
${CHANGES} changes of the page while scripts wait, in one task or each in its own. What a frame costs is mostly its own document.

${table(["", "work, CPU ms", "longest task, ms"], rowsOfHeld(run.held))}

## Where the time goes

Volens' inlined page beside *static*, processor time of the main thread at full speed, on 2026-11-23 (trace and marks in the
script, lower quartile of 8 to 12 visits, on a machine with other work): about 8 ms more of 15.

* **Compiling** 1.2 ms: the bundle once as a whole, and what starts it once more. Compiling everything at once takes longer.
* **The banner's elements** 0.9 ms, **its sheet** 0.4 ms, cookie and listeners 1 ms.
* **Top layer** 1.0 ms: a popover needs the page's style at once, which the frame then need not calculate.
* **Layout and style** 1.5 ms more than *static*: more text, and up to three more typefaces (the interface's font, bold, the headings').
* What no frame waits for comes after it: opening storage (1.2 ms, once 2.5 ms in all) and the room at the page's end (a layout of the page).
* **The network**: 7 kB more of page are 35 ms at this speed.

## What is measured

* **Pages**: one shop page with the same words, the banner's as Volens publishes them for \`sites/apollo\` in
  Latvian. *static* has a plain banner in its HTML and is the limit. Volens' script comes from a running
  \`volens serve\`, linked by one async tag or inlined; the others are their npm releases with the tags where they load
  soonest. Orejime and Klaro name the purposes without their explanations, as is their way.
* **Bytes to banner, requests**: compressed bodies the server sent until the banner was visible, the page included.
* **Banner visible**: the end of the first frame in which the accept button has a box inside the window and
  neither it nor what it is in is hidden or wholly transparent. Banners that fade or slide in count from their first
  visible frame.
* **Work**: processor time of the page's main thread from the navigation to then: steadier than the clock where
  other programs run.
* **Tasks**: of 50 ms or more, as the browser's Long Tasks API tells; 0 means none.
* **Accept**: a finger on the accept button, with ${HEAVY.count} held inline tags that each work for ${HEAVY.burn} ms (30 ms at
  full speed) and set a cookie. *event* is the longest duration of the tap's events in the Event Timing API
  (told in steps of 8 ms, from 16 ms). Osano holds no tags; the page's own callback runs them.
* **Return**: the same page again after accepting: requests beside the page, and when the one held tag ran. On *static*
  the server writes the tag live.
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
    ...columns.map(([, figure, digits]) => (figures[figure] ? spread(figures[figure], digits) : "–")),
  ]);
}

/** A name that stays when a build changes the hash in it. */
const unhashed = (path) => path.replace(/-[0-9a-z]{12,16}(?=[._])/, "-…");

function table(headings, lines) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const rule = headings.map((_, index) => (index ? "---:" : "---"));
  return [row(headings), row(rule), ...lines.map(row)].join("\n");
}
