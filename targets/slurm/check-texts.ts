import { type Diagnostics, diagnose, type Places, type Plan } from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import type { SlurmOptions } from './options.ts';

const resources = ['gpu_type', 'partition', 'qos', 'account'] as const;
const names = ['constraint', 'reservation', 'exclude', 'container'] as const;

/** Texts that become the value of a directive: one word each, without anything that sbatch takes for more. */
export function checkTexts(
  plan: Plan,
  options: SlurmOptions,
  diagnostics: Diagnostics,
  places: Places,
): void {
  for (const name of resources) checkText(name, plan.resources[name], diagnostics, places.resource(name));
  for (const name of names) checkText(name, options[name], diagnostics, places.option(name));
  checkText('mail.user', options.mail?.user ?? null, diagnostics, places.option('mail', 'user'));
}

function checkText(
  option: string,
  text: string | null,
  diagnostics: Diagnostics,
  span: ReturnType<Places['option']>,
): void {
  if (text === null || /^[^\s\p{C}"'\\#-][^\s\p{C}"'\\#]*$/u.test(text)) return;
  diagnostics.add(
    diagnose(
      slurmDiagnostics.unsafeText,
      { option },
      {
        primary:
          span === undefined
            ? undefined
            : { span, text: 'blanks, quotes, `#`, `\\` or a `-` at the beginning' },
        help: 'write it as on the command line of sbatch, without quotes',
      },
    ),
  );
}
