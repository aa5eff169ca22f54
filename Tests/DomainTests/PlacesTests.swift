import CentreNetwork
import Contracts
import Testing
import TrainingDomain
import Values

/// Who gets a place in a session, who waits, and who moves up.
@Suite("Places and the waiting list")
struct PlacesTests {
  /// Makes the places of people in the order in which they were recorded, a second apart: code, state, day of October 2025.
  private static func places(
    _ capacity: Int?, _ people: [(String, Enrolment.State, Int)],
    _ merges: [(entry: String, kept: String)] = []
  ) -> Places {
    Places(
      capacity: capacity,
      people: people.enumerated().map { number, person in
        Places.Person(
          code: person.0, structureCode: "S01", state: person.1,
          enrolledOn: CivilDate(year: 2025, month: 10, day: person.2)!,
          recordedAt: Instant(microseconds: Int64(number) * 1_000_000))
      }, merges: Merges(merges))
  }

  @Test("a place is given while one is free; then people wait")
  func full() {
    let two: [(String, Enrolment.State, Int)] = [("P1", .registered, 1), ("P2", .cancelled, 1)]
    // 2 places − 1 registered: whoever cancelled has none.
    #expect(Self.places(2, two).free == 1)
    #expect(Self.places(2, two).registering("P3") == .registered)
    #expect(Self.places(1, two).free == 0)
    #expect(Self.places(1, two).registering("P3") == .waiting)
    #expect(Self.places(1, two).registering("P2") == .waiting)
    // Without a capacity there is always a place.
    #expect(Self.places(nil, two).free == nil)
    #expect(Self.places(nil, two).registering("P3") == .registered)
    // Whoever is registered stays registered, even in an overbooked session.
    let over = Self.places(1, [("P1", .registered, 1), ("P4", .registered, 1)])
    #expect(over.free == -1 && over.registering("P1") == .registered)
    #expect(over.registering("P3") == .waiting)
  }

  @Test("a newcomer comes behind all who wait, and whoever waits behind those in front")
  func fair() {
    let people: [(String, Enrolment.State, Int)] = [
      ("P1", .registered, 1), ("P2", .waiting, 2), ("P3", .waiting, 3),
    ]
    // 3 places − 1 registered: 2 are free, for the 2 who wait.
    let two = Self.places(3, people)
    #expect(two.free == 2 && two.registering("P4") == .waiting)
    #expect(two.registering("P2") == .registered && two.registering("P3") == .registered)
    // 1 is free, for the first who waits.
    let one = Self.places(2, people)
    #expect(one.registering("P2") == .registered && one.registering("P3") == .waiting)
    #expect(one.registering("P4") == .waiting && one.registering("P1") == .registered)
    // 3 are free and 2 wait.
    #expect(Self.places(4, people).registering("P4") == .registered)
    // Without a capacity nobody has to wait.
    #expect(Self.places(nil, people).registering("P4") == .registered)
  }

  @Test("several entries of one person have one place, whichever code is said")
  func merged() {
    // P9 is P1, P8 is P2.
    let places = Self.places(
      2,
      [
        ("P9", .registered, 3), ("P1", .waiting, 1), ("P2", .waiting, 5), ("P8", .waiting, 2),
        ("P4", .waiting, 4),
      ], [("P9", "P1"), ("P8", "P2")])

    #expect(places.free == 1 && places.codes.sorted() == ["P1", "P2", "P4"])
    for code in ["P1", "P9"] {
      #expect(places.person(code)?.code == "P9" && places.registering(code) == .registered)
      #expect(Set(places.standing(of: code).map(\.code)) == ["P1", "P9"])
      #expect(places.queuePlace(of: code) == nil)
      #expect(places.movesUp(whenCancelling: code)?.code == "P8")
    }
    // Of two entries that wait the earlier one counts.
    #expect(places.queue.map(\.code) == ["P8", "P4"])
    #expect(places.queuePlace(of: "P2") == 1 && places.queuePlace(of: "P8") == 1)
    #expect(places.registering("P2") == .registered && places.registering("P4") == .waiting)

    let came = Attendance(
      sessionCode: "T1", personCode: "P9", structureCode: nil, audience: .employee,
      status: .present, halfDaysPresent: 2)
    let rows = AttendanceList.rows(
      places, Attendance.joined([came], by: Merges([("P9", "P1"), ("P8", "P2")])))
    #expect(rows.map(\.personCode) == ["P1", "P2", "P4"])
    #expect(rows.map(\.attendedAs) == ["P9", nil, nil])
    #expect(rows.map(\.enrolment) == ["registered", "waiting", "waiting"])
    #expect(rows.map(\.structureCode) == ["S01", "S01", "S01"])
  }

  @Test("the queue is in the order of the days, then of recording")
  func queue() {
    let places = Self.places(
      1,
      [
        ("P9", .waiting, 2), ("P1", .registered, 3), ("P3", .waiting, 2), ("P2", .waiting, 1),
        ("P8", .cancelled, 1),
      ])

    #expect(places.queue.map(\.code) == ["P2", "P9", "P3"])
    #expect(places.queuePlace(of: "P3") == 3)
    #expect(places.queuePlace(of: "P1") == nil && places.queuePlace(of: "P7") == nil)
  }

  @Test("the first who waits moves up when a place is given back, and only then")
  func movesUp() {
    let people: [(String, Enrolment.State, Int)] = [
      ("P1", .registered, 1), ("P2", .registered, 1), ("P4", .waiting, 3), ("P3", .waiting, 2),
      ("P5", .cancelled, 1),
    ]

    #expect(Self.places(2, people).movesUp(whenCancelling: "P1")?.code == "P3")
    // 1 place, 2 registered: without one of them the session is full.
    #expect(Self.places(1, people).movesUp(whenCancelling: "P1") == nil)
    #expect(Self.places(nil, people).movesUp(whenCancelling: "P1")?.code == "P3")
    // Whoever waits, or has cancelled, or never enrolled, gives no place back.
    for code in ["P4", "P5", "P6"] {
      #expect(Self.places(2, people).movesUp(whenCancelling: code) == nil, "\(code)")
    }
    #expect(Self.places(2, [("P1", .registered, 1)]).movesUp(whenCancelling: "P1") == nil)
  }

  @Test("the list has those who enrolled and those who came, each once")
  func list() {
    let places = Self.places(1, [("P2", .registered, 1), ("P3", .waiting, 1)])
    let came = [
      Attendance(
        sessionCode: "T1", personCode: "P2", structureCode: nil, audience: .employee,
        status: .present, halfDaysPresent: 2, halfDaysAttended: [1, 3]),
      Attendance(
        sessionCode: "T1", personCode: "P1", structureCode: "S9", audience: .volunteer,
        status: .absent, halfDaysPresent: 0),
    ]

    let rows = AttendanceList.rows(places, came)

    #expect(rows.map(\.personCode) == ["P1", "P2", "P3"])
    #expect(rows.map(\.enrolment) == [nil, "registered", "waiting"])
    #expect(rows.map(\.structureCode) == ["S9", "S01", "S01"])
    #expect(rows.map(\.queuePlace) == [nil, nil, 1])
    #expect(rows.map(\.halfDaysAttended) == [nil, [1, 3], nil])
    #expect(rows.map(\.status) == ["absent", "present", nil])
  }
}
