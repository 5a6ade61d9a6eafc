import { type Parsed, problemWith } from './text-problem.ts';

/** The kinds of names; messages quote these words. */
export type NameSetting = 'partition' | 'QOS' | 'account' | 'GPU type' | 'module' | 'conda environment';

/**
 * Checks a name that is used on a scheduler's command line, in a directive or after `module load`. The programs that
 * read those have their own quoting rules, so a name may only contain characters that are special to none of them.
 */
export function parseName(setting: NameSetting, text: string): Parsed<string> {
  const allowed = setting === 'partition' ? /[^A-Za-z0-9._+:/@=,-]/u : /[^A-Za-z0-9._+:/@=-]/u;
  const fail = (label: string): Parsed<string> =>
    problemWith('name', text, label, 'use only letters, digits and `. _ + : / @ = -`', setting);
  if (text === '') return fail('empty');
  if (text.startsWith('-')) return fail('would be read as an option');
  const wrong = allowed.exec(text)?.[0];
  return wrong === undefined ? { value: text } : fail(`contains ${characterName(wrong)}`);
}

function characterName(character: string): string {
  if (character === ' ') return 'a space';
  if (/\p{C}/u.test(character)) return 'a control character';
  return `\`${character}\``;
}
