// The only access to cookies and localStorage. Either may throw, and cookies may silently be dropped
// (blocked, full, sandboxed): reading then finds nothing and writing answers false.

export function createStore({ id, domain }, window) {
  const cookie = `volens_${id}`;
  const prefix = `volens.${id}.`;
  const guarded = (fallback, work) => {
    try {
      return work();
    } catch {
      return fallback;
    }
  };
  const pairs = () => window.document.cookie.split("; ");
  /** The names that begin with `start`, without it. */
  const after = (start, names) =>
    names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));

  function write(pair, seconds, path, at) {
    const { document, location } = window;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const slot = at && `; Domain=${at}`;
    document.cookie = `${pair}; Path=${path}${slot}; SameSite=Lax; Max-Age=${seconds}${secure}`;
  }

  /** Ends a cookie wherever this page may see it from: it is seen without its domain and path. */
  function expire(name) {
    const { hostname, pathname } = window.location;
    // "/a/b" sees those of "/", "/a", "/a/" and "/a/b"; nobody sets them forty deep.
    const steps = pathname.match(/\/|[^/]+/g).slice(0, 40);
    for (let host = hostname; host; host = host.replace(/^[^.]*\.?/, "")) {
      steps.reduce((path, step) => {
        for (const at of ["", host]) write(`${name}=`, 0, path + step, at);
        return path + step;
      }, "");
    }
  }

  return {
    /** The names of all cookies that scripts of this page see. */
    names: () => pairs().map((pair) => pair.split("=")[0]),
    expire,
    /** The values of every cookie of the site's name. */
    cookies: () => guarded([], () => after(`${cookie}=`, pairs())),
    /** Whether the browser kept the cookie. Others of the name go: they would contradict it. */
    setCookie: (value, days) =>
      guarded(false, () => {
        expire(cookie);
        const shared = domain && `.${window.location.hostname}`.endsWith(`.${domain}`);
        write(`${cookie}=${value}`, days * 86400, "/", shared ? domain : "");
        return pairs().includes(`${cookie}=${value}`);
      }),
    get: (name) => guarded(null, () => window.localStorage.getItem(prefix + name)),
    set: (name, value) =>
      guarded(false, () => {
        window.localStorage.setItem(prefix + name, value);
        return true;
      }),
    remove: (name) => guarded(0, () => window.localStorage.removeItem(prefix + name)),
    /** The ids below `start`, ascending: they are UUIDv7, so this is the order of time. */
    ids: (start) =>
      guarded([], () => after(prefix + start, Object.keys(window.localStorage)).sort()),
  };
}
