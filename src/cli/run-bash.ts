import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { quote } from '../shell/shell-word.ts';
import type { CommandContext } from './context.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/** Runs a script on this terminal; `shown` is its path as a user would type it. Returns its exit code. */
export async function runBash(
  script: string,
  words: readonly string[],
  shown: string,
  context: CommandContext,
): Promise<number> {
  const code = await context.run('bash', ['-p', script, ...words]);
  if (code !== null) return code;
  const diagnostics = new Diagnostics();
  diagnostics.add(
    diagnose(
      commandDiagnostics.programMissing,
      { program: 'bash' },
      { help: `install bash, or add it to PATH; then run \`bash ${quote(shown)}\`` },
    ),
  );
  return printDiagnostics(diagnostics, context);
}
