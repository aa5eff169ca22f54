import Testing
import Values

@testable import vigie

@Suite("A day as somebody types it", .serialized)
struct TypedDayTests {
  @Test("jj/mm/aaaa is a day in French, and in English it is told how to write one")
  func forms() {
    #expect(TypedDay.french("12/05/2025", .french)?.iso == "2025-05-12")
    #expect(TypedDay.french("1/5/2025", .french)?.iso == "2025-05-01")
    #expect(TypedDay.french("12/05/2025", .english) == nil)
    for wrong in ["31/02/2025", "2025-05-12", "12/05/25", "demain", ""] {
      #expect(TypedDay.french(wrong, .french) == nil, "\(wrong)")
    }
  }

  @Test("a refused day is told with the form to write it in")
  func refused() {
    // Tests run in English.
    #expect(CivilDate(argument: "31/12/2025") == nil)
    let message = "Error: The value '31/12/2025' is invalid for '--as-of <as-of>'\nHelp: …"
    #expect(
      TypedDay.refusal(message, .english)
        == "Unknown day for --as-of: “31/12/2025”. Write it like this: 2025-12-31.")
    #expect(
      TypedDay.refusal(message, .french)
        == "Date non reconnue pour --as-of : « 31/12/2025 ». Écrivez-la ainsi : 2025-12-31.")
    // 5/12 may be a day of May or of December.
    #expect(CivilDate(argument: "05/12/2025") == nil)
    #expect(
      TypedDay.refusal("The value '05/12/2025' is invalid for '<day>'", .english)?
        .hasSuffix(": \(CivilDate.today.iso).") == true)
    #expect(TypedDay.refusal("The value 'abc' is invalid for '--limit'", .english) == nil)
  }
}
