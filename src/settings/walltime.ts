import { type Parsed, problemWith } from './text-problem.ts';

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };
const forms = 'write `HH:MM:SS`, `D-HH:MM:SS`, or units as in `90m`, `4h`, `1h30m`';

/** No scheduler takes more, and shell arithmetic must hold it: about 31 years. */
const longest = 1_000_000_000;

/**
 * Reads a walltime into seconds: `04:00:00`, `1-12:00:00`, `90m`, `4h`, `2d`, `1h30m`, or whole seconds.
 * Two fields, `12:00`, are refused: some schedulers read minutes and seconds, others hours and minutes.
 */
export function parseWalltime(text: string): Parsed<number> {
  const fail = (label: string, help: string = forms): Parsed<number> =>
    problemWith('walltime', text, label, help);

  const clock = /^(?:(\d{1,5})-)?(\d{1,6}):(\d{1,2}):(\d{1,2})$/.exec(text);
  if (clock !== null) {
    const [days, hours, minutes, seconds] = clock.slice(1).map((field) => Number(field ?? 0));
    if ((minutes ?? 0) > 59 || (seconds ?? 0) > 59) return fail('minutes and seconds go up to 59');
    if (clock[1] !== undefined && (hours ?? 0) > 23) return fail('hours after days go up to 23');
    return bounded((days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0));
  }

  const two = /^(\d+):(\d{1,2})$/.exec(text);
  if (two !== null) {
    return fail(
      'hours and minutes, or minutes and seconds?',
      `write \`${two[1]?.padStart(2, '0')}:${two[2]?.padStart(2, '0')}:00\` for hours and minutes, or ` +
        `\`00:${two[1]?.padStart(2, '0')}:${two[2]?.padStart(2, '0')}\` for minutes and seconds`,
    );
  }

  if (/^\d+$/.test(text)) return bounded(Number(text));

  if (/^(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/i.test(text) && text !== '') {
    let seconds = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+)([dhms])/gi)) {
      seconds += Number(amount) * (unitSeconds[unit?.toLowerCase() ?? ''] ?? 0);
    }
    return bounded(seconds);
  }
  return fail('not a length of time');

  function bounded(seconds: number): Parsed<number> {
    if (seconds === 0) return fail('a walltime is longer than nothing');
    return seconds > longest ? fail('longer than any scheduler takes') : { value: seconds };
  }
}

/** Seconds as `HH:MM:SS`, hours growing as long as they must: 90,000 is `25:00:00`. */
export function formatWalltime(seconds: number): string {
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((field) => String(field).padStart(2, '0'))
    .join(':');
}
