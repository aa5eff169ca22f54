/// Figures as they may be published: each number with its verdict.
public struct Publication: Sendable {
  /// A figure in one scope, as whole numbers.
  public struct Figure: Sendable, Hashable {
    /// The code, such as `I4` or `I0:FORM_FEDE`.
    public var code: String
    /// A name of ``Layout/figures``.
    public var scope: String
    /// At least 0.
    public var numerator: Int
    /// At least 0; 1 for plain counts.
    public var denominator: Int

    /// Makes a figure.
    public init(code: String, scope: String, numerator: Int, denominator: Int) {
      self.code = code
      self.scope = scope
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// A figure with what becomes of its numbers.
  public struct Row: Sendable, Hashable {
    /// The figure, with its secret numbers.
    public let figure: Figure
    /// What becomes of the numerator.
    public let numerator: Verdict
    /// What becomes of the denominator; nil where there is none, in plain counts.
    public let denominator: Verdict?

    /// Makes a row.
    public init(figure: Figure, numerator: Verdict, denominator: Verdict?) {
      self.figure = figure
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  private let figures: [Figure]
  private let verdicts: [String: [String: Verdict]]

  /// Decides what may be shown of figures of one year and one campaign.
  ///
  /// - Parameter figures: all that are known, whichever tables are wanted; those of no table, and those that lack a scope, are passed
  ///   over.
  public init(_ figures: [Figure]) { self.init(figures, rule: Suppression()) }

  init(_ figures: [Figure], rule: Suppression) {
    let scopes = Dictionary(grouping: figures, by: \.code).mapValues { Set($0.map(\.scope)) }
    self.figures = figures.filter { scopes[$0.code] == Set(Layout.figures.scopes) }
    verdicts = rule.verdicts(Self.counts(self.figures))
  }

  /// The rows of a table, in the order of the figures given.
  public func rows(_ table: PublishedTable) -> [Row] {
    figures.filter { table.holds($0.code) }.map { figure in
      guard let links = table.links else {
        return Row(figure: figure, numerator: .shown, denominator: .shown)
      }
      let whole = Self.denominator(table, links)
      return Row(
        figure: figure, numerator: verdicts[figure.code]?[figure.scope] ?? .first,
        denominator: whole.map { verdicts[$0]?[figure.scope] ?? .first })
    }
  }

  /// Returns the name of the count that a table's denominators are; nil for plain counts.
  private static func denominator(
    _ table: PublishedTable, _ links: PublishedTable.Links
  ) -> String? {
    switch links.denominator {
    case .organisations: "\(table.name) of"
    case .one: nil
    case .numerator(let name): name
    case .answers(let name, _): name
    }
  }

  /// The counts that figures consist of, each once, with their links.
  ///
  /// Denominators that are organisations are facts. `I0` has one denominator for all its codes.
  static func counts(_ figures: [Figure]) -> [Count] {
    let byCode = Dictionary(grouping: figures, by: \.code)
    // Each with the names of counts that it may be within: it is within the first of them that there is.
    var found: [(count: Count, wholes: [String])] = []
    for table in PublishedTable.all {
      guard let links = table.links else { continue }
      let whole = denominator(table, links)
      for (index, code) in byCode.keys.filter(table.holds).sorted().enumerated() {
        let rows = byCode[code] ?? []
        if index == 0, let whole {
          let cells = cells(rows, \.denominator)
          switch links.denominator {
          case .organisations:
            found.append((Count(name: whole, cells: cells, subject: .organisations), []))
          case .answers(_, let wholes):
            found.append(
              (Count(name: whole, cells: cells, subject: .people, group: links.group), wholes))
          case .one, .numerator: break
          }
        }
        let hasAnswers = if case .answers = links.denominator { true } else { false }
        let count = Count(
          name: code, cells: cells(rows, \.numerator), subject: .people, atMost: links.atMost,
          addsUp: links.addsUp, group: hasAnswers ? nil : links.group)
        found.append((count, [links.within, whole].compactMap(\.self)))
      }
    }
    let names = Set(found.map(\.count.name))
    return found.map { count, wholes in
      var count = count
      count.within = wholes.first(where: names.contains)
      return count
    }
  }

  private static func cells(
    _ rows: [Figure], _ number: KeyPath<Figure, Int>
  ) -> [String: Int] {
    Dictionary(rows.map { ($0.scope, $0[keyPath: number]) }, uniquingKeysWith: { $1 })
  }
}
