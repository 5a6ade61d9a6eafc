import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRenderer } from '../../src/emit/render.ts';

/**
 * The result of a function of the emitted scripts for each text: `call` prints it for `$text`. A text that is refused
 * gives `refused` and the exit code. `templates` are those that the function needs.
 */
export function readByScripts(
  templates: readonly string[],
  call: string,
  texts: readonly string[],
): readonly string[] {
  const render = createRenderer([fileURLToPath(new URL('../../templates', import.meta.url))]);
  const functions = templates.map((name) => render(name, {})).join('\n');
  const script = `set -euo pipefail
${functions}
for text; do
  (${call}) 2>/dev/null || printf 'refused %s\\n' "$?"
done
`;
  const bash = process.env['HSM_TEST_BASH'] ?? 'bash';
  const output = execFileSync(bash, ['-c', script, 'test', ...texts], { encoding: 'utf8' });
  return output.trimEnd().split('\n');
}
