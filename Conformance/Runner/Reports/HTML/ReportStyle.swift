/// The style sheet of the report.
struct ReportStyle {
  let text = """
    :root {
      color-scheme: light dark;
      --page: #fbfbfa; --ink: #1c1d1f; --quiet: #6a6d73; --line: #dfe0de; --panel: #ffffff; --link: #1f5fbf;
      --good: #1f7a3d; --fair: #a66a00; --poor: #b3261e; --none: #8b8e94; --odd: #7a3fa0;
      --goodback: #d9f0df; --fairback: #fbe8c5; --poorback: #f9d6d2; --noneback: #eeeeec; --oddback: #ecdcf5;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #15171a; --ink: #e6e7e8; --quiet: #9a9ea5; --line: #2e3238; --panel: #1c1f23; --link: #7fb0f5;
        --good: #7fd49a; --fair: #f0bd62; --poor: #ff968c; --none: #83878e; --odd: #d3a4f0;
        --goodback: #173a23; --fairback: #41310f; --poorback: #4a1f1c; --noneback: #24272b; --oddback: #37224a;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 72rem; padding: 1.25rem 1rem 4rem; background: var(--page); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
    }
    h1 { font-size: 1.6rem; margin: .2rem 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .3rem; color: var(--quiet); }
    p { margin: .3rem 0; }
    a { color: var(--link); text-decoration: none; }
    a:hover, a:focus { text-decoration: underline; }
    nav { display: flex; gap: 1rem; font-size: .9rem; }
    header p, .quiet { color: var(--quiet); }
    .quiet { font-size: .85rem; }
    code, pre { font: .86rem/1.55 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; }
    code { overflow-wrap: anywhere; white-space: pre-wrap; }
    .scroll { overflow-x: auto; }
    table { border-collapse: separate; border-spacing: 3px; }
    th { text-align: left; font-weight: 600; }
    small { display: block; font-weight: 400; color: var(--quiet); font-size: .75rem; line-height: 1.3; }
    .matrix { margin: 1rem -3px; }
    .matrix thead th { text-align: center; font-size: .85rem; }
    .matrix thead th:first-child { text-align: left; }
    .matrix th[scope=row] { padding-right: 1rem; white-space: nowrap; }
    .matrix td { min-width: 3.4rem; padding: 0; border-radius: 5px; text-align: center; overflow: hidden; }
    .matrix td a { display: block; padding: .35rem .3rem; color: inherit; font-weight: 600; }
    .matrix td.sum { padding: .35rem .5rem; }
    td.good { background: var(--goodback); color: var(--good); }
    td.fair { background: linear-gradient(to top, var(--fairback) var(--share), var(--poorback) var(--share)); color: var(--fair); }
    td.poor { background: linear-gradient(to top, var(--fairback) var(--share), var(--poorback) var(--share)); color: var(--poor); }
    td.none { background: var(--noneback); color: var(--none); }
    .legend { margin: 1.25rem 0; font-size: .9rem; }
    .legend summary, details.subject summary { cursor: pointer; font-weight: 600; }
    .legend dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem; margin: .5rem 0; }
    dd { margin: 0; }
    .subjects { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .8rem; }
    article, details.subject {
      background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem;
    }
    article h2 { margin: 0 0 .3rem; }
    details.subject { margin: .7rem 0; }
    .badge {
      display: inline-block; padding: 0 .45rem; border-radius: 4px; font-size: .78rem; font-weight: 600;
      background: var(--poorback); color: var(--poor);
    }
    .badge.pass { background: var(--goodback); color: var(--good); }
    .badge.deviates, .badge.late { background: var(--fairback); color: var(--fair); }
    .badge.skipped { background: var(--noneback); color: var(--none); }
    .badge.harness-error { background: var(--oddback); color: var(--odd); }
    .switch { font-size: .9rem; }
    body:has(#failures:checked) tr.fine { display: none; }
    body:has(#failures:checked) section:not(:has(tr.fails)) { display: none; }
    .cases { width: 100%; }
    .cases th[scope=row] { font-weight: 500; font-size: .9rem; overflow-wrap: anywhere; min-width: 12rem; }
    .cases th.turned { vertical-align: bottom; width: 2.1rem; }
    .cases th.turned span {
      display: block; writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap;
      font-size: .75rem; font-weight: 500; color: var(--quiet);
    }
    .cases td { width: 2.1rem; min-width: 2.1rem; text-align: center; border-radius: 4px; background: var(--poorback); }
    .cases td a { display: block; color: var(--poor); font-weight: 700; }
    .cases td.pass { background: var(--goodback); } .cases td.pass a { color: var(--good); }
    .cases td.deviates, .cases td.late { background: var(--fairback); }
    .cases td.deviates a, .cases td.late a { color: var(--fair); }
    .cases td.skipped { background: var(--noneback); } .cases td.skipped a { color: var(--none); }
    .cases td.harness-error { background: var(--oddback); } .cases td.harness-error a { color: var(--odd); }
    dl.facts, dl.result { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .9rem; margin: .6rem 0; }
    dl.facts dt, dl.result dt, dl.difference dt { color: var(--quiet); font-size: .88rem; }
    dl.difference { margin: .6rem 0; }
    dl.difference dd { border-left: 3px solid; padding: .1rem .6rem; margin: .25rem 0; }
    dl.difference dd span { display: inline-block; width: 5rem; color: var(--quiet); font-size: .8rem; }
    dd.expected { border-color: var(--good) !important; } dd.got { border-color: var(--poor) !important; }
    pre.bytes {
      margin: .4rem 0; padding: .7rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
      white-space: pre-wrap; overflow-wrap: anywhere;
    }
    pre.bytes b {
      font-size: .66rem; font-weight: 600; padding: .05rem .25rem; margin: 0 1px; border-radius: 3px;
      background: var(--noneback); color: var(--quiet); vertical-align: 1px;
    }
    pre.bytes s { color: var(--none); text-decoration: none; }
    pre.bytes em { color: var(--quiet); }
    pre.bytes i.cut { color: var(--poor); font-style: normal; padding: 0 .15rem; }
    .steps { font-size: .85rem; width: 100%; border-spacing: 0; margin-top: .5rem; }
    .steps th, .steps td { padding: .25rem .6rem .25rem 0; vertical-align: top; border-top: 1px solid var(--line); }
    .steps td:first-child { white-space: nowrap; color: var(--quiet); }
    @media (max-width: 36rem) {
      body { padding: .8rem .6rem 3rem; }
      .matrix th[scope=row] { position: sticky; left: 0; background: var(--page); white-space: normal; min-width: 6.5rem; padding-right: .4rem; }
      .matrix td { min-width: 2.7rem; }
      dl.facts, dl.result { grid-template-columns: 1fr; gap: 0; }
      dl.facts dd, dl.result dd { margin-bottom: .4rem; }
    }

    """
}
