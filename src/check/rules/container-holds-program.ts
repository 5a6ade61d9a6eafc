import { startDiagnostics } from '../../diagnostics/catalogue/start.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isImageFile } from '../../plan/container-paths.ts';
import type { RuleContext } from '../rule.ts';
import { labelOf } from '../setting-label.ts';

/**
 * The image exists and contains what the program needs. Only warnings: a sweep may be compiled on another machine than the one it runs
 * on, and an environment may be meant for the container runtime itself.
 */
export function containerHoldsProgram({ settings, facts, diagnostics }: RuleContext): void {
  const { container, conda, venv } = settings.environment;
  if (container.value === null) return;
  const { image, runtime } = container.value;
  if (isImageFile(runtime, image) && !facts.fileExists(image) && !facts.directoryExists(image)) {
    const primary = labelOf(container.origin, 'no such file');
    const help = 'build it before the sweep starts, or correct the path: it is relative to the project root';
    diagnostics.add(diagnose(startDiagnostics.imageMissing, { path: image }, { primary, help }));
  }
  for (const [setting, { value, origin }] of Object.entries({ conda, venv })) {
    if (value === null) continue;
    const primary = labelOf(origin, 'not visible to the program inside');
    const help = `install what the program needs in the image, and set \`${setting}: null\``;
    diagnostics.add(diagnose(startDiagnostics.outsideContainer, { setting }, { primary, help }));
  }
}
