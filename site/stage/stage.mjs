// Writes site/pages, from which VitePress builds: the pages of the repository with their links rewritten, and those that
// come from the program.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diagnosticIndex, exampleIndex, helpPage, readDiagnostics } from './generated-pages.mjs';
import { rewriteLinks } from './rewrite-links.mjs';
import { root, sourcePages } from './source-pages.mjs';

const output = join(root, 'site/pages');
const pages = sourcePages();
const images = new Map();

function write(to, text, from = to) {
  const path = join(output, to);
  mkdirSync(dirname(path), { recursive: true });
  const keepImage = (source, target) => images.set(target, source);
  writeFileSync(path, rewriteLinks(text, { from, to, pages, keepImage }));
}

rmSync(output, { recursive: true, force: true });
for (const [from, to] of pages) write(to, readFileSync(join(root, from), 'utf8'), from);
write('index.md', readFileSync(join(root, 'site/home.md'), 'utf8'), 'docs/index.md');
const diagnostics = readDiagnostics();
for (const { code, page } of diagnostics)
  write(`diagnostics/${code}.md`, page, `docs/diagnostics/${code}.md`);
write('diagnostics/index.md', diagnosticIndex(diagnostics), 'docs/diagnostics/index.md');
write('examples/index.md', exampleIndex(pages), 'examples/index.md');
write('reference/help.md', helpPage());
mkdirSync(join(output, 'public'));
copyFileSync(join(root, 'site/icon.svg'), join(output, 'public/icon.svg'));
copyFileSync(join(root, 'docs/reference/report.png'), join(output, 'public/report.png'));
for (const [to, from] of images) copyFileSync(join(root, from), join(output, to));
const codes = diagnostics.map(({ code, title }) => ({ code, title }));
writeFileSync(join(output, 'codes.json'), JSON.stringify(codes));
