import RPCContract

extension Credit {
  init(_ reader: inout JSONReader) throws {
    var (messages, bytes) = (Self.initial.messages, Self.initial.bytes)
    try reader.object { member, reader in
      switch member {
      case "messages": messages = try reader.integer()
      case "bytes": bytes = try reader.integer()
      default: try reader.skip()
      }
    }
    let range = 0...Int(UInt32.max)
    guard range.contains(messages), range.contains(bytes) else {
      throw JSONReader.Fault(text: "a credit is of 0 to 4294967295", offset: reader.offset)
    }
    self.init(messages: messages, bytes: bytes)
  }
}

extension Metadata {
  init(_ reader: inout JSONReader) throws {
    var values: [String: [String]] = [:]
    try reader.object { name, reader in
      var list: [String] = []
      try reader.array { list.append(try $0.string()) }
      values[name] = list
    }
    self.init(values)
  }

  func write(to writer: inout JSONWriter) {
    writer.name("metadata")
    writer.begin()
    for (name, values) in dictionary.sorted(by: { $0.key < $1.key }) {
      writer.name(name)
      writer.begin("[")
      for value in values { writer.value(value) }
      writer.end("]")
    }
    writer.end()
  }
}
