import type { Plan } from '../plan/plan.ts';
import { commentText } from '../shell/shell-word.ts';
import type { EmitContext } from './target.ts';

const FIRST_LINES = {
  run: '#!/bin/bash -p',
  start: '#!/bin/bash -p',
  sourced: '# shellcheck shell=bash',
  awk: '#!/usr/bin/awk -f',
} as const;

/**
 * The view of the partials `header` and `strict-mode`: the purpose of a script, its usage, and its source. A script
 * that starts tasks, directly or through others, keeps the caller's environment for them. A script that is only read by
 * another one has no shebang; an awk program has that of awk.
 */
export function headerView(
  plan: Plan,
  context: Pick<EmitContext, 'regenerate'>,
  title: string,
  usage: readonly string[],
  use: keyof typeof FIRST_LINES = 'run',
): object {
  return {
    firstLine: FIRST_LINES[use],
    startsPrograms: use === 'start',
    title,
    usage: usage.map((line) => (line === '' ? '#' : `#   ${commentText(line)}`)),
    generator: plan.generator,
    sourcePath: commentText(plan.source.path),
    sourceDigest: plan.source.sha256,
    regenerate: commentText(context.regenerate),
  };
}
