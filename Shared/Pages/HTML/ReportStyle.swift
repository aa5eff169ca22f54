/// The report's style sheet, for screen and A4. A rule that sets a background also sets the colour of its text, so that a test can
/// compute the contrast of each pair; the text of other rules is on white.
enum ReportStyle {
  static let css: HTML = """
    :root { color: #1c2733; background: #fff; font: 16px/1.5 "Source Sans 3", "Noto Sans",
      "DejaVu Sans", sans-serif; }
    *, ::before, ::after { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 60rem; overflow-wrap: break-word; padding: 0 1rem 3rem; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 1.5rem 0 .5rem; }
    h2 { border-bottom: 2px solid #1f5f8b; font-size: 1.35rem; line-height: 1.3; margin: 2.5rem 0 1rem; }
    h3 { align-items: baseline; display: flex; flex-wrap: wrap; font-size: 1.05rem; gap: .5rem; }
    h4 { font-size: .95rem; margin: 1rem 0 .3rem; }
    a { color: #1a5276; }
    .subject { font-size: 1.15rem; margin: 0 0 1rem; }
    dl { border-top: 1px solid #cfd8e1; display: grid; gap: 0 2rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); margin: 0; }
    dl div { border-bottom: 1px solid #cfd8e1; display: flex; flex-wrap: wrap; gap: 0 1rem; min-width: 0; padding: .25rem 0; }
    dt { color: #465667; flex: none; }
    dd { margin: 0 0 0 auto; min-width: 0; overflow-wrap: anywhere; text-align: right; }
    .brief li { margin-bottom: .8rem; }
    .brief p { margin: 0; }
    .asked { font-weight: 600; }
    .answer { border-left: .3rem solid #1f5f8b; font-size: 1.1rem; margin: 1rem 0; padding-left: .8rem; }
    .code { background: #1f5f8b; border-radius: .2rem; color: #fff; font-size: .85rem;
      padding: .1rem .4rem; }
    .value { font-size: 1.25rem; margin-left: auto; }
    .meta, .target, .absent { color: #465667; font-size: .9rem; overflow-wrap: anywhere; }
    .absent { color: #8a3b00; }
    .of { color: #465667; font-size: .8rem; white-space: nowrap; }
    .banner { background: #7a1f1f; color: #fff; margin: 1rem 0; padding: .6rem 1rem;
      position: sticky; top: 0; z-index: 1; }
    .missing { background: #fff4e5; border-left: .3rem solid #8a3b00; color: #1c2733; padding: .2rem 1rem; }
    .pair { align-items: start; display: grid; gap: 1rem; grid-template-columns: 1fr 1fr; }
    .pair > * { min-width: 0; }
    .pair > table:only-child { max-width: 30rem; }
    svg { font-size: 13px; max-width: 26rem; width: 100%; }
    svg text { fill: #1c2733; }
    /* A table that is wider even so is scrolled; a shadow at an edge shows that it goes on there. */
    .scroll { background: linear-gradient(to right, #fff 40%, transparent) 0 0 / 2rem 100% no-repeat local,
      linear-gradient(to left, #fff 40%, transparent) 100% 0 / 2rem 100% no-repeat local,
      linear-gradient(to right, #8496a8, transparent) 0 0 / .8rem 100% no-repeat scroll,
      linear-gradient(to left, #8496a8, transparent) 100% 0 / .8rem 100% no-repeat scroll;
      margin: .5rem 0; overflow-x: auto; scrollbar-width: thin; }
    .scroll:focus-visible { outline: 2px solid #1f5f8b; }
    table { border-collapse: collapse; font-size: .9rem; width: 100%; }
    th, td { border-bottom: 1px solid #cfd8e1; padding: .25rem .4rem; text-align: right; }
    td { font-variant-numeric: tabular-nums; }
    th[scope=row], thead th:first-child { font-weight: 400; text-align: left; }
    th[scope=rowgroup] { padding-top: .8rem; text-align: left; }
    .print-banner { display: none; }
    @media screen and (max-width: 56rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
    @media screen and (max-width: 30rem) { th, td { font-size: var(--size, .8rem); padding: .2rem .15rem; } }
    @page { margin: 16mm 14mm 18mm; size: A4; @bottom-right { content: counter(page); font-size: 9px; } }
    @media print {
      :root { font-size: 11px; }
      body { max-width: none; padding: 0; }
      a { color: #1c2733; text-decoration: none; }
      .banner { position: static; }
      .banner, .code, .tile, svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      article, .tile, .brief li, .answer, .group, tr, svg { break-inside: avoid; }
      /* A heading stays with what it heads, and a table's head with its first row. */
      h2, h3, h4, .answer, thead, :is(h2, h3) + p:has(+ :not(h2, h3, p)) { break-after: avoid; }
      h2, h3, h4 { break-inside: avoid; }
      /* No row stands alone on the next sheet. */
      tbody:first-of-type > tr:first-child, tr:last-child { break-before: avoid; }
      thead { display: table-header-group; }
      #trajectory, #places { break-before: page; }
      .scroll { background: none; overflow: visible; }
      table { font-size: .95em; }
      th, td { padding: .15rem .3rem; }
      /* Firefox has no boxes in the margin of a page. */
      @supports (-moz-appearance: none) { .print-banner { background: #fff; bottom: 0; color: #7a1f1f;
        display: block; font-weight: 700; left: 0; position: fixed; right: 0; text-align: center; } }
    }
    """
}
