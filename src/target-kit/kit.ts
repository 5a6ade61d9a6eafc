/** Everything that a target may import. */

export { type DiagnosticsOf, defineDiagnostics } from '../diagnostics/define.ts';
export { type DiagnosticCatalogue, diagnose } from '../diagnostics/diagnostic.ts';
export type { Diagnostics } from '../diagnostics/diagnostics.ts';
export { didYouMean } from '../diagnostics/suggest.ts';
export type { Plan } from '../plan/plan.ts';
export { resourceClasses } from '../plan/resource-classes.ts';
export type { Resources } from '../plan/run-settings.ts';
export { formatMemory, parseMemory } from '../settings/memory.ts';
export type { ResourceOptions } from '../settings/target-resources.ts';
export type { Parsed } from '../settings/text-problem.ts';
export { formatWalltime, parseWalltime } from '../settings/walltime.ts';
export { quoteCommas } from '../shell/array-element.ts';
export { quotePath } from '../shell/path-word.ts';
export { quote } from '../shell/shell-word.ts';
export type { Span } from '../source/source.ts';
export { type BatchTarget, defineBatchTarget } from './batch/define-batch-target.ts';
export type { BatchDefinition } from './batch/definition.ts';
export { plainDialect } from './batch/dialect.ts';
export type { Directive, DirectiveConflict } from './batch/directive.ts';
export type { BatchJob } from './batch/job.ts';
export { cpusAnywhere, cpusOfNode, ranksOfNode } from './batch/node-share.ts';
export type { OptionReader } from './batch/option-reader.ts';
export { optionalCount, optionalText, optionalTime, type Time } from './batch/option-words.ts';
export type { BatchOptions } from './batch/options.ts';
export { posixMailLetters, posixScheduler } from './batch/posix-scheduler.ts';
export { type CommonOptions, commonOptions } from './common-options.ts';
export { type Driver, resourceOptions, selectionOptions } from './driver.ts';
export { headerView } from './header-view.ts';
export {
  arrayWords,
  remotePath,
  type SentFilesOptions,
  type SshOptions,
  sentFilesOptions,
  sshOptions,
} from './machine-options.ts';
export type { OptionSchema, OptionSchemas, OptionsSchema } from './option-schema.ts';
export { stopView } from './stop-view.ts';
export type { EmitContext, EmittedFile, Places, Target } from './target.ts';
