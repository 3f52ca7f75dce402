import { html } from 'hono/html';
import type { Html } from './parts.js';
import { STYLE_PATH } from './style.js';

/** The frame of every page. No script: everything works with links, forms and details. */
export function layout(title: string, main: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/">Agent Attribution</a>
          <nav aria-label="Tracker">
            <a href="/">Runs</a> <a href="/api/agents">Agents (JSON)</a> <a href="/openapi.json">API</a>
          </nav>
        </header>
        <svg class="defs" aria-hidden="true" focusable="false">
          <defs>
            <pattern
              id="hatch"
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect class="hatch" width="2" height="6" />
            </pattern>
          </defs>
        </svg>
        <main id="main">${main}</main>
      </body>
    </html>`;
}

/** A page that says one thing, such as that there is nothing here. */
export function messagePage(title: string, detail: string): Html {
  return layout(
    title,
    html`<h1>${title}</h1>
      <p>${detail}</p>
      <p><a href="/">All runs</a></p>`,
  );
}
