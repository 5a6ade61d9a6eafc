/** A list or an object of more columns is written on several lines. */
const WIDTH = 110;

/** JSON for people: whatever fits is on one line, otherwise one item per line; ends with a newline. */
export function readableJson(value: unknown): string {
  return `${render(value, '')}\n`;
}

function render(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => render(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${render(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return `${open}${close}`;
  const length = parts.reduce((sum, part) => sum + part.length + 2, indent.length);
  if (length <= WIDTH && !parts.some((part) => part.includes('\n'))) {
    return open === '{' ? `{ ${parts.join(', ')} }` : `[${parts.join(', ')}]`;
  }
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}
