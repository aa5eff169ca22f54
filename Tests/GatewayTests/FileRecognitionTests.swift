import Composition
import FactKinds
import Tabular
import Testing

@Suite("Kinds told by names and headers")
struct FileRecognitionTests {
  private func told(_ name: String, _ labels: [String]) -> String {
    switch FileRecognition.outcome(name: name, labels: labels, in: .vigie) {
    case .kind(let kind): kind.file
    case .several(let kinds): kinds.map(\.file).joined(separator: " ")
    case .none(let nearest): "none: \(nearest?.kind.file ?? "–")"
    }
  }

  @Test("each kind is told by its own columns, whatever the file is called")
  func all() {
    for kind in FactCatalogue.vigie.kinds {
      let labels = kind.form.columns.map(\.name)
      #expect(told("Classeur1.csv", labels) == kind.file)
      #expect(told("Classeur1.csv", labels.reversed()) == kind.file)
      #expect(told(kind.file, labels) == kind.file)
    }
  }

  @Test("the name counts first, where the header has its columns")
  func names() {
    let people = ["person_code", "family_name", "given_name", "email"]
    #expect(told("People.XLSX", people) == "people.csv")
    // A list of people that is called otherwise is one of people all the same.
    #expect(told("structures.csv", people) == "people.csv")
    #expect(told("structures.csv", ["a", "b"]) == "none: structures.csv")
    #expect(told("liste.csv", ["a", "b"]) == "none: –")
    #expect(told("liste.csv", []) == "none: –")
  }

  @Test(
    "a header that no kind has is told with the nearest kind, what it lacks, and what looks alike")
  func near() throws {
    let labels = ["person_cod", "family_nam", "given_name", "email"]
    guard
      case .none(let found) = FileRecognition.outcome(
        name: "liste.csv", labels: labels, in: .vigie)
    else {
      Issue.record("told")
      return
    }
    let nearest = try #require(found)
    #expect(nearest.kind.file == "people.csv")
    #expect(nearest.missing == ["person_code", "family_name"])
    #expect(
      nearest.alike.map { "\($0.label) \($0.field)" }.sorted()
        == ["family_nam family_name", "person_cod person_code"])
  }

  @Test("labels are read whatever stands between them")
  func labels() throws {
    for text in ["a;b\nx;y\n", "a,b\nx,y\n", "a\tb\nx\ty\n", "\u{FEFF}a;b\nx;y"] {
      #expect(try FileRecognition.labels(of: Array(text.utf8), as: nil) == ["a", "b"])
    }
  }
}
