/** The compiler as a library: `hsm` without its command line. */

export { type Given, givenTo } from './argv/given-to.ts';
export { type Compilation, type CompileRequest, compile } from './compiler/compile.ts';
export { version } from './compiler/version.ts';
export type { Diagnostic, Label, Severity } from './diagnostics/diagnostic.ts';
export type { Diagnostics } from './diagnostics/diagnostics.ts';
export { renderGithub } from './diagnostics/render-github.ts';
export { type JsonDiagnostic, renderJson } from './diagnostics/render-json.ts';
export { renderPretty } from './diagnostics/render-pretty.ts';
export type { Plan } from './plan/plan.ts';
export { cellAt, countSpace } from './plan/space.ts';
export { type Build, readBuild } from './sweep-directory/build-json.ts';
export type { SweepFile } from './sweep-directory/sweep-file.ts';
export { type WriteRequest, type Written, writeSweep } from './sweep-directory/write-sweep.ts';
export type { Driver, DriverOption } from './target-kit/driver.ts';
export type { EmitContext, EmittedFile, Target } from './target-kit/target.ts';
