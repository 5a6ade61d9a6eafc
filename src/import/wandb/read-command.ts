import type { SyntaxNode } from '../../syntax/node.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import type { Findings } from '../findings.ts';
import { line, list, map, noteOf, text } from '../imported.ts';
import { scalarAt, valueAt } from '../read-node.ts';

/** How a W&B program is started, and how it gets its parameters. */
export interface WandbCommand {
  readonly head: readonly WrittenEntry[];
  /** Whether true and false are passed in Python's notation, `True` and `False`. */
  readonly asWords: boolean;
}

/** The words that pass a parameter, for each macro of W&B. */
const styles: Readonly<Record<string, readonly string[]>> = {
  args: ['--{name}={value}'],
  args_no_boolean_flags: ['--{name}={value}'],
  args_no_hyphens: ['{name}={value}'],
  args_no_equals: ['--{name}', '{value}'],
};

const MACRO = /\$\{(\w+)(?::([^}]*))?\}/g;

/**
 * Reads `program` and `command`. `${env}`, `${interpreter}` and `${program}` are replaced as W&B does on Unix. The
 * parameters, which W&B puts at `${args}`, are passed by `args` and come last. Macros: docs.wandb.ai, "Sweep
 * configuration", `command`.
 */
export function readCommand(root: SyntaxNode, findings: Findings): WandbCommand {
  const [program, command] = [scalarAt(root, 'program'), valueAt(root, 'command')];
  if (command?.kind !== 'sequence') {
    const script = program === undefined ? [] : [line('script', text(program.text), noteOf(program.span))];
    if (program === undefined) {
      findings.noEquivalent(
        'a sweep without `program`',
        root.span,
        'add `script:` or `command:` to the output',
      );
    }
    return {
      head: [...script, line('args', list([text('--{name}={value}')]), 'as W&B passes parameters')],
      asWords: true,
    };
  }
  const words: string[] = [];
  let macro: { readonly name: string; readonly node: SyntaxNode } | null = null;
  for (const item of command.items) {
    if (item.kind !== 'scalar') continue;
    const whole = /^\$\{(args\w*)\}$/.exec(item.text)?.[1];
    if (whole === undefined) words.push(fill(item));
    else if (styles[whole] === undefined) {
      findings.noEquivalent(
        `\`\${${whole}}\``,
        item.span,
        'make the program read parameters as options, or from a file in `{task_dir}`',
      );
    } else macro = { name: whole, node: item };
  }
  const last = command.items.at(-1);
  if (macro !== null && last !== macro.node) {
    findings.differs(
      `\`\${${macro.name}}\` before other words`,
      'parameters after all words',
      macro.node.span,
      'here the parameters follow the words of `command`',
      'write each parameter in `command`, as in `--lr={lr}`, if its position matters',
    );
  }
  if (macro === null) {
    findings.differs(
      'a command without parameters',
      'a command with parameters at its end',
      command.span,
      'under W&B such a program reads them from `wandb.config`',
    );
  }
  const name = macro?.name ?? 'args';
  const style = list((styles[name] ?? []).map(text));
  const isFlag = name === 'args_no_boolean_flags';
  const note = noteOf((macro?.node ?? command).span, macro === null ? '' : `\${${name}}`);
  const args = isFlag ? map({ style, booleans: text('flag') }) : style;
  return {
    head: [line('command', list(words.map(text)), noteOf(command.span)), line('args', args, note)],
    asWords: !isFlag,
  };

  function fill(item: SyntaxNode & { readonly kind: 'scalar' }): string {
    return item.text.replace(MACRO, (whole: string, macro: string, argument: string | undefined) => {
      if (macro === 'env') return '/usr/bin/env';
      if (macro === 'interpreter') return 'python';
      if (macro === 'program' && program !== undefined) return program.text;
      if (macro === 'envvar' && /^[A-Z_][A-Z0-9_]*$/.test(argument ?? '')) return `{env:${argument}}`;
      findings.noEquivalent(`\`${whole}\``, item.span, 'write its value into `command`');
      return whole;
    });
  }
}
