// Deletes what the services that are not granted have left on the device (L12, L13). What a granted
// service names too stays.

/** `trackers`: for each service the alternatives of an expression over "kind:name". */
export function clear({ trackers }, has, store) {
  const pattern = (granted) => {
    const services = Object.keys(trackers).filter((service) => has(service) === granted);
    return RegExp(`^(${services.map((service) => trackers[service]).join("|")})$`, "s");
  };
  const doomed = pattern(false);
  const kept = pattern(true);

  async function each(kind, list, remove) {
    try {
      if (!doomed.source.includes(kind)) return;
      for (const item of await list()) {
        const name = item.name ?? item;
        if (doomed.test(kind + name) && !kept.test(kind + name)) remove(name);
      }
    } catch {
      // Storage may be missing or blocked: nothing of this kind can be deleted, the others can.
    }
  }

  each("cookie:", store.cookieNames, (name) => {
    store.expire(name);
    if (store.cookieNames().includes(name)) console.error("volens: not-cleared", name);
  });
  for (const area of ["localStorage", "sessionStorage"]) {
    each(
      `${area}:`,
      () => Object.keys(window[area]),
      (name) => window[area].removeItem(name),
    );
  }
  each(
    "indexedDB:",
    () => indexedDB.databases(),
    (name) => indexedDB.deleteDatabase(name),
  );
  each(
    "caches:",
    () => caches.keys(),
    (name) => caches.delete(name),
  );
}
