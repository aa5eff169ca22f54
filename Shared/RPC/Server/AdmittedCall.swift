/// A call, as ``AdmissionLines`` sees it.
protocol AdmittedCall {
  /// The number of its key's lane among the lanes in use.
  var laneNumber: Int { get }
  /// The bytes that are kept for it while it waits.
  var heldBytes: Int { get }
  /// Whether it has ended.
  var isOver: Bool { get }
  /// When it came, and when it ends at the latest.
  var start: ContinuousClock.Instant { get }
  var deadline: ContinuousClock.Instant { get }
  /// Takes its slot from it; returns whether it had one.
  func takeSlot() -> Bool
  func giveSlot()
}
