import type { Value } from '../../src/plan/plan.ts';
import { yamlItem } from './yaml-text.ts';

export const TASKS = 8;
export const PARAMETERS = 50;

export const names: readonly string[] = Array.from({ length: PARAMETERS }, (_, number) => `v${number}`);

/**
 * A way to define the parameters of a sweep's tasks: `sweep` is the content of that key, `table` a file that it names.
 */
export interface Form {
  carries(value: Value): boolean;
  write(
    values: readonly Value[],
    choose: () => number,
  ): { readonly sweep: string; readonly table?: { readonly path: string; readonly text: string } };
  /** The parameters of a task, from 0, in the order in which the task gets them. */
  namesOf(task: number): readonly string[];
}

/** Value number `task * PARAMETERS + parameter` is the value of that parameter in that task, both from 0. */
export function valueIn(values: readonly Value[], task: number, name: string): Value {
  return values[task * PARAMETERS + names.indexOf(name)] as Value;
}

const tasks: readonly number[] = Array.from({ length: TASKS }, (_, task) => task);

/** One group, whose rows are the tasks. */
const paired: Form = {
  carries: () => true,
  namesOf: () => names,
  write: (values, choose) => {
    const lists = names.map((name) => {
      const items = tasks.map((task) => valueIn(values, task, name));
      return `    - ${name}:\n${items.map((item) => `        - ${yamlItem(item, '          ', choose)}\n`).join('')}`;
    });
    return { sweep: `  paired:\n${lists.join('').replaceAll(/^ {4}- (?!v0:)/gm, '      ')}` };
  },
};

/** Some parameters that most tasks lack; the second task is the first with all of them. */
function someNames(task: number): readonly string[] {
  const first = names.filter((_, parameter) => parameter % 4 !== 0);
  const order = [...first, ...names.filter((_, parameter) => parameter % 4 === 0)];
  return task === 1 ? order : order.filter((name) => (names.indexOf(name) + task) % 4 !== 0);
}

/** A case for each task. */
const cases: Form = {
  carries: () => true,
  namesOf: someNames,
  write: (values, choose) => {
    const grids = tasks.map((task) => {
      const lists = names
        .filter((name) => someNames(task).includes(name))
        .map(
          (name) =>
            `        ${name}:\n          - ${yamlItem(valueIn(values, task, name), '            ', choose)}\n`,
        );
      return `    - grid:\n${lists.join('')}`;
    });
    return { sweep: `  cases:\n${grids.join('')}` };
  },
};

/** Cells in the order of the names; a parameter that a task lacks is empty. */
const csv: Form = {
  carries: ({ type, ...value }) =>
    type !== 'list' &&
    type !== 'map' &&
    (type === 'string' || 'text' in value) &&
    !('text' in value && value.text === '' && type === 'null'),
  namesOf: (task) => names.filter((name) => someNames(task).includes(name)),
  write: (values) => {
    const rows = tasks.map((task) =>
      names
        .map((name) => (someNames(task).includes(name) ? cell(valueIn(values, task, name)) : ''))
        .join(','),
    );
    const text = `${[names.join(','), ...rows].join('\r\n')}\r\n`;
    return { sweep: '  paired:\n    - file: points.csv\n', table: { path: 'points.csv', text } };
  },
};

function cell(value: Value): string {
  const text = 'text' in value ? value.text : '';
  return value.type === 'string' ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One object per line; the second is the first with all names. */
const jsonLines: Form = {
  carries: (value) => value.type !== 'map' && isJson(value),
  namesOf: someNames,
  write: (values) => {
    const lines = tasks.map((task) => {
      const own = names.filter((name) => someNames(task).includes(name));
      return `{${own.map((name) => `"${name}": ${json(valueIn(values, task, name))}`).join(', ')}}`;
    });
    const text = `${lines.join('\n')}\n`;
    return { sweep: '  paired: {file: points.jsonl}\n', table: { path: 'points.jsonl', text } };
  },
};

function isJson(value: Value): boolean {
  if (value.type === 'list') return value.items.every(isJson);
  if (value.type === 'map') {
    return value.entries.every((entry) => isJson(entry.value));
  }
  if (value.type === 'string') return true;
  if (value.type === 'null') return value.text === 'null';
  if (value.type === 'boolean') return /^(?:true|false)$/.test(value.text);
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(value.text);
}

function json(value: Value): string {
  switch (value.type) {
    case 'list':
      return `[${value.items.map(json).join(', ')}]`;
    case 'map':
      return `{${value.entries.map(({ key, value: of }) => `${JSON.stringify(key)}: ${json(of)}`).join(', ')}}`;
    case 'string':
      return JSON.stringify(value.text);
    default:
      return value.text;
  }
}

export const forms: readonly Form[] = [paired, cases, csv, jsonLines];
