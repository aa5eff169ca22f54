extension String {
  /// The text with a capital at its beginning, as a sentence or a heading has it.
  var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
