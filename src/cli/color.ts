/**
 * Whether to use colour: as FORCE_COLOR or NO_COLOR say, otherwise on a terminal that is not dumb. `isTerminal` is undefined for a pipe, as
 * Node has it; the answer never is, because a library of colours would then decide by itself, and use them wherever CI is set.
 */
export function wantsColor(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean | undefined,
): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return isTerminal === true && environment['TERM'] !== 'dumb';
}
