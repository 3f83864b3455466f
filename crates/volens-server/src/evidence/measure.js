// Runs in the page as the body of a function: what the banner is on screen. `docs/evidence.md` says
// what each value means.

const host = document.querySelector("volens-banner");
const root = host?.shadowRoot;
const banner = root?.querySelector(".volens-banner");
if (!banner) return null;

const round = (number) => Math.round(number * 100) / 100;
const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Red, green, blue and alpha of a computed colour, whatever its notation. */
function colour(text) {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

const over = ([red, green, blue, alpha], under) =>
  [red, green, blue].map((value, i) => value * alpha + under[i] * (1 - alpha));

/** The element and everything around it, outermost first, through the shadow root. */
function around(element) {
  const all = [];
  for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) all.unshift(node);
  return all;
}

/** The colours of an element's words and of what is behind them, once everything around has been painted. */
function painted([element, ...inner], under) {
  const style = getComputedStyle(element);
  const background = over(colour(style.backgroundColor), under);
  const [words, behind] = inner.length
    ? painted(inner, background)
    : [over(colour(style.webkitTextFillColor), background), background];
  const faded = (colour) => over([...colour, Number(style.opacity)], under);
  return [faded(words), faded(behind)];
}

const hex = (colour) =>
  `#${colour.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

/** WCAG 2.2, *relative luminance*. */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return round((light + 0.05) / (dark + 0.05));
}

/** What makes colours say nothing of what is seen. */
const PLAIN = {
  backgroundImage: "none",
  filter: "none",
  backdropFilter: "none",
  maskImage: "none",
  mixBlendMode: "normal",
};
const isPlain = (element) =>
  Object.entries(PLAIN).every(([property, value]) => getComputedStyle(element)[property] === value);

function flaw(element, box, chain) {
  const isSeen = element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const opacity = chain.reduce((product, one) => product * getComputedStyle(one).opacity, 1);
  if (!isSeen || !box.width || !box.height || opacity < 0.05) return "hidden";
  const { top, left, bottom, right, width, height } = box;
  if (top < -0.5 || left < -0.5 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5) return "outside";
  for (const across of [0.1, 0.5, 0.9]) {
    for (const down of [0.2, 0.5, 0.8]) {
      const hit = root.elementFromPoint(left + width * across, top + height * down);
      if (!element.contains(hit)) return "covered";
    }
  }
  const range = document.createRange();
  range.selectNodeContents(element);
  const words = range.getBoundingClientRect();
  const isWithin =
    words.width && words.top >= top - 1 && words.left >= left - 1 && words.bottom <= bottom + 1 && words.right <= right + 1;
  return isWithin ? null : "cut";
}

function measured(element) {
  const style = getComputedStyle(element);
  const chain = around(element);
  const box = element.getBoundingClientRect();
  const [words, behind] = painted(chain, [255, 255, 255]);
  const { fontFamily: family, fontSize: size, fontWeight: weight } = style;
  return {
    name: element.dataset.volens ?? "link",
    element: element.localName,
    words: element.innerText,
    ...Object.fromEntries(["x", "y", "width", "height"].map((name) => [name, round(box[name])])),
    font: { family, size, weight },
    color: hex(words),
    background: hex(behind),
    contrast: chain.every(isPlain) ? contrast(words, behind) : null,
    border: `${style.borderTopWidth} ${style.borderTopStyle} ${style.borderTopColor}`,
    flaw: flaw(element, box, chain),
  };
}

/** Sizes, which the box says, origins, which follow from it, and logical names of physical properties. */
const SAID_ELSEWHERE =
  /origin|^(inline|block)-size$|^(width|height)$|^border-(start|end|block|inline)|^(overflow|overscroll-behavior)-(block|inline)$/;

/** Everything in which two may not differ, but for place and size. */
function looks(element) {
  const own = ["tabIndex", "disabled", "localName"].map((name) => [name, String(element[name])]);
  const said = ["role", "aria-hidden"].map((name) => [name, String(element.getAttribute(name))]);
  const styles = ["", "::before", "::after", "::first-line", "::first-letter"].flatMap((part) => {
    const style = getComputedStyle(element, part || null);
    const names = [...style].filter((name) => !SAID_ELSEWHERE.test(name));
    return names.map((name) => [`${name}${part}`, style.getPropertyValue(name)]);
  });
  return new Map([...own, ...said, ...styles]);
}

function unlike(accept, refuse) {
  if (!accept || !refuse) return [];
  const [one, other] = [looks(accept), looks(refuse)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((property) => one.get(property) !== other.get(property))
    // What a part inherits is said of the element.
    .filter((property, _, all) => !property.includes("::") || !all.includes(property.split("::")[0]))
    .map((property) => ({
      property,
      accept: one.get(property) ?? "",
      refuse: other.get(property) ?? "",
    }));
}

const focused = document.activeElement === host ? root.activeElement : document.activeElement;
return {
  words: banner.innerText,
  focus: focused === document.body ? null : (focused?.dataset.volens ?? focused?.localName ?? null),
  controls: [...banner.querySelectorAll("button, a[href]")].map(measured),
  unlike: unlike(
    banner.querySelector("[data-volens=accept]"),
    banner.querySelector("[data-volens=refuse]"),
  ),
};
