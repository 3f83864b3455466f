// What a screen reader is told of a view: the accessibility tree that Chromium makes of it, as text.

/** Says nothing by itself. */
const SILENT = new Set(["generic", "none", "InlineTextBox", "LineBreak", "ListMarker", "paragraph"]);
const STATES = ["checked", "expanded", "disabled", "modal", "level", "live", "required"];

export async function tree(page, host) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Accessibility.enable");
  const { result } = await protocol.send("Runtime.evaluate", { expression: `document.querySelector("${host}")` });
  const { node } = await protocol.send("DOM.describeNode", { objectId: result.objectId });
  const { nodes } = await protocol.send("Accessibility.getFullAXTree");
  const known = new Map(nodes.map((one) => [one.nodeId, one]));
  const root = nodes.find((one) => one.backendDOMNodeId === node.backendNodeId);
  if (!root) throw new Error(`${host} is in no accessibility tree`);
  const lines = [];
  const walk = (one, depth, within) => {
    const name = one.name?.value.trim() ?? "";
    const role = one.role?.value;
    const isText = role === "StaticText";
    // The words of a control or heading are its name already.
    const says = !one.ignored && !SILENT.has(role) && !(isText && (!name || within.includes(name)));
    if (says) lines.push(`${"  ".repeat(depth)}${isText ? `"${name}"` : described(one, role, name)}`);
    const next = says && !isText ? depth + 1 : depth;
    for (const id of one.childIds ?? []) if (known.has(id)) walk(known.get(id), next, says && name ? name : within);
  };
  walk(root, 0, "");
  await protocol.detach();
  return `${lines.join("\n")}\n`;
}

function described({ properties = [], description }, role, name) {
  const states = properties
    .filter((one) => STATES.includes(one.name) && ![false, "false", undefined].includes(one.value.value))
    .map((one) => ` [${one.name}${[true, "true"].includes(one.value.value) ? "" : `=${one.value.value}`}]`);
  const more = description?.value ? ` – ${description.value}` : "";
  return `${role}${name ? ` "${name}"` : ""}${states.join("")}${more}`;
}
