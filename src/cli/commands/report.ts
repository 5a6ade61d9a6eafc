import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { packagePaths } from '../../compiler/package-paths.ts';
import { commandDiagnostics } from '../../diagnostics/catalogue/command.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { tryToWrite } from '../../diagnostics/try-to-write.ts';
import { shownPath } from '../../project/read-inputs.ts';
import { reportHtml, reportMark } from '../../report/html.ts';
import type { ReportModel } from '../../report/model.ts';
import { bestRows } from '../../report/ranking.ts';
import { summaryOf } from '../../report/summary.ts';
import { columnNamed, columnsOf } from '../../report/table.ts';
import { reportPath } from '../../sweep-directory/file-names.ts';
import { isForeign, writeAtomically } from '../../sweep-directory/report-file.ts';
import type { PastSweep } from '../../sweep-directory/sweeps.ts';
import type { CommandContext, Finish } from '../context.ts';
import { gatherReport, type ReportChoices } from '../gather-report.ts';
import { lostOption, sweepArgument } from '../options.ts';
import { readPageAssets } from '../page-assets.ts';
import { findPastSweep } from '../past-sweep.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { plainText } from '../text-table.ts';

interface ReportOptions extends ReportChoices {
  readonly output?: string;
  readonly json?: true;
}

/** Standard output, as `-o` names it. */
const STANDARD_OUTPUT = '-';

/** `hsm report`: a page about a sweep, as a single file that a browser can open from disk. */
export function createReport(context: CommandContext, finish: Finish): Command {
  return new Command('report')
    .description('write an HTML page about a sweep: states, results, plots, failures')
    .addArgument(sweepArgument())
    .addOption(
      new Option(
        '-o, --output <file>',
        `output file, or - for standard output (default: ${reportPath} in the sweep directory)`,
      ),
    )
    .addOption(new Option('--metric <name>', 'metric that ranks tasks (default: the objective)'))
    .addOption(
      new Option('--goal <goal>', 'whether lower or higher values are better').choices([
        'minimize',
        'maximize',
      ]),
    )
    .addOption(lostOption())
    .addOption(new Option('--json', 'print the counts and the best runs as JSON instead of writing a page'))
    .addHelpText('after', '\nExample:\n  $ hsm report learning-rate --metric accuracy')
    .action(async (argument: string | undefined, options: ReportOptions) => {
      const sweep = await findPastSweep(argument, context);
      finish(sweep === null ? 1 : await makeReport(sweep, options, context));
    });
}

async function makeReport(
  sweep: PastSweep,
  options: ReportOptions,
  context: CommandContext,
): Promise<number> {
  const diagnostics = new Diagnostics();
  const model = await gatherReport(sweep, options, diagnostics, context);
  if (model !== null) {
    if (options.json) context.write(`${JSON.stringify(summaryOf(model), null, 2)}\n`);
    else writePage(model, options, diagnostics, context);
  }
  return printDiagnostics(diagnostics, context);
}

/** A file that is not a report is only replaced if the user names it. */
function writePage(
  model: ReportModel,
  { output, metric }: ReportOptions,
  diagnostics: Diagnostics,
  context: CommandContext,
): void {
  const html = reportHtml(model, readPageAssets(packagePaths().reportPage));
  if (output === STANDARD_OUTPUT) {
    context.write(html);
    return;
  }
  const path =
    output === undefined ? join(model.directory, reportPath) : resolve(context.workingDirectory, output);
  const shown = shownPath(path, context.workingDirectory);
  if (output === undefined && isForeign(path, reportMark)) {
    const help = 'pass it with `-o` to replace it, or choose another file';
    diagnostics.add(diagnose(commandDiagnostics.reportNotOurs, { path: shown }, { help }));
    return;
  }
  if (tryToWrite(shown, diagnostics, () => writeAtomically(path, html)) === null) return;
  context.write(`wrote ${shown}\n${bestLine(model, metric !== undefined)}`);
}

/** The best run, as text; null if no metric is known. Duration is used only if requested. */
function bestLine(model: ReportModel, isAsked: boolean): string {
  const metric = columnNamed(model, model.metric ?? '');
  if (model.replication !== null) return bestMeanLine(model, metric.name);
  const [best] = bestRows(metric, model.goal, 1);
  if (best === undefined || (metric.kind !== 'metric' && !isAsked)) return '';
  const parameters = columnsOf(model, 'parameter')
    .map(({ name, values }) => [name, values[best]] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`);
  const task = columnNamed(model, 'task').values[best];
  const state = columnNamed(model, 'state').values[best];
  const which = `task ${task}${state === 'completed' ? '' : ` (${state})`}`;
  const line = `best ${metric.name}: ${metric.values[best]}, ${which}: ${parameters.join(' ')}`;
  return `${plainText(line)}\n`;
}

/** The configuration with the best mean. */
function bestMeanLine(model: ReportModel, metric: string): string {
  const [best] = summaryOf(model).configurations ?? [];
  const found = best?.metrics[metric];
  if (best === undefined || found === undefined || found.mean === null) return '';
  const spread = found.low === null ? '' : ` (95% confidence interval: ${found.low} to ${found.high})`;
  const parameters = Object.entries(best.parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`);
  return `${plainText(`best mean of ${metric}: ${found.mean}${spread}, ${found.count} tasks: ${parameters.join(' ')}`)}\n`;
}
