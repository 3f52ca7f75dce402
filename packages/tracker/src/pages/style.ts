import { createHash } from 'node:crypto';

/** The stylesheet of all pages, served as a file of its own: the content policy allows no inline style. */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --bg: #fbfbf9; --panel: #ffffff; --text: #1d2125; --soft: #5b6570; --line: #dcdfe3; --track: #e9ebee;
  --link: #0b5cad; --bad: #b3261e; --bad-soft: #fdecea; --good: #1a7f46; --warn: #8a5a00; --warn-soft: #fff6e0;
  --llm: #4c78c9; --tool: #2f9e8f; --check: #9b6dc6; --other: #98a2ad; --sure: #3b4754;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #14171a; --panel: #1c2024; --text: #e6e9ec; --soft: #9aa5b1; --line: #323940; --track: #2a3036;
    --link: #79b8ff; --bad: #ff8a80; --bad-soft: #3a1f1e; --good: #63d297; --warn: #f2c14e; --warn-soft: #33290f;
    --llm: #6f9bea; --tool: #4cc3b1; --check: #bb92e0; --other: #6b7580; --sure: #b7c2cd;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre, dd, .quote, .error { overflow-wrap: anywhere; }
code, pre { font: .88em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.hidden, .defs { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--panel); padding: .4rem .8rem; z-index: 2; }
.top { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; align-items: baseline; padding: .7rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--panel); }
.top nav { display: flex; gap: 1rem; }
.brand { font-weight: 650; color: var(--text); text-decoration: none; }
main { max-width: 76rem; margin: 0 auto; padding: 1.2rem 1.5rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .2rem 0 .8rem; overflow-wrap: anywhere; }
h2 { font-size: 1.08rem; margin: 2.2rem 0 .7rem; }
.crumbs, .note, .sub, .meta dt, .facts dt { color: var(--soft); }
.crumbs { margin: 0; font-size: .9rem; }
.note { font-size: .88rem; }
.sub { display: block; font-size: .86rem; overflow-wrap: anywhere; }
dl { margin: 0; } dd { margin: 0; }

.meta { display: flex; flex-wrap: wrap; gap: .5rem 1.8rem; margin-bottom: 1.2rem; font-size: .92rem; }
.meta dt, .facts dt { font-size: .8rem; }

.verdict { background: var(--panel); border: 1px solid var(--line); border-left: 5px solid var(--warn); border-radius: 8px; padding: 1rem 1.3rem 1.2rem; }
.verdict.attributed { border-left-color: var(--bad); }
.verdict.healthy { border-left-color: var(--good); }
.badges { margin: 0; }
.sentence { font-size: 1.25rem; line-height: 1.4; margin: .5rem 0 .2rem; max-width: 60rem; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .6rem 2.2rem; margin-top: .8rem; }
.warnings { margin: .9rem 0 0; padding: .5rem .8rem .5rem 1.8rem; background: var(--warn-soft); border-radius: 6px; font-size: .92rem; }

.badge { white-space: nowrap; font-weight: 600; }
.badge.success, .badge.healthy { color: var(--good); }
.badge.failure, .badge.attributed { color: var(--bad); }
.badge.partial, .badge.unknown, .badge.unverified { color: var(--warn); }
.chip { display: inline-block; white-space: nowrap; font-size: .78rem; line-height: 1.35; padding: .05rem .45rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft); background: var(--bg); }
.mark { white-space: nowrap; font-size: .82rem; }
.mark.cause { color: var(--bad); } .mark.fail { color: var(--bad); font-weight: 600; }

.share { display: inline-flex; align-items: center; gap: .5rem; white-space: nowrap; }
.bar { width: 6rem; height: .7rem; border-radius: 2px; flex: none; }
.number, .n { font-variant-numeric: tabular-nums; }
.number { min-width: 3rem; }
.track { fill: var(--track); }
.bar .fill { fill: var(--sure); } .bar.blame .fill { fill: var(--bad); } .bar.credit .fill { fill: var(--good); }
.hatch { fill: var(--panel); opacity: .5; }

.scroll { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: .8rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 600; }
tbody th .sub { font-weight: 400; }
.n { text-align: right; white-space: nowrap; }
tr.blamed > :first-child { box-shadow: inset 3px 0 var(--bad); }
.runs tbody tr:hover { background: var(--bg); }
.runs .what { min-width: 18rem; } .runs .what a { font-weight: 600; }
.runs .agents { min-width: 9rem; font-size: .88rem; color: var(--soft); }

.filters { display: flex; flex-wrap: wrap; gap: .7rem 1rem; align-items: end; margin-bottom: 1rem; }
.filters label { font-size: .8rem; color: var(--soft); display: grid; gap: .2rem; }
input, select, button { font: inherit; color: var(--text); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .6rem; }
button { cursor: pointer; font-weight: 600; } button:hover { border-color: var(--soft); }
.empty { padding: 2rem; text-align: center; color: var(--soft); background: var(--panel); border: 1px dashed var(--line); border-radius: 8px; }
.pager { text-align: right; }

.evidence, .candidates { margin: 0; padding-left: 1.6rem; display: grid; gap: .7rem; }
.evidence .chip { margin-right: .3rem; }
.terms { margin: .5rem 0; width: auto; } .terms th[scope=row] { font-weight: 500; }
details > summary { cursor: pointer; }
.candidates details { display: inline-block; margin-left: .6rem; vertical-align: top; font-size: .92rem; color: var(--soft); }
.candidates details[open] { display: block; margin-left: 0; }

.lanes { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem .4rem; display: grid; gap: .3rem; }
.lane { display: grid; grid-template-columns: minmax(6rem, 11rem) 1fr; gap: .8rem; align-items: center; }
.lane-name { font-size: .9rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.lane.blamed .lane-name { color: var(--bad); font-weight: 600; }
.lane svg { width: 100%; height: 1.35rem; border-radius: 3px; }
.ticks { display: flex; justify-content: space-between; font-size: .78rem; color: var(--soft); }
.fill { fill: var(--other); }
.fill.llm_call { fill: var(--llm); } .fill.tool_invocation, .fill.retrieval, .fill.memory { fill: var(--tool); }
.fill.quality_check, .fill.budget_check, .fill.stagnation_check, .fill.guardrail { fill: var(--check); }
.fill.failed { fill: var(--bad); stroke: var(--text); stroke-width: 1; }
.legend { margin: .2rem 0 .1rem; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .8rem; color: var(--soft); }
.legend svg { width: .9rem; height: .7rem; border-radius: 2px; vertical-align: -.05rem; }
.edges { font-size: .9rem; color: var(--soft); }

.spans { margin-top: .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; font-size: .92rem; }
.span { border-top: 1px solid var(--line); scroll-margin-top: 30vh; }
.span:first-child { border-top: 0; }
.span > summary { list-style: none; display: grid; grid-template-columns: minmax(0, 1fr) 8rem 12rem 5.5rem; gap: .8rem; align-items: center; padding: .28rem .9rem; }
.span > summary::-webkit-details-marker { display: none; }
.span > summary:hover { background: var(--bg); }
.span > summary:focus-visible { outline-offset: -2px; }
.span.failed { background: var(--bad-soft); }
.span.blamed { box-shadow: inset 4px 0 var(--bad); }
.span:target { outline: 3px solid var(--link); outline-offset: -3px; }
.span-name, .span-agent { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.span-name::before { content: "▸"; color: var(--soft); display: inline-block; width: 1rem; }
.span[open] .span-name::before { content: "▾"; }
.span-agent { color: var(--soft); }
.span-bar { width: 100%; height: .8rem; border-radius: 2px; }
${Array.from({ length: 13 }, (_, depth) => `.d${depth} { padding-left: ${depth * 1.1}rem; }`).join('\n')}
.span-body { padding: .3rem 1rem 1rem 2rem; border-top: 1px dashed var(--line); background: var(--panel); }
.error { color: var(--bad); font-weight: 600; margin: .5rem 0; }
.attributes { display: grid; gap: .25rem; font-size: .88rem; }
.attributes div { display: grid; grid-template-columns: minmax(8rem, 18rem) minmax(0, 1fr); gap: 1rem; }
.attributes dt { color: var(--soft); overflow-wrap: anywhere; }
.attributes dd { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; max-height: 40rem; overflow: auto; }

@media (max-width: 44rem) {
  main, .top { padding-left: .9rem; padding-right: .9rem; }
  .span > summary { grid-template-columns: minmax(0, 1fr) 4.5rem; row-gap: 0; }
  .span-agent, .span-bar { display: none; }
  .lane { grid-template-columns: 6rem 1fr; }
  .attributes div { grid-template-columns: 1fr; gap: 0; }
}
@media print { .top, .filters { display: none; } .scroll { overflow: visible; } }
`;

/** Changes with the content, so that browsers may keep each version for ever. */
export const STYLE_PATH: string = `/assets/style.css?v=${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}`;
