/// A table with one column more.
extension PageTable {
  /// A column that stands behind the others: its heading, and a cell for each row.
  struct Column {
    let head: Head
    let cells: [Cell]
  }

  /// Returns the table with a column behind the others; as it is where there is none.
  func adding(_ column: Column?) -> PageTable {
    guard let column else { return self }
    var cells = column.cells[...]
    var wider: [Group] = []
    for group in groups {
      var rows: [Row] = []
      for row in group.rows {
        rows.append(Row(cells: row.cells + [cells.popFirst() ?? Cell()], mark: row.mark))
      }
      wider.append(Group(title: group.title, rows: rows))
    }
    return PageTable(name, heads + [column.head], groups: wider)
  }
}
