import Foundation
import Values

/// How the cells of published sheets are cleaned, one rule a field. Source: reference/domain.md §9.
enum SheetCells {
  typealias Result = (cleaned: String, codes: [String])

  static func clean(_ field: String, _ cell: String, today: CivilDate) -> Result {
    let trimmed = collapsed(cell)
    if trimmed.isEmpty {
      return ("", ["kind", "name"].contains(field) ? ["\(field.uppercased())_MISSING"] : [])
    }
    switch field {
    case "kind": return kind(trimmed)
    case "name": return name(trimmed, cell)
    case "street": return street(trimmed, cell)
    case "postal_code": return postalCode(trimmed)
    case "website": return website(trimmed)
    case "siret": return siret(trimmed)
    case "first_approval_date": return date(trimmed, today)
    case "population_of_zone": return number(trimmed, 1...10_000_000)
    case "axes_count": return number(trimmed, 0...20)
    case "created_year": return number(trimmed, 1800...today.year)
    case "federation_member", "travellers", "multi_site", "itinerant": return flag(trimmed)
    case "management_mode", "territory_type", "territory_size", "qpv_answer":
      return (trimmed, labels[field]?.contains(folded(trimmed)) == true ? [] : ["LABEL_UNKNOWN"])
    default: return (trimmed, [])
    }
  }

  private static let labels = [
    "management_mode": [
      "Associatif", "Collectivité locale", "Caf (gestion directe)", "Co-gestion",
      "Autres (dont délégation de gestion)",
    ],
    "territory_type": ["Un espace à dominante urbaine", "Un espace à dominante rurale"],
    "territory_size": ["Plusieurs quartiers", "Une commune", "Plusieurs communes"],
    "qpv_answer": [
      "Votre structure est située sur un quartier prioritaire de la Politique de la Ville (QPV)",
      "Vous n'êtes pas concerné par cette question",
      "Votre structure est située sur un territoire \"de veille active\"",
    ],
  ].mapValues { Set($0.map(folded)) }

  /// Returns a text with one space for every run of white space or control characters, and none at the ends.
  static func collapsed(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let isBlank =
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
      return isBlank ? " " : String(scalar)
    }.joined().split(separator: " ").joined(separator: " ")
  }

  /// Returns a text in capitals without accents; every character other than a letter or a digit separates words.
  static func folded(_ text: String) -> String {
    let plain = text.folding(
      options: [.diacriticInsensitive, .caseInsensitive], locale: Locale(identifier: "fr_FR")
    ).uppercased()
    let spelled = plain.replacing("Œ", with: "OE").replacing("Æ", with: "AE")
    return spelled.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: " ")
  }

  /// A commune's name folded, ST and STE spelled out, CEDEX and what follows left out.
  static func foldedCommune(_ text: String) -> String {
    let words = folded(text).split(separator: " ").map(String.init)
    return words.prefix { $0 != "CEDEX" }
      .map { ["ST": "SAINT", "STE": "SAINTE"][$0] ?? $0 }.joined(separator: " ")
  }

  static func kind(_ cell: String) -> Result {
    switch folded(cell) {
    case "CSX", "CS", "CENTRE SOCIAL": ("CS", [])
    case "EVS", "ESPACE DE VIE SOCIALE": ("EVS", [])
    default: (cell, ["KIND_UNKNOWN"])
    }
  }

  private static func name(_ cell: String, _ published: String) -> Result {
    var codes = cell == published ? [] : ["SPACES"]
    if folded(cell).split(separator: " ").contains("TEST") { codes.append("TEST_RECORD") }
    return (cell, codes)
  }

  private static func street(_ cell: String, _ published: String) -> Result {
    let hasPostalCode = cell.split(separator: " ").contains {
      $0.count == 5 && $0.allSatisfy(\.isNumber)
    }
    return (
      cell, (cell == published ? [] : ["SPACES"]) + (hasPostalCode ? ["STREET_POSTAL_CODE"] : [])
    )
  }

  /// Returns a postal code of five digits; one of four gets back the leading zero that a spreadsheet dropped.
  static func postalCode(_ cell: String) -> Result {
    let digits = cell.filter { $0.isASCII && $0.isNumber }
    switch digits.count {
    case 0 where collapsed(cell).isEmpty: return ("", [])
    case 5: return (digits, digits == cell ? [] : ["POSTAL_CODE_SPACES"])
    case 4: return ("0" + digits, ["POSTAL_CODE_PADDED"])
    default: return ("", ["POSTAL_CODE_FORM"])
    }
  }

  private static func website(_ cell: String) -> Result {
    let lower = cell.lowercased()
    let scheme = ["http://", "https://"].first(where: lower.hasPrefix)
    let address = scheme.map { String(cell.dropFirst($0.count)) } ?? cell
    let host = address.prefix { $0 != "/" && $0 != "?" }
    let isPhone = host.allSatisfy { $0.isNumber || "Xx.+ -".contains($0) }
    guard host.contains("."), !isPhone, !address.contains(" "), !address.contains("@") else {
      return ("", ["WEBSITE_FORM"])
    }
    return scheme == nil ? ("http://" + address, ["WEBSITE_SCHEME"]) : (cell, [])
  }

  private static func siret(_ cell: String) -> Result {
    let digits = cell.filter { !" .-_/".contains($0) }
    let grouped = digits == cell ? [] : ["SIRET_SPACES"]
    if let fault = Siret.fault(ofSiret: digits) { return ("", grouped + [fault.rawValue]) }
    return (digits, grouped)
  }

  /// `dd/mm/yyyy` or ISO; a month above 12 means that day and month were swapped.
  private static func date(_ cell: String, _ today: CivilDate) -> Result {
    if let iso = CivilDate(cell) { return believed(iso, today, []) }
    let parts = cell.split { "/.-".contains($0) }.map { Int($0) ?? 0 }
    guard parts.count == 3, parts[2] > 99 else { return ("", ["DATE_FORM"]) }
    if let day = CivilDate(year: parts[2], month: parts[1], day: parts[0]) {
      return believed(day, today, [])
    }
    guard let swapped = CivilDate(year: parts[2], month: parts[0], day: parts[1]) else {
      return ("", ["DATE_FORM"])
    }
    return believed(swapped, today, ["DATE_SWAPPED"])
  }

  private static func believed(
    _ day: CivilDate, _ today: CivilDate, _ codes: [String]
  ) -> Result {
    // Approvals of centres sociaux exist since the circulars of the 1950s.
    let isPlausible = day.year >= 1950 && day <= today
    return (day.iso, codes + (isPlausible ? [] : ["DATE_IMPLAUSIBLE"]))
  }

  private static func number(_ cell: String, _ range: ClosedRange<Int>) -> Result {
    let digits = cell.filter { !" .,".contains($0) }.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return ("", ["NUMBER_FORM"]) }
    var codes = String(digits) == cell ? [] : ["NUMBER_CLEANED"]
    if !range.contains(number) { codes.append("NUMBER_IMPLAUSIBLE") }
    return (String(number), codes)
  }

  private static func flag(_ cell: String) -> Result {
    switch folded(cell) {
    case "OUI", "YES", "TRUE", "1", "VRAI": ("true", [])
    case "NON", "NO", "FALSE", "0", "FAUX": ("false", [])
    default: ("", ["FLAG_FORM"])
    }
  }
}
