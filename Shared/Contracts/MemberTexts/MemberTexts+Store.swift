// Written from the doc comments; see MemberTexts.swift.
// swift-format-ignore-file
extension MemberTexts {
  static let store: [String: String] = [
    "CopyStore.Head.byteCount": "How many bytes follow",
    "CopyStore.Head.digest": "Their SHA-256, in hexadecimal",
    "CopyStore.Head.position": "The position of its feed",
    "CopyStore.Head.schema": "The newest step of its schema",
    "CopyStore.Head.secrets": "Secrets without which parts of the store cannot be read: a file's name → its text",
    "CopyStore.Head.service": "The service",
    "CopyStore.Head.version": "The version of its program",
    "CopyStore.Item.data": "The next bytes of a SQLite file, in JSON as base64",
    "CopyStore.Item.head": "What the copy is",
  ]
}
