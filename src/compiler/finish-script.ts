import { packagePaths } from './package-paths.ts';

/** The script that puts the files of an update into a sweep directory. */
export async function finishScript(): Promise<string> {
  const { createRenderer } = await import('../emit/render.ts');
  return createRenderer([packagePaths().partials])('finish-update.sh', {});
}
