import CentreNetwork
import Testing

@Suite("Entries of people that are one person")
struct MergesTests {
  private func merges(_ rows: KeyValuePairs<String, String>) -> Merges {
    Merges(rows.map { (entry: $0.key, kept: $0.value) })
  }

  @Test("an entry that nobody merged stands for itself")
  func none() {
    let none = merges([:])
    #expect(none.isEmpty && none.person("A") == "A" && none.entries(of: "A") == ["A"])
  }

  @Test(
    "of entries merged one into the next the last one stands for all, in whatever order they came")
  func rows() {
    for found in [merges(["C": "A", "A": "B", "D": "B"]), merges(["D": "B", "A": "B", "C": "A"])] {
      for entry in ["A", "B", "C", "D"] {
        #expect(found.person(entry) == "B", "\(entry)")
        #expect(found.entries(of: entry) == ["B", "A", "C", "D"], "\(entry)")
      }
      #expect(!found.isEmpty && found.person("E") == "E")
    }
  }

  @Test(
    "each entry of a circle stands for itself, and one that leads there for the first that it meets"
  )
  func circles() {
    let found = merges(["A": "B", "B": "C", "C": "A", "X": "Y", "Y": "B", "S": "S"])
    for entry in ["A", "B", "C", "S"] { #expect(found.person(entry) == entry) }
    #expect(found.person("X") == "B" && found.person("Y") == "B")
    #expect(found.entries(of: "X") == ["B", "X", "Y"] && found.entries(of: "A") == ["A"])
  }
}
