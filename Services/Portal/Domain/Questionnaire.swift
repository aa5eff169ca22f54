/// What a form asks for: a campaign of SENACS, or a year of the action sheet's questions. Both are drafted, sent and receipted alike.
public enum Questionnaire: Sendable, Hashable {
  /// A campaign of SENACS, by its code.
  case campaign(String)
  /// A year of the sheet's questions.
  case sheet(year: Int)

  /// What begins the addresses of each kind.
  private static let (campaigns, sheets) = ("senacs", "fiche")
  /// What begins a sheet's key. No code begins with a space (acceptance/formats.md), so no campaign has such a key.
  private static let mark = " fiche "

  /// Reads an address: its first part, and the one that says which; nil for what is none.
  public init?(_ first: String, _ named: String) {
    switch first {
    case Self.campaigns where !named.isEmpty && !named.hasPrefix(" "): self = .campaign(named)
    case Self.sheets:
      guard let year = Self.year(named) else { return nil }
      self = .sheet(year: year)
    default: return nil
    }
  }

  /// Reads the name by which drafts and sendings are kept.
  public init(key: String) {
    if key.hasPrefix(Self.mark), let year = Self.year(String(key.dropFirst(Self.mark.count))) {
      self = .sheet(year: year)
    } else {
      self = .campaign(key)
    }
  }

  private static func year(_ text: String) -> Int? {
    text.utf8.count == 4 ? Int(text).flatMap { (1900...2199).contains($0) ? $0 : nil } : nil
  }

  /// The name by which drafts and sendings are kept.
  public var key: String {
    switch self {
    case .campaign(let code): code
    case .sheet(let year): Self.mark + String(year)
    }
  }

  /// The year with which a campaign's code begins, or the sheet's; nil for a code that begins with none.
  public var year: Int? {
    switch self {
    case .campaign(let code): Self.year(String(code.prefix(4)))
    case .sheet(let year): year
    }
  }

  /// The parts with which its addresses begin.
  public var parts: [String] {
    switch self {
    case .campaign(let code): [Self.campaigns, code]
    case .sheet(let year): [Self.sheets, String(year)]
    }
  }

  /// What the text of an answer calls it, of which the receipt has the digest.
  public var named: String {
    switch self {
    case .campaign(let code): code
    case .sheet(let year): "PA 3.1.1 \(year)"
    }
  }
}
