/** Whether a name is valid for a sweep: a plain file name that no program reads as an option. */
export function isSweepName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name) && name.length <= 200;
}

/** `sweep_YYYYMMDD_HHMMSS` in local time: only used for a directory's name, never in a file. */
export function defaultSweepName(time: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `sweep_${date}_${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}
