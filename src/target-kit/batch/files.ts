import { quote } from '../../shell/shell-word.ts';
import { headerView } from '../header-view.ts';
import type { EmitContext, EmittedFile } from '../target.ts';
import type { BatchDefinition } from './definition.ts';
import { type BatchJob, jobScript } from './job.ts';
import { resourcesText, resourcesView } from './submit-resources.ts';
import { jobUsage, probeUsage, queueUsage, retryUsage, submitUsage } from './usage.ts';
import { commonView, jobView, retryView, submitView } from './views.ts';

/** The scripts of a scheduler's target: the job script, and the scripts that submit it, list the jobs, and probe the limits. */
export function batchFiles<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
  job: BatchJob<Own, Parsed>,
  context: EmitContext,
): readonly EmittedFile[] {
  const { name, title, submitCommand, directives } = definition;
  const common = { ...commonView(definition, job), ...definition.view?.(job) };
  const script = (
    template: string,
    path: string,
    summary: string,
    header: { title: string; usage: readonly string[]; use: 'run' | 'start' },
    view: object,
  ): EmittedFile => ({
    path: `scripts/${path}`,
    text: context.render(`batch/${template}.sh`, {
      ...common,
      ...headerView(job.plan, context, header.title, header.usage, header.use),
      ...view,
    }),
    executable: true,
    summary,
  });
  const jobScripts = [job, ...job.others].map((each) => {
    const file = jobScript(name, each);
    const of = each.part === null ? '' : ` of class ${each.part.number} of resources`;
    return script(
      'job',
      file,
      `the job script${of}; \`${submitCommand} scripts/${file}\` works too`,
      {
        title: 'A job of this sweep: runs the tasks of one element of a job array.',
        usage: jobUsage(definition),
        use: 'start',
      },
      {
        ...commonView(definition, each),
        ...definition.view?.(each),
        resourcesText: quote(resourcesText(definition, each)),
        ...jobView(
          name,
          each,
          directives.lines(each).map((line) => `${definition.directive} ${line}`),
        ),
      },
    );
  });
  return [
    ...jobScripts,
    script(
      'submit',
      `submit-${name}.sh`,
      'submits the unfinished tasks, in as many job arrays as necessary',
      {
        title: `Submits this sweep to ${title}.`,
        usage: submitUsage(definition, job.layout.workers !== null, definition.honours.includes('qos')),
        use: 'start',
      },
      {
        ...submitView(job, definition),
        ...resourcesView(definition, job),
      },
    ),
    ...(job.plan.retry === undefined
      ? []
      : [
          script(
            'retry',
            `retry-${name}.sh`,
            'retries tasks that ran out of memory or timed out, with more; runs in a job after a submission',
            {
              title: `Retries the tasks that ran out of memory or timed out in a submission to ${title}.`,
              usage: retryUsage(definition),
              use: 'start',
            },
            retryView(job.plan.retry),
          ),
        ]),
    script(
      'queue',
      `queue-${name}.sh`,
      'lists the jobs of this sweep in the queue, for status.sh and cancel.sh',
      { title: 'Lists the jobs of this sweep.', usage: queueUsage(definition), use: 'run' },
      {},
    ),
    script(
      'probe',
      `probe-${name}.sh`,
      'prints the limits of a cluster for `hsm_config.yaml`',
      { title: 'Prints the limits of this cluster as settings.', usage: probeUsage(definition), use: 'run' },
      {},
    ),
  ];
}
