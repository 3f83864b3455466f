// What runs in each page before anything of its own. It only looks.

/** The probe's source for a page whose accept button is `accept`: `{host?, button}`, see `find`. */
export const probe = (accept) => `(${install})(${JSON.stringify(accept)})`;

function install(accept) {
  // Frames of the page have documents too.
  if (window !== top) return;
  const bench = { long: [], shift: 0, events: [] };
  window.bench = bench;
  const observe = (type, each, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      type,
      buffered: true,
      ...options,
    });
  observe("longtask", ({ startTime, duration }) => bench.long.push({ startTime, duration }));
  observe("layout-shift", ({ value, hadRecentInput }) => {
    if (!hadRecentInput) bench.shift += value;
  });
  observe(
    "event",
    ({ name, interactionId, startTime, duration, processingEnd }) => {
      if (interactionId) bench.events.push({ name, startTime, duration, processingEnd });
    },
    { durationThreshold: 16 },
  );

  /** An element by its selector, and that of the element in whose shadow root it is. */
  bench.find = ({ host, button }) =>
    (host ? document.querySelector(host)?.shadowRoot : document)?.querySelector(button);

  /** Whether it has a box inside the window and is neither hidden nor wholly transparent. */
  bench.isVisible = (element) => {
    if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height, top, left } = element.getBoundingClientRect();
    const isInside = top < innerHeight && top + height > 0 && left < innerWidth && left + width > 0;
    return width > 0 && height > 0 && isInside;
  };

  /** The time when the first frame that shows the element has been made. */
  bench.whenVisible = (wanted) =>
    new Promise((resolve) => {
      const look = () => {
        if (!bench.isVisible(bench.find(wanted))) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });

  /** Once so many tags have run. */
  bench.whenRan = (count) =>
    new Promise((resolve) => {
      const timer = setInterval(() => {
        if (window.ran?.length !== count) return;
        clearInterval(timer);
        resolve();
      }, 50);
    });

  /** What was observed, once the browser has had the time to tell of all of it. */
  bench.settled = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await new Promise((resolve) => requestIdleCallback(resolve));
    const { long, shift, events } = bench;
    return { long, shift, events, ran: window.ran };
  };

  // A page that comes back after a choice has no banner to wait for.
  if (!document.cookie) bench.banner = bench.whenVisible(accept);
}
