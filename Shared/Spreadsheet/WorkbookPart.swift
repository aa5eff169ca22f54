/// What the part `workbook.xml` says.
final class WorkbookPart: XMLHandler {
  /// A sheet as `workbook.xml` lists it.
  struct Entry {
    let name: String
    let visibility: Sheet.Visibility
    let relationship: String
  }

  private(set) var sheets: [Entry] = []
  private(set) var dateSystem = DateSystem.from1900
  private var isWorkbook = false

  init(_ entry: ArchiveEntry) throws {
    try read(entry)
    guard isWorkbook else {
      throw SpreadsheetError.notXLSX("\(entry.name) is no workbook")
    }
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
    switch name {
    case "workbook": isWorkbook = true
    case "workbookPr":
      dateSystem = attributes.flag("date1904") ? .from1904 : .from1900
    case "sheet":
      guard let name = attributes.bytes("name"),
        let relationship = attributes.text("id", in: .relationships)
          ?? attributes.text("id")
      else { return }
      guard sheets.count < SpreadsheetLimits.sheets else {
        throw SpreadsheetError.tooLargeInside("more than \(SpreadsheetLimits.sheets) sheets")
      }
      guard max(name.count, relationship.utf8.count) <= SpreadsheetLimits.partNameBytes else {
        throw SpreadsheetError.tooLargeInside("the name of a sheet")
      }
      let visibility = attributes.text("state").flatMap(Sheet.Visibility.init(rawValue:))
      sheets.append(
        Entry(
          name: EscapedText.decode(name), visibility: visibility ?? .visible,
          relationship: relationship))
    default: break
    }
  }
}
