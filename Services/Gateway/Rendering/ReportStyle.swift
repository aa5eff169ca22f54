/// The report's style sheet, for screen and A4.
enum ReportStyle {
  static let css = """
    :root { color: #1c2733; background: #fff; font: 16px/1.5 "Source Sans 3", "Noto Sans",
      "DejaVu Sans", sans-serif; }
    body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 1.5rem 0 .5rem; }
    h2 { border-bottom: 2px solid #1f5f8b; font-size: 1.35rem; margin: 2.5rem 0 1rem; }
    h3 { align-items: baseline; display: flex; flex-wrap: wrap; font-size: 1.05rem; gap: .5rem; }
    .code { background: #1f5f8b; border-radius: .2rem; color: #fff; font-size: .85rem;
      padding: .1rem .4rem; }
    .value { font-size: 1.25rem; margin-left: auto; }
    .meta, .target, .absent { color: #465667; font-size: .9rem; overflow-wrap: anywhere; }
    .absent { color: #8a3b00; }
    .banner { background: #7a1f1f; color: #fff; margin: 1rem 0; padding: .6rem 1rem;
      position: sticky; top: 0; }
    .missing { background: #fff4e5; border-left: .3rem solid #8a3b00; padding: .2rem 1rem; }
    .pair { align-items: start; display: grid; gap: 1rem; grid-template-columns: 1fr 1fr; }
    .pair > table:only-child { grid-column: 1 / -1; }
    svg { font-size: 13px; max-width: 30rem; width: 100%; }
    table.trajectory svg { display: block; height: 2rem; width: 8rem; }
    svg text { fill: #1c2733; }
    table { border-collapse: collapse; font-size: .9rem; width: 100%; }
    th, td { border-bottom: 1px solid #cfd8e1; padding: .25rem .4rem; text-align: right; }
    th[scope=row], thead th:first-child { font-weight: 400; text-align: left; }
    .print-banner { display: none; }
    @media screen and (max-width: 48rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
    @media screen and (max-width: 30rem) { th, td { font-size: .8rem; padding: .2rem .15rem; } }
    @page { margin: 16mm 14mm; size: A4; }
    @media print {
      :root { font-size: 11px; }
      .banner { position: static; }
      .banner, .code, svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      article { break-inside: avoid; }
      h2 { break-after: avoid; }
      .print-banner { background: #fff; bottom: 0; color: #7a1f1f; display: block;
        font-weight: 700; left: 0; position: fixed; right: 0; text-align: center; }
    }
    """
}
