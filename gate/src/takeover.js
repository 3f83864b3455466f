// The widget takes the host's place while somebody may be reading: nothing moves, and what was
// unfolded, focused or scrolled to stays so. The widget has the same markup, and here and there more.

const STOPS = "h2, a, button, input:not([type=search]), .category summary";

export function replace(old, next) {
  const top = (root) => root.querySelector(".category")?.getBoundingClientRect().top;
  const was = top(old);
  const stop = [...old.querySelectorAll(STOPS)].indexOf(old.getRootNode().activeElement);
  const unfolded = [...old.querySelectorAll("details")].map(({ open }) => open);
  const scrolled = old.querySelector(".text").scrollTop;

  old.replaceWith(next);
  next.querySelectorAll("details").forEach((part, i) => (part.open = unfolded[i] ?? false));
  const text = next.querySelector(".text");
  text.scrollTop = scrolled;
  // What is new above goes out of sight above.
  text.scrollTop += top(next) - was;
  next.querySelectorAll(STOPS)[stop]?.focus({ preventScroll: true });
}
