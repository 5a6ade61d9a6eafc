import { resolve } from 'node:path';
import type { Compilation, CompileRequest } from '../compiler/compile.ts';
import { type OptionResource, optionResources } from '../settings/option-layer.ts';
import { defaultSweepName } from '../sweep-directory/sweep-name.ts';
import type { CommandContext } from './context.ts';

/** The options of all commands that compile; each command accepts some of them. */
export interface SweepOptions extends Readonly<Partial<Record<OptionResource, string>>> {
  readonly file?: string;
  readonly target?: readonly string[];
  readonly outputDir?: string;
  readonly name?: string;
  /** Sweeps whose completed tasks the new one takes over. */
  readonly from?: readonly string[];
  readonly remote?: string;
  readonly maxRuns?: number;
  readonly take?: CompileRequest['take'];
  readonly resources?: string;
  readonly group?: string;
  readonly overBudget?: boolean;
}

/** Compiles for a command. Without targets, only the plan is made, and no files. */
export async function compileSweep(
  options: SweepOptions,
  targets: readonly string[],
  context: CommandContext,
): Promise<Compilation> {
  const done = context.announce('compiling the sweep');
  try {
    return await compileAnnounced(options, targets, context);
  } finally {
    done();
  }
}

async function compileAnnounced(
  options: SweepOptions,
  targets: readonly string[],
  context: CommandContext,
): Promise<Compilation> {
  const { compile } = await import('../compiler/compile.ts');
  return compile(compileRequest(options, targets, context));
}

/** A command's request to the compiler. */
export function compileRequest(
  options: SweepOptions,
  targets: readonly string[],
  { workingDirectory, environment, now }: CommandContext,
): CompileRequest {
  return {
    workingDirectory,
    sweepFile: options.file ?? null,
    targets,
    options: {
      ...Object.fromEntries(optionResources.map((name) => [name, options[name]])),
      resources: options.resources,
      group: options.group,
      outputDir: options.outputDir === undefined ? undefined : resolve(workingDirectory, options.outputDir),
    },
    remote: options.remote,
    maxRuns: options.maxRuns ?? null,
    take: options.take ?? null,
    overBudget: options.overBudget === true,
    name: options.name ?? defaultSweepName(now()),
    environment,
  };
}
