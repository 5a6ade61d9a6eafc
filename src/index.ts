/** The compiler as a library: what `hsm` is made of, without its command line. */
export type { Diagnostic, Label, Severity } from './diagnostics/diagnostic.ts';
export type { Diagnostics } from './diagnostics/diagnostics.ts';
export { renderGithub } from './diagnostics/render-github.ts';
export { type JsonDiagnostic, renderJson } from './diagnostics/render-json.ts';
export { renderPretty } from './diagnostics/render-pretty.ts';
export type { SweepFile } from './driver/common-files.ts';
export { type Compilation, type CompileRequest, compile } from './driver/compile.ts';
export { version } from './driver/version.ts';
export { type WriteRequest, type Written, writeSweep } from './driver/write-sweep.ts';
export type { Plan } from './plan/plan.ts';
export { assignmentsAt, cellAt, countSpace } from './plan/space.ts';
export type { EmitContext, EmittedFile, Target } from './target-kit/target.ts';
