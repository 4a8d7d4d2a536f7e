import { html, type Html } from './html.ts'

/** A page of prose: a heading, a lead and the rest, in one readable column. */
export const prose = (title: string, lead: string, body: Html, aside: Html | null = null): Html =>
  html`<article class="prose">
      <h1>${title}</h1>
      <p class="lead">${lead}</p>
      ${body}
    </article>
    ${aside}`

export const crumbs = (...trail: [path: string, label: string][]): Html =>
  html`<nav class="crumbs" aria-label="Breadcrumb">
    ${trail.map(([path, label], index) => html`${index > 0 && html`<span aria-hidden="true">/</span>`}<a href="${path}">${label}</a>`)}
  </nav>`

export const steps = (texts: string[]): Html =>
  html`<ol class="steps">
    ${texts.map((text) => html`<li>${text}</li>`)}
  </ol>`

export const table = (head: string[], rows: string[][]): Html =>
  html`<div class="table">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`

/** For people in Ireland: €79.00. */
export const price = (minor: number): string => `€${(minor / 100).toFixed(2)}`
