// Written from the doc comments; see MemberTexts.swift.
// swift-format-ignore-file
extension MemberTexts {
  static let training: [String: String] = [
    "GetRetention.Reply.fictitious": "Whether the network is invented; absent when it is empty",
    "GetRetention.Reply.positions": "Where each feed stood: service → position",
    "GetRetention.Reply.rows": "The others, by scope",
    "GetRetention.Reply.trained": "People who followed four fifths of a session or more, as in I4, at any time",
    "GetRetention.Reply.withoutPost": "How many of those held no post on the last day of their first such session; they are in no row",
    "GetRetention.Row.scope": "`all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`",
    "GetRetention.Row.stay": "How long people stay: from the last day of their first training until they no longer hold a post in the network",
    "GetRetention.query": "What is asked: the day as of which facts are seen, and what was known",
    "RecordAttendance.Reply.change": "`added`, `corrected` or `unchanged`",
    "RecordAttendance.audience": "In what capacity",
    "RecordAttendance.halfDaysPresent": "Half-days that the person was there, at most the session's",
    "RecordAttendance.personCode": "The person's code",
    "RecordAttendance.sessionCode": "The session's code",
    "RecordAttendance.status": "Whether the person was there",
    "RecordAttendance.structureCode": "The person's structure at that time, where there is one",
  ]
}
