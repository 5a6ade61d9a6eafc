import { type Parsed, problemWith } from './text-problem.ts';

const unitMebibytes: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, g: 1024, t: 1024 ** 2 };

/**
 * Reads an amount of memory into mebibytes, rounded up: `16G`, `16GB`, `16gb`, `16GiB`, `1.5T`, `512M`. All units are
 * binary, as in schedulers. A number without a unit is refused: some schedulers read megabytes, others bytes.
 */
export function parseMemory(text: string): Parsed<number> {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt])?(?:i?b)?$/i.exec(text);
  const amount = Number(match?.[1]);
  if (match === null) {
    return problemWith(
      'memory',
      text,
      'not a valid amount',
      'write a number and a unit, such as `16G` or `512M`',
    );
  }
  if (amount === 0) return noMemory(text);
  const unit = match[2]?.toLowerCase();
  if (unit === undefined) {
    const help = /b$/i.test(text)
      ? 'write a number and a unit, such as `16G` or `512M`'
      : `write \`${text}M\` or \`${text}G\``;
    return problemWith('memory', text, 'missing unit', help);
  }
  const mebibytes = Math.ceil(amount * (unitMebibytes[unit] ?? 0));
  if (mebibytes > 2 ** 40) return problemWith('memory', text, 'more than any machine has');
  return { value: mebibytes };
}

function noMemory(text: string): Parsed<number> {
  return problemWith('memory', text, 'must be more than 0', 'write an amount such as `16G`, or remove it');
}

/** Mebibytes as text: `16G` for whole gibibytes, else `512M`. */
export function formatMemory(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`;
}
