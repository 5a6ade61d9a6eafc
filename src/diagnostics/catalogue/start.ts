import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface StartMessages {
  readonly ranksWithoutLauncher: { readonly ranks: number };
  readonly launchedTwice: { readonly launcher: string; readonly program: string };
  readonly imageMissing: { readonly path: string };
  readonly outsideContainer: { readonly setting: string };
  readonly badBind: { readonly text: string };
  readonly badImage: { readonly text: string };
  readonly launcherTwoClasses: { readonly launcher: string };
}

/** Launchers and containers. */
export const startDiagnostics: DiagnosticsOf<StartMessages> = defineDiagnostics<StartMessages>({
  ranksWithoutLauncher: {
    code: 'HSM370',
    severity: 'warning',
    title: 'several ranks without a launcher',
    message: ({ ranks }) => `a task has ${ranks} ranks, but its program is only started once`,
  },
  launchedTwice: {
    code: 'HSM371',
    severity: 'warning',
    title: 'launcher started by another launcher',
    message: ({ launcher, program }) => `\`${launcher}\` would start \`${program}\` once per rank`,
  },
  imageMissing: {
    code: 'HSM372',
    severity: 'warning',
    title: 'container image not found',
    message: ({ path }) => `the image \`${path}\` does not exist`,
  },
  outsideContainer: {
    code: 'HSM373',
    severity: 'warning',
    title: 'environment outside the container',
    message: ({ setting }) => `\`environment.${setting}\` is activated outside the container`,
  },
  badBind: {
    code: 'HSM374',
    severity: 'error',
    title: 'invalid bind mount',
    message: ({ text }) => `\`${text}\` is not a valid bind mount`,
  },
  badImage: {
    code: 'HSM375',
    severity: 'error',
    title: 'invalid container image',
    message: ({ text }) => `\`${text}\` is not a valid container image`,
  },
  launcherTwoClasses: {
    code: 'HSM379',
    severity: 'error',
    title: 'launcher with different resources per task',
    message: ({ launcher }) =>
      `\`${launcher}\` is started with the same number of CPUs and GPUs for all tasks`,
  },
});
