// What the widget may ask of the gate (docs/formats.md, "Gate and widget").

export const createPort = (site, base, consent, outbox, close) => ({
  site,
  base,
  decision: consent.decision,
  commit: consent.commit,
  close,
  lock: outbox.lock,
  // Of the part that a bundle has where its site has contact purposes.
  contacts: () => consent.contacts?.granted() ?? [],
  unsubscribe: (purpose, trusted) => consent.contacts?.withdraw(purpose, trusted),
});
