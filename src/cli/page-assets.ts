import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageAssets } from '../report/html.ts';

/** The script and the styles of the report's page. @throws NodeJS.ErrnoException */
export function readPageAssets(folder: string): PageAssets {
  return {
    script: readFileSync(join(folder, 'page.js'), 'utf8'),
    style: readFileSync(join(folder, 'page.css'), 'utf8'),
  };
}
