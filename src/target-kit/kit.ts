/** All that a target may import. */
export type { DiagnosticCatalogue } from '../diagnostics/diagnostic.ts';
export { headerView } from '../emit/header-view.ts';
export type { Plan } from '../plan/plan.ts';
export { commonOptions } from './common-options.ts';
export type { EmitContext, EmittedFile, Target } from './target.ts';
