import type { ProjectFacts } from './project-facts.ts';

/**
 * Whether a script can be executed directly: it is compiled, or starts with `#!`. Python scripts run with the interpreter from the
 * settings.
 */
export function runsItself(script: string, facts: ProjectFacts): boolean {
  if (script.endsWith('.py') || !facts.executableExists(script.includes('/') ? script : `./${script}`))
    return false;
  const text = facts.fileText(script) ?? '';
  // ELF; Mach-O, whose first bytes are not UTF-8; a line that names an interpreter.
  return /^(?:\x7fELF|\ufffd{2}|#!(?![^\n]*python))/.test(text);
}

const RUNNERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.sh$/, ['bash']],
  [/\.awk$/, ['awk', '-f']],
  [/\.[rR]$/, ['Rscript']],
];

/** What runs a script that is not executable: the words of its `#!`, or a program chosen by its name; null for the Python from the settings. */
export function shebangOf(script: string, facts: ProjectFacts): readonly string[] | null {
  if (script.endsWith('.py')) return null;
  const [, line] = /^#![ \t]*([^\r\n]+)/.exec(facts.fileText(script) ?? '') ?? [];
  if (line === undefined) return RUNNERS.find(([name]) => name.test(script))?.[1] ?? null;
  if (/python/.test(line)) return null;
  return line.trim().split(/[ \t]+/);
}
