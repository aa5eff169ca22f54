public import RPCContract
public import Values

/// How large a file may be, in bytes.
public enum FileBounds: NumberBounds {
  /// Up to 1 GiB.
  public static let range = 0...1_073_741_824
}

/// The number of the record that is a file's header.
public enum HeaderBounds: NumberBounds {
  /// 1…1000.
  public static let range = 1...1000
  /// The first.
  public static let fallback: Int? = 1
}

/// Announces a file; if the same caller announces the same file again, the upload goes on where it stopped.
public struct BeginImport: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/BeginImport"
  /// Those who bring facts; each kind of file says which of these roles may bring it (PERMISSION_DENIED, `ROLE_NEEDED`).
  public static let roles: Set<Role> = [.operator, .federation]
  /// It makes an upload.
  public static let mutates = true

  /// The file's name, which tells its form, such as `structures.csv`.
  public var file: String
  /// The size in bytes.
  public var byteCount: Bounded<FileBounds>
  /// SHA-256 of the whole file, 64 hexadecimal digits.
  public var sha256: String
  /// Whether the facts are invented.
  public var fictitious: Bool
  /// How it is to be read; only for files of foreign make.
  public var reading: Reading?
  /// The name that the file has where it comes from, ``mostOfName`` characters at most, to be told with the facts that it brought; absent
  /// if it is not known.
  public var name: String?

  /// The most characters of a name.
  public static let mostOfName = 255

  /// How a file of foreign make is to be read: what was detected or said, so that nothing is guessed twice.
  public struct Reading: Codable, Sendable, Hashable {
    /// What it is about, such as a campaign's code.
    public var subject: String
    /// `utf-8`, `windows-1252`, `utf-16le` or `utf-16be`.
    public var encoding: String
    /// What stands between cells: one of `;` `,` `|` or a tab.
    public var separator: String
    /// `.` or `,`; absent where it does not matter.
    public var decimal: String?
    /// What stands between groups of three digits: a space, U+00A0 or U+202F; absent for nothing.
    public var group: String?
    /// `iso`, `day-first` or `month-first`; absent where it does not matter.
    public var dates: String?
    /// What stands between a date's parts: `-`, `/` or `.`; absent for `-` in `iso` and `/` in the others.
    public var dateSeparator: String?
    /// The header's record, from 1.
    public var headerRow: Bounded<HeaderBounds>
    /// A column's label → its field, where they differ.
    public var mapping: [String: String]
    /// Whether a day with a time counts as the day that it is in Europe/Paris; absent for no.
    public var dropsTimes: Bool?
    /// The columns that are written in another way than the rest of the file, by their labels; absent for none.
    public var columns: [String: Look]?

    /// How one column is written; a member is absent if it does not matter.
    public struct Look: Codable, Sendable, Hashable {
      /// `.` or `,`.
      public var decimal: String?
      /// `iso`, `day-first` or `month-first`.
      public var dates: String?

      /// Makes it.
      public init(decimal: String?, dates: String?) {
        self.decimal = decimal
        self.dates = dates
      }
    }

    /// Makes it.
    public init(
      subject: String, encoding: String = "utf-8", separator: String = ";", decimal: String? = ".",
      group: String? = nil, dates: String? = "iso", dateSeparator: String? = nil,
      headerRow: Bounded<HeaderBounds> = 1,
      mapping: [String: String] = [:], dropsTimes: Bool? = nil, columns: [String: Look]? = nil
    ) {
      self.dropsTimes = dropsTimes
      self.columns = columns
      self.subject = subject
      self.encoding = encoding
      self.separator = separator
      self.decimal = decimal
      self.group = group
      self.dates = dates
      self.dateSeparator = dateSeparator
      self.headerRow = headerRow
      self.mapping = mapping
    }
  }

  /// Makes the request.
  public init(
    file: String, byteCount: Bounded<FileBounds>, sha256: String, fictitious: Bool,
    reading: Reading? = nil,
    name: String? = nil
  ) {
    self.name = name
    self.file = file
    self.byteCount = byteCount
    self.sha256 = sha256
    self.fictitious = fictitious
    self.reading = reading
  }

  /// Where the upload goes on.
  public struct Reply: Codable, Sendable {
    /// The upload.
    public var importID: String
    /// How many bytes are there already.
    public var offset: Int
    /// The largest chunk taken, in bytes.
    public var chunkBytes: Int

    /// Makes the reply.
    public init(importID: String, offset: Int, chunkBytes: Int) {
      self.importID = importID
      self.offset = offset
      self.chunkBytes = chunkBytes
    }
  }
}

/// Brings bytes of a file; a chunk that is there already changes nothing.
public struct PutChunk: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.files.v1/PutChunk"
  /// Who brings facts.
  public static let roles = BeginImport.roles
  /// No idempotency key is needed: the import and the offset already make a repeated call harmless.
  public static let mutates = false

  /// The upload.
  public var importID: String
  /// Where the bytes belong; at most the present size.
  public var offset: Bounded<FileBounds>
  /// The bytes, in JSON as base64.
  public var data: Bytes

  /// Makes the request.
  public init(importID: String, offset: Bounded<FileBounds>, data: Bytes) {
    self.importID = importID
    self.offset = offset
    self.data = data
  }

  /// How far the file has come.
  public struct Reply: Codable, Sendable {
    /// The present size.
    public var offset: Int

    /// Makes the reply.
    public init(offset: Int) {
      self.offset = offset
    }
  }
}

/// Checks a whole file and takes its good rows over, all in one transaction.
public struct CommitImport: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.files.v1/CommitImport"
  /// Who brings facts.
  public static let roles = BeginImport.roles
  /// It changes facts; committing the same import again returns the same counts.
  public static let mutates = true
  /// The import.
  public var subjects: [String] { [importID] }

  /// The upload.
  public var importID: String

  /// Makes the request.
  public init(importID: String) {
    self.importID = importID
  }

  /// What came of the file; its refusals and findings are read with ``ReadImportReport``.
  public struct Reply: Codable, Sendable, Hashable {
    /// Rows taken over, corrections among them.
    public var loaded: Int
    /// Of those, rows that correct an earlier version.
    public var corrected: Int
    /// Rows that were there already with the same values.
    public var unchanged: Int
    /// Rows refused.
    public var refused: Int
    /// Things to tell about rows that were taken.
    public var findings: Int
    /// Only for ``RehearseImport``: the codes that the file would bring and others refer to; absent if there are more than 100,000.
    public var codes: [String]?

    /// Makes the reply.
    public init(loaded: Int, corrected: Int, unchanged: Int, refused: Int, findings: Int) {
      self.loaded = loaded
      self.corrected = corrected
      self.unchanged = unchanged
      self.refused = refused
      self.findings = findings
    }
  }
}

/// The refusals and findings of a committed import, in the order of the rows.
public struct ReadImportReport: RPCStreamRequest {
  /// The method's full name.
  public static let method = "vigie.files.v1/ReadReport"
  /// Who brings facts.
  public static let roles = BeginImport.roles
  /// Findings quote what stands in rows about people.
  public static let tellsOfPeople = true
  /// The upload.
  public var subjects: [String] { [importID] }

  /// The upload.
  public var importID: String

  /// Makes the request.
  public init(importID: String) {
    self.importID = importID
  }

  /// Some refusals and findings, 1,000 at most.
  public struct Item: Codable, Sendable {
    /// Rows that were not taken, each by its first fault.
    public var refused: [Finding]
    /// Things to tell about rows that were taken.
    public var findings: [Finding]

    /// Makes an item.
    public init(refused: [Finding], findings: [Finding]) {
      self.refused = refused
      self.findings = findings
    }
  }
}
