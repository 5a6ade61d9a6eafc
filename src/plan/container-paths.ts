import type { ContainerRuntime } from './run-settings.ts';

/**
 * Characters that no path may have which a runtime binds: it would take them for the end of the path, or for something
 * of its own. Blanks and quotes are fine where they are not listed.
 */
export const unboundCharacters: Readonly<Record<ContainerRuntime, string>> = {
  // Some versions know an escape, and others take `^` for the end.
  apptainer: ',:^\\"',
  singularity: ',:^\\"',
  podman: ':\\',
  // Mounts are lines of fstab, with colons for blanks.
  enroot: ' \t:\\#$"\'',
};

/** The first such character of a text, or null. */
export function unboundCharacter(runtime: ContainerRuntime, text: string): string | null {
  return (
    [...text].find((character) => character < ' ' || unboundCharacters[runtime].includes(character)) ?? null
  );
}

/** Whether an image is a file, and not the address or the name of one. */
export function isImageFile(runtime: ContainerRuntime, image: string): boolean {
  if (runtime === 'podman') return false;
  if (runtime === 'enroot') return image.includes('/') || image.endsWith('.sqsh');
  return !/^[a-z][a-z0-9+.-]*:/i.test(image);
}
