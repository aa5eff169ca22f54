import Contracts
import Texts

extension ListingColumn {
  /// The columns of how long people stay, in days. Of fewer than 20 people there is the number alone, and that they are too few.
  ///
  /// - Parameters:
  ///   - member: the member of a row's JSON that tells it; the columns' names begin with it.
  ///   - lasting: returns what a row tells.
  /// - Returns: six columns.
  static func lasting(
    _ member: String, _ lasting: @escaping (Row) -> Lasting
  ) -> [ListingColumn<Row>] {
    [
      ListingColumn<Row>(
        member + "_state", "état de l'estimation", "state of the estimate"
      ) { row in
        let state = lasting(row).state
        return .text(state, as: Catalogue.reason(state, language))
      },
      ListingColumn<Row>(member + "_count", "personnes suivies", "people followed") {
        .number(lasting($0).count)
      },
      ListingColumn<Row>(member + "_ends", "départs suivis", "departures followed") {
        .number(lasting($0).ends)
      },
      ListingColumn<Row>(member + "_median", "durée médiane (jours)", "median (days)") {
        .number(lasting($0).median)
      },
      ListingColumn<Row>(
        member + "_shortest", "durée médiane (jours), borne basse", "median (days), lower limit"
      ) { .number(lasting($0).shortest) },
      ListingColumn<Row>(
        member + "_longest", "durée médiane (jours), borne haute", "median (days), upper limit"
      ) { .number(lasting($0).longest) },
    ]
  }
}
