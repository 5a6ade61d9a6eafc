import { diagnose, type Places, type Plan, type Report } from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import type { SlurmOptions } from './options.ts';

const names = [
  'gpu_type',
  'partition',
  'qos',
  'account',
  'constraint',
  'reservation',
  'exclude',
  'container',
] as const;

/** Texts that become the value of a directive: one word each, without anything that sbatch takes for more. */
export function checkTexts(plan: Plan, options: SlurmOptions, report: Report, places: Places): void {
  for (const name of names) {
    const resource =
      name === 'gpu_type' || name === 'partition' || name === 'qos' || name === 'account' ? name : null;
    const own = options[name];
    if (own !== null) checkText(name, own, report, places.option(name));
    else if (resource !== null) {
      checkText(name, plan.resources[resource], report, places.resource(resource));
    }
  }
  checkText('mail.user', options.mail?.user ?? null, report, places.option('mail', 'user'));
}

function checkText(
  option: string,
  text: string | null,
  report: Report,
  span: ReturnType<Places['option']>,
): void {
  if (text === null || /^[^\s\p{C}"'\\#-][^\s\p{C}"'\\#]*$/u.test(text)) return;
  report.add(
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
