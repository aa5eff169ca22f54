import PortalDomain
import Texts

/// A browser's request, as far as pages need it.
struct WebRequest: Sendable {
  enum Method: Sendable {
    case get, post
  }

  let method: Method
  /// The path as it came, not decoded.
  let path: String
  let query: FormFields
  var form = FormFields()
  /// The files that came with the form, by their fields' names.
  var files: [String: UploadedFile] = [:]
  /// Why the form was not read, so that nothing of it is here.
  var problem: FormProblem?
  /// The headers by their names in small letters.
  let headers: [String: String]
  /// The network's address from which the request came, as ``ClientAddress`` has it.
  let address: String

  /// What keeps a form from being read.
  enum FormProblem: Sendable {
    /// It has more bytes, fields or parts than the page takes.
    case tooLong
    /// It came too slowly, or its end did not come.
    case tooSlow
    /// Others send files now.
    case busy
  }

  /// A cookie's value; nil where there is none. Of several of one name the first counts.
  func cookie(_ name: String) -> String? {
    for pair in (headers["cookie"] ?? "").split(separator: ";") {
      let sides = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      if sides.count == 2, sides[0] == name { return String(sides[1]) }
    }
    return nil
  }

  /// What the browser says of itself, shortened.
  var device: String {
    TerminalText.oneLine(String((headers["user-agent"] ?? "").prefix(200)))
  }

  /// Whether the browser says that another site sends this.
  var isFromOtherSite: Bool { headers["sec-fetch-site"] == "cross-site" }

  /// The language: the one asked for in the address, else the one chosen before, else the first of the browser's that there is.
  var language: Language {
    if let asked = chosenLanguage ?? cookie("vigie-lang").flatMap(Language.init(rawValue:)) {
      return asked
    }
    for wanted in (headers["accept-language"] ?? "").split(separator: ",") {
      let code = wanted.drop { $0 == " " }.prefix(2)
      if let language = Language(rawValue: code.lowercased()) { return language }
    }
    return .french
  }

  /// The language asked for in the address.
  var chosenLanguage: Language? { query["lang"].flatMap(Language.init(rawValue:)) }
}
