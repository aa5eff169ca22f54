/// The codes of territories to which somebody can be limited.
public enum TerritoryCode {
  /// Whether a text has the form of one: `69`, `69M`, `69D`, or a commune's code such as `69266`.
  public static func isOne(_ text: String) -> Bool {
    text.wholeMatch(of: #/69([MD]|[0-9]{3})?/#) != nil
  }
}
