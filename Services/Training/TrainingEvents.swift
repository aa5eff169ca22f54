import Contracts
import Foundation
import RPCContract
import Storage
import Values

/// What the training service tells others and listens to.
///
/// It follows the registry's feed, which `ServiceHost` puts into the tables of `NetworkTables`.
enum TrainingEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]

  static func publishAttendance(
    _ rows: [[String: String]], _ transaction: WriteTransaction
  ) throws {
    let attendance = rows.map { row in
      AttendanceRecorded.Attendance(
        sessionCode: row["session_code"] ?? "", personCode: row["person_code"] ?? "",
        structureCode: row["structure_code"].flatMap { $0.isEmpty ? nil : $0 },
        audience: row["audience"] ?? "", status: row["status"] ?? "",
        halfDaysPresent: row["half_days_present"].flatMap { Int($0) })
    }
    let event = AttendanceRecorded(attendance: attendance, recordedAt: transaction.recordedAt)
    let payload = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
    try transaction.publish(topic: AttendanceRecorded.topic, payload: payload)
  }
}
