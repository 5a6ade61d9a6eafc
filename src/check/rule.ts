import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Settings } from '../settings/settings.ts';
import type { Draft } from './draft.ts';
import type { ProjectFacts } from './project-facts.ts';

/** What a rule may read, and where it reports its findings. */
export interface RuleContext {
  readonly draft: Draft;
  readonly settings: Settings;
  readonly facts: ProjectFacts;
  readonly diagnostics: Diagnostics;
}

/** One check. Rules do not depend on each other, and each ignores what another one refuses. */
export type Rule = (context: RuleContext) => void;
