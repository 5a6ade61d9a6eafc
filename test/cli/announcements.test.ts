import { expect, test } from 'vitest';
import { createAnnouncements } from '../../src/cli/announcements.ts';

function written(isTTY: boolean, environment: Record<string, string>): readonly string[] {
  const texts: string[] = [];
  const { announce, clear } = createAnnouncements({ isTTY, write: (text) => texts.push(text) }, environment);
  clear();
  const done = announce('compiling');
  announce('reading');
  clear();
  done();
  return texts;
}

test('the reason for waiting is shown on a terminal, and cleared once', () => {
  const cleared = '\r\u001b[K';
  expect(written(true, {})).toEqual([`${cleared}compiling ...\r`, `${cleared}reading ...\r`, cleared]);
  expect(written(true, { TERM: 'dumb' })).toEqual([]);
  expect(written(false, {})).toEqual([]);
});
