import { html } from 'hono/html'
import type { Comparison } from '../../contract/comparison.ts'
import { mnist } from '../mnist.ts'
import { curvesSvg, keySvg } from './curves-svg.ts'
import type { Report } from './report.ts'
import { importanceTable, membersTable, verdictTable, type ReportTable } from './tables.ts'
import { recordOf } from './texts.ts'

const style = `:root{color-scheme:light}body{font:14px/20px system-ui,sans-serif;color:#1b1c1e;max-width:920px;margin:32px auto;padding:0 20px}
h1{font-size:24px;line-height:32px;overflow-wrap:anywhere}h2{font-size:18px;margin:32px 0 8px}h3{font-size:14px;margin:20px 0 4px;overflow-wrap:anywhere}
table{border-collapse:collapse;font-size:12px;margin:8px 0;display:block;overflow-x:auto}th,td{padding:6px 10px 6px 0;border-bottom:1px solid #e5e5e1;text-align:left;font-variant-numeric:tabular-nums;vertical-align:top}
thead th{color:#666b71;font-weight:500}dl{display:grid;grid-template-columns:96px 1fr;gap:2px 12px;font-size:12px;margin:4px 0}dt{color:#666b71}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
svg.curves{width:100%;height:auto;font:11px system-ui,sans-serif}svg text{fill:#4c5157}ul.keys{list-style:none;padding:0;columns:2;font-size:12px}.note{white-space:pre-wrap}.small{color:#666b71;font-size:12px}`

const tableOf = ({ heads, rows }: ReportTable) =>
  html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([head, ...cells]) =>
          html`<tr>
            <th scope="row">${head}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`

function verdictPart(comparison: Comparison) {
  const { headline, against, remarks, settling } = comparison
  return html`<h2>${headline}</h2>
    ${against.map(({ text }) => html`<p>${text}</p>`)}
    ${remarks.map((remark) => html`<p class="small">${remark}</p>`)}
    ${settling ? html`<p class="small">What would settle it: ${settling.text}.</p>` : ''}
    ${tableOf(verdictTable(comparison))}`
}

function importancePart({ importance }: Comparison) {
  if (!importance) return ''
  return html`<h2>What mattered most</h2>
    ${tableOf(importanceTable(importance))}
    ${importance.remarks.map((remark) => html`<p class="small">${remark}.</p>`)}`
}

function curvesPart({ runs }: Comparison) {
  const curves = curvesSvg(
    runs,
    runs.every(({ dataset }) => dataset.id === mnist.id),
  )
  return curves
    ? html`<h2>Test error after each epoch</h2>
        ${curves}
        <ul class="keys">
          ${runs.map((run) => html`<li>${keySvg(run)} ${run.name}</li>`)}
        </ul>`
    : ''
}

/** One page that needs nothing else, of which a browser takes nothing from elsewhere and runs nothing. */
export async function htmlReport({ comparison, title, note, madeAt, version }: Report) {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p class="small">Made by Digit Lab ${version} on ${madeAt}</p>
        ${note === '' ? '' : html`<p class="note">${note}</p>`} ${verdictPart(comparison)}
        <h2>Settings and results</h2>
        ${tableOf(membersTable(comparison))} ${curvesPart(comparison)} ${importancePart(comparison)}
        <h2>To repeat it</h2>
        ${comparison.runs.map(
          (run) =>
            html`<h3>${run.name}</h3>
              <dl>
                ${recordOf(run).map(
                  ([name, value]) =>
                    html`<dt>${name}</dt>
                      <dd>${value}</dd>`,
                )}
              </dl>`,
        )}
      </body>
    </html> `
  return (await page).toString()
}
