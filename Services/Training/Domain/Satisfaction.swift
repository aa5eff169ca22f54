public import Contracts
import Disclosure
import Values

/// What the sheets of satisfaction of a session say, once there are enough of them to single nobody out.
public struct Satisfaction: Sendable {
  /// A sheet without a name.
  public struct Sheet: Sendable, Hashable {
    /// The overall mark, 1 to 5.
    public let rating: Int
    /// How useful it is for the work, 1 to 5.
    public let useful: Int
    /// What the person wrote; empty for nothing.
    public let remark: String

    /// Makes a sheet.
    public init(rating: Int, useful: Int, remark: String) {
      self.rating = rating
      self.useful = useful
      self.remark = remark
    }
  }

  private let sheets: [Sheet]

  /// Takes the sheets of one session, in any order.
  public init(_ sheets: [Sheet]) {
    self.sheets = sheets
  }

  /// How many sheets there are.
  public var count: Int { sheets.count }

  /// Whether there are enough sheets to tell more than their number.
  private var isTold: Bool { count >= Suppression.threshold }

  /// The overall marks; nil where there are too few sheets.
  public var rating: GetSatisfaction.Marks? { isTold ? marks(\.rating) : nil }

  /// The marks of usefulness; nil where there are too few sheets.
  public var useful: GetSatisfaction.Marks? { isTold ? marks(\.useful) : nil }

  /// What people wrote, in the order of the texts; nil where there are too few sheets.
  public var remarks: [String]? {
    isTold ? sheets.map(\.remark).filter { !$0.isEmpty }.sorted() : nil
  }

  private func marks(_ mark: (Sheet) -> Int) -> GetSatisfaction.Marks {
    let given = sheets.map(mark)
    let mean = Quantity(given.reduce(0, +)).divided(by: Quantity(given.count), decimals: 1)
    return GetSatisfaction.Marks(
      mean: (mean ?? Quantity(0)).text(decimals: 1),
      counts: (1...5).map { value in given.count { $0 == value } })
  }
}
