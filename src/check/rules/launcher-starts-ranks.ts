import { startDiagnostics } from '../../diagnostics/catalogue/start.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isLauncher, mayLaunch } from '../../plan/launchers.ts';
import type { RuleContext } from '../rule.ts';
import { labelOf } from '../setting-label.ts';

/** Several ranks have exactly one launcher: a launcher that starts another would multiply the ranks. */
export function launcherStartsRanks({ draft, settings, diagnostics }: RuleContext): void {
  const { launcher, ranks } = settings.resources;
  const words = draft.command?.words.map(({ template }) => template) ?? [];
  if (launcher.value === null) {
    if ((ranks.value ?? 1) === 1 || mayLaunch(words)) return;
    const primary = labelOf(ranks.origin, 'no launcher starts these');
    const help = 'add a launcher, such as `launcher: mpirun`, or remove `ranks`';
    diagnostics.add(
      diagnose(startDiagnostics.ranksWithoutLauncher, { ranks: ranks.value ?? 1 }, { primary, help }),
    );
  } else if (isLauncher(words)) {
    const primary = labelOf(launcher.origin, 'starts the whole command');
    const help = 'keep one of the two: `resources.launcher`, or the launcher in `command`';
    const [program] = draft.command?.words ?? [];
    const found = { launcher: launcher.value[0] ?? '', program: program?.text ?? '' };
    diagnostics.add(diagnose(startDiagnostics.launchedTwice, found, { primary, help }));
  }
}
