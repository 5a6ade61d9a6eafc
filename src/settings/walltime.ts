import { type Parsed, problemWith } from './text-problem.ts';

const forms = 'write `HH:MM:SS`, `D-HH:MM:SS`, or units such as `90m`, `4h`, `1h30m`';

/** About 31 years: no scheduler accepts more, and shell arithmetic can represent it. */
const longest = 1_000_000_000;

const UNITS =
  /^(?:(?<days>\d{1,10})d)?(?:(?<hours>\d{1,10})h)?(?:(?<minutes>\d{1,10})m)?(?:(?<seconds>\d{1,10})s)?$/i;
const CLOCK = /^(?:(?<hours>\d{1,10}):)?(?<minutes>\d{1,10}):(?<seconds>\d{1,2})$/;
const DATED = /^(?<days>\d{1,10})-(?<hours>\d{1,2})(?::(?<minutes>\d{1,2}))?(?::(?<seconds>\d{1,2}))?$/;

/**
 * Reads a walltime into seconds: `90m`, `4h`, `2d`, `1h30m`, or a clock time, `MM:SS`, `HH:MM:SS`, `D-HH`, `D-HH:MM`
 * and `D-HH:MM:SS`. A number without a unit is refused, because schedulers differ: some read minutes, some seconds.
 * `parse_walltime` in `templates/walltime.sh` accepts and refuses the same texts.
 */
export function parseWalltime(text: string): Parsed<number> {
  const fail = (label: string, help: string = forms): Parsed<number> =>
    problemWith('walltime', text, label, help);

  if (/^\d+$/.test(text) && Number(text) > 0) {
    return fail('missing unit', `write \`${text}m\` for minutes, \`${text}s\` for seconds`);
  }
  const clock = CLOCK.exec(text) ?? DATED.exec(text);
  const fields = (clock ?? UNITS.exec(text))?.groups;
  if (fields === undefined || text === '') return fail('not a valid duration');

  const [days, hours, minutes, seconds] = ['days', 'hours', 'minutes', 'seconds'].map((unit) =>
    Number(fields[unit] ?? 0),
  ) as [number, number, number, number];
  if (clock !== null) {
    if (seconds > 59) return fail('seconds must be between 0 and 59');
    if (fields['hours'] !== undefined && minutes > 59)
      return fail('minutes after hours must be between 0 and 59');
    if (fields['days'] !== undefined && hours > 23) return fail('hours after days must be between 0 and 23');
  }
  const total = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
  if (total === 0) return fail('must be longer than 0');
  return total > longest ? fail('longer than any scheduler allows') : { value: total };
}

/** Seconds as `HH:MM:SS`, with as many digits of hours as necessary: 90,000 is `25:00:00`. */
export function formatWalltime(seconds: number): string {
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((field) => String(field).padStart(2, '0'))
    .join(':');
}
