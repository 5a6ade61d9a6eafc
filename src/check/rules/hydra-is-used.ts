import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';
import { runsItself } from '../runs-itself.ts';
import { scriptOf } from '../script-of.ts';

/** Without `args`, parameters are passed as Hydra overrides, so the script should use Hydra, if it can be read. */
export function hydraIsUsed({ draft, settings, facts, diagnostics }: RuleContext): void {
  const script = scriptOf(draft, settings);
  if (script === null || draft.root.entries.some(({ key }) => key.text === 'args')) return;
  const text = facts.fileText(script);
  if (
    text === null ||
    text.trim() === '' ||
    /hydra/i.test(text) ||
    !(script.endsWith('.py') || runsItself(script, facts))
  )
    return;
  const { origin } = settings.paths.train_script;
  const span = draft.command?.node.span ?? (origin.kind === 'file' ? origin.span : undefined);
  const help = `set how the script takes its parameters: ${argsFor(text)}`;
  const primary = span && { span, text: 'does not use Hydra' };
  diagnostics.add(diagnose(passingDiagnostics.hydraUnused, { script }, { primary, help }));
}

/** What to write, judging by the text of the script, the likeliest first. */
function argsFor(text: string): string {
  const ways = [
    [/\bargparse\b|\bclick\b|\btyper\b/, '`args: argparse` (`--lr 0.1`)'],
    [/\bos\.(?:environ|getenv)\b|\bgetenv\b/, '`args: env` (the variable `lr=0.1`)'],
    [/$/, '`args: ["{name}={value}"]` (`lr=0.1`)'],
    [/$/, '`args: ["{value}"]` (`0.1`)'],
  ] as const;
  const [first, second, third, fourth] = [
    ...ways.filter(([pattern]) => pattern.test(text)),
    ...ways.filter(([pattern]) => !pattern.test(text)),
  ].map(([, way]) => way);
  return `${first}, ${second}, ${third} or ${fourth}`;
}
