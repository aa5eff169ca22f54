/// A table of which each row has its name first; it may be scrolled where the screen is narrow.
struct HTMLTable {
  private let header: [String]
  private let rows: [[String]]
  private let name: String

  init(_ table: (header: [String], rows: [[String]]), _ name: String) {
    (header, rows) = table
    self.name = name
  }

  var html: String {
    let heads = header.map { $0.isEmpty ? "<td></td>" : "<th scope=\"col\">\($0.escaped)</th>" }
    let lines = rows.map { row in
      row.enumerated().map { place, cell in
        place == 0 ? "<th scope=\"row\">\(cell.escaped)</th>" : "<td>\(cell.escaped)</td>"
      }.joined()
    }
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(name.escaped)"><table>
      <thead><tr>\(heads.joined())</tr></thead><tbody>\(lines.map { "<tr>\($0)</tr>" }.joined(separator: "\n"))</tbody></table></div>
      """
  }
}
