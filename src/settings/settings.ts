import type {
  Budget,
  Code,
  Environment,
  FailureSettings,
  Provenance,
  Resources,
  Wandb,
} from '../plan/run-settings.ts';
import type { Source, Span } from '../source/source.ts';
import type { SyntaxNode } from '../syntax/node.ts';

/** The origin of a setting. Precedence, highest first: option, sweep file, project file, user file, built-in. */
export type SettingOrigin =
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'file'; readonly span: Span }
  | { readonly kind: 'built-in' };

export interface Setting<T> {
  readonly value: T;
  readonly origin: SettingOrigin;
}

/** Options of a target, as a mapping. */
export interface TargetSetting extends Setting<SyntaxNode> {
  /**
   * True if another key, such as `local:`, sets them instead of `targets.NAME`. A project file may contain that key
   * even if no such target exists.
   */
  readonly implied?: true | undefined;
  /** Once settled: the options that apply and are also resources; `value` has the others. */
  readonly said?: SyntaxNode | undefined;
  /** Once settled: the resources of a task as this target gets them. */
  readonly resources?: Settled<Resources> | undefined;
}

/** Every value of `T` with its origin. */
export type Settled<T> = { readonly [K in keyof T]: Setting<T[K]> };

/** All settings after the layers are merged; `hsm show --config` prints these. */
export interface Settings {
  readonly paths: Settled<Paths>;
  readonly resources: Settled<Resources>;
  readonly environment: Settled<Environment>;
  /** `enabled` is true if any layer has a `wandb:` key. */
  readonly wandb: Settled<Wandb & { readonly enabled: boolean }>;
  readonly code: Settled<Code>;
  readonly provenance: Settled<Provenance>;
  readonly budget: Settled<Budget>;
  /** `retry` and `stop_after_failures`. */
  readonly failures: Settled<FailureSettings>;
  /** `hpc.system`, or null to detect. */
  readonly system: Setting<string | null>;
  /** Options by target name, still unchecked: the target's own schema checks them. */
  readonly targets: Readonly<Record<string, TargetSetting>>;
  readonly remotes: Readonly<Record<string, Setting<SyntaxNode>>>;
  /** False if a file is broken: it may contain a setting that seems to be unset. */
  readonly isComplete: boolean;
  /** The files that settings come from, the highest first. */
  readonly sources: readonly Source[];
}

export interface Paths {
  readonly python_interpreter: string;
  /** `script:` of the sweep file, else `paths.train_script`. Relative to the project root, or absolute. */
  readonly train_script: string | null;
  readonly config_dir: string | null;
  /** Relative to the project root. */
  readonly output_dir: string;
}

/** The settings of one layer, each with its origin. */
export interface SettingsLayer {
  readonly paths: Partial<Settled<Paths>>;
  readonly resources: Partial<Settled<Resources>>;
  readonly environment: Partial<Settled<Environment>>;
  readonly wandb: Partial<Settled<Wandb & { readonly enabled: boolean }>>;
  readonly code: Partial<Settled<Code>>;
  readonly provenance: Partial<Settled<Provenance>>;
  readonly budget?: Partial<Settled<Budget>> | undefined;
  readonly failures?: Partial<Settled<FailureSettings>> | undefined;
  readonly system?: Setting<string | null> | undefined;
  readonly targets: Readonly<Record<string, TargetSetting>>;
  readonly remotes: Readonly<Record<string, Setting<SyntaxNode>>>;
  /** The file of the layer; undefined for the command line. */
  readonly source?: Source | undefined;
}
