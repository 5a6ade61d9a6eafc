/** All that a target may import. */
export type { DiagnosticCatalogue } from '../diagnostics/diagnostic.ts';
export type { Plan } from '../plan/plan.ts';
export { commonOptions } from './common-options.ts';
export { headerView } from './header-view.ts';
export type { EmitContext, EmittedFile, Target } from './target.ts';
