import type { Difference } from '../compare/compare-plans.ts';
import type { ParameterChange } from '../compare/parameter-changes.ts';
import type { SettingChange } from '../compare/setting-changes.ts';

/** How many values of a parameter are written out. */
const SHOWN = 10;

/** The maximum length of a value in the text. */
const LONGEST = 60;

/** The text for two sweeps that do not differ. */
export const NO_DIFFERENCES = 'no differences\n';

/** The difference between two sweeps, as text. */
export function describeDifference(
  { parameters, settings, tasks }: Difference,
  scripts: readonly string[],
): string {
  const parts = [
    section('parameters', parameters.map(describeParameter)),
    section('tasks', describeTasks(tasks)),
    section('settings', settings.map(describeSetting)),
    section(
      'scripts that behave differently',
      scripts.map((path) => `  ${path}\n`),
    ),
  ].filter((part) => part !== '');
  return parts.length === 0 ? NO_DIFFERENCES : parts.join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.join('')}`;
}

function describeParameter({ name, kind, added, removed }: ParameterChange): string {
  if (kind === 'added') return `  + ${name}: ${listed(added)}\n`;
  if (kind === 'removed') return `  - ${name}: ${listed(removed)}\n`;
  const parts = [
    ...(added.length === 0 ? [] : [`+ ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`- ${listed(removed)}`]),
  ];
  return `    ${name}: ${parts.join('   ')}\n`;
}

function listed(values: readonly string[]): string {
  const more = values.length > SHOWN ? ` and ${values.length - SHOWN} more` : '';
  return `${values.slice(0, SHOWN).map(shortened).join(', ')}${more}`;
}

function describeTasks({ before, after, common }: Difference['tasks']): readonly string[] {
  if (common === null) {
    return [`  ${before} before, ${after} after; the number of common tasks is unknown\n`];
  }
  if (common === before && common === after) return [];
  return [`  ${common} in both, ${after - common} new, ${before - common} removed\n`];
}

function describeSetting({ key, before, after }: SettingChange): string {
  const text = (value: string | null): string => (value === null ? 'not set' : shortened(value));
  return `  ${key}: ${text(before)} → ${text(after)}\n`;
}

function shortened(text: string): string {
  const letters = [...text.replaceAll('\n', '⏎')];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
}
