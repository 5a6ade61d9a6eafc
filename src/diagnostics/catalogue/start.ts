import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface StartMessages {
  readonly ranksWithoutLauncher: { readonly ranks: number };
  readonly launchedTwice: { readonly launcher: string; readonly program: string };
  readonly imageMissing: { readonly path: string };
  readonly outsideContainer: { readonly setting: string };
  readonly badBind: { readonly text: string };
  readonly badImage: { readonly text: string };
  readonly caseResources: object;
  readonly launcherTwoClasses: { readonly launcher: string };
}

/** What starts a task's program: a launcher, a container. */
export const startDiagnostics: DiagnosticsOf<StartMessages> = defineDiagnostics<StartMessages>({
  ranksWithoutLauncher: {
    code: 'HSM370',
    severity: 'warning',
    title: 'several ranks, and nothing that starts them',
    message: ({ ranks }) => `a task has ${ranks} ranks, and its program is started once`,
  },
  launchedTwice: {
    code: 'HSM371',
    severity: 'warning',
    title: 'a launcher that starts a launcher',
    message: ({ launcher, program }) => `\`${launcher}\` would start \`${program}\` once for every rank`,
  },
  imageMissing: {
    code: 'HSM372',
    severity: 'warning',
    title: 'container image not found',
    message: ({ path }) => `the image \`${path}\` is not there`,
  },
  outsideContainer: {
    code: 'HSM373',
    severity: 'warning',
    title: 'an environment outside the container',
    message: ({ setting }) => `\`environment.${setting}\` is activated outside the container`,
  },
  badBind: {
    code: 'HSM374',
    severity: 'error',
    title: 'a bind that cannot be read',
    message: ({ text }) => `\`${text}\` is not a bind`,
  },
  badImage: {
    code: 'HSM375',
    severity: 'error',
    title: 'an image that is not one word',
    message: ({ text }) => `\`${text}\` cannot be the image of a container`,
  },
  launcherTwoClasses: {
    code: 'HSM379',
    severity: 'error',
    title: 'a launcher that is told two numbers',
    message: ({ launcher }) => `\`${launcher}\` is told how many CPUs and GPUs once for all tasks`,
  },
  caseResources: {
    code: 'HSM349',
    severity: 'error',
    title: 'resources of a case',
    message: () => 'a case cannot ask for resources of its own, as its tasks lie among those of the others',
  },
});
