import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths of the package's own files: the same layout in a checkout and in an installed package. */
export interface PackagePaths {
  /** One folder per target. */
  readonly targets: string;
  /** The module in a target's folder: `target.js` when bundled, `target.ts` in a checkout under test. */
  readonly targetModule: string;
  /** One folder per target, with its `templates/`; in the bundle, a name for the bundled templates. */
  readonly targetTemplates: string;
  /** The partials that targets share; in the bundle, a name as above. */
  readonly partials: string;
  /** JSON Schemas of the files that users write. */
  readonly schemas: string;
  /** One folder per example, for `hsm init --example`. */
  readonly examples: string;
  /** One page per diagnostic code. */
  readonly diagnosticPages: string;
  /** The script and the styles of the page that `hsm report` writes; only a build creates them. */
  readonly reportPage: string;
}

/** The paths next to the running code. */
export function packagePaths(): PackagePaths {
  const here = fileURLToPath(import.meta.url);
  const root = packageRoot(dirname(here));
  const bundled = !here.endsWith('.ts');
  return {
    targets: bundled ? join(root, 'dist', 'targets') : join(root, 'targets'),
    targetModule: bundled ? 'target.js' : 'target.ts',
    targetTemplates: join(root, 'targets'),
    partials: join(root, 'templates'),
    schemas: join(root, 'schemas'),
    examples: join(root, 'examples'),
    diagnosticPages: join(root, 'docs', 'diagnostics'),
    reportPage: join(root, 'dist', 'report-page'),
  };
}

function packageRoot(start: string): string {
  let directory = start;
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory);
    if (parent === directory)
      throw new Error('the files of this installation are incomplete: no package.json');
    directory = parent;
  }
  return directory;
}
