const CHANGES_BASH = new Set([
  'BASHOPTS',
  'BASH_COMPAT',
  'BASH_ENV',
  'CDPATH',
  'GLOBIGNORE',
  'GREP_OPTIONS',
  'POSIXLY_CORRECT',
  'SHELLOPTS',
  'TMOUT',
]);

/** The name under which task.sh keeps a caller's variable until the program starts: `put-aside.sh` renames some. */
export function nameInScripts(variable: string): string {
  return /^[a-z]/.test(variable) || CHANGES_BASH.has(variable) ? `HSM_KEPT_${variable}` : variable;
}
