import CZip

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The container of a workbook, a zip file, by libzip.
///
/// Memory: libzip's copy of the container's directory, a few times as large as in the file.
final class Archive {
  private let zip: OpaquePointer
  let path: String

  /// Opens a container and looks at what its directory declares.
  init(path: String) throws {
    self.path = path
    try Self.checkBeginning(of: path)
    var code: Int32 = 0
    guard let zip = zip_open(path, ZIP_RDONLY, &code) else {
      throw Self.problem(code, path)
    }
    self.zip = zip
    try checkDirectory()
  }

  /// Opens a container that is in memory already, for a program that may open no file.
  init(bytes: [UInt8], name: String) throws {
    path = name
    try Self.check(bytes.prefix(8), count: bytes.count, of: name)
    guard let copy = malloc(bytes.count) else { throw Self.lastError }
    bytes.withUnsafeBytes { from in
      UnsafeMutableRawBufferPointer(start: copy, count: from.count).copyMemory(from: from)
    }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    // libzip frees the copy with its source, and the source with the container.
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      free(copy)
      throw SpreadsheetError.unreadable("libzip, error \(zip_error_code_zip(&error))")
    }
    guard let zip = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Self.problem(zip_error_code_zip(&error), name)
    }
    self.zip = zip
    try checkDirectory()
  }

  deinit { zip_discard(zip) }

  /// Why libzip did not open what begins as a zip file does: most often its directory, at its end, is missing.
  private static func problem(_ code: Int32, _ path: String) -> SpreadsheetError {
    code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS
      ? .truncated(part: path) : .unreadable("libzip, error \(code)")
  }

  private static func checkBeginning(of path: String) throws {
    guard let file = fopen(path, "rb") else { throw lastError }
    defer { fclose(file) }
    var start = [UInt8](repeating: 0, count: 8)
    let count = fread(&start, 1, start.count, file)
    guard ferror(file) == 0, fseek(file, 0, SEEK_END) == 0 else { throw lastError }
    try check(start.prefix(count), count: ftell(file), of: path)
  }

  /// Refuses what people send instead of a workbook: an encrypted or old one, another kind of file, a cut or too large one.
  private static func check(_ start: ArraySlice<UInt8>, count: Int, of path: String) throws {
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw SpreadsheetError.encrypted }
    let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    guard start.starts(with: signature.prefix(start.count)) else {
      throw SpreadsheetError.notXLSX("it is no zip container")
    }
    guard start.count == 8 else { throw SpreadsheetError.truncated(part: path) }
    guard count <= SpreadsheetLimits.fileBytes else { throw SpreadsheetError.tooLarge }
  }

  /// Why the system's last call failed.
  private static var lastError: SpreadsheetError {
    .unreadable(String(cString: strerror(errno)))
  }

  private func checkDirectory() throws {
    let count = zip_get_num_entries(zip, 0)
    guard count <= SpreadsheetLimits.entries else {
      throw SpreadsheetError.tooLargeInside("\(count) entries")
    }
    var total: UInt64 = 0
    var names: Set<String> = []
    for index in 0..<UInt64(max(0, count)) {
      // Of two entries with one name, one program reads the first and another the last.
      guard let name = zip_get_name(zip, index, 0).map({ String(cString: $0).lowercased() }),
        names.insert(name).inserted
      else { throw SpreadsheetError.damaged(part: path, "an entry twice, or without a name") }
      let (sum, overflow) = total.addingReportingOverflow(try stat(index).size)
      guard !overflow, sum <= SpreadsheetLimits.unpackedBytes else {
        throw SpreadsheetError.tooLargeInside("more than \(SpreadsheetLimits.unpackedBytes) bytes")
      }
      total = sum
    }
  }

  private func stat(_ index: UInt64) throws -> zip_stat_t {
    var stat = zip_stat_t()
    let all = UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD)
    guard zip_stat_index(zip, index, 0, &stat) == 0, stat.valid & all == all else {
      throw SpreadsheetError.damaged(part: path, "an entry without sizes")
    }
    return stat
  }

  /// Opens an entry to read it from its beginning, whatever the case of its name; nil if there is none.
  ///
  /// Several can be open at the same time.
  func open(_ name: String) throws -> ArchiveEntry? {
    let index = zip_name_locate(zip, name, UInt32(ZIP_FL_NOCASE))
    guard index >= 0 else { return nil }
    let stat = try stat(UInt64(index))
    if stat.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, stat.encryption_method != ZIP_EM_NONE {
      throw SpreadsheetError.encrypted
    }
    // Workbooks use these two methods only; others have dictionaries whose size the file chooses. Source: ECMA-376 part 2, annex C.
    guard Int32(stat.comp_method) == ZIP_CM_STORE || Int32(stat.comp_method) == ZIP_CM_DEFLATE
    else {
      throw SpreadsheetError.damaged(part: name, "compression \(stat.comp_method)")
    }
    guard let file = zip_fopen_index(zip, UInt64(index), 0) else {
      throw SpreadsheetError.damaged(part: name, String(cString: zip_strerror(zip)))
    }
    return ArchiveEntry(file, of: self, name: name, stat: stat)
  }
}

/// An entry that is being read, but no further than the size that it declares and the limits allow.
final class ArchiveEntry {
  let name: String
  private let file: OpaquePointer
  // libzip's entry refers to its container.
  private let archive: Archive
  private let unpackedBytes: Int
  private let packedBytes: Int
  private var readBytes = 0

  fileprivate init(_ file: OpaquePointer, of archive: Archive, name: String, stat: zip_stat_t) {
    self.name = name
    self.file = file
    self.archive = archive
    unpackedBytes = Int(clamping: stat.size)
    packedBytes = Int(clamping: stat.comp_size)
  }

  deinit { zip_fclose(file) }

  /// Reads up to `count` bytes; 0 at the end, where libzip compares the checksum and the size.
  func read(into buffer: UnsafeMutableRawPointer, count: Int) throws -> Int {
    let got = Int(zip_fread(file, buffer, UInt64(count)))
    guard got >= 0 else {
      let error = zip_file_get_error(file)
      if zip_error_code_zip(error) == ZIP_ER_EOF { throw SpreadsheetError.truncated(part: name) }
      throw SpreadsheetError.damaged(part: name, String(cString: zip_error_strerror(error)))
    }
    readBytes += got
    guard readBytes <= unpackedBytes else {
      throw SpreadsheetError.tooLargeInside("\(name) is longer than it declares")
    }
    let (most, overflow) = packedBytes.multipliedReportingOverflow(by: SpreadsheetLimits.ratio)
    guard readBytes <= SpreadsheetLimits.ratioGraceBytes || overflow || readBytes <= most else {
      throw SpreadsheetError.tooLargeInside(
        "\(name) is more than \(SpreadsheetLimits.ratio) times longer than packed")
    }
    return got
  }
}
