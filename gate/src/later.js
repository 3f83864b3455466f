// When things run that need not run now, and what becomes of their errors.

/** After the next paint, so that the click is answered first; hidden pages do not paint. */
export function afterPaint(work) {
  const once = () => {
    work?.();
    work = null;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 200);
}

/** Runs `work`; what it throws is told on the console and stops nothing else. */
export function attempt(work) {
  try {
    work();
  } catch (error) {
    console.error(error);
  }
}
