public import RPCContract
public import Values

/// Returns how satisfied people were with a session, by the sheets that they filled in without their names.
///
/// Under 5 sheets only their number is told, since a mark of few people is that of somebody. NOT_FOUND with `UNKNOWN_SESSION` for a code
/// that no session has.
public struct GetSatisfaction: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/GetSatisfaction"
  /// Those who organise trainings, those who evaluate them and those who audit.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]
  /// It shows what people wrote.
  public static let tellsOfPeople = true
  /// The session.
  public var subjects: [String] { [sessionCode] }

  /// The session's code.
  public var sessionCode: String
  /// How many remarks to pass over; absent for the first page.
  public var after: Bounded<CountBounds>?
  /// The most remarks: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(sessionCode: String, after: Bounded<CountBounds>? = nil, limit: PageSize? = nil) {
    self.sessionCode = sessionCode
    self.after = after
    self.limit = limit
  }

  /// The marks of one question.
  public struct Marks: Codable, Sendable, Hashable {
    /// The mean with one decimal, half a tenth away from zero, such as `4.2`.
    public var mean: String
    /// How many gave 1, 2, 3, 4 and 5: five counts, whose sum is that of the sheets.
    public var counts: [Int]

    /// Makes marks.
    public init(mean: String, counts: [Int]) {
      self.mean = mean
      self.counts = counts
    }
  }

  /// What the sheets say.
  public struct Reply: Codable, Sendable {
    /// The session's title.
    public var title: String
    /// How many sheets there are.
    public var sheets: Int
    /// The overall marks; absent under 5 sheets.
    public var rating: Marks?
    /// The marks of usefulness; absent under 5 sheets.
    public var useful: Marks?
    /// What people wrote, in the order of the texts, so that it does not show the order of the sheets; absent under 5 sheets, and for
    /// those who audit.
    public var remarks: [String]?
    /// Whether more remarks follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a reply.
    public init(
      title: String, sheets: Int, rating: Marks?, useful: Marks?, remarks: [String]?,
      hasMore: Bool, fictitious: Bool?
    ) {
      self.title = title
      self.sheets = sheets
      self.rating = rating
      self.useful = useful
      self.remarks = remarks
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
