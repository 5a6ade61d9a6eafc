import { type BuiltSweep, builtSweep } from '../report/built-sweep.ts';
import { resultsCsv } from '../report/results.ts';

const list = (count: number): string => `[${Array.from({ length: count }, (_, at) => at + 1).join(', ')}]`;

/** 240 tasks in all states, with a categorical, a logarithmic and a many-valued parameter, and three metrics. */
export function mixedSweep(): Promise<BuiltSweep> {
  const optimizers = ['adam', 'sgd', 'lion'];
  const rates = ['0.0001', '1e-3', '0.01', '0.1'];
  const widths = Array.from({ length: 20 }, (_, at) => String(32 * (at + 1)));
  const [optimizer, rate, width] = [
    (task: number) => optimizers[Math.floor((task - 1) / 80)] ?? '',
    (task: number) => rates[Math.floor((task - 1) / 20) % 4] ?? '',
    (task: number) => widths[(task - 1) % 20] ?? '',
  ];
  const odd: Readonly<Record<number, string>> = {
    5: 'failed',
    17: 'failed',
    18: 'failed',
    60: 'timeout',
    61: 'timeout',
    90: 'cancelled',
    120: 'lost',
    230: 'running',
    231: 'running',
    232: 'queued',
    233: 'queued',
  };
  const state = (task: number): string => odd[task] ?? (task > 233 ? 'pending' : 'completed');
  const done = (cells: (task: number) => string) => (task: number) =>
    state(task) === 'completed' ? cells(task) : '';
  const noise = (task: number): number => ((task * 7919) % 101) / 101 - 0.5;
  const accuracy = (task: number): number =>
    0.93 -
    0.06 * Math.abs(Math.log10(Number(rate(task))) + 2) +
    0.02 * optimizers.indexOf(optimizer(task)) +
    0.02 * Math.log2(Number(width(task)) / 320) * 0.4 +
    noise(task) * 0.02;
  const begun = (task: number): boolean => !['queued', 'pending'].includes(state(task));
  const started = (task: number): number => 1_795_000_000 + Math.floor((task - 1) / 8) * 60 + (task % 8) * 2;
  const length = (task: number): number => 30 + Number(width(task)) / 30 + (noise(task) + 0.5) * 12;
  const csv = resultsCsv(
    240,
    { optimizer, 'optimizer.lr': rate, 'model.hidden_size': width },
    {
      epochs: done(() => '8'),
      accuracy: done((task) => String(accuracy(task))),
      val_loss: done((task) =>
        task === 3 ? 'nan' : task === 4 ? 'inf' : (1 - accuracy(task) + noise(task) * 0.01).toFixed(6),
      ),
    },
    {
      state,
      exit_code: (task) =>
        state(task) === 'failed' ? (task === 5 ? '3' : '137') : state(task) === 'completed' ? '0' : '',
      duration: (task) => (begun(task) && state(task) !== 'running' ? length(task).toFixed(3) : ''),
      host: (task) => (begun(task) ? `node0${1 + (task % 3)}` : ''),
      attempt: (task) => (begun(task) ? '1' : ''),
      started: (task) => (begun(task) ? started(task).toFixed(3) : ''),
      ended: (task) =>
        begun(task) && state(task) !== 'running' ? (started(task) + length(task)).toFixed(3) : '',
    },
  );
  const errors = [
    'task\tstate\texit_code\tcause\thost\tduration\tlast_line',
    '5\tfailed\t3\texit code 3\tnode03\t30.1\tValueError: learning rate',
    '17\tfailed\t137\tout of memory\tnode03\t31\tKilled',
    '18\tfailed\t137\tout of memory\tnode01\t33\tKilled',
    '60\ttimeout\t143\twalltime\tnode01\t90\t',
    '61\ttimeout\t143\twalltime\tnode02\t90\tepoch 3',
    '',
  ].join('\n');
  const sweep = `sweep:
  grid:
    optimizer: [${optimizers.join(', ')}]
    optimizer.lr: [${rates.join(', ')}]
    model.hidden_size: [${widths.join(', ')}]
script: train.py
`;
  return builtSweep(csv, sweep, errors);
}

/** 10,000 tasks. */
export function largeSweep(): Promise<BuiltSweep> {
  const tasks = 10_000;
  const csv = resultsCsv(
    tasks,
    {
      seed: (task) => String(1 + ((task - 1) % 100)),
      lr: (task) => (10 ** (-5 + Math.floor((task - 1) / 100) / 25)).toPrecision(3),
    },
    { loss: (task) => String(0.5 + ((task * 7919) % 10_007) / 20_000), steps: (task) => String(task * 10) },
    {
      state: (task) => (task % 50 === 0 ? 'failed' : 'completed'),
      exit_code: (task) => (task % 50 === 0 ? '1' : '0'),
      host: (task) => `node${String(task % 16).padStart(2, '0')}`,
      started: (task) => (1_795_000_000 + Math.floor(task / 128) * 12).toFixed(3),
      ended: (task) => (1_795_000_000 + Math.floor(task / 128) * 12 + 5 + (task % 7)).toFixed(3),
    },
  );
  const sweep = `sweep:\n  grid:\n    lr: ${list(100)}\n    seed: ${list(100)}\nscript: train.py\n`;
  return builtSweep(csv, sweep);
}

/** Two learning rates times three seeds, with names; one task with the second rate failed. */
export function replicatedSweep(): Promise<BuiltSweep> {
  const rate = (task: number): string => (task <= 3 ? '0.1' : '0.01');
  const csv = resultsCsv(
    6,
    { lr: rate, seed: (task) => String(1 + ((task - 1) % 3)), name: (task) => `run-${task}` },
    { loss: (task) => ['1', '2', '6', '2', '', '3'][task - 1] ?? '' },
    { state: (task) => (task === 5 ? 'failed' : 'completed') },
  );
  const sweep =
    'sweep:\n  grid:\n    lr: [0.1, 0.01]\n    seed: [1, 2, 3]\nscript: train.py\nreplicates: [seed]\nname: "run-{task_id}"\n';
  return builtSweep(csv, sweep);
}
