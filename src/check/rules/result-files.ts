import { resultDiagnostics } from '../../diagnostics/catalogue/results.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';

/** A results file is given by its path in the task's directory, without wildcards. */
export function resultFiles({ draft: { results }, diagnostics }: RuleContext): void {
  for (const { node } of results.flatMap(({ files }) => files)) {
    const problem = problemOf(node.text);
    if (problem === null) continue;
    const primary = { span: node.span, text: problem.label };
    diagnostics.add(diagnose(resultDiagnostics.file, { file: node.text }, { primary, help: problem.help }));
  }
}

interface Problem {
  readonly label: string;
  readonly help?: string | undefined;
}

function problemOf(file: string): Problem | null {
  if (/[\u0000-\u001f\u007f]/.test(file)) return { label: 'contains a control character' };
  if (/[*?[\]{}]/.test(file)) return { label: 'wildcards are not expanded', help: 'write the full name' };
  if (file.startsWith('/') || file.startsWith('~')) {
    return { label: 'not below the task directory', help: 'make the program write it below `HSM_TASK_DIR`' };
  }
  const parts = file.split('/');
  if (parts.includes('..')) return { label: 'leaves the task directory' };
  if (parts.some((part) => part === '' || part === '.'))
    return { label: 'not the shortest form of this path' };
  return null;
}
