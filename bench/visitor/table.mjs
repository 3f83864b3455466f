// A table in Markdown: its first column is text, the others are figures.

export function table(headings, lines) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const rule = headings.map((_, index) => (index ? "---:" : "---"));
  return [row(headings), row(rule), ...lines.map(row)].join("\n");
}
