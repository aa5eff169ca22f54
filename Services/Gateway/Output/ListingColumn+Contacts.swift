import Composition
import Contracts
import Pages

extension ListingColumn {
  /// The columns of the name and the address of somebody whom a row names by code.
  ///
  /// What is no e-mail address is left out, because people copy it into the header of a mail.
  ///
  /// - Parameters:
  ///   - contacts: the people whom the caller may see, by code.
  ///   - suffix: what the members' names end with where a row names several people.
  ///   - french: what the headings end with there, in French.
  ///   - english: the same in English.
  ///   - person: returns the code of the person of a row.
  /// - Returns: two columns.
  static func contact(
    _ contacts: [String: GetContacts.Contact], suffix: String = "", french: String = "",
    english: String = "", _ person: @escaping (Row) -> String?
  ) -> [ListingColumn<Row>] {
    [
      .text("name" + suffix, "nom" + french, "name" + english) { row in
        person(row).flatMap { contacts[$0]?.name }
      },
      .text("email" + suffix, "courriel" + french, "e-mail" + english) { row -> String? in
        let address = person(row).flatMap { contacts[$0]?.email }
        return address.flatMap { EmailAddress.isOne($0) ? $0 : nil }
      },
    ]
  }
}
