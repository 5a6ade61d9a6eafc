import type { Diagnostics, Places, Plan } from '../../src/target-kit/kit.ts';
import { checkAmounts } from './check-amounts.ts';
import { checkCombinations } from './check-combinations.ts';
import { checkDirectives } from './check-directives.ts';
import { checkLauncher } from './check-launcher.ts';
import { checkLimits } from './check-limits.ts';
import { checkTexts } from './check-texts.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { SlurmOptions } from './options.ts';

/** Refuses what sbatch would refuse or misread, and what would break the contract of the scripts. Null where an amount cannot be read. */
export function checkSlurm(
  plan: Plan,
  options: SlurmOptions,
  diagnostics: Diagnostics,
  places: Places,
): Layout | null {
  checkTexts(plan, options, diagnostics, places);
  checkDirectives(plan, options, diagnostics, places);
  checkLauncher(plan, diagnostics, places);
  // What follows calculates with times and amounts.
  if (!checkAmounts(options, diagnostics, places)) return null;
  const layout = layoutOf(plan, options);
  checkCombinations(options, layout, diagnostics, places);
  checkLimits(plan, options, layout, diagnostics, places);
  return layout;
}
