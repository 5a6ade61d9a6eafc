import type { Plan } from '../plan/plan.ts';
import { commentText } from '../shell/shell-word.ts';
import type { EmitContext } from './target.ts';

/**
 * What the `header` partial shows: what a script is, how it is used, and where it came from. A script that is
 * only read by another one has no shebang.
 */
export function headerView(
  plan: Plan,
  context: Pick<EmitContext, 'regenerate'>,
  title: string,
  usage: readonly string[],
  use: 'run' | 'sourced' = 'run',
): object {
  return {
    firstLine: use === 'run' ? '#!/bin/bash' : '# shellcheck shell=bash',
    title,
    usage: usage.map((line) => (line === '' ? '#' : `#   ${commentText(line)}`)),
    generator: plan.generator,
    sourcePath: commentText(plan.source.path),
    sourceDigest: plan.source.sha256,
    regenerate: commentText(context.regenerate),
  };
}
