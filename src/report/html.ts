import { createHash } from 'node:crypto';
import type { ReportModel } from './model.ts';

/** The parts of every report: the script of the page and its styles. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** Identifies a file as a report. It is in the first kilobyte. */
export const reportMark = '<meta name="generator" content="hsm report">';

/**
 * The page as one file. Its policy allows only this script and these styles, and no network address, so a browser loads
 * nothing. The model is a block of JSON in which no tag can begin or end.
 */
export function reportHtml(model: ReportModel, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
${reportMark}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeText(model.sweep)}: sweep report</title>
<style>${style}</style>
</head>
<body>
<noscript>This report needs JavaScript. The results are also printed by scripts/collect.sh in the sweep directory.</noscript>
<script type="application/json" id="model">${escapeJson(model)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON without `<`, so that it can neither end its element nor start a comment. */
function escapeJson(model: ReportModel): string {
  return JSON.stringify(model).replaceAll('<', '\\u003c');
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
