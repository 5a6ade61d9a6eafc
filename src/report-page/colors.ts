let probe: HTMLElement | null = null;

/** The current value of a custom property of the style sheet, in a form that a canvas accepts: `rgb(…)`. */
export function colorOf(property: string): string {
  if (probe === null) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${property})`;
  return getComputedStyle(probe).color;
}

type Rgb = readonly [number, number, number];

/**
 * A scale of colours from the worst to the best, for fractions from 0 to 1: from faint to strong, so that it does not
 * depend on hue.
 */
export function metricScale(): (part: number) => string {
  const stops = ['--scale-worst', '--scale-middle', '--scale-best'].map((name) => parse(colorOf(name)));
  return (part) => {
    const at = Math.min(1, Math.max(0, part)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(at));
    const [from, to] = [stops[below] ?? [0, 0, 0], stops[below + 1] ?? [0, 0, 0]];
    const mixed = from.map((channel, index) =>
      Math.round(channel + ((to[index] ?? 0) - channel) * (at - below)),
    );
    return `rgb(${mixed.join(',')})`;
  };
}

function parse(color: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
