import { expect, test } from 'vitest';
import { parseWalltime } from '../../src/settings/walltime.ts';
import { readByScripts } from './read-by-scripts.ts';

/** The result of both the compiler and the scripts for a text: seconds, or null if both refuse it. */
const table: readonly (readonly [text: string, seconds: number | null])[] = [
  ['04:00:00', 14_400],
  ['4:00:00', 14_400],
  ['120:30:15', 433_815],
  ['1-12:00:00', 129_600],
  ['0-00:00:01', 1],
  ['0-08:00', 28_800],
  ['0-8:5', 29_100],
  ['1-12', 129_600],
  ['2-0', 172_800],
  ['12:30', 750],
  ['90:00', 5_400],
  ['09:08', 548],
  ['90m', 5_400],
  ['4h', 14_400],
  ['2d', 172_800],
  ['1h30m', 5_400],
  ['1D2H', 93_600],
  ['1d2h3m4s', 93_784],
  ['45s', 45],
  ['08h', 28_800],
  ['1000000000s', 1_000_000_000],
  ['1000000001s', null],
  ['', null],
  ['1', null],
  ['1440', null],
  ['0', null],
  ['0h', null],
  ['00:00', null],
  ['0-00', null],
  ['4 hours', null],
  ['04:00:60', null],
  ['04:60:00', null],
  ['12:60', null],
  ['1-24', null],
  ['1-24:00:00', null],
  ['1-12:60', null],
  ['1-12:00:60', null],
  ['1-1:2:3:4', null],
  ['1-2-3', null],
  ['-1', null],
  ['-4h', null],
  ['1.5h', null],
  ['30m1h', null],
  ['1e3', null],
  ['9999999999', null],
  ['99999999999d', null],
  ['99999999999999999999:00:00', null],
  ['1:2:3:4', null],
  ['1::3', null],
  [':30', null],
  ['30:', null],
  ['1-', null],
  ['-12', null],
  ['h', null],
  ['4w', null],
  ['0x10', null],
  ['a[$(touch X)]', null],
  ['4h\n', null],
];

test.each(table)('the walltime %j is %j seconds', (text, seconds) => {
  if (seconds === null) expect(parseWalltime(text).problem).toMatchObject({ kind: 'walltime', text });
  else expect(parseWalltime(text)).toEqual({ value: seconds });
});

test('scripts read every walltime like the compiler', () => {
  const read = readByScripts(
    ['die.sh', 'digits.sh', 'walltime.sh'],
    `parse_walltime "$text" && printf '%s\\n' "$seconds"`,
    table.map(([text]) => text),
  );
  expect(table.map(([text], index) => [text, read[index]])).toEqual(
    table.map(([text, seconds]) => [text, seconds === null ? 'refused 2' : String(seconds)]),
  );
});

test('a number without a unit is refused with a suggestion', () => {
  expect(parseWalltime('1440').problem).toMatchObject({
    label: 'missing unit',
    help: 'write `1440m` for minutes, `1440s` for seconds',
  });
});
