extension Language {
  /// A time of day as people write it: `9 h 05` or `09:05`.
  ///
  /// - Parameter time: `HH:MM`; any other text stands as it is.
  /// - Returns: the words.
  public func clock(_ time: String) -> String {
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard self == .french, parts.count == 2, let hour = Int(parts[0]), Int(parts[1]) != nil else {
      return time
    }
    return "\(hour) h \(parts[1])"
  }
}
