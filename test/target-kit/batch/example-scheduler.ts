import { Diagnostics } from '../../../src/diagnostics/diagnostics.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { readOptions } from '../../../src/schema/defaults.ts';
import { parseYaml } from '../../../src/syntax/parse.ts';
import { defineBatchTarget } from '../../../src/target-kit/batch/define-batch-target.ts';
import type { BatchDefinition } from '../../../src/target-kit/batch/definition.ts';
import type { BatchJob } from '../../../src/target-kit/batch/job.ts';
import type { BatchOptions } from '../../../src/target-kit/batch/options.ts';
import type { Target } from '../../../src/target-kit/target.ts';
import { planOf as emptyPlan } from '../../plan/blocks.ts';

/** A scheduler with almost no features. */
export const example: BatchDefinition<{ readonly colour: string | null }, string> = {
  name: 'example',
  prefix: 'EX',
  title: 'Example',
  summary: 'submit the tasks to an example of a scheduler',
  submitCommand: 'exsub',
  directive: '#EX',
  queue: 'queue',
  examples: {
    directive: '-w',
    malformed: 'w',
    reserved: '-t 1-5',
    typed: '-m 16gb',
    job: '12[3]',
    dependency: 'afterok:12',
  },
  abilities: {
    requeues: false,
    throttles: false,
    severalQueues: false,
    severalCpus: false,
    mailEvents: ['end', 'fail'],
  },
  arrays: { defaultSize: 10, isBeyond: false, sizeIs: 'how long an array may be', jobsAre: 'most jobs' },
  dialect: {
    indexes: 'range',
    warnsBeforeEnd: false,
    tellsEnd: false,
    sharesSteps: false,
    countsRestarts: false,
    plainJob: true,
    environment: { prefix: 'EX_', server: ['EX_HOST'], more: [] },
    identity: null,
    holdWord: '-h',
    testWords: '',
    ownJobs: 'exstat -u',
    nameSearch: 'exstat -n',
    rerunCommand: '',
    requeueCode: 0,
    plainNames: true,
    knowsScripts: false,
    severalClusters: false,
    tellsCosts: false,
    reopensLog: true,
    forgetsEnded: true,
    retryingWords: 'waiting',
    refusals: { full: ['too many'], tellsFull: false, passing: ['busy'] },
  },
  options: { colour: { type: ['string', 'null'], default: null, description: 'a colour' } },
  resourceOptions: { same: { cores: 'cpus', queue: 'partition' }, instead: {} },
  honours: ['walltime', 'cpus', 'partition'],
  launchers: ['exrun'],
  directives: {
    read: (text) => (/^-[a-z]$/.test(text) ? { option: text, value: null } : null),
    form: 'write `-w`',
    reserved: { '-t': 'remove it' },
    typed: { '-m': 'resources.memory' },
    lines: ({ plan, extra }) => [`-c ${plan.resources.cpus}`, ...extra.map(({ option }) => option)],
  },
  parse({ colour }, reader) {
    reader.word('colour', colour);
    return colour ?? 'white';
  },
};

/** A plan with this number of tasks and only the given requests. */
export function planOf(count: number, resources: Partial<Plan['resources']> = {}): Plan {
  const plan = emptyPlan({ blocks: [] }, count);
  return { ...plan, resources: { ...plan.resources, ...resources } };
}

/** The result of options in YAML, with their diagnostics as `CODE message | help`. */
export function prepare(
  target: Target<BatchOptions, BatchJob>,
  options: string,
  plan: Plan,
): { readonly job: BatchJob | null; readonly found: readonly string[] } {
  const diagnostics = new Diagnostics();
  const node = parseYaml({ path: 'options.yaml', text: options }, diagnostics);
  const read = readOptions<BatchOptions>(node, target.options, diagnostics);
  const places = { option: () => undefined, resource: () => undefined, retry: () => undefined };
  const job = read === null ? null : target.prepare(plan, read, diagnostics, places);
  const found = diagnostics.sorted().map(({ code, message, help }) => `${code} ${message} | ${help ?? ''}`);
  return { job, found };
}

export const target: Target<BatchOptions, BatchJob> = defineBatchTarget(example);
