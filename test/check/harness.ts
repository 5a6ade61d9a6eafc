import { checkSweep } from '../../src/check/check-sweep.ts';
import type { CheckedSweep } from '../../src/check/checked-sweep.ts';
import { loadExpressions } from '../../src/check/expression-language.ts';
import type { ProjectFacts } from '../../src/check/project-facts.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import type { SettingOrigin, Settings } from '../../src/settings/settings.ts';
import { positionAt, type Source, type Span } from '../../src/source/source.ts';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { parseYaml } from '../../src/syntax/parse.ts';

/** Loads the parser of expressions before the rules, as compiling does. */
const withExpression = parseYaml({ path: '', text: 'sweep: {only: a}' }, new Diagnostics());
if (withExpression !== null) await loadExpressions(withExpression);

export interface Options {
  /** The training script of the project file (default: `train.py`). */
  readonly trainScript?: string | null;
  readonly interpreter?: string;
  readonly configDirectory?: string;
  /** Whether all files of settings could be read. */
  readonly isComplete?: boolean;
  /** The content of the training script and of every other file. */
  readonly scriptText?: string;
  /** Files with other text, by path; with this, no other text file can be read. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Files and programs that do not exist. */
  readonly missing?: readonly string[];
  /** Files that can be read, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What another machine has; nothing by default. */
  readonly elsewhere?: ProjectFacts['elsewhere'];
}

export interface Checked {
  readonly sweep: CheckedSweep | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a sweep file and applies the rules to it, in a project where every file and program exists. */
export function check(text: string, options: Options = {}): Checked {
  const source: Source = { path: 'sweep.yaml', text };
  const diagnostics = new Diagnostics();
  const root = parseYaml(source, diagnostics);
  if (root === null) throw new Error(`not YAML: ${JSON.stringify(diagnostics.sorted())}`);
  const exists = (path: string): boolean => !(options.missing ?? []).includes(path);
  const facts: ProjectFacts = {
    elsewhere: options.elsewhere ?? [],
    fileExists: exists,
    directoryExists: exists,
    executableExists: exists,
    fileText: (path) => (options.texts === undefined ? options.scriptText : options.texts[path]) ?? null,
    fileContent: (path) => {
      const text = options.files?.[path];
      if (text === undefined) return { reason: 'no such file or directory' };
      return { bytes: new TextEncoder().encode(text), sha256: 'ab'.repeat(32), shown: path };
    },
    fileName: ({ path }) => path,
  };
  const sweep = checkSweep(root, settingsOf(root, options), facts, diagnostics);
  return { sweep, diagnostics: diagnostics.sorted() };
}

/** Each diagnostic as `CODE line:column`, then the secondary places in the order reported. */
export function codes(text: string, options: Options = {}): readonly string[] {
  return check(text, options).diagnostics.map(({ code, primary, secondary }) =>
    [code, primary && place(primary.span), ...secondary.map(({ span }) => place(span))]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

/** The only diagnostic of a text. */
export function only(text: string, options: Options = {}): Diagnostic {
  const [first, ...others] = check(text, options).diagnostics;
  if (first === undefined || others.length > 0)
    throw new Error(`not one: ${codes(text, options).join(', ')}`);
  return first;
}

/** What a diagnostic underlines. */
export function underlined(text: string, options: Options = {}): string | undefined {
  const span = only(text, options).primary?.span;
  return span && text.slice(span.start, span.end);
}

function place({ source, start }: Span): string {
  const { line, column } = positionAt(source, start);
  return `${line}:${column}`;
}

const BUILT_IN: SettingOrigin = { kind: 'built-in' };

function settingsOf(root: SyntaxNode, options: Options): Settings {
  const entries = root.kind === 'mapping' ? root.entries : [];
  const script = entries.find(({ key }) => key.text === 'script')?.value;
  const trainScript = options.trainScript === undefined ? 'train.py' : options.trainScript;
  return {
    budget: {
      core_hours: builtIn(null),
      gpu_hours: builtIn(null),
      tasks: builtIn(null),
      inodes: builtIn(null),
    },
    failures: { out_of_memory: builtIn(null), timeout: builtIn(null), stop_after: builtIn(null) },
    paths: {
      python_interpreter: builtIn(options.interpreter ?? 'python3'),
      train_script:
        script?.kind === 'scalar'
          ? { value: script.text, origin: { kind: 'file', span: script.span } }
          : builtIn(trainScript),
      config_dir: builtIn(options.configDirectory ?? null),
      output_dir: builtIn('sweeps/outputs'),
    },
    resources: {
      walltime: builtIn(null),
      cpus: builtIn(4),
      memory: builtIn(null),
      gpus: builtIn(null),
      gpu_type: builtIn(null),
      nodes: builtIn(null),
      ranks: builtIn(null),
      launcher: builtIn(null),
      partition: builtIn(null),
      qos: builtIn(null),
      account: builtIn(null),
    },
    environment: {
      modules: builtIn([]),
      conda: builtIn(null),
      venv: builtIn(null),
      setup: builtIn([]),
      variables: builtIn([]),
      container: builtIn(null),
    },
    wandb: {
      enabled: builtIn(false),
      project: builtIn(null),
      entity: builtIn(null),
      mode: builtIn('online'),
      tags: builtIn([]),
      group: builtIn(null),
    },
    system: builtIn(null),
    code: { mode: builtIn<'live' | 'snapshot'>('live'), include: builtIn([]), exclude: builtIn([]) },
    provenance: { diff: builtIn(true) },
    targets: {},
    sources: [],
    isComplete: options.isComplete ?? true,
    remotes: {},
  };
}

function builtIn<T>(value: T): { readonly value: T; readonly origin: SettingOrigin } {
  return { value, origin: BUILT_IN };
}
