/** `one task`, `18 tasks`: a count with its noun, for a sentence. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}
