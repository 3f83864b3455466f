// Leaves the activities that fit: by words, by legal basis, by category of data, by what a visitor
// may do. How many there are is said, and beside each choice how many it would leave.

/** Without case and diacritics, so that "reklama" finds "Reklāma". */
const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

/** What a row says; the requests would make every row say the same. */
function said(row) {
  const copy = row.cloneNode(true);
  copy.querySelectorAll(".act").forEach((act) => act.remove());
  return fold(copy.textContent);
}

export function createFilter(article, place) {
  const form = article.querySelector(".find");
  const status = form.querySelector("[role=status]");
  const rows = [...article.querySelectorAll("tbody tr")].map((row) => ({ row, text: said(row) }));
  const has = ({ row }, name, value) => row.dataset[name].split(" ").includes(value);

  /** Whether a row has every word, and every choice but those on `but`. */
  function fits(entry, wanted, but) {
    return wanted.every(([name, value]) => {
      if (!value || name === but) return true;
      if (name !== "q") return has(entry, name, value);
      return fold(value)
        .split(/\s+/)
        .every((word) => entry.text.includes(word));
    });
  }

  function run() {
    const wanted = [...new FormData(form)];
    let count = 0;
    for (const entry of rows) {
      const fit = fits(entry, wanted);
      entry.row.hidden = !fit;
      count += fit;
    }
    const words = form.dataset.shown;
    status.textContent = words.replace("{count}", count).replace("{all}", rows.length);
    for (const label of form.querySelectorAll("[data-label]")) {
      const { name, value } = label.closest("select") ?? label.previousElementSibling;
      // Of a list one is chosen in the place of another; questions add up.
      const choice = label.value ?? value;
      const left = rows.filter(
        (entry) => fits(entry, wanted, label.value && name) && has(entry, name, choice),
      );
      label.textContent = `${label.dataset.label} (${left.length})`;
    }
    return wanted;
  }

  function change() {
    place.write(run());
    article.querySelectorAll("nav a").forEach(place.follow);
  }

  form.querySelector("fieldset").disabled = false;
  const asked = place.read();
  for (const field of form.elements) {
    const values = asked[field.name] ?? [];
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    // An address may ask for what is not on the list.
    if (field.type === "select-one" && field.selectedIndex < 0) field.value = "";
  }
  // Nothing is announced to who has just arrived and asked for nothing.
  if (Object.values(asked).some((values) => values.length)) change();
  form.addEventListener("input", change);
  // Resetting takes effect after its event.
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());

  return {
    /** Shows every row at once. */
    clear() {
      form.reset();
      change();
    },
  };
}
