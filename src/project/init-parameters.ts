import type { Value } from '../plan/plan.ts';
import { writeYaml } from '../syntax/write-yaml.ts';
import type { DetectedProject } from './detect.ts';
import { type ProposedParameter, type ProposedSweep, proposeSweep } from './propose-sweep.ts';

/** The maximum number of parameters in the file's comments. */
const MOST_COMMENTS = 20;

/** The sweep over parameters of the detected program; null if none are known. */
export function proposedLines({ program, script }: DetectedProject): readonly string[] | null {
  if (program === null || script === null || program.parameters.length + program.byPlace.length === 0)
    return null;
  const proposed = proposeSweep(program);
  return [
    'sweep:',
    `  # Every combination of these values becomes a task. The parameters were found in ${script.path} (${program.reader}).`,
    ...gridLines(proposed, script.path),
    ...excludeLines(proposed),
    ...defaultLines(proposed, script.path),
  ];
}

function gridLines({ grid, others }: ProposedSweep, script: string): readonly string[] {
  const shown = others.slice(0, MOST_COMMENTS).map((one) => gridLine(one, script));
  const more = others.length - shown.length;
  const comments = [...shown, ...(more > 0 ? [`and ${more} more parameters`] : [])];
  // A key with only comments below it would be null.
  if (grid.length === 0) return ['  # grid:', ...comments.map((text) => `  #   ${text}`)];
  return [
    '  grid:',
    ...grid.map((one) => `    ${gridLine(one, script)}`),
    ...comments.map((text) => `    # ${text}`),
  ];
}

function gridLine({ parameter, values }: ProposedParameter, script: string): string {
  if (values.length === 0) return line(parameter.name, { type: 'list', items: [] }, `required by ${script}`);
  const note = parameter.default === null ? undefined : `default: ${yaml(parameter.default)}`;
  return line(parameter.name, { type: 'list', items: values }, note);
}

function excludeLines({ grid }: ProposedSweep): readonly string[] {
  const conditions = grid
    .slice(0, 2)
    .flatMap(({ parameter, values: [value] }) => (value === undefined ? [] : [line(parameter.name, value)]));
  if (conditions.length < 2) return [];
  const [first, second] = conditions;
  return ['', '  # Combinations to exclude.', '  # exclude:', `  #   - ${first}`, `  #     ${second}`];
}

function defaultLines({ defaults, missing, others }: ProposedSweep, script: string): readonly string[] {
  if (others.some(({ values }) => values.length === 0)) return [];
  const given = defaults.map(({ name, value }) => `  ${line(name, value)}`);
  const needed = missing.map(
    (name) => `#   ${line(name, { type: 'string', text: '' }, `required by ${script}`)}`,
  );
  const head = given.length === 0 ? '# defaults:' : 'defaults:';
  const example = given.length + needed.length === 0 ? ['#   name: value'] : [];
  return ['', '# Parameters with the same value in every task.', head, ...given, ...needed, ...example];
}

function line(name: string, value: Value, note?: string): string {
  return writeYaml([{ key: name, value: { kind: 'value', value }, note }], []).trimEnd();
}

function yaml(value: Value): string {
  return line('x', value).replace(/^x: /, '');
}
