import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { readConda, readEnvironment, readSetup } from './read-environment.ts';
import { definedMembers, entryOf, mappingAt, pathSetting, textSetting, withoutNull } from './read-node.ts';
import { readHpcResources, readLocalResources, readResources } from './read-resources.ts';
import { readProjectTargets, readSections, readTargets } from './read-targets.ts';
import { readWandb } from './read-wandb.ts';
import { schedulers } from './schedulers.ts';
import type { Paths, Setting, SettingOrigin, SettingsLayer, Settled } from './settings.ts';

/** Reads the settings of a sweep file whose shape is right; the sweep itself is for `check`. */
export function readSweepLayer(root: SyntaxNode, report: Report): SettingsLayer {
  const script = pathSetting(entryOf(root, 'script'), 'script', report);
  return {
    paths: script === undefined ? {} : { train_script: script },
    resources: readResources(mappingAt(root, 'resources'), report),
    environment: readEnvironment(mappingAt(root, 'environment'), report),
    wandb: readWandb(root, report),
    targets: readTargets(mappingAt(root, 'targets'), report),
    remotes: {},
    source: root.span.source,
  };
}

/**
 * Reads the settings of a project or user file whose shape is right. Where a file says one thing in two forms, the
 * typed form wins: `resources:` over `hpc.default_*` over `local:`, `environment:` over `paths.conda_env` and
 * `local.pre_script`, `targets:` over a scheduler's own section and `local:`.
 */
export function readProjectLayer(root: SyntaxNode, report: Report): SettingsLayer {
  const paths = mappingAt(root, 'paths');
  const hpc = mappingAt(root, 'hpc');
  const local = mappingAt(root, 'local');
  const system = readSystem(hpc, report);
  return {
    paths: definedMembers<Settled<Paths>>({
      python_interpreter: withoutNull(
        pathSetting(entryOf(paths, 'python_interpreter'), 'paths.python_interpreter', report),
      ),
      train_script: pathSetting(entryOf(paths, 'train_script'), 'paths.train_script', report),
      config_dir: pathSetting(entryOf(paths, 'config_dir'), 'paths.config_dir', report),
      output_dir: withoutNull(pathSetting(entryOf(paths, 'output_dir'), 'paths.output_dir', report)),
    }),
    resources: {
      ...readLocalResources(local, report),
      ...readHpcResources(hpc, report),
      ...readResources(mappingAt(root, 'resources'), report),
    },
    environment: {
      ...readOldEnvironment(paths, local, report),
      ...readEnvironment(mappingAt(root, 'environment'), report),
    },
    wandb: readWandb(root, report),
    ...(system === undefined ? {} : { system }),
    targets: readProjectTargets(root, system?.value ?? null, report),
    remotes: readSections(mappingAt(mappingAt(root, 'distributed'), 'remotes')),
    source: root.span.source,
  };
}

/** `hpc.system`; `auto` is what stands there when nothing does. */
function readSystem(hpc: SyntaxNode | null, report: Report): Setting<string | null> | undefined {
  const setting = textSetting(entryOf(hpc, 'system'), 'hpc.system', report);
  if (setting?.value === 'auto') return { value: null, origin: setting.origin };
  if (setting !== undefined && setting.value !== null) checkSystem(setting.value, setting.origin, report);
  return setting;
}

/** A scheduler that no target is for may still be the machine's, so it is not refused. */
function checkSystem(name: string, origin: SettingOrigin, report: Report): void {
  const known = [...schedulers.map((scheduler) => scheduler.name), 'local', 'auto'];
  if (known.includes(name)) return;
  const close = didYouMean(name, known);
  const list = known.map((each) => `\`${each}\``).join(', ');
  const primary =
    origin.kind === 'file' ? { span: origin.span, text: 'not a scheduler that is known' } : undefined;
  const help = close === undefined ? `write one of ${list}` : `did you mean \`${close}\`?`;
  report.add(diagnose(settingsDiagnostics.unknownSystem, { name }, { primary, help }));
}

/** `paths.conda_env` and `local.pre_script`, the original's words for parts of `environment:`. */
function readOldEnvironment(
  paths: SyntaxNode | null,
  local: SyntaxNode | null,
  report: Report,
): SettingsLayer['environment'] {
  const conda = readConda(entryOf(paths, 'conda_env'), report);
  const setup = readSetup(entryOf(local, 'pre_script'), 'local.pre_script', report);
  return { ...(conda === undefined ? {} : { conda }), ...(setup === undefined ? {} : { setup }) };
}
