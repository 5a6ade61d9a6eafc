import type { Placeholder, WordTemplate } from '../plan/command.ts';
import { parametersOf } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import type { Bind, Container, ContainerRuntime } from '../plan/run-settings.ts';

import { environmentName } from './encode.ts';
import { pathWord } from './path-word.ts';

type Told = Pick<Plan, 'name' | 'space' | 'defaults' | 'convention' | 'environment' | 'wandb' | 'resources'>;

/**
 * The words that start a command in a sweep's container, in the project root and with the sweep's variables. `rankVariables` are the
 * variables by which a launcher tells each rank its number; `*` matches the rest of a name.
 */
export function containerWords(plan: Told, rankVariables: readonly string[]): readonly WordTemplate[] {
  const { container } = plan.environment;
  if (container === null) return [];
  const gpus = container.gpus ?? (plan.resources.gpus ?? 0) > 0;
  return runtimes[container.runtime](container, { gpus, rankVariables, variables: variablesOf(plan) });
}

interface Wanted {
  readonly gpus: boolean;
  readonly rankVariables: readonly string[];
  readonly variables: readonly string[];
}

const runtimes: Readonly<
  Record<ContainerRuntime, (container: Container, wanted: Wanted) => readonly WordTemplate[]>
> = {
  apptainer: apptainerWords,
  singularity: apptainerWords,
  podman: podmanWords,
  enroot: enrootWords,
};

/** These runtimes keep the environment and, because it is bound, the working directory. */
function apptainerWords(container: Container, { gpus }: Wanted): readonly WordTemplate[] {
  return [
    ...texts(container.runtime, 'exec', ...(gpus ? ['--nv'] : [])),
    ...bindsOf(container).flatMap((bind) => [text('--bind'), bindWord(bind)]),
    pathWord(container.image),
  ];
}

/**
 * Variables are passed by name, so that no value is on a command line. The image's entrypoint is skipped, as in the other runtimes;
 * SELinux labels would make the project unreadable.
 */
function podmanWords(
  container: Container,
  { gpus, rankVariables, variables }: Wanted,
): readonly WordTemplate[] {
  return [
    ...texts('podman', 'run', '--rm', '--init', '--network', 'host', '--userns', 'keep-id'),
    ...texts('--security-opt', 'label=disable', ...(gpus ? ['--device', 'nvidia.com/gpu=all'] : [])),
    ...bindsOf(container).flatMap((bind) => [text('--volume'), bindWord(bind)]),
    text('--workdir'),
    [PROJECT],
    ...[...variables, ...rankVariables].flatMap((name) => texts('--env', name)),
    text('--entrypoint='),
    pathWord(container.image),
  ];
}

/** Enroot passes an unset variable as empty text, which means something else, and has no option for the directory. */
const ENROOT_START =
  '[ -n "$CUDA_VISIBLE_DEVICES" ] || unset CUDA_VISIBLE_DEVICES; [ -n "$WANDB_API_KEY" ] || unset WANDB_API_KEY; cd -- "$1" && shift && exec "$@"';

function enrootWords(container: Container, { gpus, variables }: Wanted): readonly WordTemplate[] {
  return [
    ...texts('enroot', 'start', ...(gpus ? ['--env', 'NVIDIA_VISIBLE_DEVICES=all'] : [])),
    ...bindsOf(container).flatMap(({ source, target, readOnly }) => [
      text('--mount'),
      [...source, ...text(':'), ...target, ...text(`:none:x-create=auto,rbind${readOnly ? ',ro' : ''}`)],
    ]),
    ...variables.flatMap((name) => texts('--env', name)),
    pathWord(container.image),
    ...texts('sh', '-c', ENROOT_START, 'sh'),
    [PROJECT],
  ];
}

const PROJECT = placeholder('project_dir');
const SWEEP = placeholder('sweep_dir');

interface BoundPath {
  readonly source: WordTemplate;
  readonly target: WordTemplate;
  readonly readOnly: boolean;
}

/** The project and the sweep are bound at the same paths as outside, followed by the sweep's own binds. */
function bindsOf({ binds }: Container): readonly BoundPath[] {
  return [
    { source: [PROJECT], target: [PROJECT], readOnly: false },
    { source: [SWEEP], target: [SWEEP], readOnly: false },
    ...binds.map(({ source, target, read_only: readOnly }: Bind) => ({
      source: pathWord(source),
      target: pathWord(target),
      readOnly,
    })),
  ];
}

function bindWord({ source, target, readOnly }: BoundPath): WordTemplate {
  return [...source, ...text(':'), ...target, ...(readOnly ? text(':ro') : [])];
}

/** Variables that the scripts set for the program, and the W&B key, which they only pass on. */
function variablesOf({ name, space, defaults, convention, environment, wandb }: Told): readonly string[] {
  return [
    ...new Set([
      ...['HSM_SWEEP_ID', 'HSM_SWEEP_DIR', 'HSM_PROJECT_DIR', 'HSM_TASK_ID', 'HSM_TASK_DIR', 'HSM_ATTEMPT'],
      ...(name === undefined ? [] : ['HSM_TASK_NAME']),
      'CUDA_VISIBLE_DEVICES',
      ...(wandb === null
        ? []
        : [
            ...['WANDB_RUN_GROUP', 'WANDB_NAME', 'WANDB_DIR', 'WANDB_MODE', 'WANDB_PROJECT', 'WANDB_ENTITY'],
            ...['WANDB_TAGS', 'WANDB_API_KEY'],
          ]),
      ...environment.variables.map((variable) => variable.name),
      ...(convention.kind === 'env'
        ? [
            ...defaults.map((each) => environmentName(each.name)),
            ...space.blocks
              .flatMap((block) => [...parametersOf(block)])
              .map(({ parameter }) => environmentName(parameter.name)),
            ...space.blocks.flatMap((block) => block.derived ?? []).map((each) => environmentName(each.name)),
          ]
        : []),
    ]),
  ];
}

function texts(...words: readonly string[]): readonly WordTemplate[] {
  return words.map(text);
}

function text(word: string): WordTemplate {
  return [{ kind: 'text', text: word }];
}

function placeholder(kind: 'project_dir' | 'sweep_dir'): {
  readonly kind: 'hole';
  readonly hole: Placeholder;
} {
  return { kind: 'hole', hole: { kind } };
}
