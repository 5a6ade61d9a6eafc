import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportHtml, reportMark } from '../../src/report/html.ts';
import type { ReportModel } from '../../src/report/model.ts';

const attack = '</script><script>hit()</script><!--<script><img onerror=hit() src=x>\u2028';
const model: ReportModel = {
  sweep: '<b>"&',
  directory: attack,
  source: attack,
  generator: 'hsm 0.1.0',
  made: 0,
  metric: null,
  goal: 'maximize',
  goals: { [attack]: 'maximize' },
  rows: 1,
  columns: [{ name: attack, kind: 'parameter', values: [attack] }],
  replication: null,
  failures: [],
  provenance: [],
  resources: [],
  commands: { 1: attack },
  plan: {
    space: { blocks: [] },
    defaults: [],
    command: { launcher: [], container: [], words: [], origin: null, script: null },
    convention: { kind: 'argparse', booleans: 'value', lists: 'json' },
  },
};
const assets = { script: 'go()', style: 'b{}' };
const html = reportHtml(model, assets);

test('text from a sweep can neither begin nor end a tag', () => {
  const tags = [...html.matchAll(/<\/?([a-z!-][a-z-]*)/g)].map(([, name]) => name);
  expect(tags.filter((name) => name === 'script').length).toBe(4);
  expect(tags).not.toContain('img');
  expect(tags).not.toContain('b');
  expect(html).not.toContain('<!--');
});

test('the model is read back unchanged', () => {
  const [, text] =
    /<script type="application\/json" id="model">([\s\S]*?)<\/script>\n<script>/.exec(html) ?? [];
  expect(JSON.parse(text ?? '')).toEqual(model);
});

test('the policy names this script and these styles by their digests, and no address', () => {
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
  expect(policy).toContain(`script-src 'sha256-${digest(assets.script)}'`);
  expect(policy).toContain(`style-src 'sha256-${digest(assets.style)}'`);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toMatch(/unsafe|http|\*/);
});

test('the mark of a report is near its beginning', () => {
  expect(html.slice(0, 1024)).toContain(reportMark);
});
