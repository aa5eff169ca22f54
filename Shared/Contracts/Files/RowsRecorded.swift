public import Values

/// Versions of rows of a fact file, in the form of the file: what is told of facts has the same words as
/// what is brought.
///
/// Its topic is `vigie.<service>.v1.<table>-recorded`, such as `vigie.senacs.v1.submissions-recorded`.
public struct RowsRecorded: Codable, Sendable {
  /// The file, such as `submissions.csv`.
  public var file: String
  /// Column → cell, without the columns that stay in the service; 500 rows at most.
  public var rows: [[String: String]]
  /// Whether they are invented.
  public var fictitious: Bool
  /// When the service recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(
    file: String, rows: [[String: String]], fictitious: Bool, recordedAt: Instant
  ) {
    self.file = file
    self.rows = rows
    self.fictitious = fictitious
    self.recordedAt = recordedAt
  }
}

extension RowsRecorded {
  /// The event's JSON, as a `JSONEncoder` with sorted keys and plain slashes writes it, straight from the rows.
  ///
  /// An import writes each of its rows so; the encoder takes ten times as long, most of it for dictionaries.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - columns: the columns to tell; what a row lacks of them is an empty text.
  ///   - rows: column → cell; other columns are left out.
  ///   - fictitious: whether they are invented.
  ///   - recordedAt: when the service recorded them.
  /// - Returns: the text.
  public static func json(
    file: String, columns: [String], rows: [[String: String]], fictitious: Bool,
    recordedAt: Instant
  ) -> String {
    let columns = inOrder(columns)
    return json(
      file: file, rows: rows.map { cells in row(columns) { cells[$0] ?? "" } },
      fictitious: fictitious, recordedAt: recordedAt)
  }

  /// A column as a row's JSON names it.
  public struct Column: Sendable {
    let name: String
    /// What stands before its cell.
    let mark: [UInt8]
  }

  /// Columns in the order in which the JSON of a row has them.
  public static func inOrder(_ names: [String]) -> [Column] {
    names.sorted().enumerated().map { place, name in
      var mark = Array((place == 0 ? "{" : ",").utf8)
      append(name, to: &mark)
      mark.append(UInt8(ascii: ":"))
      return Column(name: name, mark: mark)
    }
  }

  /// The JSON of a row, which can be made before the others are there.
  ///
  /// - Parameters:
  ///   - columns: at least one.
  ///   - cell: the cell of a column.
  /// - Returns: an object's text.
  public static func row(_ columns: [Column], _ cell: (String) -> String) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(256)
    for column in columns {
      text += column.mark
      append(cell(column.name), to: &text)
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  /// The event's JSON of rows that were made by ``row(_:_:)``.
  public static func json(
    file: String, rows: [[UInt8]], fictitious: Bool, recordedAt: Instant
  ) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(rows.reduce(128) { $0 + $1.count + 1 })
    text += "{\"fictitious\":\(fictitious),\"file\":".utf8
    append(file, to: &text)
    text += ",\"recordedAt\":".utf8
    append(recordedAt.iso, to: &text)
    text += ",\"rows\":[".utf8
    for (number, row) in rows.enumerated() {
      if number > 0 { text.append(UInt8(ascii: ",")) }
      text += row
    }
    text += "]}".utf8
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends a JSON string.
  private static func append(_ value: String, to text: inout [UInt8]) {
    var value = value
    text.append(UInt8(ascii: "\""))
    value.withUTF8 { bytes in
      let isPlain = bytes.allSatisfy {
        $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
      if isPlain { return text.append(contentsOf: bytes) }
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): text += "\\n".utf8
        case UInt8(ascii: "\r"): text += "\\r".utf8
        case UInt8(ascii: "\t"): text += "\\t".utf8
        case 0x08: text += "\\b".utf8
        case 0x0C: text += "\\f".utf8
        case ..<0x20: text += "\\u00\(hexadecimal([byte]))".utf8
        default: text.append(byte)
        }
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
