import { environmentName } from '../../argv/encode.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

const VARIABLE = /^[A-Za-z_]\w*$/;
/** Variables that the shell, the loader, Python's start-up or hsm itself reads: a parameter there would break every task. */
const RESERVED =
  /^(?:PATH|HOME|IFS|ENV|PWD|OLDPWD|SHELL|USER|LOGNAME|TMPDIR|UID|EUID|GID|PPID|PS[0-4]|OPTIND|OPTARG|RANDOM|SECONDS|LINENO|SHELLOPTS|BASHOPTS|POSIXLY_CORRECT|PROMPT_COMMAND|GLOBIGNORE|FUNCNAME|PIPESTATUS|HOSTNAME|PYTHONPATH|PYTHONHOME|_|(?:HSM|BASH|LD|DYLD|LC)_.*|BASH)$/;

/** Each parameter has its own environment variable, which nothing else reads. */
export function environmentCarries({ draft, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'env') return;
  const owners = new Map<string, ReturnType<typeof passedParameters>[number]>();
  for (const parameter of passedParameters(draft)) {
    const { name, nameSpan } = parameter;
    const variable = environmentName(name);
    if (!VARIABLE.test(variable)) {
      const primary = { span: nameSpan, text: `becomes \`${variable}\`` };
      diagnostics.add(diagnose(passingDiagnostics.environmentName, { name, variable }, { primary }));
    } else if (RESERVED.test(variable)) {
      const primary = { span: nameSpan, text: `sets \`${variable}\`` };
      diagnostics.add(diagnose(passingDiagnostics.environmentReserved, { variable }, { primary }));
    }
    const owner = owners.get(variable);
    if (owner === undefined) owners.set(variable, parameter);
    else if (owner.name !== name) {
      const parameters = { name, other: owner.name, variable };
      const primary = { span: nameSpan, text: `also becomes \`${variable}\`` };
      const secondary = [{ span: owner.nameSpan, text: `becomes \`${variable}\`` }];
      diagnostics.add(diagnose(passingDiagnostics.environmentCollision, parameters, { primary, secondary }));
    }
  }
}
