// Contact consents: which stand on this device, and how a box or the settings change them
// (docs/consent-box.md). They are apart from the choice about cookies: neither changes the other.

import { buildEvent, createIds, isUuid } from "./event.js";

/** Holds the newest of these events: the history is cut, and goes with the cookie; this must not. */
const ITEM = "contacts";

/** The last event, as far as the site still knows what it grants. Storage is hostile input. */
function read(site, store) {
  try {
    const last = JSON.parse(store.get(ITEM));
    const granted = Object.keys(site.contacts).filter((id) => last.granted.includes(id));
    return { ...last, granted };
  } catch {
    return { granted: [] };
  }
}

/** The store, but that what withdrawing needs stays as long as a consent stands. */
export const keeping = (site, store) => ({
  ...store,
  remove(name) {
    const isNeeded = name === "key" || name === ITEM;
    if (!isNeeded || !read(site, store).granted.length) store.remove(name);
  },
});

export function createContacts(site, store, outbox, window) {
  const purposes = Object.keys(site.contacts).sort();
  const nextId = createIds(window.crypto, Date.now);
  const granted = () => read(site, store).granted;

  function makeEvent(granted, trusted) {
    const { id, counter } = read(site, store);
    const decision = {
      fingerprint: site.fingerprint,
      at: Math.floor(Date.now() / 1000),
      counter: Math.min(Math.abs(counter | 0) + 1, 999999),
      action: granted.length ? "save" : "withdraw",
      granted,
      objected: [],
    };
    const gpc = window.navigator.globalPrivacyControl === true;
    const previous = outbox.lastId() ?? (isUuid(id) ? id : null);
    return {
      ...buildEvent(site, decision, nextId(), "box", trusted, gpc, previous),
      refused: purposes.filter((purpose) => !granted.includes(purpose)),
    };
  }

  return {
    granted,

    /** Whether the device could keep a consent and what withdraws it. */
    isPossible: () => !!window.crypto.subtle && store.get("key") !== undefined,

    /** Consents to a purpose; answers the event's id, or nothing where it could not be kept. */
    grant(purpose, trusted) {
      if (!purposes.includes(purpose)) return;
      const isNew = !outbox.ownKey();
      const key = outbox.ownKey(true);
      if (!key) return;
      const before = granted();
      const event = makeEvent(
        purposes.filter((id) => id === purpose || before.includes(id)),
        trusted,
      );
      if (outbox.keep({ key, event }) && store.set(ITEM, JSON.stringify(event))) {
        outbox.deliver();
        return event.id;
      }
      // What could not be withdrawn on this device is not granted on it.
      store.remove(`q.${event.id}`);
      if (isNew) store.remove("key");
    },

    /** Takes a consent back; what else stands stays. */
    withdraw(purpose, trusted) {
      const key = outbox.ownKey();
      if (!key || !granted().includes(purpose)) return;
      const event = makeEvent(
        granted().filter((id) => id !== purpose),
        trusted,
      );
      const isKept = outbox.keep({ key, event });
      store.set(ITEM, JSON.stringify(event));
      return isKept ? outbox.deliver() : outbox.post({ key, event });
    },
  };
}
