/// The bounds of an ``Admission``, each for all keys together.
struct AdmissionLimits {
  var slots: Int
  var waiting: Int
  var heldBytes: Int
  var paused: Int
}
