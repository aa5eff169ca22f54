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
      .text(
        member + "_state", "état de l'estimation", "state of the estimate",
        as: { Catalogue.reason($0, language) }
      ) { lasting($0).state },
      .number(member + "_count", "personnes suivies", "people followed") {
        lasting($0).count
      },
      .number(member + "_ends", "départs suivis", "departures followed") {
        lasting($0).ends
      },
      .number(member + "_median", "durée médiane (jours)", "median (days)") {
        lasting($0).median
      },
      .number(
        member + "_shortest", "durée médiane (jours), borne basse", "median (days), lower limit"
      ) { lasting($0).shortest },
      .number(
        member + "_longest", "durée médiane (jours), borne haute", "median (days), upper limit"
      ) { lasting($0).longest },
    ]
  }
}
