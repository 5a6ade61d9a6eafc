import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { FailureSettings, RetryRule, StopAfter } from '../plan/run-settings.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parseMemory } from './memory.ts';
import { definedMembers, entryOf, fromFile, isNull, mappingAt, parsedSetting } from './read-node.ts';
import type { Setting, Settled } from './settings.ts';
import { type Parsed, problemWith } from './text-problem.ts';
import { parseWalltime } from './walltime.ts';

/** The causes that `retry` knows, each with the resource that grows and the form of its bound. */
const causes = {
  out_of_memory: { resource: 'memory', parse: parseMemory },
  timeout: { resource: 'walltime', parse: parseWalltime },
} as const;

/** The defaults. */
const TIMES = 1;

/** A task that needs more growth in one step has another problem. */
const LARGEST_FACTOR = 100;

/** Reads `retry` and `stop_after_failures`. */
export function readFailures(root: SyntaxNode, diagnostics: Diagnostics): Partial<Settled<FailureSettings>> {
  const retry = mappingAt(root, 'retry');
  return definedMembers<Settled<FailureSettings>>({
    out_of_memory: readRule(retry, 'out_of_memory', diagnostics),
    timeout: readRule(retry, 'timeout', diagnostics),
    stop_after: parsedSetting(entryOf(root, 'stop_after_failures'), parseStopAfter, diagnostics),
  });
}

/** The origin of a rule is its growth, because errors of the rule are reported there. */
function readRule(
  retry: SyntaxNode | null,
  cause: keyof typeof causes,
  diagnostics: Diagnostics,
): Setting<RetryRule | null> | undefined {
  const entry = entryOf(retry, cause);
  if (entry === null) return undefined;
  if (isNull(entry.value)) return fromFile(null, entry.key.span);
  const { resource, parse } = causes[cause];
  const growth = entryOf(entry.value, resource);
  const factor = parsedSetting(growth, parseGrowth, diagnostics)?.value;
  const bound = parsedSetting(entryOf(entry.value, 'up_to'), parse, diagnostics)?.value ?? null;
  const times = entryOf(entry.value, 'times')?.value;
  if (factor === undefined || factor === null) return undefined;
  return fromFile(
    { factor, up_to: bound, times: times?.kind === 'scalar' ? Number(times.text) : TIMES },
    growth?.value.span ?? entry.value.span,
  );
}

/** Reads `x2` or `x1.5`. */
export function parseGrowth(text: string): Parsed<number> {
  const [, number] = /^[x×]\s*(\d{1,3}(?:\.\d{1,3})?)$/i.exec(text) ?? [];
  const factor = Number(number);
  if (factor > 1 && factor <= LARGEST_FACTOR) return { value: factor };
  const label =
    number === undefined
      ? 'not a factor'
      : factor > 1
        ? `must be at most x${LARGEST_FACTOR}`
        : 'must be above x1';
  return problemWith('growth', text, label, 'write `x2` to double it, or another factor above 1');
}

/** Reads a number of tasks, or a share such as `20%`. */
export function parseStopAfter(text: string): Parsed<StopAfter> {
  const [, digits = '', percent] = /^(\d{1,12}(?:\.\d{1,3})?)\s*(%)?$/.exec(text) ?? [];
  const amount = Number(digits);
  if (percent !== undefined && amount > 0 && amount <= 100) return { value: { percent: amount } };
  if (percent === undefined && amount >= 1 && Number.isInteger(amount)) return { value: { count: amount } };
  const label = percent === undefined ? 'not a valid number of failures' : 'not a valid share of the tasks';
  return problemWith(
    'failures',
    text,
    label,
    'write `20` for a number of failures, or `20%` for a share of the tasks',
  );
}
