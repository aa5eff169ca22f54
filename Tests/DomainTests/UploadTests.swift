import Foundation
import PortalDomain
import Testing
import Values

@Suite("Files that come with forms")
struct UploadTests {
  private let boundary = Array("----x".utf8)

  private func form(_ text: String) -> MultipartForm? {
    MultipartForm(Array(text.utf8), boundary: boundary)
  }

  private func part(_ name: String, file: String? = nil, _ content: String) -> String {
    let named = file.map { "; filename=\"\($0)\"" } ?? ""
    return
      "------x\r\nContent-Disposition: form-data; name=\"\(name)\"\(named)\r\n\r\n\(content)\r\n"
  }

  @Test("a form has its fields and its files, bytes as they came")
  func whole() throws {
    let content = "PK\u{0}\r\n--\r\n------y\r\n"
    let read = try #require(
      form(
        part("token", "t") + part("fichier", file: "été.xlsx", content) + part("note", "é\r\nb")
          + "------x--\r\n"))
    #expect(read.fields.all == ["token": "t", "note": "é\r\nb"])
    #expect(read.files["fichier"] == UploadedFile(name: "été.xlsx", bytes: Array(content.utf8)))
    #expect(read.files.count == 1)
    // No file was chosen: browsers send the field with neither a name nor a content.
    let none = try #require(form(part("fichier", file: "", "") + "------x--\r\n"))
    #expect(none.files.isEmpty && none.fields.all.isEmpty)
  }

  @Test("a file's name is a text, never a path or a command to what shows it")
  func names() throws {
    for (sent, name) in [
      ("../../etc/passwd", "passwd"), ("C:\\Users\\Noa\\a.xlsx", "a.xlsx"), ("a%22b", "a\"b"),
      ("a\u{7}\u{202E}b%0D%0A", "ab"), ("..", ".."), ("/", ""),
    ] {
      let read = try #require(form(part("f", file: sent, "x") + "------x--"))
      #expect(read.files["f"]?.name == name, "\(sent)")
    }
    let long = UploadedFile(name: String(repeating: "é", count: 500), bytes: [])
    #expect(long.name.count == UploadedFile.longestName)
  }

  @Test("a form that is cut off, crowded, or no such form is refused")
  func refused() {
    let sound = part("a", "b") + "------x--\r\n"
    #expect(form(sound) != nil)
    for length in 0..<(sound.utf8.count - 4) {
      #expect(MultipartForm(sound.utf8.prefix(length).map { $0 }, boundary: boundary) == nil)
    }
    let most = MultipartForm.mostParts
    let parts = String(repeating: part("a", "b"), count: most)
    #expect(form(parts + "------x--") != nil)
    #expect(form(parts + part("a", "b") + "------x--") == nil)
    let header = "X: " + String(repeating: "x", count: MultipartForm.mostHeaderBytes) + "\r\n"
    #expect(form("------x\r\n\(header)\r\nb\r\n------x--") == nil)
    let field = String(repeating: "x", count: MultipartForm.mostFieldBytes + 1)
    #expect(form(part("a", field) + "------x--") == nil)
    #expect(form(part("a", file: "f", field) + "------x--") != nil)
    #expect(form("------x\r\n\r\nno header\r\n------x--") == nil)
    #expect(form("preamble\r\n" + sound) == nil)
    let wrong = Array("------x\r\n".utf8) + [0xFF] + Array("\r\n\r\nb\r\n------x--".utf8)
    #expect(MultipartForm(wrong, boundary: boundary) == nil)
  }

  @Test(
    "a boundary is the header's, and only one that RFC 2046 knows",
    arguments: [
      ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;boundary=\"a b\"", "a b"),
      (
        "multipart/form-data; charset=x; Boundary=----WebKitFormBoundaryA1",
        "----WebKitFormBoundaryA1"
      ),
      ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
      ("multipart/form-data; boundary=\"a\r\nb\"", nil), ("text/plain; boundary=abc", nil),
      ("application/x-www-form-urlencoded", nil), ("", nil),
    ] as [(String, String?)])
  func boundaries(type: String, boundary: String?) {
    #expect(MultipartForm.boundary(of: type) == boundary.map { Array($0.utf8) })
  }

  @Test("the longest boundary has 70 characters")
  func longestBoundary() {
    let type = "multipart/form-data; boundary="
    let longest = String(repeating: "a", count: 70)
    #expect(MultipartForm.boundary(of: type + longest) != nil)
    #expect(MultipartForm.boundary(of: type + longest + "a") == nil)
  }

  @Test("a workbook's cell is typed as the form would have it")
  func cells() {
    let flag = FormQuestion("f", section: "s", kind: .flag(yes: "x", no: "-"))
    #expect(flag.typed(cell: "x") == "true" && flag.typed(cell: "-") == "false")
    #expect(flag.typed(cell: "peut-être") == "peut-être" && flag.typed(cell: "") == "")
    let number = FormQuestion("n", section: "s", kind: .number(isWhole: false))
    #expect(number.typed(cell: "712480.5") == "712480.5")
  }

  @Test(
    "a workbook changes what its writer changed: over the own text, never unseen over another's")
  func merging() {
    let question = FormQuestion("n", section: "s", kind: .number(isWhole: false))
    /// What becomes of a cell of a workbook that P1 brings, and that was filled with 10.
    func merged(_ typed: String, over present: String?, by person: String) -> DraftMerge {
      let value = present.map {
        DraftValue(
          typed: $0, version: 3, person: person, name: "Noa",
          savedAt: Instant("2026-06-02T08:00:00Z")!, former: "")
      }
      let seen = DraftMerge.seen(
        byWorkbook: typed, known: "10", present: value, person: "P1", isSame: question.isSame)
      return DraftMerge(
        of: typed, seen: seen, before: seen == 0 ? "10" : present, present: value,
        isSame: question.isSame)
    }
    // Nobody has written it: also a value that was left as it stood is an answer now.
    #expect(merged("10", over: nil, by: "P1") == .write)
    #expect(merged("12", over: nil, by: "P1") == .write)
    // The cell was left as it was: what was typed meanwhile stays.
    #expect(merged("10,0", over: "11", by: "P1") == .same)
    #expect(merged("10", over: "11", by: "P2") == .same)
    // The cell was changed: over the own text, but not over another's.
    #expect(merged("12", over: "11", by: "P1") == .write)
    #expect(merged("12", over: "11", by: "P2") == .conflict)
    #expect(merged("11", over: "11", by: "P2") == .same)
    #expect(merged("", over: "11", by: "P2") == .conflict)
  }
}
