/**
 * Whether to use colour. FORCE_COLOR and NO_COLOR decide; without them, a terminal that is not dumb gets colours.
 * `isTerminal` is undefined for a pipe, as in Node. The result never is, because picocolors would then decide for
 * itself, and use colours wherever CI is set.
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
