import FactKinds
import ServiceHost
import Storage
import TrainingDomain

/// The sheets that people fill in after a session.
extension TrainingStore {
  /// Returns the sheets of satisfaction of a session.
  static func readSatisfaction(
    of code: String, in transaction: ReadTransaction
  ) throws -> Satisfaction {
    Satisfaction(
      try HistoryTable(.satisfaction).rows(ofFirstKey: code, in: transaction).compactMap { row in
        guard let rating = Int(row.text("rating")), let useful = Int(row.text("useful")) else {
          return nil
        }
        return Satisfaction.Sheet(rating: rating, useful: useful, remark: row.text("remark"))
      })
  }
}
