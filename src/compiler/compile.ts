import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { checkSweep } from '../check/check-sweep.ts';
import { loadExpressions } from '../check/expression-language.ts';
import { lower, type Selection } from '../check/lower.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { DIRECTORIES } from '../plan/cost.ts';
import type { Plan, PlanSource } from '../plan/plan.ts';
import type { Resources } from '../plan/run-settings.ts';
import { type EnvironmentVariables, findProject, type Project } from '../project/find-project.ts';
import { readSweepFile } from '../project/read-inputs.ts';
import { readFileLayers, reportUnset } from '../project/read-settings.ts';
import { machineOf } from '../settings/machine.ts';
import { mergeSettings } from '../settings/merge.ts';
import { optionLayer, type SettingOptions } from '../settings/option-layer.ts';
import { readSweepLayer } from '../settings/read-layer.ts';
import { remoteLayer } from '../settings/remote-layer.ts';
import type { Settings, SettingsLayer } from '../settings/settings.ts';
import { overviewPaths } from '../sweep-directory/file-names.ts';
import type { SweepFile } from '../sweep-directory/sweep-file.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import type { Driver } from '../target-kit/driver.ts';
import { checkBudget } from './check-budget.ts';
import { checkTargetNames, settleTargets } from './discover-targets.ts';
import { emitScripts, readyTargets, resourcesOf } from './emit-sweep.ts';
import { sweepDirectory } from './new-directory.ts';
import { packagePaths } from './package-paths.ts';
import { planFiles, sweepFile } from './plan-files.ts';
import { projectFacts } from './project-facts.ts';
import { regenerateCommand } from './regenerate-command.ts';
import { generator } from './version.ts';

/** What to compile, and for which targets. Everything that depends on the machine or the time is passed in here. */
export interface CompileRequest {
  /** Absolute; typed paths are relative to it. */
  readonly workingDirectory: string;
  /** As typed; null for the project's default. */
  readonly sweepFile: string | null;
  /** Names of targets to check and emit for; without any, only a plan is made, and no files. */
  readonly targets: readonly string[];
  /** Settings from the command line; they override every file. */
  readonly options: SettingOptions;
  /** The remote machine, by its name in `distributed.remotes` or for ssh. */
  readonly remote?: string | undefined;
  /** Keep only the first tasks; null keeps all. */
  readonly maxRuns: number | null;
  /** Select this many tasks at random, before `maxRuns` is applied; all by default. */
  readonly take?: Selection['take'];
  /** The sweep id, which is the name of its directory and is not in any file. */
  readonly name: string;
  /** Whether the sweep may be over budget. */
  readonly overBudget?: boolean;
  /** Environment variables that locate the user's settings and the interpreter. */
  readonly environment: EnvironmentVariables;
  /** Changes the settings or the plan after they were read, to find the lines that depend on them. */
  readonly variation?: Variation | undefined;
}

/** Settings or a plan that differ from the files. */
export interface Variation {
  settings?(settings: Settings): Settings;
  plan?(plan: Plan): Plan;
}

export interface Compilation {
  readonly diagnostics: Diagnostics;
  readonly project: Project;
  /** The merged layers; built-in values if a file is invalid. */
  readonly settings: Settings;
  /** Null after errors. */
  readonly plan: Plan | null;
  /** The resources of a task, as the first of the targets gets them. */
  readonly resources: Resources;
  /** The driver of each built target, including those required by others; by name. */
  readonly drivers: ReadonlyMap<string, Driver>;
  /** The files of the sweep directory, without those that `writeSweep` adds; none after errors. */
  readonly files: readonly SweepFile[];
  /** The sweep directory, absolute; null after errors. */
  readonly directory: string | null;
}

/** Compiles a sweep. Writes nothing; all problems of the input are in the diagnostics. */
export async function compile(request: CompileRequest): Promise<Compilation> {
  const diagnostics = new Diagnostics();
  const project = findProject(request.workingDirectory, {
    file: request.sweepFile ?? undefined,
    environment: request.environment,
  });
  const unbuilt = (settings: Settings): Compilation => {
    const resources = resourcesOf(settings, request.targets[0]);
    return {
      diagnostics,
      project,
      settings,
      plan: null,
      resources,
      drivers: new Map(),
      files: [],
      directory: null,
    };
  };

  const sweep = readSweepFile(project.sweepFile, request.workingDirectory, diagnostics);
  const paths = packagePaths();
  const read = settle(request, project, sweep?.root ?? null, diagnostics);
  const merged = request.variation?.settings?.(read) ?? read;
  const settled = await settleTargets(merged, paths);
  const { settings } = settled;
  if (sweep === null) return unbuilt(settings);

  checkTargetNames(settings.targets, paths, diagnostics);
  const machine = request.remote === undefined ? null : machineOf(request.remote, settings);
  const facts = projectFacts(project, request.workingDirectory, request.environment, machine);
  await loadExpressions(sweep.root);
  const checked = checkSweep(sweep.root, settings, facts, diagnostics);
  if (checked === null || diagnostics.hasErrors) return unbuilt(settings);

  const lowered = lower(checked, planSource(project, sweep.bytes), generator, {
    maxRuns: request.maxRuns,
    take: request.take ?? null,
  });
  const plan = request.variation?.plan?.(lowered) ?? lowered;
  if (reportUnset(settings, request.environment, diagnostics)) return unbuilt(settings);
  const directory = sweepDirectory(project.root, settings, request.name, request.environment);
  const resources = resourcesOf(settings, request.targets[0]);
  const checksBudget = (files: number): boolean => {
    if (request.overBudget !== true) checkBudget(plan, resources, files, settings, diagnostics);
    return !diagnostics.hasErrors;
  };
  if (request.targets.length === 0) {
    if (!checksBudget(0)) return unbuilt(settings);
    return { ...unbuilt(settings), plan, directory: directory.path };
  }

  const targets = await readyTargets(request.targets, plan, settled, paths, diagnostics);
  if (diagnostics.hasErrors) return unbuilt(settings);
  const context = { projectPath: directory.projectPath, regenerate: regenerateCommand(request, project) };
  const scripts = await emitScripts(targets, plan, context, paths);
  const files = [...planFiles(plan, sweep.bytes), ...scripts.map(sweepFile)];
  if (!checksBudget(files.length + overviewPaths.length + DIRECTORIES)) return unbuilt(settings);
  const drivers = new Map(targets.map(({ target: { name, driver } }) => [name, driver]));
  return { diagnostics, project, settings, plan, resources, drivers, files, directory: directory.path };
}

/** Merges all layers of settings, highest first. */
function settle(
  request: CompileRequest,
  project: Project,
  sweep: SyntaxNode | null,
  diagnostics: Diagnostics,
): Settings {
  const files = readFileLayers(project, request.workingDirectory, diagnostics);
  const layers: (SettingsLayer | null)[] = [
    optionLayer(request.options, diagnostics),
    request.remote === undefined
      ? null
      : remoteLayer(request.remote, mergeSettings(files.layers).remotes, diagnostics),
    sweep === null ? null : readSweepLayer(sweep, diagnostics),
    ...files.layers,
  ];
  return mergeSettings(
    layers.filter((layer) => layer !== null),
    files.isComplete,
  );
}

function planSource(project: Project, bytes: Uint8Array): PlanSource {
  const path = relative(project.root, project.sweepFile).split(sep).join('/');
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}
