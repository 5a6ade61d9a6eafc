import type { Plan } from '../../plan/plan.ts';
import type { Metric, ResultSource } from '../../plan/run-settings.ts';
import { elementBytes } from '../../shell/array-element.ts';
import { parsePattern } from '../../shell/portable-pattern.ts';
import { quote } from '../../shell/shell-word.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

import { fieldText } from '../field-text.ts';
import { parameterBlocks } from '../parameter-view.ts';
import { placeOf } from '../place-of.ts';

/**
 * `scripts/collect.sh` and `collect.awk`, which are the same in every sweep, and `columns.sh`, which is specific to
 * this one.
 */
export function collectScripts(plan: Plan, context: EmitContext): readonly EmittedFile[] {
  return [
    {
      path: 'scripts/collect.sh',
      text: context.render('collect.sh', collectView(plan, context)),
      executable: true,
      summary: 'writes `results.csv`: one row per task, with its parameters, state and metrics',
    },
    {
      path: 'scripts/columns.sh',
      text: context.render('columns.sh', columnsView(plan, context)),
      executable: false,
      summary: 'the columns of `results.csv`: parameter values and sources of metrics; `collect.sh` reads it',
    },
    {
      path: 'scripts/collect.awk',
      text: context.render('collect/program', programView(plan, context)),
      executable: false,
      summary: "reads the tasks' results files; `collect.sh` runs it",
    },
  ];
}

function programView(plan: Plan, context: EmitContext): object {
  const title = "Reads the tasks' results files and writes the table of a sweep.";
  const usage = ['collect.sh runs this program; it is the same for every sweep.'];
  return headerView(plan, context, title, usage, 'awk');
}

function collectView(plan: Plan, context: EmitContext): object {
  return headerView(
    plan,
    context,
    'Collects parameters, states and metrics into a table with one row per task.',
    [
      'collect.sh [--output FILE] [--format csv|tsv|jsonl] [--only 1,5-8] [--lost HOST] [--archive]',
      '           [--over replicates]',
      '',
      '  --output FILE  the output file (default: results.csv in the sweep directory), or - for standard output',
      '  --format NAME  csv (RFC 4180), tsv (for awk and cut), or jsonl (one JSON object per line)',
      '  --only 1,5-8   only these tasks; with @FILE, those listed in a file',
      "  --where WORDS  only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
      '  --lost HOST    treat unfinished tasks of HOST as lost, because the host is gone',
      '  --over replicates',
      '                 one row per configuration: n, mean, standard deviation and 95% interval of each metric, over',
      '                 the completed tasks that differ only in `replicates` (default file: configurations.csv)',
      '  --archive      also pack the sweep directory into SWEEP_ID.tar.gz, with a digest of every file',
      '',
      'Columns: the task, its parameters, its state, exit code, duration in seconds, host, attempt, start and',
      'end, and the metrics from `results` in the sweep file. A second run only reads what changed.',
    ],
  );
}

function columnsView(plan: Plan, context: EmitContext): object {
  const title = "Defines the columns of this sweep's table.";
  const usage = ['collect.sh reads this file; it does nothing on its own.'];
  const blocks = parameterBlocks(plan);
  return {
    ...headerView(plan, context, title, usage, 'sourced'),
    blocks,
    bytes: elementBytes(blocks),
    projectPath: quote(context.projectPath),
    replicates: (plan.replicates ?? []).map((name) => quote(fieldText(name))),
    sources: (plan.results?.sources ?? []).map((source) => ({
      format: source.format,
      file: quote(fieldText(source.file)),
      place: placeOf(plan, source.origin),
      metrics: (source.metrics ?? []).map((metric) => metricWords(source, metric)),
    })),
  };
}

/** Name, aggregate and key of a metric; for a log the three parts of its pattern. */
function metricWords({ format }: ResultSource, { name, key, take }: Metric): string {
  return [name, take, ...(format === 'log' ? patternParts(key) : [key])]
    .map((text) => (text === '' ? "''" : quote(fieldText(text))))
    .join(' ');
}

function patternParts(text: string): readonly string[] {
  const { pattern, problem } = parsePattern(text);
  if (pattern === undefined) throw new Error(`the pattern ${text} was not checked: ${problem.label}`);
  return [pattern.before, pattern.taken, pattern.after];
}
