import type { Value } from '../plan/plan.ts';
import type { ProgramParameter, ProgramParameters } from '../program/parameter.ts';
import { isSeed, plainName, proposeValues } from './propose-values.ts';

/** A parameter and the values that a first sweep could give it. */
export interface ProposedParameter {
  readonly parameter: ProgramParameter;
  readonly values: readonly Value[];
}

/** A first sweep over parameters of a program. */
export interface ProposedSweep {
  readonly grid: readonly ProposedParameter[];
  /** Other parameters that could be swept; without values if none can be guessed. */
  readonly others: readonly ProposedParameter[];
  /** The parameters that every task gets. */
  readonly defaults: readonly { readonly name: string; readonly value: Value }[];
  /** The names of required parameters whose values cannot be guessed. */
  readonly missing: readonly string[];
}

/** How many parameters a first sweep has in addition to the seed. */
const SWEPT = 2;

/** More choices than this make a first sweep long. */
const MOST_CHOICES = 5;

/**
 * Parameters that control how long a program runs, where it runs or what it prints, and rarely how good its result is.
 */
const SECONDARY =
  /epoch|iter|steps?$|worker|thread|jobs|gpu|device|port$|interval|freq|every|verbos|debug|log|print|save|resume|quiet|dry|patience|rank|timeout|^(?:max|n)_|num_|version|cuda|fold/;

/** Parameters that should be a directory of the task's own. */
const DIRECTORY = /^(?:out(?:put)?|save|log|result|results|run|checkpoint|ckpt|model)_?dir(?:ectory)?$/;

/** The first sweep over a program's parameters: two important ones, the seed, and the required ones. */
export function proposeSweep({ parameters, byPlace, passing }: ProgramParameters): ProposedSweep {
  const isFlag = consistentFlag(parameters);
  const known = parameters.map((parameter) => ({
    parameter,
    values: isFlag(parameter) ? proposeValues(parameter) : [],
  }));
  // Positional arguments are identified by their order.
  if (passing === 'values') {
    const missing = known.filter(({ values }) => values.length === 0).map(({ parameter }) => parameter.name);
    const [grid, others] = missing.length === 0 ? [known, []] : [[], known];
    return { grid, others, defaults: [], missing };
  }
  const usable = known.filter(({ values }) => values.length > 1);
  const best = usable
    .filter(({ parameter }) => !isSeed(parameter.name))
    .sort((a, b) => worth(b.parameter) - worth(a.parameter))
    .slice(0, SWEPT);
  const grid = usable.filter((one) => best.includes(one) || isSeed(one.parameter.name));
  const rest = known.filter((one) => !grid.includes(one));
  const outputs = passing === 'hydra' ? [] : rest.filter(({ parameter }) => isDirectory(parameter));
  const needed = rest.filter((one) => one.parameter.isRequired && !outputs.includes(one));
  const [given, missing] = [needed.filter(hasValues), needed.filter((one) => !hasValues(one))];
  return {
    grid,
    others: rest.filter((one) => !outputs.includes(one) && !needed.includes(one)).flatMap(withDefault),
    defaults: [
      ...outputs.map(({ parameter }) => ({ name: parameter.name, value: text('{task_dir}') })),
      ...given.flatMap(({ parameter, values: [value] }) =>
        value === undefined ? [] : [{ name: parameter.name, value }],
      ),
    ],
    missing: [...byPlace, ...missing.map(({ parameter }) => parameter.name)],
  };
}

/** The flags that can be combined: a sweep file has one form for all of its booleans. */
function consistentFlag(parameters: readonly ProgramParameter[]): (parameter: ProgramParameter) => boolean {
  const form = flagForm(parameters);
  return (parameter) => form === null || !/flag/.test(parameter.form) || parameter.form === form;
}

/** The form of a program's flags; the safer one if it has both; null without flags. */
export function flagForm(parameters: readonly ProgramParameter[]): 'flag' | 'no-flag' | null {
  const forms = parameters.map(({ form }) => form);
  return forms.includes('flag') ? 'flag' : forms.includes('no-flag') ? 'no-flag' : null;
}

/** The higher it is, the more likely somebody wants to sweep the parameter; required ones come first. */
function worth({ name, isRequired, choices, type }: ProgramParameter): number {
  const plain = plainName(name);
  const needed = isRequired ? 10 : 0;
  if (SECONDARY.test(plain)) return needed;
  if (/^(?:lr|learning_?rate)$/.test(plain)) return needed + 4;
  if (type === 'boolean') return needed + 1;
  // The program accepts each of its choices.
  if (choices.length > 0) return needed + (choices.length > MOST_CHOICES ? 1 : 3);
  return needed + 2;
}

function isDirectory({ name, type, form }: ProgramParameter): boolean {
  return form === 'value' && (type === 'string' || type === 'unknown') && DIRECTORY.test(plainName(name));
}

function hasValues({ values }: ProposedParameter): boolean {
  return values.length > 0;
}

/** A parameter without proposed values can still be swept over its default, at least as a comment. */
function withDefault({ parameter, values }: ProposedParameter): readonly ProposedParameter[] {
  if (values.length > 0) return [{ parameter, values }];
  const isFlag = parameter.type === 'boolean';
  return parameter.default === null || isFlag ? [] : [{ parameter, values: [parameter.default] }];
}

function text(written: string): Value {
  return { type: 'string', text: written };
}
