/// The methods that each service may call on the others. A service has the name that it has in allow-lists; its key may call these methods
/// and no more.
///
/// Health and reflection are not in the table, since every key that is known may call them. Exceptions: a front that names nobody, and a
/// service under a name that the table does not have.
public enum ServiceNeeds {
  /// Calling service → called service → methods.
  static let all: [String: [String: Set<String>]] = [
    "registry": [:],
    "training": ["registry": [ReadFeed.method]],
    "senacs": ["registry": [ReadFeed.method]],
    "evaluation": [
      "registry": [
        ReadFeed.method, ReadPin.method, ComputeFigures.method,
        ComputeFigures.formerMethod(of: "registry"), GetTurnover.method,
      ],
      "training": [
        ReadPin.method, ComputeFigures.method, ComputeFigures.formerMethod(of: "training"),
        GetRetention.method,
      ],
      "senacs": [
        ReadPin.method, ComputeFigures.method, ComputeFigures.formerMethod(of: "senacs"),
        GetParticipation.method,
        GetObservedUse.method, ListAnswers.method,
      ],
    ],
    exchange: [
      "registry": [ReadFeed.method, ListStructures.method, ListAgreements.method],
      "training": [ReadFeed.method, SubmitRows.method],
      "senacs": [ReadFeed.method, SubmitRows.method, GetCommuneParticipation.method],
      "evaluation": [
        ReadFeed.method, SubmitRows.method, ListYearMeetings.method, GetPublication.method,
      ],
    ],
    // What a front calls in nobody's name. In a person's it calls what that person may call.
    "web": ["registry": [CheckSignIn.method, FindSignIns.method]],
  ]

  /// The one service that brings rows of other parties: it alone says who submitted them and what they may be about.
  public static let exchange = "exchange"

  /// The services that call in the name of people only: the web, where people sign in.
  public static let fronts: Set<String> = ["web"]

  /// The methods that no front reaches, whoever signs in there: a copy of a store, of the exchange's log, or of a feed has everything,
  /// a log is brought back after the loss of a disk only, and nobody is erased from a browser.
  public static let outOfReach: Set<String> = [
    CopyStore.method, ExportMessages.method, ForgetPerson.method, ImportMessages.method,
    ReadFeed.method,
  ]

  /// Returns who may call which methods of a service: the caller's name → the methods that it needs there.
  public static func callers(of service: String) -> [String: Set<String>] {
    all.mapValues { $0[service] ?? [] }
  }
}
