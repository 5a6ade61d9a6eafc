import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../source/source.ts';
import { allBlocks, blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

interface Named {
  readonly name: string;
  readonly nameSpan: Span;
}

/** A parameter is set once in a block, once in the defaults and once in an exclude, however it is written. */
export function parameterSetTwice(context: RuleContext): void {
  const { defaults } = context.draft;
  checkOnce(defaults, 'the defaults', context);
  for (const block of allBlocks(context.draft)) {
    checkOnce(blockParameters(block), 'this block', context);
    for (const exclude of block.excludes) checkOnce(exclude.conditions, 'this exclude', context);
    for (const only of block.only) checkOnce(only.conditions, 'this condition', context);
  }
}

function checkOnce(names: readonly Named[], where: string, { diagnostics }: RuleContext): void {
  const seen = new Map<string, Span>();
  for (const { name, nameSpan } of names) {
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, nameSpan);
      continue;
    }
    diagnostics.add(
      diagnose(
        checkDiagnostics.parameterSetTwice,
        { name, where },
        {
          primary: { span: nameSpan, text: 'set again here' },
          secondary: [{ span: first, text: 'set here first' }],
          help:
            where === 'this block'
              ? 'make `sweep` a list of blocks to use different values in different tasks'
              : undefined,
        },
      ),
    );
  }
}
