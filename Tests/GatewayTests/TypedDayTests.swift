import Testing
import Texts
import Values

@testable import vigie

@Suite("A day as somebody types it", .serialized)
struct TypedDayTests {
  @Test("a day is read as 2025-05-12 and, the day first, as 12/05/2025")
  func forms() {
    for text in ["2025-05-12", "12/05/2025", "12/5/2025"] {
      #expect(CivilDate(argument: text)?.iso == "2025-05-12", "\(text)")
    }
    for wrong in ["31/02/2025", "05/31/2025", "12/05/25", "1/2/3/2025", "demain", ""] {
      #expect(CivilDate(argument: wrong) == nil, "\(wrong)")
    }
  }

  @Test("a refused day is told with the forms to write it in, and another refused value is not")
  func refused() {
    #expect(CivilDate(argument: "31/02/2025") == nil)
    let message = "Error: The value '31/02/2025' is invalid for '--as-of <AAAA-MM-JJ>'\nHelp: …"
    #expect(
      TypedDay.refusal(message, .french)
        == "Date non reconnue pour --as-of : « 31/02/2025 ». Écrivez-la ainsi : 2025-12-31 ou 31/12/2025."
    )
    #expect(
      TypedDay.refusal("The value '31/02/2025' is invalid for '<YYYY-MM-DD>'", .english)
        == "Not a day: “31/02/2025”. Write it so: 2025-12-31 or 31/12/2025.")
    #expect(TypedDay.refusal("The value 'abc' is invalid for '--limit'", .english) == nil)
  }
}
