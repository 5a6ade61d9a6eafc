// A row: the case, its reference, both medians with their unit, their ratio and its bound.
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const UNITS = {
  seconds: (value) => (value < 1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`),
  mebibytes: (value) => `${value.toFixed(1)} MiB`,
};

/**
 * A row that compares two medians in the same unit, `seconds` or `mebibytes`; without a bound it is only informative.
 */
export function row({ what, against, value, base, bound, unit = 'seconds' }) {
  return { what, against, value: UNITS[unit](value), base: UNITS[unit](base), ratio: value / base, bound };
}

export function isBroken({ ratio, bound }) {
  return bound !== undefined && ratio > bound;
}

/** The rows as a Markdown table. */
export function table(rows) {
  const lines = rows.map((row) => {
    const verdict = isBroken(row) ? '**no**' : 'yes';
    const cells = [
      row.what,
      row.value,
      row.against,
      row.base,
      row.ratio.toFixed(2),
      ...(row.bound ? [row.bound, verdict] : ['', '']),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| case | median | reference | median | ratio | limit | met |',
    '| --- | ---: | --- | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

function firstLine(command, ...arguments_) {
  try {
    return execFileSync(command, arguments_, { encoding: 'utf8' }).split('\n')[0];
  } catch {
    return `no ${command}`;
  }
}

/** docs/reference/benchmarks.md. */
export function page(rows) {
  return `# Benchmarks

This page is written by \`npm run bench\`. The promised speeds are ratios, so that they hold on any machine: the two sides of a row are measured
alternately in one run, and their medians are compared. The cases are the files in \`bench/cases/\`.

${table(rows)}

Measured on ${availableParallelism()} cores with Node ${process.version}, ${firstLine('bash', '--version')}
and ${firstLine('parallel', '--version')}.
`;
}
