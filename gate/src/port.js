// What the widget may ask of the gate (docs/formats.md, "Gate and widget").

export const createPort = (site, base, consent, outbox, close) => ({
  site,
  base,
  decision: consent.decision,
  commit: consent.commit,
  close,
  lock: outbox.lock,
});
