import type { ASTNode, Environment, TypeCheckResult } from '@marcbachmann/cel-js';
import { expressionLanguage } from './expression-language.ts';
import type { CelType } from './expression-values.ts';

/** A valid expression: its inputs, and how to evaluate it. */
export interface Expression {
  /** The parameters that it names, each once. */
  readonly names: readonly string[];
  /** Its type as far as known: `bool`, `int`, `dyn`. */
  readonly type: string;
  /** The result for these values, in the order of `names`, or the reason why there is none. */
  evaluate(values: readonly unknown[]): { readonly given: unknown } | { readonly reason: string };
}

/** What is wrong with an expression, and the place in its text. */
export interface ExpressionProblem {
  readonly kind: 'syntax' | 'type' | 'unknown';
  /** The reason; for an unknown parameter its name. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A place in the text that refers to a parameter. */
interface Reference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a CEL expression over parameters of these types. Dotted names are parameters first of all, and `p['batch-size']` is the parameter
 * `batch-size`. A condition is true or false.
 */
export function readExpression(
  text: string,
  types: ReadonlyMap<string, CelType>,
  purpose: 'condition' | 'value',
): Expression | readonly ExpressionProblem[] {
  const { Environment: Language } = expressionLanguage();
  const parsed = attempt(() => new Language({ unlistedVariablesAreDyn: true }).parse(text).ast);
  if ('problem' in parsed) return [{ kind: 'syntax', ...parsed.problem }];
  const references: Reference[] = [];
  const unknown: ExpressionProblem[] = [];
  findReferences(parsed.value, types, new Set(), references, unknown);
  if (unknown.length > 0) return unknown;
  const names = [...new Set(references.map(({ name }) => name))];
  const rewritten = rewrite(text, references, names);
  const environment = withMixedArithmetic(new Language({ homogeneousAggregateLiterals: false }));
  for (const [at, name] of names.entries())
    environment.registerVariable(variable(at), types.get(name) ?? 'dyn');
  const program = environment.parse(rewritten.text);
  const checked = program.check();
  const isFit = purpose === 'value' || checked.type === 'bool' || checked.type === 'dyn';
  if (!checked.valid || !isFit) {
    return [{ kind: 'type', ...rewritten.back(typeProblem(checked, text, rewritten.text)) }];
  }
  const context: Record<string, unknown> = {};
  return {
    names,
    type: String(checked.type),
    evaluate: (values) => {
      for (const [at, value] of values.entries()) context[variable(at)] = value;
      try {
        return { given: program(context) };
      } catch (error) {
        return { reason: summaryOf(error) };
      }
    },
  };
}

/** A name that no parameter has, so that it is not replaced again. */
function variable(at: number): string {
  return `value_${at}`;
}

/** An integer and a float give a float, as everywhere except in CEL. */
function withMixedArithmetic(environment: Environment): Environment {
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [operator, of] of Object.entries(operators)) {
    const run = (a: unknown, b: unknown): number => of(Number(a), Number(b));
    environment.registerOperator(`int ${operator} double`, run);
    environment.registerOperator(`double ${operator} int`, run);
  }
  return environment;
}

type Range = Pick<ExpressionProblem, 'text' | 'start' | 'end'>;

function typeProblem(checked: TypeCheckResult, original: string, text: string): Range {
  if (!checked.valid) return problemOf(checked.error, text);
  const type = String(checked.type);
  return {
    text: `it has type ${type}, but must be true or false`,
    start: 0,
    end: Math.max(text.length, original.length),
  };
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly problem: Range } {
  try {
    return { value: run() };
  } catch (error) {
    return { problem: problemOf(error, '') };
  }
}

function problemOf(error: unknown, text: string): Range {
  const range = (error as { readonly range?: { readonly start: number; readonly end: number } }).range;
  return { text: summaryOf(error), start: range?.start ?? 0, end: range?.end ?? text.length };
}

/** The library's message, in the style of a diagnostic. */
function summaryOf(error: unknown): string {
  const { summary, message } = error as { readonly summary?: string; readonly message: string };
  const line = (summary ?? message).split('\n')[0] ?? '';
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1)}`
    .replace('no such overload: ', 'unsupported operation: ')
    .replace('unexpected token: EOF', 'it ends too early');
}

const typeNames: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
  'dyn',
  'cel',
  'math',
]);

/** Macros that introduce a name for the elements that they iterate over. */
const binders: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind']);

function findReferences(
  node: ASTNode,
  types: ReadonlyMap<string, CelType>,
  bound: ReadonlySet<string>,
  references: Reference[],
  unknown: ExpressionProblem[],
): void {
  const visit = (child: ASTNode, names = bound): void =>
    findReferences(child, types, names, references, unknown);
  const path = pathOf(node);
  const { start, end } = node;
  if (path !== null) {
    if (bound.has(path.root) || typeNames.has(path.root)) return;
    if (types.has(path.name)) references.push({ name: path.name, start, end });
    else if ((node.op === '.' || node.op === '[]') && isKnown(node.args[0], types)) visit(node.args[0]);
    else unknown.push({ kind: 'unknown', text: path.name, start, end });
    return;
  }
  switch (node.op) {
    case 'value':
    case 'id':
      return;
    case '.':
    case '.?':
      visit(node.args[0]);
      return;
    case 'call':
      for (const child of node.args[1]) visit(child);
      return;
    case 'rcall': {
      const [name, receiver, [first, ...others]] = node.args;
      visit(receiver);
      const binds = binders.has(name) && first?.op === 'id';
      const inner = binds ? new Set([...bound, first.args]) : bound;
      if (first !== undefined && !binds) visit(first);
      for (const child of others) visit(child, inner);
      return;
    }
    case 'map':
      for (const [key, value] of node.args) {
        visit(key);
        visit(value);
      }
      return;
    case '!_':
    case '-_':
      visit(node.args);
      return;
    default:
      for (const child of node.args) visit(child);
  }
}

/** `a`, `a.b` or `p['a']` as a name; null for anything else. */
function pathOf(node: ASTNode): { readonly root: string; readonly name: string } | null {
  if (node.op === 'id') return { root: node.args, name: node.args };
  if (node.op === '.') {
    const before = pathOf(node.args[0]);
    return before === null || node.args[0].op === '[]'
      ? null
      : { ...before, name: `${before.name}.${node.args[1]}` };
  }
  if (node.op !== '[]') return null;
  const [owner, key] = node.args;
  const isParameter =
    owner.op === 'id' && owner.args === 'p' && key.op === 'value' && typeof key.args === 'string';
  return isParameter ? { root: 'p', name: String(key.args) } : null;
}

/** Whether a parameter is at the beginning of a path: the rest is a part of its value. */
function isKnown(node: ASTNode, types: ReadonlyMap<string, CelType>): boolean {
  const path = pathOf(node);
  if (path !== null && types.has(path.name)) return true;
  return (node.op === '.' || node.op === '[]') && isKnown(node.args[0], types);
}

/** The text with a variable for each reference, and the mapping back to places in the original. */
function rewrite(
  text: string,
  references: readonly Reference[],
  names: readonly string[],
): { readonly text: string; back(range: Range): Range } {
  const ordered = [...references].sort((a, b) => a.start - b.start);
  let rewritten = '';
  let end = 0;
  const shifts: { readonly at: number; readonly original: number }[] = [{ at: 0, original: 0 }];
  let message = (words: string): string => words;
  for (const reference of ordered) {
    rewritten += text.slice(end, reference.start);
    shifts.push({ at: rewritten.length, original: reference.start });
    const name = variable(names.indexOf(reference.name));
    const before = message;
    message = (words) => before(words).replaceAll(name, reference.name);
    rewritten += name;
    end = reference.end;
    shifts.push({ at: rewritten.length, original: end });
  }
  rewritten += text.slice(end);
  const back = (at: number): number => {
    const shift = shifts.findLast((candidate) => candidate.at <= at);
    return shift === undefined ? at : Math.min(text.length, shift.original + at - shift.at);
  };
  return {
    text: rewritten,
    back: (range) => ({ text: message(range.text), start: back(range.start), end: back(range.end) }),
  };
}
