package import Texts

/// A line of a form that people fill in: where its cell goes, what it asks, and what may stand there.
package struct FormLine {
  /// What may stand in the cell.
  package enum Kind {
    case text, integer, decimal, date
    /// `oui` or `non`, `yes` or `no`; stored as these two texts.
    case flag(true: String, false: String)
    /// One of some values, each with the text that is stored and the label that people read.
    case choice([(value: String, label: String)])
  }

  /// The field, or `column:CODE` for a code of a list; nil for a heading.
  package let key: String?
  package let label: String
  package var kind: Kind = .text
  /// Whether people may change it.
  package var isInput = true
  package var help: String = ""

  package static func heading(_ label: String) -> FormLine {
    FormLine(key: nil, label: label, isInput: false)
  }

  /// A flag in words.
  package static func word(_ flag: Bool, _ language: Language) -> String {
    flag ? language.pick("oui", "yes") : language.pick("non", "no")
  }
}
