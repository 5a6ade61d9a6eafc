// Pages that come from the program: one per diagnostic code, the list of these, every command's help, the examples.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-pages.mjs';

function hsm(...words) {
  return execFileSync(process.execPath, [join(root, 'dist/hsm.js'), ...words], { encoding: 'utf8' });
}

/** The subject of a core code, by its first digit. */
const layers = {
  1: 'Syntax of the file',
  2: 'Structure of the file',
  3: 'The sweep',
  4: 'Settings and project',
  5: 'Commands and files',
};

/** The owner of a code: a layer of the core, or a target. */
function ownerOf(code) {
  const [, prefix, digit] = /^([A-Z]+)(\d)/.exec(code);
  return prefix === 'HSM' ? layers[digit] : `Target ${prefix.toLowerCase()}`;
}

/** All diagnostics: `code`, `severity`, `title` and `page`. */
export function readDiagnostics() {
  return JSON.parse(hsm('explain', '--json'));
}

/** Diagnostics by owner, in the order of their codes. */
export function groupByOwner(diagnostics) {
  const groups = new Map();
  for (const kind of diagnostics) {
    const owner = ownerOf(kind.code);
    groups.set(owner, [...(groups.get(owner) ?? []), kind]);
  }
  return groups;
}

/** The list of all codes, by layer. */
export function diagnosticIndex(diagnostics) {
  const parts = [...groupByOwner(diagnostics)].map(
    ([owner, kinds]) =>
      `## ${owner}\n\n| code | |\n| --- | --- |\n${kinds
        .map(({ code, title }) => `| [${code}](./${code}.md) | ${title} |\n`)
        .join('')}`,
  );
  return `# Diagnostics\n\nErrors and warnings have a code, and each code has a page. \`hsm explain CODE\` prints the same page.\n\n${parts.join('\n')}`;
}

/** The output of `--help` for every command. */
export function helpPage() {
  const names = readdirSync(join(root, 'dist/man'))
    .map((file) => file.replace(/\.1$/, '').replaceAll('-', ' '))
    .map((name) => name.replace('collect results', 'collect-results'))
    .sort();
  const sections = names.map((name) => {
    const words = name.split(' ').slice(1);
    return `## ${name}\n\n\`\`\`text\n${hsm(...words, '--help')}\`\`\`\n`;
  });
  return `# Help of every command\n\nThis is the output of \`hsm COMMAND --help\` for every command.\n\n${sections.join('\n')}`;
}

/** The examples, with the headings of their READMEs. */
export function exampleIndex(pages) {
  const rows = [...pages]
    .filter(([, to]) => to.startsWith('examples/'))
    .map(([from, to]) => {
      const name = to.replace(/^examples\/|\.md$/g, '');
      const [, heading] = /^# (.*)$/m.exec(readFileSync(join(root, from), 'utf8'));
      return `| [${name}](./${name}.md) | ${heading} |\n`;
    });
  return (
    '# Examples\n\nEach example is a small project. A test runs the commands of its page. ' +
    `\`hsm init --example NAME\` copies one into a new folder.\n\n| name | |\n| --- | --- |\n${rows.join('')}`
  );
}
