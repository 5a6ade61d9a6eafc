import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Settings } from '../settings/settings.ts';
import type { Draft } from './draft.ts';
import type { ProjectFacts } from './project-facts.ts';

/** What a rule may look at, and where it puts what it finds. */
export interface RuleContext {
  readonly draft: Draft;
  readonly settings: Settings;
  readonly facts: ProjectFacts;
  readonly diagnostics: Diagnostics;
}

/** One question about a sweep. Rules do not depend on each other, and each passes over what another refuses. */
export type Rule = (context: RuleContext) => void;
