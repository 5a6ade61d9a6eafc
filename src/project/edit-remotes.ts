import { join } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { projectSchema } from '../schema/schemas.ts';
import { validateShape } from '../schema/validate.ts';
import { mappingAt } from '../settings/read-node.ts';
import { withoutValue, withValue } from '../syntax/edit-yaml.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parseYaml } from '../syntax/parse.ts';
import { decodeSource } from '../syntax/read-source.ts';
import type { Project } from './find-project.ts';
import { readBytes } from './read-file.ts';
import { shownPath } from './read-inputs.ts';

/** The machine that `hsm remote add` adds, in the keys of the project file. */
export type RemoteSection = Readonly<Record<string, string | number>>;

/** The new content of the project file. */
export interface EditedFile {
  /** Absolute; the file may not exist. */
  readonly path: string;
  /** As a user types it. */
  readonly shown: string;
  readonly text: string;
}

interface ProjectFile extends EditedFile {
  /** The names of its remotes. */
  readonly names: readonly string[];
}

/** Adds a machine to the project file, which is created if necessary; null after errors. */
export function addRemote(
  project: Project,
  name: string,
  section: RemoteSection,
  workingDirectory: string,
  diagnostics: Diagnostics,
): EditedFile | null {
  const file = readProjectFile(project, workingDirectory, diagnostics);
  if (file === null) return null;
  if (file.names.includes(name)) {
    const help = 'choose another name, or remove it first';
    diagnostics.add(diagnose(commandDiagnostics.remoteKnown, { name, path: file.shown }, { help }));
    return null;
  }
  return edited(file, withValue(file.text, ['distributed', 'remotes', name], section), diagnostics);
}

/** Removes a machine from the project file; null after errors. */
export function removeRemote(
  project: Project,
  name: string,
  workingDirectory: string,
  diagnostics: Diagnostics,
): EditedFile | null {
  const file = readProjectFile(project, workingDirectory, diagnostics);
  if (file === null) return null;
  if (!file.names.includes(name)) {
    const close = didYouMean(name, file.names);
    const help = close === undefined ? undefined : `did you mean \`${close}\`?`;
    diagnostics.add(diagnose(commandDiagnostics.remoteUnknown, { name, path: file.shown }, { help }));
    return null;
  }
  return edited(file, withoutValue(file.text, ['distributed', 'remotes', name]), diagnostics);
}

function readProjectFile(
  { root, configFile }: Project,
  workingDirectory: string,
  diagnostics: Diagnostics,
): ProjectFile | null {
  const path = configFile ?? join(root, 'sweeps', 'hsm_config.yaml');
  const shown = shownPath(path, workingDirectory);
  if (configFile === null) return { path, shown, text: '', names: [] };
  const bytes = readBytes(path, shown, diagnostics);
  const source = bytes === null ? null : decodeSource(shown, bytes, diagnostics);
  if (source === null) return null;
  const node = parseShape(shown, source.text, diagnostics);
  const remotes = node === null ? null : mappingAt(mappingAt(node, 'distributed'), 'remotes');
  return node === null
    ? null
    : { path, shown, text: source.text, names: remotes?.entries.map(({ key }) => key.text) ?? [] };
}

/** The file as nodes; null after errors. */
function parseShape(path: string, text: string, diagnostics: Diagnostics): SyntaxNode | null {
  const node = parseYaml({ path, text }, diagnostics);
  if (node === null) return null;
  const isEmpty = node.kind === 'scalar' && node.type === 'null';
  return isEmpty || validateShape(node, projectSchema, diagnostics) ? node : null;
}

/** The edited file, if it can be read again; null after errors. */
function edited({ path, shown }: ProjectFile, text: string, diagnostics: Diagnostics): EditedFile | null {
  return parseShape(shown, text, diagnostics) === null ? null : { path, shown, text };
}
