import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { readBudget } from './read-budget.ts';
import { readCode } from './read-code.ts';
import { readConda, readEnvironment, readSetup } from './read-environment.ts';
import { readFailures } from './read-failures.ts';
import { definedMembers, entryOf, mappingAt, pathSetting, textSetting, withoutNull } from './read-node.ts';
import { readProvenance } from './read-provenance.ts';
import { readRemotes } from './read-remotes.ts';
import { readHpcResources, readLocalResources, readResources } from './read-resources.ts';
import { readProjectTargets, readTargets } from './read-targets.ts';
import { readWandb } from './read-wandb.ts';
import { schedulers } from './schedulers.ts';
import type { Paths, Setting, SettingOrigin, SettingsLayer, Settled } from './settings.ts';

/** Reads the settings of a sweep file with a valid shape; `check` reads the sweep itself. */
export function readSweepLayer(root: SyntaxNode, diagnostics: Diagnostics): SettingsLayer {
  const script = pathSetting(entryOf(root, 'script'), 'script', diagnostics);
  return {
    paths: script === undefined ? {} : { train_script: script },
    resources: readResources(mappingAt(root, 'resources'), diagnostics),
    environment: readEnvironment(mappingAt(root, 'environment'), diagnostics),
    wandb: readWandb(root, diagnostics),
    code: readCode(root, diagnostics),
    provenance: readProvenance(mappingAt(root, 'provenance')),
    budget: readBudget(mappingAt(root, 'budget')),
    failures: readFailures(root, diagnostics),
    targets: readTargets(mappingAt(root, 'targets'), diagnostics),
    remotes: {},
    source: root.span.source,
  };
}

/**
 * Reads the settings of a project or user file with a valid shape. If a file sets the same thing in two forms, the
 * typed form wins: `resources:` over `hpc.default_*` over `local:`, `environment:` over `paths.conda_env` and
 * `local.pre_script`, `targets:` over a scheduler's own section and `local:`.
 */
export function readProjectLayer(root: SyntaxNode, diagnostics: Diagnostics): SettingsLayer {
  const paths = mappingAt(root, 'paths');
  const hpc = mappingAt(root, 'hpc');
  const local = mappingAt(root, 'local');
  const system = readSystem(hpc, diagnostics);
  return {
    paths: definedMembers<Settled<Paths>>({
      python_interpreter: withoutNull(
        pathSetting(entryOf(paths, 'python_interpreter'), 'paths.python_interpreter', diagnostics),
      ),
      train_script: pathSetting(entryOf(paths, 'train_script'), 'paths.train_script', diagnostics),
      config_dir: pathSetting(entryOf(paths, 'config_dir'), 'paths.config_dir', diagnostics),
      output_dir: withoutNull(pathSetting(entryOf(paths, 'output_dir'), 'paths.output_dir', diagnostics)),
    }),
    resources: {
      ...readLocalResources(local, diagnostics),
      ...readHpcResources(hpc, diagnostics),
      ...readResources(mappingAt(root, 'resources'), diagnostics),
    },
    environment: {
      ...readOldEnvironment(paths, local, diagnostics),
      ...readEnvironment(mappingAt(root, 'environment'), diagnostics),
    },
    wandb: readWandb(root, diagnostics),
    code: readCode(root, diagnostics),
    provenance: readProvenance(mappingAt(root, 'provenance')),
    budget: readBudget(mappingAt(root, 'budget')),
    ...(system === undefined ? {} : { system }),
    targets: readProjectTargets(root, system?.value ?? null, diagnostics),
    remotes: readRemotes(mappingAt(root, 'distributed')),
    source: root.span.source,
  };
}

/** `hpc.system`; `auto` is the same as leaving it out. */
function readSystem(hpc: SyntaxNode | null, diagnostics: Diagnostics): Setting<string | null> | undefined {
  const setting = textSetting(entryOf(hpc, 'system'), 'hpc.system', diagnostics);
  if (setting?.value === 'auto') return { value: null, origin: setting.origin };
  if (setting !== undefined && setting.value !== null)
    checkSystem(setting.value, setting.origin, diagnostics);
  return setting;
}

/** A scheduler without a target is not refused: the machine may still have it. */
function checkSystem(name: string, origin: SettingOrigin, diagnostics: Diagnostics): void {
  const known = [...schedulers.map((scheduler) => scheduler.name), 'local', 'auto'];
  if (known.includes(name)) return;
  const close = didYouMean(name, known);
  const list = known.map((each) => `\`${each}\``).join(', ');
  const primary = origin.kind === 'file' ? { span: origin.span, text: 'unknown scheduler' } : undefined;
  const help = close === undefined ? `write one of ${list}` : `did you mean \`${close}\`?`;
  diagnostics.add(diagnose(settingsDiagnostics.unknownSystem, { name }, { primary, help }));
}

/** `paths.conda_env` and `local.pre_script`, the original's names for parts of `environment:`. */
function readOldEnvironment(
  paths: SyntaxNode | null,
  local: SyntaxNode | null,
  diagnostics: Diagnostics,
): SettingsLayer['environment'] {
  const conda = readConda(entryOf(paths, 'conda_env'), diagnostics);
  const setup = readSetup(entryOf(local, 'pre_script'), 'local.pre_script', diagnostics);
  return { ...(conda === undefined ? {} : { conda }), ...(setup === undefined ? {} : { setup }) };
}
