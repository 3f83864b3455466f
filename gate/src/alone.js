// The outbox of a bundle without a ledger (`volens build --without-ledger`): a decision stays on the
// device, where its cookie says all there is. Nothing waits, nothing is sent, nobody gets a name.

export const createOutbox = (site, base, store) => ({
  lock: (work) => work(),
  post: async () => "stored",
  ownKey: () => null,
  lastId: () => null,
  keep: () => true,
  isEmpty: () => true,
  /** What was kept while there was a ledger goes. */
  forget: () => store.ids("").forEach(store.remove),
  deliver: async () => {},
});
