import type { DiagnosticCatalogue } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Plan } from '../plan/plan.ts';
import type { Resources } from '../plan/run-settings.ts';
import type { ResourceOptions } from '../settings/target-resources.ts';
import type { Span } from '../source/source.ts';
import type { Driver } from './driver.ts';
import type { OptionsSchema } from './option-schema.ts';

/** A backend: from a plan to the files of a sweep directory. `O` are its options, `Prepared` the result of checking and parsing. */
export interface Target<O extends object = object, Prepared = unknown> {
  /** Folder, CLI name, and key under `targets:`. */
  readonly name: string;
  /** One line for `hsm build --help`. */
  readonly summary: string;
  /** JSON Schema of `targets.NAME`; defaults in it are filled in. */
  readonly options: OptionsSchema<O>;
  /** Options with the same meaning as a resource: which of the two applies is decided before the target is called. */
  readonly resourceOptions?: ResourceOptions;
  /** The resources that it supports. Others set on the command line give a warning. */
  readonly honours: readonly (keyof Resources)[];
  readonly driver: Driver;
  readonly diagnostics: DiagnosticCatalogue;
  /** Targets that must be built with it, by name: one that wraps another's driver names it. */
  requires?(options: O): readonly string[];
  /** All checks and all parsing; null after an error. `plan.resources` is final for this target. */
  prepare(plan: Plan, options: O, diagnostics: Diagnostics, places: Places): Prepared | null;
  /** Pure: nothing can fail any more. */
  emit(prepared: Prepared, context: EmitContext): readonly EmittedFile[];
}

/** Where a setting was written, for the labels of diagnostics; undefined if no file sets it. */
export interface Places {
  /** The value of an option, given by its keys below `targets.NAME`, or by an index for an item of a list. */
  option(...keys: readonly string[]): Span | undefined;
  /** The value of a resource, even if it was set under the target's own name. */
  resource(name: keyof Resources): Span | undefined;
  /** How much more `retry` requests after each cause. */
  retry(cause: 'out_of_memory' | 'timeout'): Span | undefined;
}

/** What an emitter may use in addition to the plan. It is the same for every build of a sweep. */
export interface EmitContext {
  /** From the sweep directory to the project root: `../../..`. */
  readonly projectPath: string;
  /** The command that regenerates the directory, for headers. */
  readonly regenerate: string;
  /** Renders one of the target's templates, given by its file name. */
  render(template: string, view: object): string;
}

export interface EmittedFile {
  /** Relative to the sweep directory, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
  /** Its purpose, in one phrase: the README of the sweep directory lists it. */
  readonly summary: string;
}
