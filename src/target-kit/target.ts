import type { DiagnosticCatalogue } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Plan } from '../plan/plan.ts';
import type { Resources } from '../plan/run-settings.ts';
import type { ResourceOptions } from '../settings/target-resources.ts';
import type { Span } from '../source/source.ts';
import type { Driver } from './driver.ts';
import type { OptionsSchema } from './option-schema.ts';

/** A backend: from a plan to the files of a sweep directory. `O` is what its options are, `Prepared` what it makes of them. */
export interface Target<O extends object = object, Prepared = unknown> {
  /** Folder, CLI name, and key under `targets:`. */
  readonly name: string;
  /** One line for `hsm build --help`. */
  readonly summary: string;
  /** JSON Schema of `targets.NAME`; defaults in it are filled in. */
  readonly options: OptionsSchema<O>;
  /** Options that mean the same as a resource: which of the two a target gets is decided before it is asked. */
  readonly resourceOptions?: ResourceOptions;
  /** The resources that it makes something of. What else is asked for on the command line is a warning. */
  readonly honours: readonly (keyof Resources)[];
  readonly driver: Driver;
  readonly diagnostics: DiagnosticCatalogue;
  /** Targets that have to be built with it, by name: one that wraps a driver of another names it. */
  requires?(options: O): readonly string[];
  /** All checks and all parsing; null after an error. `plan.resources` is what holds for this target. */
  prepare(plan: Plan, options: O, diagnostics: Diagnostics, places: Places): Prepared | null;
  /** Pure: nothing can be wrong any more. */
  emit(prepared: Prepared, context: EmitContext): readonly EmittedFile[];
}

/** Where a setting was written, for the labels of diagnostics; undefined where no file says it. */
export interface Places {
  /** The value of an option, given by its keys below `targets.NAME`; the index for an item of a list. */
  option(...keys: readonly string[]): Span | undefined;
  /** The value of a resource, where it was the target's own word for it too. */
  resource(name: keyof Resources): Span | undefined;
}

/** What an emitter may know beside the plan. Nothing here differs between two builds of one sweep. */
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
  /** What it is for, in one phrase: the README of the sweep directory lists it. */
  readonly summary: string;
}
