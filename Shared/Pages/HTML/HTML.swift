import Texts

/// Text of a page. What stands in the source is the page's own; a string that is put into it is what others wrote, and cannot become
/// an element or an attribute. So nothing is forgotten: there is no other way from a `String` into a page.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
  /// As it is written.
  private(set) var text: String

  package init(stringLiteral literal: String) { text = literal }

  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Text of others: the characters that HTML gives a meaning are entities, what nobody sees is made visible.
  ///
  /// It goes by scalars, as a browser does: `"` is one also where an accent follows it.
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

    // A literal in an interpolation is the page's own too.
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
  /// What is made of it; nothing of nil.
  package func html(_ make: (Wrapped) -> HTML) -> HTML { map(make) ?? "" }
}

extension Sequence {
  /// What is made of each, one behind the other.
  package func html(separator: HTML = "", _ make: (Element) -> HTML) -> HTML {
    enumerated().reduce(into: "") { all, item in
      if item.offset > 0 { all += separator }
      all += make(item.element)
    }
  }
}
