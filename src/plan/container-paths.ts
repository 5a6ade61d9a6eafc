import type { ContainerRuntime } from './run-settings.ts';

/**
 * Characters that are not allowed in a path that a runtime binds: the runtime would read them as the end of the path or
 * as its own syntax. Blanks and quotes are fine unless they are listed.
 */
export const unboundCharacters: Readonly<Record<ContainerRuntime, string>> = {
  // Some versions know an escape, others read `^` as the end.
  apptainer: ',:^\\"',
  singularity: ',:^\\"',
  podman: ':\\',
  // Mounts are lines of fstab, with colons for blanks.
  enroot: ' \t:\\#$"\'',
};

/** The first such character in a text, or null. */
export function unboundCharacter(runtime: ContainerRuntime, text: string): string | null {
  return (
    [...text].find((character) => character < ' ' || unboundCharacters[runtime].includes(character)) ?? null
  );
}

/** Whether an image is a file, not an address or a name. */
export function isImageFile(runtime: ContainerRuntime, image: string): boolean {
  if (runtime === 'podman') return false;
  if (runtime === 'enroot') return image.includes('/') || image.endsWith('.sqsh');
  return !/^[a-z][a-z0-9+.-]*:/i.test(image);
}
