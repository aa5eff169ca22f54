extension Table {
  /// The table in a page.
  func html(_ name: String) -> HTML {
    HTMLTable(
      name: name, header: header, rows: rows.map { cells in cells.map { HTMLTable.Cell($0) } }
    ).html
  }
}
