/** The default number of seconds between asking a program to end (TERM) and killing it (KILL). */
export const GRACE_SECONDS = 15;
