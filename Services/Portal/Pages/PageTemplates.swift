import Foundation
import Mustache
import PortalDomain
import Texts

/// Makes pages of their templates. What a template shows is escaped (``Markup``); what stands in `main` is a page already.
struct PageTemplates: Sendable {
  /// The values of a template by their names: texts, conditions, and lists of the same.
  typealias Values = [String: Any]

  private let library: MustacheLibrary

  /// Reads the templates, which are in the program.
  ///
  /// - Throws: what is wrong with one of them.
  init() throws {
    MustacheContentTypes.register(Markup(), named: Markup.name)
    var library = MustacheLibrary()
    for (name, bytes) in Self.files {
      // A template of which another one is a part says it too: each begins with the library's own way.
      let first = "{{% CONTENT_TYPE: \(Markup.name)}}\n"
      try library.register(first + String(decoding: bytes, as: UTF8.self), named: name)
    }
    self.library = library
  }

  private static let files: [(String, [UInt8])] = [
    ("layout", PackageResources.layout_mustache), ("enter", PackageResources.enter_mustache),
    ("link", PackageResources.link_mustache), ("home", PackageResources.home_mustache),
    ("sessions", PackageResources.sessions_mustache), ("text", PackageResources.text_mustache),
    ("parts", PackageResources.parts_mustache), ("part", PackageResources.part_mustache),
    ("cell", PackageResources.cell_mustache),
    ("section", PackageResources.section_mustache), ("review", PackageResources.review_mustache),
    ("receipt", PackageResources.receipt_mustache),
    ("reminders", PackageResources.reminders_mustache),
    ("mails", PackageResources.mails_mustache),
    ("fact", PackageResources.fact_mustache),
    ("conversation", PackageResources.conversation_mustache),
    ("workbook", PackageResources.workbook_mustache),
    ("files", PackageResources.files_mustache),
  ]

  /// The style and the script that all pages have.
  static let style = PackageResources.vigie_css
  static let script = PackageResources.vigie_js

  /// Fills a template; the result stands in the layout's `main`.
  func part(_ name: String, _ values: Values) -> String {
    library.render(values, withTemplate: name) ?? ""
  }

  /// Fills the layout: the one place where a page gets its head, its navigation and its foot, and French spaces.
  func page(_ values: Values, _ language: Language) -> String {
    let page = part("layout", values)
    return language == .french ? Typography.french(page: page) : page
  }
}

/// How texts stand in a page. The library's own way looks at characters, of which one may be several scalars: a `<` behind U+0600 and a `"`
/// before an accent are characters of their own there, but a tag and the end of a value to a browser.
private struct Markup: MustacheContentType {
  /// What templates call it.
  static let name = "MARKUP"

  func escapeText(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
