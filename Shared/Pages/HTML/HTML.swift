import Texts

/// The HTML of a page. A literal in the source is the page's own markup. An interpolated string is text that others wrote: it is escaped,
/// and cannot become an element or an attribute. No escaping can be forgotten, since there is no other way from a `String` into a page.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
  /// The markup.
  package private(set) var text: String

  package init(stringLiteral literal: String) { text = literal }

  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Escapes text that others wrote: characters with a meaning in HTML become entities, and invisible ones are made visible.
  ///
  /// It works on Unicode scalars, as a browser does: a `"` is a quote also where a combining accent follows it.
  package init(escaping written: String) {
    text = TerminalText.visible(written, keepsLines: true).unicodeScalars.reduce(into: "") {
      text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    // A literal in an interpolation is the page's own too, so the overload for `HTML` comes first.
    @_disfavoredOverload
    package mutating func appendInterpolation(_ written: String) {
      text += HTML(escaping: written).text
    }
  }

  package var isEmpty: Bool { text.isEmpty }

  package static func += (one: inout HTML, other: HTML) { one.text += other.text }

  package static func + (one: HTML, other: HTML) -> HTML {
    var both = one
    both += other
    return both
  }
}

extension Optional {
  /// The HTML made from the value; empty for nil.
  package func html(_ make: (Wrapped) -> HTML) -> HTML { map(make) ?? "" }
}

extension Sequence {
  /// The HTML made from each element, one after the other.
  package func html(separator: HTML = "", _ make: (Element) -> HTML) -> HTML {
    enumerated().reduce(into: "") { all, item in
      if item.offset > 0 { all += separator }
      all += make(item.element)
    }
  }
}
