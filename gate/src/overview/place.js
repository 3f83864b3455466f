// Where the search is kept: in the address, so that it can be shared and gone back to. What a page
// has there itself stays.

const NAMES = ["q", "basis", "data", "can"];

const createPlace = (prefix) => ({
  read() {
    const asked = new URLSearchParams(location.search);
    return Object.fromEntries(NAMES.map((name) => [name, asked.getAll(prefix + name)]));
  },

  /** `wanted`: pairs of a field's name and its value. */
  write(wanted) {
    const url = new URL(location);
    NAMES.forEach((name) => url.searchParams.delete(prefix + name));
    for (const [name, value] of wanted) if (value) url.searchParams.append(prefix + name, value);
    // A router of the page's keeps its own state; its address may be none that can be replaced.
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  },

  /** A link to another language keeps the search. */
  follow(link) {
    if (prefix) return;
    const url = new URL(link.href);
    NAMES.forEach((name) => url.searchParams.delete(name));
    for (const [name, value] of new URLSearchParams(location.search))
      if (NAMES.includes(name)) url.searchParams.append(name, value);
    link.href = url;
  },
});

export const own = createPlace("");
export const embedded = createPlace("volens-");
