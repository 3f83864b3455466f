// The heart: which decision stands, and how a new one is made. It knows no page: whoever must act
// on a decision (banner, signals, release, delivery) is told by `onCommit` and `onChange`.

import { createConditions } from "./conditions.js";
import { daysOf, decide, format, lastCounter, parse, read } from "./decision.js";
import { buildEvent, createIds } from "./event.js";

/**
 * `onCommit()` runs first of all, in the visitor's click. `onChange(delivery)` runs `later`;
 * `delivery` is a function, or undefined where another tab decided.
 */
export function createConsent(site, store, outbox, window, later, onCommit, onChange) {
  const seconds = () => Math.floor(Date.now() / 1000);
  const nextId = createIds(window.crypto, Date.now);
  const services = new Map(Object.entries(site.categories));
  let counter = 0;
  let onlyInMemory = false;
  let current = stored();

  /** The decision that the cookies make; several are replaced by one that says what they agree on. */
  function stored() {
    const values = store.cookies();
    const decision = read(values, site, seconds());
    if (values.length > 1 && decision) write(decision);
    return decision;
  }

  /** Whether the cookie holds the decision now. */
  function write(decision) {
    return store.setCookie(format(decision), daysOf(site, decision.granted));
  }

  /** Whether a category (all its services) or a service is granted. */
  function has(id) {
    const wanted = services.get(id) ?? [id];
    return (
      id === "necessary" ||
      (wanted.length > 0 && wanted.every((one) => current?.granted.includes(one)))
    );
  }

  /** Without any cookie the subject has ended. */
  const renew = () => current || store.cookies().length || outbox.forget();

  return {
    has,
    renew,

    ...createConditions(site, services, has, () => current),

    /** The decision as others see it (docs/formats.md, "Gate and widget"), or null. */
    decision() {
      if (!current) return null;
      const { fingerprint, ...decision } = parse(format(current));
      return decision;
    },

    /** Decides: cookie and queue at once, everything else later. Objections stay unless told. */
    commit(action, control, granted, objected = current?.objected ?? [], trusted, at = seconds()) {
      onCommit();
      renew();
      counter = lastCounter(counter, store.cookies());
      current = decide(site, current, counter, action, granted, objected, at);
      ({ counter } = current);
      onlyInMemory = !write(current);

      // Scheduled before the event is built: the choice holds even if that should fail.
      let delivery;
      later(() => onChange(delivery));

      const key = outbox.ownKey(current.granted.length > 0);
      const gpc = window.navigator.globalPrivacyControl === true;
      const previous = key && outbox.lastId();
      const event = buildEvent(site, current, nextId(), control, trusted, gpc, previous);
      delivery = outbox.keep({ key, event }) ? outbox.deliver : () => outbox.post({ key, event });
    },

    /** Reads the cookie again: another tab, or the page's own past, may have decided since. */
    reread() {
      const decision = onlyInMemory ? current : stored();
      if ((decision && format(decision)) === (current && format(current))) return;
      current = decision;
      onChange();
    },
  };
}
