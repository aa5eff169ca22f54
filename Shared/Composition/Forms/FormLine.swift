package import Texts

/// A line of a form that people fill in: where its cell goes, what it asks, and what may stand there.
package struct FormLine {
  /// What may stand in the cell.
  package enum Kind {
    case text, integer, year, decimal, date
    /// `oui` or `non`, `yes` or `no`; stored as these two texts.
    case flag(true: String, false: String)
    /// One of some values, each with the text that is stored and the label that people read.
    case choice([(value: String, label: String)])
  }

  /// The least and the greatest value of a number or a day, in canonical text; nil for no bound.
  package struct Bounds {
    package var least, most: String?
  }

  /// The field, or `column:CODE` for a code of a list; nil for a heading.
  package let key: String?
  package let label: String
  package var kind: Kind = .text
  package var bounds = Bounds()
  /// Whether people may change it.
  package var isInput = true
  /// The unit of a number; empty without one.
  package var unit = ""
  /// What the question means, or what stands under a heading; empty where the label says it all.
  package var note = ""
  /// What may stand in the cell, in words, such as `nombre entier, 0 ou plus`; empty for any text.
  package var expected = ""
  /// How many lines there are to write in.
  package var lines = 1

  package static func heading(_ label: String, note: String = "") -> FormLine {
    FormLine(key: nil, label: label, isInput: false, note: note)
  }

  /// What helps to answer: what is meant, and what may stand there.
  package var help: String {
    [note, expected].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// A flag in words.
  package static func word(_ flag: Bool, _ language: Language) -> String {
    flag ? language.pick("oui", "yes") : language.pick("non", "no")
  }
}
