/** Seconds between asking a program to end (TERM) and ending it (KILL), where nothing else is said. */
export const GRACE_SECONDS = 15;
