import Contracts
import Pages

extension ListingColumn {
  /// The columns of the name and the address of somebody whom a row names by code.
  ///
  /// What is no e-mail address is left out, because people copy it into the header of a mail.
  static func contact(
    _ contacts: [String: GetContacts.Contact], _ person: @escaping (Row) -> String?
  ) -> [ListingColumn<Row>] {
    [
      ListingColumn<Row>("name", "nom", "name") { row in
        let contact = person(row).flatMap { contacts[$0] }
        return .text(contact.map { "\($0.givenName) \($0.familyName)" })
      },
      ListingColumn<Row>("email", "courriel", "e-mail") { row in
        let address = person(row).flatMap { contacts[$0]?.email }
        return .text(address.flatMap { EmailAddress.isOne($0) ? $0 : nil })
      },
    ]
  }
}
