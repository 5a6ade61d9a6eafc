import { settingsDiagnostics } from '../../diagnostics/catalogue/settings.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';

/** `paths.config_dir` exists and is used, by Hydra in a command that hsm makes. */
export function configDirectory({ draft, settings, facts, diagnostics }: RuleContext): void {
  const { value: path, origin } = settings.paths.config_dir;
  if (path === null || draft.command !== null) return;
  const primary = (text: string) => (origin.kind === 'file' ? { span: origin.span, text } : undefined);
  if (draft.convention.kind !== 'hydra') {
    const help = 'remove it, or pass the directory to the program under `defaults`';
    diagnostics.add(
      diagnose(
        settingsDiagnostics.configDirectoryUnused,
        {},
        { primary: primary('only used by Hydra'), help },
      ),
    );
  } else if (!facts.directoryExists(path)) {
    const help = 'set `paths.config_dir` to the directory that contains the configs, or remove it';
    const details = { primary: primary('no such directory'), help };
    diagnostics.add(diagnose(settingsDiagnostics.configDirectoryMissing, { path }, details));
  }
}
