import { describeOrigin, describeSettings } from '../../settings/describe.ts';
import type { Setting, Settings } from '../../settings/settings.ts';
import type { SettingChange } from './change.ts';

/** The parts of the settings that may show in scripts, except the targets'. */
const sections = ['paths', 'resources', 'environment', 'wandb', 'provenance'] as const;

/** Every setting that has a value, with other values for it. */
export function varySettings(settings: Settings): readonly SettingChange[] {
  const shown = new Map(describeSettings(settings).map(({ key, value }) => [key, value]));
  return sections.flatMap((section) => {
    const members: Readonly<Record<string, Setting<unknown>>> = settings[section];
    return Object.entries(members).flatMap(([name, setting]): readonly SettingChange[] => {
      const others =
        section === 'resources' && setting.value === null ? [2, 'x'] : otherValues(setting.value);
      if (others.length === 0) return [];
      const key = `${section}.${name}`;
      const variations = others.map((value) => ({
        settings: (all: Settings): Settings => ({
          ...all,
          [section]: { ...all[section], [name]: { ...setting, value } },
        }),
      }));
      return [
        { setting: key, value: shown.get(key) ?? '', from: describeOrigin(setting.origin), variations },
      ];
    });
  });
}

/** Other values of a setting; none for one that is not set. */
function otherValues(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, null];
  if (typeof value === 'string') return [`${value}x`, null];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) return value.length === 0 ? [] : [[]];
  return value === null ? [] : [null];
}
