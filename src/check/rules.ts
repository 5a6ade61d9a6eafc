import type { Rule } from './rule.ts';
import { argparseBooleans } from './rules/argparse-booleans.ts';
import { argparseCarries } from './rules/argparse-carries.ts';
import { argparseGetsAll } from './rules/argparse-gets-all.ts';
import { argparseKnows } from './rules/argparse-knows.ts';
import { blocksOverlap } from './rules/blocks-overlap.ts';
import { commandParameters } from './rules/command-parameters.ts';
import { commandWords } from './rules/command-words.ts';
import { conditionsAreSound } from './rules/conditions-are-sound.ts';
import { configDirectory } from './rules/config-directory.ts';
import { containerHoldsProgram } from './rules/container-holds-program.ts';
import { defaultNeverUsed } from './rules/default-never-used.ts';
import { derivedAreSound } from './rules/derived-are-sound.ts';
import { duplicateValue } from './rules/duplicate-value.ts';
import { environmentCarries } from './rules/environment-carries.ts';
import { excludeMatchesNothing } from './rules/exclude-matches-nothing.ts';
import { excludeNames } from './rules/exclude-names.ts';
import { excludeValues } from './rules/exclude-values.ts';
import { flagsHaveAForm } from './rules/flags-have-a-form.ts';
import { foreignForms } from './rules/foreign-forms.ts';
import { foreignTexts } from './rules/foreign-texts.ts';
import { hydraCarries } from './rules/hydra-carries.ts';
import { hydraInterpolations } from './rules/hydra-interpolations.ts';
import { hydraIsUsed } from './rules/hydra-is-used.ts';
import { hydraKnows } from './rules/hydra-knows.ts';
import { hydraWords } from './rules/hydra-words.ts';
import { launcherStartsRanks } from './rules/launcher-starts-ranks.ts';
import { nulCharacter } from './rules/nul-character.ts';
import { pairedAmbiguous } from './rules/paired-ambiguous.ts';
import { pairedLengths } from './rules/paired-lengths.ts';
import { parameterPrefix } from './rules/parameter-prefix.ts';
import { parameterSetTwice } from './rules/parameter-set-twice.ts';
import { placeholdersAreKnown } from './rules/placeholders-are-known.ts';
import { programIsThere } from './rules/program-is-there.ts';
import { rangesAreSound } from './rules/ranges-are-sound.ts';
import { replicatesAreSwept } from './rules/replicates-are-swept.ts';
import { resultFiles } from './rules/result-files.ts';
import { resultNames } from './rules/result-names.ts';
import { resultPatterns } from './rules/result-patterns.ts';
import { resultSources } from './rules/result-sources.ts';
import { rowsAreMade } from './rules/rows-are-made.ts';
import { sweepIsEmpty } from './rules/sweep-is-empty.ts';
import { taskCount } from './rules/task-count.ts';
import { templateHasValue } from './rules/template-has-value.ts';
import { textTraps } from './rules/text-traps.ts';
import { uniqueIsCheap } from './rules/unique-is-cheap.ts';
import { whatToRun } from './rules/what-to-run.ts';
import { yaml11 } from './rules/yaml-1-1.ts';

/** Every rule, in a reader's order: what is swept, what is excluded, what is run, how, and with which results. */
export const rules: readonly Rule[] = Object.freeze([
  sweepIsEmpty,
  rangesAreSound,
  rowsAreMade,
  pairedLengths,
  pairedAmbiguous,
  parameterSetTwice,
  parameterPrefix,
  defaultNeverUsed,
  duplicateValue,
  foreignForms,
  foreignTexts,
  blocksOverlap,
  excludeNames,
  excludeValues,
  excludeMatchesNothing,
  conditionsAreSound,
  taskCount,
  uniqueIsCheap,
  derivedAreSound,
  nulCharacter,
  yaml11,
  whatToRun,
  programIsThere,
  configDirectory,
  commandWords,
  placeholdersAreKnown,
  commandParameters,
  launcherStartsRanks,
  containerHoldsProgram,
  templateHasValue,
  flagsHaveAForm,
  hydraIsUsed,
  hydraCarries,
  hydraKnows,
  hydraWords,
  hydraInterpolations,
  textTraps,
  argparseCarries,
  argparseKnows,
  argparseGetsAll,
  argparseBooleans,
  environmentCarries,
  replicatesAreSwept,
  resultSources,
  resultFiles,
  resultPatterns,
  resultNames,
]);
