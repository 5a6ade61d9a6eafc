import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Plan } from '../../plan/plan.ts';
import { resourceClasses } from '../../plan/resource-classes.ts';
import { selectionOptions } from '../driver.ts';
import type { Target } from '../target.ts';
import { readAmounts } from './amounts.ts';
import { checkAbilities, possibleKinds } from './check-abilities.ts';
import { checkClasses } from './check-classes.ts';
import { checkCombinations } from './check-combinations.ts';
import { readDirectives } from './check-directives.ts';
import { checkLauncher, checkNodes, checkPackedNodes } from './check-launcher.ts';
import { checkLimits } from './check-limits.ts';
import { checkRetry } from './check-retry.ts';
import { checkTexts } from './check-texts.ts';
import type { Checks } from './checks.ts';
import type { BatchDefinition } from './definition.ts';
import { batchDiagnostics } from './diagnostics.ts';
import { batchFiles } from './files.ts';
import type { BatchJob, JobPart } from './job.ts';
import { layoutOf } from './layout.ts';
import { nodeShareOf } from './node-share.ts';
import { optionReader } from './option-reader.ts';
import type { BatchOptions } from './options.ts';
import { batchOptionsSchema } from './options-schema.ts';
import { submitResources } from './submit-resources.ts';

/** `Own` are the options that no other scheduler has, `Parsed` is their parsed form. */
export type BatchTarget<Own extends object, Parsed> = Target<BatchOptions & Own, BatchJob<Own, Parsed>>;

/** The target of a scheduler: the kit provides everything that is not specific to the scheduler. */
export function defineBatchTarget<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
): BatchTarget<Own, Parsed> {
  const { name, abilities, resourceOptions } = definition;
  const kinds = batchDiagnostics(definition);
  return {
    name,
    summary: definition.summary,
    options: batchOptionsSchema(definition),
    resourceOptions: {
      same: resourceOptions.same,
      instead: { ...resourceOptions.instead, walltime: 'walltime' },
    },
    honours: definition.honours,
    driver: {
      script: `scripts/submit-${name}.sh`,
      submits: true,
      takes: [
        ...selectionOptions,
        ...submitResources(definition).map(({ option }) => option),
        '--individual',
        ...(abilities.throttles ? (['--throttle'] as const) : []),
      ],
    },
    diagnostics: possibleKinds(kinds, definition),
    prepare(plan, options, diagnostics, places) {
      return prepareClasses(definition, plan, options, { scheduler: definition, kinds, diagnostics, places });
    },
    emit(job, context) {
      return batchFiles(definition, job, context);
    },
  };
}

/** One job per class of resources; problems of several are reported once. */
function prepareClasses<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
  plan: Plan,
  options: BatchOptions & Own,
  checks: Checks,
): BatchJob<Own, Parsed> | null {
  const classes = resourceClasses(plan);
  const several = classes.length > 1;
  const said = new Set<string>();
  const jobs = classes.map(({ resources, count, ranges }, at) => {
    const found = new Diagnostics();
    const part = several ? { number: at + 1, count, ranges } : null;
    const job = prepareJob(
      definition,
      { ...plan, resources },
      options,
      { ...checks, diagnostics: found },
      part,
    );
    for (const each of found.sorted()) {
      const key = `${each.code} ${each.message} ${each.primary?.span.start ?? ''}`;
      if (at === 0 || !said.has(key)) checks.diagnostics.add(each);
      said.add(key);
    }
    return job;
  });
  const [first, ...others] = jobs.filter((job) => job !== null);
  if (first === undefined || others.length + 1 < jobs.length) return null;
  checkClasses([first, ...others], checks);
  return checks.diagnostics.hasErrors ? null : { ...first, others };
}

/** Refuses what the scheduler would refuse or misread, and what would break the scripts. */
function prepareJob<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
  plan: Plan,
  options: BatchOptions & Own,
  checks: Checks,
  part: JobPart | null,
): BatchJob<Own, Parsed> | null {
  const { diagnostics, places, kinds } = checks;
  const reader = optionReader(kinds, definition.submitCommand, diagnostics, places);
  checkTexts(plan, options, reader, places);
  checkAbilities(plan, options, checks);
  const asksForNodes = definition.honours.includes('nodes');
  if (asksForNodes) checkNodes(plan, checks);
  checkLauncher(plan, checks);
  const extra = readDirectives(plan, options, definition.directives, checks);
  const own = definition.parse(options, reader, plan, places);
  const amounts = readAmounts(options, definition, reader);
  if (!reader.isSound) return null;
  const layout = layoutOf({ ...plan, count: part?.count ?? plan.count }, options, amounts, definition.arrays);
  const job = { plan, options, layout, own, extra, part, others: [] };
  if (asksForNodes) checkPackedNodes(plan, layout, checks);
  checkCombinations(job, reader, checks);
  const share = nodeShareOf(job, definition.nodeShare?.(job) ?? {});
  checkLimits(job, amounts, share, checks);
  checkRetry(job, share, checks);
  return diagnostics.hasErrors ? null : job;
}
